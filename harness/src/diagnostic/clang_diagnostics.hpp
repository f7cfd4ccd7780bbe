#pragma once

#include <string_view>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// Reads what Clang printed with `-fno-caret-diagnostics -fno-color-diagnostics`. Codes and blame
/// lines are left empty. Clang prints the way to a diagnostic as notes after it.
DiagnosticLog parse_clang_diagnostics(std::string_view text);

}  // namespace mustfail
