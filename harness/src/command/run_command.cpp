#include "command/run_command.hpp"

#include <fmt/format.h>

#include <chrono>

#include "cache/cache_size.hpp"
#include "command/judged_run.hpp"
#include "command/run_environment.hpp"
#include "command/run_start.hpp"
#include "command/stale_snapshots.hpp"
#include "plan/plan.hpp"
#include "process/resource_usage.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"

namespace mustfail {

ExitStatus refuse(const Failures& failures) {
  print(failures);
  if (!failures.empty()) return kNothingJudged;
  say(stderr, "interrupted: nothing was judged\n");
  return kInterrupted;
}

ExitStatus run_command(const RunOptions& options) {
  if (options.only_snapshots) return run_only_snapshots(options.selection);
  using Clock = std::chrono::steady_clock;
  const auto started = Clock::now();
  const std::string time = utc_time();
  auto reporting = Reporting::open(options.reporting);
  if (!reporting) return print(reporting.error()), kNothingJudged;
  const auto cache_bytes = cache_limit();
  if (!cache_bytes) return print({cache_bytes.error()}), kNothingJudged;
  const auto remote = choose_remote(options);
  if (!remote) return print({remote.error()}), kNothingJudged;
  const auto shard = choose_shard(options);
  if (!shard) return print({shard.error()}), kNothingJudged;
  if (const auto touched = touch_shard_status_file(); !touched) {
    return print({touched.error()}), kNothingJudged;
  }
  const Result<Times> times = options.times.empty() ? Times() : Times::from_report(options.times);
  if (!times) return print({times.error()}), kNothingJudged;
  const auto prepared = prepare(options.selection);
  if (!prepared) return refuse(prepared.error());
  if (const auto missing = reporting->gate().missing_toolchains(prepared->toolchains);
      !missing.empty()) {
    return print(missing), kNothingJudged;
  }
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path(),
                      options.witnesses, prepared->twin_compilers);

  RunStart start = start_of(*prepared, options);
  start.time = time;
  for (const Toolchain& each : prepared->twin_compilers) {
    if (each.has(each.name)) start.twin_compilers.push_back(each);
  }
  start.left_out = prepared->left_out;
  if (*shard) start.shard = keep_shard(planned, **shard, *times);
  start.jobs = planned.jobs.size();
  reporting->start(start);
  JudgedRun run(prepared->suite, options, *cache_bytes, *remote, *reporting);
  const Completion completion = run.execute(planned, folder->path());
  if (run.failure) return print({*run.failure}), kNothingJudged;

  auto findings = run.take_findings();
  // Every shard sees all of the suite: one of them tells.
  const bool tells_stale = !start.shard || start.shard->shard.index == 1;
  if (completion.how == Completion::How::finished && tells_stale) {
    auto stale =
        stale_snapshots(prepared->suite, prepared->cases, prepared->toolchains, options.selection);
    if (!stale) return print({stale.error()}), kNothingJudged;
    for (Finding& each : *stale) {
      reporting->add(each);
      findings.push_back(each);
    }
  }
  RunEnd end;
  end.completion = completion;
  end.damaged_cache_entries = run.damaged;
  end.seconds = std::chrono::duration<double>(Clock::now() - started).count();
  end.harness_cpu_seconds = own_cpu_seconds();
  end.harness_peak_bytes = own_peak_bytes();
  end.children_cpu_seconds = children_cpu_seconds();
  return reporting->finish(end, findings);
}

}  // namespace mustfail
