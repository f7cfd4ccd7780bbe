#include "judge/judge.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <utility>

#include "judge/judge_compile.hpp"
#include "judge/judge_run.hpp"
#include "judge/judge_twin.hpp"
#include "judge/judgement.hpp"

namespace mustfail {

namespace {

/// What a report says of a job whatever comes of it.
Finding unjudged(const Job& job, const Outcome& outcome) {
  Finding finding;
  finding.case_name = job.owner->name;
  finding.variant = job.variant->name;
  finding.toolchain = job.toolchain->name;
  finding.step = job.step;
  finding.mode = job.variant->mode;
  finding.rule = job.variant->directives.rule;
  finding.witness = witness_of(job.variant->directives).kind;
  finding.file = job.variant->file.string();
  finding.tries = outcome.tries;
  finding.seconds = outcome.process.seconds;
  finding.cached = outcome.cached;
  finding.checked_races = job.checks_races;
  finding.checked_memory = job.checks_memory;
  finding.argv = job.command.argv;
  finding.by_hand = job.by_hand;
  // Where nothing else is named, an example is at its own line.
  if (const auto& example = job.variant->example) {
    finding.blame = {finding.file, example->first_line, 0};
  }
  return finding;
}

/// Compilers and detectors tell a place in a line of text.
bool has_line_break(const std::filesystem::path& path) {
  return path.native().find_first_of("\n\r") != std::string::npos;
}

/// It ended well, and so did what cannot.
void judge_hollow(Judgement& judgement) {
  if (is_compile(judgement.job.step)) {
    return judgement.set(
        Verdict::error,
        fmt::format("the flags keep {} from compiling: it accepts a file that is no program",
                    judgement.compiler_name()),
        "take away the flag that asks for something else, such as -###, -E or --help");
  }
  judgement.set(Verdict::fail,
                "the race detector may be switched off: it does not see a race that is planted in "
                "the program",
                "take away the flag, or what in the program speaks to the detector");
}

}  // namespace

Finding judge(const Suite& suite, const Job& job, const Outcome& outcome,
              const SnapshotFolder& snapshots) {
  Judgement judgement{suite, job, outcome, snapshots, unjudged(job, outcome)};
  if (!job.skip.empty()) {
    judgement.set(Verdict::skip, job.skip, {});
  } else if (outcome.process.ending.how == Ending::How::not_run) {
    judgement.set(Verdict::skip, "its program was not built", {});
  } else if (has_line_break(job.variant->file)) {
    judgement.set(Verdict::error,
                  "a line break is in the file's path: what a compiler or a race detector says of "
                  "its places cannot be read",
                  "rename the file, or its folder");
  } else if (is_twin(job)) {
    judge_twin(job, outcome, snapshots, judgement.finding);
  } else if (outcome.is_hollow) {
    judge_hollow(judgement);
  } else if (is_compile(job.step)) {
    judge_compile(judgement);
  } else if (job.step == Step::race || job.step == Step::witness) {
    judge_witness(judgement);
  } else {
    judge_run(judgement);
  }
  return std::move(judgement.finding);
}

}  // namespace mustfail
