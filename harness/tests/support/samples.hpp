#pragma once

#include "judge/snapshot.hpp"
#include "plan/job.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// One variant of one case in a suite that exists in memory only, for tests of the pure functions:
/// /s/cases/group/case/VARIANT.cpp, on gcc-12.
struct Sample {
  Sample(std::string variant, Mode mode, std::string_view source);

  /// The job of this step, whose command is `g++-12 naive.cpp` or the like.
  Job job(Step step) const;

  Suite suite;
  Case owner;
  Toolchain toolchain;
};

/// What a program that ended with this status wrote to stderr and stdout.
Outcome exited(int status, std::string errors = {}, std::string output = {});
Outcome ended(Ending::How how, int code = 0, std::string errors = {});

}  // namespace mustfail
