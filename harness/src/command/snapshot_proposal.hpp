#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "judge/snapshot.hpp"
#include "plan/job.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// A snapshot that could be written, and who saw it.
struct Proposal {
  std::string bytes;
  std::string variant;
  std::string toolchain;
  SnapshotKind kind = SnapshotKind::meaning;
};

/// What one toolchain showed of a variant that its snapshots alone pin.
struct SeenAlone {
  const Job* job = nullptr;
  std::string bytes;
};

/// What blessing one case comes to, from the outcomes of its jobs.
struct CaseProposals {
  SnapshotFolder pinned;
  std::map<std::string, Proposal> files;
  /// By variant and kind, until every toolchain's are known; see settle_alone.
  std::map<std::pair<std::string, SnapshotKind>, std::vector<SeenAlone>> alone;
  Failures refusals;
  std::set<std::string> refused;  ///< The variants that the refusals are about.
};

/// Adds what a job showed. Two toolchains that have one snapshot and disagree are a refusal.
void propose(CaseProposals& into, const Job& job, SnapshotKind kind, const std::string& bytes);

/// Gives what was seen of variants that are pinned alone its names: a file for each family, by its
/// reference or else the first of the toolchains, and one for each toolchain that shows something
/// else.
void settle_alone(CaseProposals& proposals, const Suite& suite);

}  // namespace mustfail
