#include "command/judged_run.hpp"

#include <fmt/format.h>

#include <deque>
#include <string>
#include <utility>

#include "cache/cache_size.hpp"
#include "cache/precompiled_store.hpp"
#include "cache/result_cache.hpp"
#include "command/run_environment.hpp"
#include "judge/judge.hpp"
#include "plan/schedule.hpp"
#include "util/cache_folder.hpp"
#include "util/difference.hpp"
#include "util/terminal.hpp"

namespace mustfail {

Completion JudgedRun::execute(const Plan& plan, const std::filesystem::path& work_folder) {
  const auto root = options_.use_cache ? cache_folder() : std::filesystem::path();
  ResultCache cache(root);
  PrecompiledStore headers(root.empty() ? work_folder : root);
  slots_.resize(plan.jobs.size());
  ExecuteOptions how;
  how.jobs = options_.jobs == 0 ? default_jobs() : options_.jobs;
  how.work_folder = work_folder;
  how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
    return react(plan.jobs[index], outcome, slots_[index]);
  };
  if (cache.enabled()) how.cache = &cache;
  if (options_.use_precompiled) how.headers = &headers;
  how.verify_percent = options_.verify_percent;
  how.same = [&](const Job& job, const Outcome& with_header, const Outcome& plain) {
    const std::string words = see(suite_, job, plain).wording;
    const std::string other = see(suite_, job, with_header).wording;
    if (plain.process.ending.code == with_header.process.ending.code && words == other) return true;
    say(stderr,
        "mustfail: warning: {}/{} on {}: plainly compiled (-), and with a shared header (+):\n",
        job.owner->name, job.variant->name, job.toolchain->name);
    for (const auto& line : describe_difference(words, other)) say(stderr, "{}\n", line);
    return false;
  };
  how.jobserver = jobserver();
  how.remote = remote_;
  how.remote_read_only = options_.remote_read_only || runs_for_a_fork(variable);
  how.warn = [](const std::string& what) { say(stderr, "mustfail: warning: {}\n", what); };
  how.order = [&](std::deque<std::size_t>& ready) {
    if (ready.size() > 1) longest_first(plan, recall_times(root, suite_.file), ready);
  };
  const Completion completion = mustfail::execute(plan, how);
  remember_times(root, suite_.file, times_);
  damaged = cache.damaged();
  note_growth(root, cache.written() + headers.written(), cache_bytes_);
  return completion;
}

std::vector<Finding> JudgedRun::take_findings() {
  std::vector<Finding> findings;
  for (auto& slot : slots_) {
    if (slot) findings.push_back(*std::move(slot));
  }
  return findings;
}

Reaction JudgedRun::react(const Job& job, const Outcome& outcome, std::optional<Finding>& slot) {
  const auto snapshots = snapshots_of(*job.owner);
  if (!snapshots) {
    failure = snapshots.error();
    return {false, false};
  }
  if (!outcome.cached && outcome.process.ending.how == Ending::How::exited) {
    times_.set(job, outcome.process.seconds);
  }
  slot = judge(suite_, job, outcome, **snapshots);
  reporting_.add(*slot);
  const bool red = is_red(slot->verdict);
  // A compile says the same the next time; a program that misbehaved is run again.
  const bool keep = job.step == Step::compile || job.step == Step::counterfactual || !red;
  return {!(options_.fail_fast && reporting_.gate().fails(*slot)), keep};
}

Result<const SnapshotFolder*> JudgedRun::snapshots_of(const Case& owner) {
  auto known = snapshots_.find(&owner);
  if (known == snapshots_.end()) {
    auto read = read_snapshots(snapshot_folder(suite_, owner.name));
    if (!read) return read.error();
    known = snapshots_.emplace(&owner, *std::move(read)).first;
  }
  return &known->second;
}

}  // namespace mustfail
