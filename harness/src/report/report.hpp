#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "judge/finding.hpp"
#include "judge/run_summary.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// One form in which a run is told. Reporters get every finding as it comes, and all of them in the
/// plan's order at the end; none of them decides anything.
class Reporter {
 public:
  Reporter() = default;
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;
  virtual ~Reporter() = default;

  virtual void start(const RunStart&) {}
  virtual void add(const Finding&) {}
  /// `findings` holds what was judged, in the plan's order. Fails when the report cannot be
  /// written.
  virtual Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) = 0;
};

/// Writes a whole report: to the file, or to standard output when the path is empty.
Result<void> deliver(const std::filesystem::path& file, std::string_view text);

/// The file as a report names it: relative to the root, with slashes, when it is below it.
std::string path_in_report(const RunStart& start, const std::string& file);

}  // namespace mustfail
