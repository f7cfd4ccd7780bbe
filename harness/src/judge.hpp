#pragma once

#include <string>

#include "finding.hpp"
#include "job.hpp"
#include "snapshot.hpp"
#include "suite.hpp"

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

/// The verdict on a job: a pure function of what was asked (the job's variant), what was pinned
/// (`snapshots`, of its case) and what was seen.
Finding judge(const Suite& suite, const Job& job, const Outcome& outcome,
              const SnapshotFolder& snapshots);

}  // namespace mustfail
