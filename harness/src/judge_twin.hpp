#pragma once

#include "finding.hpp"
#include "job.hpp"
#include "snapshot.hpp"

namespace mustfail {

/// Whether the job is a twin's; see twin.hpp.
bool is_twin(const Job& job);

/// The verdict on a twin's job: whether its language judges the program as the C++ file beside it
/// is judged, or differs as its `differs` says. A pure function, like judge().
void judge_twin(const Job& job, const Outcome& outcome, const SnapshotFolder& snapshots,
                Finding& finding);

}  // namespace mustfail
