#pragma once

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

/// `mustfail doctor`: which toolchains are here, what each can do, what is missing and which
/// package brings it. Ends with status 2 when a toolchain that was asked for cannot be used.
ExitStatus doctor_command(const Selection& selection);

}  // namespace mustfail
