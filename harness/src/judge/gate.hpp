#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "judge/baseline.hpp"
#include "judge/run_summary.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a command line says about when a run fails.
struct GateOptions {
  std::vector<std::string> fail_on;      ///< Names of verdicts; empty: fail, error and xpass.
  std::filesystem::path baseline;        ///< Empty: nothing is known to fail.
  std::filesystem::path write_baseline;  ///< Empty: none is written.
  std::optional<std::size_t> max_skips;
  std::vector<std::string> required_toolchains;
};

/// Tells which findings fail a run. See docs/ci.md.
class Gate {
 public:
  /// Reads the baseline and checks the names.
  static boost::system::result<Gate, Failures> open(const GateOptions& options);

  /// The verdict is one to fail on, and the baseline does not know of it.
  bool fails(const Finding& finding) const { return asks(finding.verdict) && !finding.known; }
  /// Notes whether the baseline knows that this step has this verdict.
  void mark(Finding& finding) const;

  /// The toolchains that are asked for and are not there: then nothing is judged.
  Failures missing_toolchains(const std::vector<Toolchain>& toolchains) const;

  /// What fails a run beside its findings' verdicts: entries of the baseline that are fixed, too
  /// many skips, a required toolchain that judged nothing.
  Failures judge(const RunStart& start, const RunEnd& end,
                 const std::vector<Finding>& findings) const;

  /// The baseline that this run would need to be green; nothing when none is asked for.
  struct NewBaseline {
    std::filesystem::path file;
    std::size_t entries = 0;
    std::string text;
  };
  boost::system::result<std::optional<NewBaseline>, Failures> new_baseline(
      const RunStart& start, const RunEnd& end, const std::vector<Finding>& findings) const;

 private:
  bool asks(Verdict verdict) const;

  GateOptions options_;
  std::vector<Verdict> fail_on_{Verdict::fail, Verdict::error, Verdict::xpass};
  Baseline baseline_;
};

}  // namespace mustfail
