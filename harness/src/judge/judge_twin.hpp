#pragma once

#include "judge/finding.hpp"
#include "judge/snapshot.hpp"
#include "plan/job.hpp"

namespace mustfail {

/// The verdict on a twin's job: whether its language judges the program as the C++ file beside it
/// is judged, or differs as its `differs` says. A pure function, like judge().
void judge_twin(const Job& job, const Outcome& outcome, const SnapshotFolder& snapshots,
                Finding& finding);

}  // namespace mustfail
