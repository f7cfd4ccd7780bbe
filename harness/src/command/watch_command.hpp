#pragma once

#include "command/run_command.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

/// `mustfail run --watch`: runs, and runs again whenever a file of the suite, of its include
/// folders or one that its suite.json names changes, until Ctrl-C.
ExitStatus watch_command(const RunOptions& options);

}  // namespace mustfail
