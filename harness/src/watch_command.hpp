#pragma once

#include "exit_status.hpp"
#include "run_command.hpp"

namespace mustfail {

/// `mustfail run --watch`: runs, and runs again whenever a file of the suite or of its include
/// folders changes, until Ctrl-C.
ExitStatus watch_command(const RunOptions& options);

}  // namespace mustfail
