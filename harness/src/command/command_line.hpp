#pragma once

#include "util/exit_status.hpp"

namespace mustfail {

/// Reads the command line and carries it out.
ExitStatus run_command_line(int argc, const char* const* argv);

}  // namespace mustfail
