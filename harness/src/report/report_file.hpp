#pragma once

#include <filesystem>
#include <vector>

#include "report/report.hpp"

namespace mustfail {

/// A JSON report, read back: what was going to be done, what came of it, and the findings.
struct ReportFile {
  std::filesystem::path file;
  RunStart start;
  RunEnd end;
  std::vector<Finding> findings;
};

/// Reads what make_json_reporter wrote. The cases are counted from the results.
Result<ReportFile> read_report(const std::filesystem::path& file);

}  // namespace mustfail
