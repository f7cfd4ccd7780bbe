#pragma once

#include <optional>
#include <string_view>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// Reads one line of the form that GCC and Clang share,
///
///     FILE:LINE[:COLUMN]: [fatal ]SEVERITY: MESSAGE [-WOPTION]
///     TOOL: [fatal ]SEVERITY: MESSAGE
///
/// without contexts, notes, code and blame. A tool's own complaint has no location.
std::optional<Diagnostic> parse_diagnostic_line(std::string_view line);

/// Reads one `In file included from FILE:LINE[:COLUMN]` or `from FILE:LINE` line.
std::optional<Context> parse_include_line(std::string_view line);

/// Whether the line is one that only a crashing compiler prints.
bool is_crash_line(std::string_view line);

/// Adds a line that stands for itself: to the message above it, which it continues, or as a stray.
void add_loose_line(DiagnosticLog& log, std::string_view line);

}  // namespace mustfail
