#include "judge/judge.hpp"

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

}  // namespace

Finding judge(const Suite& suite, const Job& job, const Outcome& outcome,
              const SnapshotFolder& snapshots) {
  Judgement judgement{suite, job, outcome, snapshots, unjudged(job, outcome)};
  if (!job.skip.empty()) {
    judgement.set(Verdict::skip, job.skip, {});
  } else if (outcome.process.ending.how == Ending::How::not_run) {
    judgement.set(Verdict::skip, "its program was not built", {});
  } else if (is_twin(job)) {
    judge_twin(job, outcome, snapshots, judgement.finding);
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
