#pragma once

#include <filesystem>
#include <vector>

#include "report/report_file.hpp"
#include "report/reporting.hpp"
#include "util/exit_status.hpp"
#include "util/failure.hpp"

namespace mustfail {

struct MergeOptions {
  std::vector<std::filesystem::path> files;  ///< JSON reports, one of each shard, in any order.
  ReportingOptions reporting;
};

/// `mustfail merge`: the shards' reports as one, told and judged as one run would have been. Status
/// 2 when they are not all the shards of one run.
ExitStatus merge_command(const MergeOptions& options);

/// `mustfail report`: one JSON report, told and judged again in other formats.
ExitStatus report_command(const MergeOptions& options);

/// The reports as one; its findings are in the plan's order. Whatever stands in the way is reported
/// at once: a shard that is missing, given twice, interrupted, or of another plan.
boost::system::result<ReportFile, Failures> merge(std::vector<ReportFile> shards);

}  // namespace mustfail
