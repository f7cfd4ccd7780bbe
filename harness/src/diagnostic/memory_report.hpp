#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/tsan_report.hpp"

namespace mustfail {

/// What AddressSanitizer, LeakSanitizer or UndefinedBehaviorSanitizer reports first in a program's
/// stderr, in its own words: `heap-use-after-free`, `detected memory leaks`, `runtime error: signed
/// integer overflow: ...`. Empty when there is no report.
std::string first_memory_report(std::string_view errors);

/// Every report in what such a detector wrote, with its stacks: what was used, where it was freed
/// and where it was made.
std::vector<RaceReport> parse_memory_report(std::string_view text);

}  // namespace mustfail
