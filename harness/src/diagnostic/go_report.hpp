#pragma once

#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "diagnostic/tsan_report.hpp"

namespace mustfail {

/// Reads every report of Go's race detector in a program's stderr: the same as ThreadSanitizer's,
/// which it is built on, with Go's stacks.
std::vector<RaceReport> parse_go_races(std::string_view text);

/// Reads what `go build` says of a file that it rejects: `./naive.go:7:2: x declared but not used`.
DiagnosticLog parse_go_errors(std::string_view text, std::string_view folder);

}  // namespace mustfail
