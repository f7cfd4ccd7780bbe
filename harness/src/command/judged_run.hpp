#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "cache/remote_address.hpp"
#include "command/run_command.hpp"
#include "judge/finding.hpp"
#include "judge/snapshot.hpp"
#include "plan/plan.hpp"
#include "plan/times.hpp"
#include "report/reporting.hpp"
#include "run/execute.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// Runs a plan, judges each outcome as it comes, and keeps the findings in the plan's order. What
/// is given to it has to outlive it.
class JudgedRun {
 public:
  JudgedRun(const Suite& suite, const RunOptions& options, std::uint64_t cache_bytes,
            const std::optional<RemoteAddress>& remote, Reporting& reporting)
      : suite_(suite),
        options_(options),
        cache_bytes_(cache_bytes),
        remote_(remote),
        reporting_(reporting) {}

  Completion execute(const Plan& plan, const std::filesystem::path& work_folder);

  std::vector<Finding> take_findings();

  std::optional<Failure> failure;  ///< Why the run could not go on.
  std::uint64_t damaged = 0;       ///< Cache entries that were not whole.

 private:
  Reaction react(const Job& job, const Outcome& outcome, std::optional<Finding>& slot);
  Result<const SnapshotFolder*> snapshots_of(const Case& owner);

  const Suite& suite_;
  const RunOptions& options_;
  std::uint64_t cache_bytes_;
  const std::optional<RemoteAddress>& remote_;
  Reporting& reporting_;
  std::vector<std::optional<Finding>> slots_;
  Times times_;  ///< Of what was run.
  std::map<const Case*, SnapshotFolder> snapshots_;
};

}  // namespace mustfail
