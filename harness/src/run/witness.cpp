#include "run/witness.hpp"

#include <fmt/format.h>

#include "diagnostic/go_report.hpp"
#include "diagnostic/memory_report.hpp"
#include "toolchain/detector_options.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

std::string lines_text(const std::vector<int>& lines) {
  std::vector<std::string> texts;
  for (const int line : lines) texts.push_back(std::to_string(line));
  return fmt::format("line{} {}", lines.size() == 1 ? "" : "s", listed(texts));
}

/// Whether the program ended so that what it did can be judged.
bool ended_by_itself(const Ending& ending) {
  return ending.how == Ending::How::exited || ending.how == Ending::How::signalled;
}

struct Detector {
  std::string_view name;
  std::string_view kind;     ///< Of the reports that count; empty: any.
  std::string_view verb;     ///< `races`.
  std::string_view nothing;  ///< `no race was seen`.
  int status = 0;
};

Detector detector_of(WitnessKind kind) {
  if (kind == WitnessKind::memory) {
    return {"the memory detector", "", "dangles", "nothing was seen to dangle", kMemoryStatus};
  }
  if (kind == WitnessKind::deadlock) {
    return {"ThreadSanitizer", kDeadlockKind, "deadlocks", "no locks in both orders were seen",
            kRaceStatus};
  }
  return {"ThreadSanitizer", kRaceKind, "races", "no race was seen", kRaceStatus};
}

void read_report(WitnessKind kind, const Job& job, const Outcome& outcome, WitnessReading& into) {
  const Detector detector = detector_of(kind);
  into.reports = kind == WitnessKind::memory           ? parse_memory_report(outcome.report)
                 : job.toolchain->family == Family::go ? parse_go_races(outcome.report)
                                                       : parse_tsan_report(outcome.report);
  into.lines = lines_in(into.reports, job.variant->file.string(), detector.kind);
  const Ending& ending = outcome.process.ending;
  if (outcome.forged) {
    into.why_not =
        fmt::format("the program speaks for {}, which was asked and saw nothing", detector.name);
    into.help = "let the program show its harm, and leave the report to the detector";
  } else if (!into.lines.empty() && ending.how == Ending::How::exited &&
             ending.code != detector.status) {
    into.why_not = fmt::format("there is a report, and the exit status of {} is missing: it {}",
                               detector.name, to_string(ending));
    into.help = "a report counts only when the detector ends the program";
  } else if (!into.lines.empty()) {
    into.seen = true;
    into.what = fmt::format(
        "{}: {}, {}", detector.verb,
        kind == WitnessKind::memory ? into.reports.front().kind : std::string(detector.name),
        lines_text(into.lines));
  } else if (!lines_in(into.reports, job.variant->file.string(), "").empty()) {
    // Of a race between a use and a free, ThreadSanitizer says one or the other, as it happens.
    into.why_not = fmt::format("{} reports a {}, and {}", detector.name, into.reports.front().kind,
                               detector.nothing);
    into.help = "let it show that each time, or name what it does: //@ witness: memory";
  } else if (!into.reports.empty()) {
    into.why_not = fmt::format("{} reports a {}, but at no line of this file", detector.name,
                               into.reports.front().kind);
    into.help = "it has to be in the case's own code";
  } else if (ending.how == Ending::How::signalled) {
    into.why_not = fmt::format("the program {} before it could be seen whether it {}",
                               to_string(ending), detector.verb);
    into.help = "run it by hand; a program that ends early shows nothing";
  } else {
    into.why_not = fmt::format("{} in {}: what is rejected does no harm", detector.nothing,
                               counted(static_cast<std::size_t>(outcome.tries), "run"));
    into.help = kind == WitnessKind::race
                    ? "make it race more often, or say why it cannot: //@ witness: none: why"
                    : "let the program show it, or say why it cannot: //@ witness: none: why";
  }
}

/// A program that is to end in a certain way.
void read_ending(const Witness& asked, const Outcome& outcome, WitnessReading& into) {
  const Ending& ending = outcome.process.ending;
  const auto how = asked.kind == WitnessKind::signal ? Ending::How::signalled : Ending::How::exited;
  const Ending wanted{how, asked.code};
  if (ending.how == how && ending.code == asked.code) {
    into.seen = true;
    into.what = fmt::format("it {}", to_string(ending));
    return;
  }
  into.why_not =
      fmt::format("the program {}, and the witness says that it {}: what is rejected does no harm",
                  to_string(ending), to_string(wanted));
  into.help = "let the program show the harm, or correct //@ witness:";
}

}  // namespace

WitnessReading read_witness(const Job& job, const Outcome& outcome) {
  WitnessReading reading;
  if (job.step != Step::race && job.step != Step::witness) {
    reading.seen = true;
    return reading;
  }
  const Witness asked = witness_of(job.variant->directives);
  if (asked.kind == WitnessKind::exit || asked.kind == WitnessKind::signal) {
    read_ending(asked, outcome, reading);
  } else {
    read_report(asked.kind, job, outcome, reading);
  }
  if (!reading.seen && !ended_by_itself(outcome.process.ending)) {
    reading.why_not = "the program " + to_string(outcome.process.ending);
    reading.help = outcome.process.ending.how == Ending::How::not_started
                       ? std::string(kNotBuilt)
                       : "a naive program has to end by itself: make it smaller";
  }
  return reading;
}

}  // namespace mustfail
