#pragma once

#include <string>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "diagnostic/tsan_report.hpp"
#include "judge/verdict.hpp"
#include "plan/job.hpp"

namespace mustfail {

/// The verdict on one job, with all that a report says about it.
struct Finding {
  std::string case_name;
  std::string variant;
  std::string toolchain;
  Step step = Step::compile;
  Mode mode = Mode::compile_fail;
  Verdict verdict = Verdict::pass;
  bool known = false;                ///< Red, and in the baseline of what is known to be.
  std::string rule;                  ///< The code that the variant names; may be empty.
  std::string file;                  ///< The variant's source.
  Location blame;                    ///< Of the first error; line 0: none.
  std::string reason;                ///< One sentence: what was seen, or what is wrong.
  std::string help;                  ///< What to do about it; empty when nothing is to be done.
  std::vector<std::string> details;  ///< Lines for the reader: unmet expectations, a difference.
  std::vector<Diagnostic> diagnostics;
  WitnessKind witness = WitnessKind::race;  ///< What a naive file has to show when it runs.
  std::vector<int> race_lines;              ///< Of the variant's file, where the harm was seen.
  std::vector<RaceReport> reports;          ///< What the detectors said, with both stacks of each.
  std::string output;                       ///< What a wrapped program printed.
  bool checked_memory = false;              ///< The program was built with a memory detector.
  bool checked_races = false;               ///< The program was built with a race detector.
  int tries = 0;
  double seconds = 0;
  bool cached = false;
  std::vector<std::string> argv;  ///< What was run.
  std::string by_hand;            ///< To reproduce it: a line to paste into a shell.
};

}  // namespace mustfail
