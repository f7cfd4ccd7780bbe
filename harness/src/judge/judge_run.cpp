#include "judge/judge_run.hpp"

#include <fmt/format.h>

#include "diagnostic/memory_report.hpp"
#include "judge/race_witness.hpp"
#include "judge/seen.hpp"
#include "run/witness.hpp"
#include "toolchain/detector_options.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

bool check_memory(Judgement& judgement) {
  std::string report = first_memory_report(judgement.outcome.report);
  if (report.empty() && judgement.outcome.process.ending.code == kMemoryStatus) {
    report = "something, and its report was hidden";
  }
  if (report.empty()) return true;
  judgement.set(Verdict::fail, "it compiles, and the memory detector reports: " + report,
                "the accepted program is not sound: repair it, or the library");
  judgement.quote_errors();
  return false;
}

bool check_clean(Judgement& judgement) {
  const RaceWitness witness = judge_race(judgement.job, judgement.outcome.report);
  judgement.finding.race_lines = witness.lines;
  judgement.finding.reports = witness.reports;
  if (witness.reports.empty()) return true;
  judgement.set(
      Verdict::fail,
      fmt::format("it compiles, and ThreadSanitizer reports a {}", witness.reports.front().kind),
      "the accepted program is not safe: repair it, or the library");
  judgement.quote_errors();
  return false;
}

}  // namespace

void judge_witness(Judgement& judgement) {
  WitnessReading reading = read_witness(judgement.job, judgement.outcome);
  judgement.finding.race_lines = reading.lines;
  judgement.finding.reports = std::move(reading.reports);
  if (reading.seen) return judgement.set(Verdict::pass, std::move(reading.what), {});
  const Ending::How how = judgement.outcome.process.ending.how;
  const bool ended = how == Ending::How::exited || how == Ending::How::signalled;
  judgement.set(ended ? Verdict::fail : Verdict::error, std::move(reading.why_not),
                std::move(reading.help));
  judgement.quote_errors();
}

void judge_run(Judgement& judgement) {
  const Ending& ending = judgement.outcome.process.ending;
  judgement.finding.output = judgement.outcome.process.output;
  if (ending.how != Ending::How::exited) {
    judgement.quote_errors();
    return judgement.set(
        ending.how == Ending::How::signalled ? Verdict::fail : Verdict::error,
        "the program " + to_string(ending),
        ending.how == Ending::How::not_started ? std::string(kNotBuilt) : "run it by hand");
  }
  if (const std::string& why = judgement.outcome.silenced; !why.empty()) {
    judgement.quote_errors();
    return judgement.set(Verdict::fail,
                         "the program may be silencing the detector that watches it: " + why,
                         "take away what removes, limits or redirects the report");
  }
  if (judgement.job.checks_races && !check_clean(judgement)) return;
  if (judgement.job.checks_memory && !check_memory(judgement)) return;
  const int wanted = judgement.directives().exit_code.value_or(0);
  if (judgement.job.checks_races &&
      ending.code == kRaceStatus) {  // its report may have been hidden
    judgement.quote_errors();
    return judgement.set(
        Verdict::fail, fmt::format("the program {}, which is ThreadSanitizer's", to_string(ending)),
        "let it end with another status, so that a race can be told from it");
  }
  if (ending.code != wanted) {
    judgement.quote_errors();
    return judgement.set(
        Verdict::fail, fmt::format("the program {}, and {} is expected", to_string(ending), wanted),
        "if that is right, say so: //@ exit-code: NUMBER");
  }
  const Seen seen = see(judgement.suite, judgement.job, judgement.outcome);
  if (has_snapshots(*judgement.job.variant) &&
      !judgement.check_snapshots({judgement.compare(SnapshotKind::output, seen.output)}))
    return;
  const std::string_view printed = trim(judgement.finding.output);
  const std::size_t lines = split_lines(printed).size();
  judgement.set(Verdict::pass,
                fmt::format("{}{}",
                            printed.empty() ? "prints nothing"
                            : lines == 1    ? fmt::format("prints {}", printed)
                                            : fmt::format("prints {}", counted(lines, "line")),
                            judgement.job.checks_races    ? ", clean under ThreadSanitizer"
                            : judgement.job.checks_memory ? ", clean under the memory detector"
                                                          : ", not checked for races"),
                {});
}

}  // namespace mustfail
