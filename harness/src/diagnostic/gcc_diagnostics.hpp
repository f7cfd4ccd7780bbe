#pragma once

#include <string_view>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// Reads what GCC printed with `-fno-diagnostics-show-caret -fdiagnostics-color=never`. Codes and
/// blame lines are left empty.
///
/// GCC prints the way to a diagnostic before it, and only when it differs from the one before: a
/// second error of one instantiation carries no "required from here" of its own, and gets the first
/// one's here.
DiagnosticLog parse_gcc_diagnostics(std::string_view text);

}  // namespace mustfail
