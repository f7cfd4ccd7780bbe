#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// The lines that differ, as a unified difference shows them: `-` was pinned, `+` was seen, and a
/// line of context around; long stretches of equal lines are left out. At most 60 lines.
std::vector<std::string> describe_difference(std::string_view pinned, std::string_view seen);

/// What of two lines differs: the part between what they begin and end with alike, [begin, end) in
/// bytes of each. Never cuts through a UTF-8 character.
struct ChangedPart {
  std::size_t begin = 0;
  std::size_t end_a = 0;
  std::size_t end_b = 0;
};

ChangedPart changed_part(std::string_view a, std::string_view b);

}  // namespace mustfail
