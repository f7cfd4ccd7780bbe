#pragma once

#include <filesystem>
#include <string_view>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// Reads what `rustc --error-format=json` writes to stderr: one JSON object a line (rustc 1.63 to
/// 1.96). A diagnostic's message begins with its code in brackets, as a rule's does: `[E0373]
/// closure may outlive ...`. Its location is its primary span; its blame, for a span inside a
/// macro of the standard library, the line of a file of `folder` that the macro was called on.
/// What rustc sums up at the end (`aborting due to ...`) is left out.
DiagnosticLog parse_rust_diagnostics(std::string_view text, const std::filesystem::path& folder);

}  // namespace mustfail
