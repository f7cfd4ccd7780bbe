#pragma once

#include "command/list_command.hpp"

namespace mustfail {

/// Prints the CTest commands that Mustfail.cmake includes when ctest starts: a test for each
/// variant and toolchain, for each twin, for the headers that they share, for the snapshots.
/// Every variant becomes a test, also one whose file is malformed: that test then says what is
/// wrong with it. Only a suite that cannot be read at all has no tests.
ExitStatus print_ctest_list(const ListOptions& options);

}  // namespace mustfail
