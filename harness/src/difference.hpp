#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// The lines that differ, as a unified difference shows them: `-` was pinned, `+` was seen, and a
/// line of context around; long stretches of equal lines are left out. At most 60 lines.
std::vector<std::string> describe_difference(std::string_view pinned, std::string_view seen);

}  // namespace mustfail
