#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/tsan_report.hpp"
#include "plan/job.hpp"

namespace mustfail {

/// What a naive program showed of the harm that its file names.
struct WitnessReading {
  bool seen = false;
  std::vector<RaceReport> reports;  ///< All that its detector reported.
  std::vector<int> lines;           ///< Of the variant's own file, in the reports that count.
  std::string what;                 ///< `races: ThreadSanitizer, lines 3 and 4`, when it was seen.
  std::string why_not;              ///< When it was not: one sentence, ...
  std::string help;                 ///< ... and what to do.
};

/// What to do about a program that is not there although its build ended well.
constexpr std::string_view kNotBuilt =
    "see that its build makes it: a flag such as -fsyntax-only or -c keeps the compiler from that";

/// Reads a run of Step::race or Step::witness. A detector's report counts only when it comes from
/// the detector, names a line of the case, and the detector's exit status ends the program. Of any
/// other step everything is seen.
WitnessReading read_witness(const Job& job, const Outcome& outcome);

}  // namespace mustfail
