#pragma once

#include "judge/finding.hpp"
#include "plan/job.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// Judges a compile in the dialect `verify`: red exactly when Clang's own checker would be, whether
/// the program compiles or not. Sets the finding's verdict, reason, help, details and diagnostics.
void judge_verify(const Suite& suite, const Job& job, const Outcome& outcome, Finding& finding);

}  // namespace mustfail
