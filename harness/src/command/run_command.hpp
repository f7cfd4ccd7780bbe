#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "report/reporting.hpp"
#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct RunOptions {
  Selection selection;
  unsigned jobs = 0;  ///< 0: as many as there are cores.
  bool fail_fast = false;
  bool use_cache = true;
  std::string remote_cache;       ///< A URL; empty: MUSTFAIL_REMOTE_CACHE, or none.
  bool remote_read_only = false;  ///< Also where CI runs for a fork.
  bool use_precompiled = true;
  unsigned verify_percent = 0;  ///< See ExecuteOptions.
  Witnesses witnesses;
  bool only_snapshots = false;  ///< Only look for snapshots that nothing owns.
  std::string shard;            ///< `I/N`; empty: as the environment says.
  std::filesystem::path
      times;  ///< A JSON report with the times to balance shards by; may be empty.
  ReportingOptions reporting;
};

/// `mustfail run`: judges what is selected and reports it. Without a filter or rule it also looks
/// for snapshots that no case owns.
ExitStatus run_command(const RunOptions& options);

/// Prints why nothing was prepared, and tells how the process ends; see prepare().
ExitStatus refuse(const Failures& failures);

}  // namespace mustfail
