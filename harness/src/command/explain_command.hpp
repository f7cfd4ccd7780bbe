#pragma once

#include <string>

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

/// `mustfail explain CODE`: prints the page of one of the suite's rules. The code may be written in
/// lower case.
ExitStatus explain_command(const Selection& selection, const std::string& code);

}  // namespace mustfail
