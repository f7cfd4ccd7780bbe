#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "judge/finding.hpp"
#include "judge/run_summary.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// One failure that is known, for a suite that starts red. The verdict belongs to it: what failed
/// and is now an `error` is something new.
struct KnownFailure {
  std::string case_name;
  std::string variant;
  std::string toolchain;  ///< Empty for a stale snapshot.
  Step step = Step::compile;
  Verdict verdict = Verdict::fail;
  std::string reason;  ///< For the reader; not compared.
  Place place;         ///< Of the entry.
};

/// A baseline file: see docs/ci.md and docs/schema/baseline.schema.json.
using Baseline = std::vector<KnownFailure>;

/// Reads a baseline; everything that is wrong with it is reported at once.
boost::system::result<Baseline, Failures> read_baseline(const std::filesystem::path& file);

/// The file's text for these entries, sorted.
std::string to_text(Baseline entries);

/// Whether the entry is about this finding's step.
bool same_step(const KnownFailure& entry, const Finding& finding);

/// The entries for the findings that fail, and those of `before` that this run could say nothing
/// about.
Baseline renewed(const Baseline& before, const std::vector<Finding>& failing,
                 const std::vector<Finding>& findings, const RunStart& start, bool whole);

/// The entries that must be removed: their step no longer fails, or is no longer there. `whole`
/// says that the run looked at everything, so that a missing step is gone and not just left out.
Failures fixed_entries(const Baseline& baseline, const std::vector<Finding>& findings,
                       const RunStart& start, bool whole);

}  // namespace mustfail
