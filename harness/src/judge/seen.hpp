#pragma once

#include <string>
#include <vector>

#include "diagnostic/compiler_output.hpp"
#include "diagnostic/diagnostic.hpp"
#include "diagnostic/normalize.hpp"
#include "plan/job.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// What a job showed, brought into the form that a snapshot has: what `bless` writes and what
/// judging compares with.
struct Seen {
  std::vector<Diagnostic> diagnostics;
  std::string meaning;  ///< As the `.json` snapshot.
  std::string wording;  ///< As the `.stderr` snapshot.
  std::string output;   ///< As the `.stdout` snapshot.
};

/// Reads a job's outcome, without judging it.
Seen see(const Suite& suite, const Job& job, const Outcome& outcome);

/// Whether the step runs a compiler, and not a program.
bool is_compile(Step step);

/// How this job's compiler output is read, and how its text is normalised.
OutputContext output_context(const Suite& suite, const Job& job);
NormalizeContext normalize_context(const Suite& suite, const Job& job);

}  // namespace mustfail
