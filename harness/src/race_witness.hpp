#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "job.hpp"
#include "tsan_report.hpp"

namespace mustfail {

/// The exit status of a program in which the race detector saw something, as `TSAN_OPTIONS` asks:
/// a report without it was written by the program itself.
constexpr int kRaceStatus = 66;

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
