#pragma once

#include "judge/finding.hpp"
#include "judge/seen.hpp"
#include "judge/snapshot.hpp"
#include "plan/job.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// The verdict on a job: a pure function of what was asked (the job's variant), what was pinned
/// (`snapshots`, of its case) and what was seen.
Finding judge(const Suite& suite, const Job& job, const Outcome& outcome,
              const SnapshotFolder& snapshots);

}  // namespace mustfail
