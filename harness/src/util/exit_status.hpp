#pragma once

namespace mustfail {

/// What the process tells its caller. Documented in docs/ci.md and in `--help`.
enum ExitStatus : int {
  kAllAsExpected = 0,
  kSomeRed = 1,        ///< Some verdict is not as it should be.
  kNothingJudged = 2,  ///< The suite, the command line or the machine is at fault.
  kInterrupted = 130,  ///< By Ctrl-C, Ctrl-\, SIGTERM or SIGHUP.
};

}  // namespace mustfail
