#pragma once

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct ListOptions {
  Selection selection;
  bool json = false;
  bool commands = false;  ///< Print the compiles' command lines instead, to paste into a shell.
  /// Print CTest commands instead: one `add_test` for each variant and toolchain, for the file that
  /// Mustfail.cmake includes when ctest starts.
  bool ctest = false;
  std::string ctest_prefix;               ///< Before each test's name.
  std::vector<std::string> ctest_labels;  ///< Of each test, beside its own.
  int ctest_timeout = 0;                  ///< Seconds, of each test; 0: CTest's own.
  /// Each file's evidence with one toolchain, as `mustfail run` brings it, while the tests of the
  /// others only compile; see witnesses_on.
  bool ctest_in_turn = false;
};

/// `mustfail list`: what would run, and why something is skipped.
ExitStatus list_command(const ListOptions& options);

}  // namespace mustfail
