#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "judge/gate.hpp"
#include "report/report.hpp"
#include "report/report_format.hpp"
#include "util/exit_status.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a command line says about reports and about when a run fails.
struct ReportingOptions {
  std::vector<std::string> formats;            ///< `FORMAT[=FILE]`.
  std::string junit;                           ///< A file: the same as `junit=FILE`.
  std::vector<std::filesystem::path> history;  ///< JSON reports of earlier runs, oldest first.
  std::filesystem::path comparison;            ///< What `mustfail compare` wrote as JSON.
  bool pairs = false;                          ///< The console shows each pair of a long run too.
  GateOptions gate;
  int if_all_skipped = kNothingJudged;  ///< The status then.
};

/// The reports of one run, and the gate that it has to pass.
class Reporting {
 public:
  /// Everything that is wrong with the options is reported at once, before anything is run.
  static boost::system::result<Reporting, Failures> open(const ReportingOptions& options);

  const Gate& gate() const { return gate_; }

  void start(const RunStart& start);
  /// Tells of a finding as it comes; marks it when the baseline knows it.
  void add(Finding& finding);
  /// Lets the reporters finish, and tells how the process ends.
  ExitStatus finish(const RunEnd& end, const std::vector<Finding>& findings);

 private:
  ExitStatus renew_baseline(const RunEnd& end, const std::vector<Finding>& findings) const;

  Gate gate_;
  int if_all_skipped_ = kNothingJudged;
  std::vector<std::unique_ptr<Reporter>> reporters_;
  RunStart start_;
};

/// Prints failures to stderr, each as a compiler would.
void print(const Failures& failures);

}  // namespace mustfail
