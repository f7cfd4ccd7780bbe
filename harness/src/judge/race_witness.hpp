#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/tsan_report.hpp"
#include "plan/job.hpp"

namespace mustfail {

/// What a run under a race detector showed about one case.
struct RaceWitness {
  std::vector<RaceReport> reports;
  std::vector<int> lines;  ///< Of the variant's own file, from the data races.

  /// Whether it is evidence: a data race, at a line of the case.
  bool seen() const { return !lines.empty(); }
};

/// Reads the witness out of a program's stderr.
RaceWitness judge_race(const Job& job, std::string_view errors);

}  // namespace mustfail
