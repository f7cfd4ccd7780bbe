#include "command/parity_command.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "command/parity.hpp"
#include "command/run_command.hpp"
#include "command/run_environment.hpp"
#include "judge/judge.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "util/cache_folder.hpp"
#include "util/difference.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// What every job of the plan came to; fewer when it was interrupted.
Result<std::vector<Finding>> judge_all(const Prepared& prepared, const Plan& planned,
                                       const std::filesystem::path& folder, unsigned jobs) {
  std::vector<std::optional<Finding>> slots(planned.jobs.size());
  std::optional<Failure> failure;
  ResultCache cache(cache_folder());
  ExecuteOptions how;
  how.jobs = jobs == 0 ? default_jobs() : jobs;
  how.work_folder = folder;
  if (cache.enabled()) how.cache = &cache;
  how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
    const Job& job = planned.jobs[index];
    const auto snapshots = read_snapshots(snapshot_folder(prepared.suite, job.owner->name));
    if (!snapshots) {
      failure = snapshots.error();
      return Reaction{false, false};
    }
    slots[index] = judge(prepared.suite, job, outcome, *snapshots);
    return Reaction{true, job.step == Step::compile || !is_red(slots[index]->verdict)};
  };
  execute(planned, how);
  if (failure) return *failure;
  std::vector<Finding> findings;
  for (auto& slot : slots) {
    if (slot) findings.push_back(*std::move(slot));
  }
  return findings;
}

ExitStatus check_page(const std::filesystem::path& file, const std::string& page) {
  const auto written = read_file(file);
  if (!written) return print({written.error()}), kNothingJudged;
  if (*written == page) {
    say("{} is current\n", display_path(file).string());
    return kAllAsExpected;
  }
  say("{} is not current\n", display_path(file).string());
  for (const auto& line : describe_difference(*written, page)) say("    {}\n", line);
  say("  help: mustfail parity --write {}\n", display_path(file).string());
  return kSomeRed;
}

}  // namespace

ExitStatus parity_command(const ParityOptions& options) {
  Selection selection = options.selection;
  selection.toolchains = {std::string(name(Family::rust))};
  const auto prepared = prepare(selection);
  if (!prepared) return refuse(prepared.error());
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  const Plan planned =
      plan(prepared->suite, prepared->cases, {}, folder->path(), {}, prepared->twin_compilers);
  const auto findings = judge_all(*prepared, planned, folder->path(), options.jobs);
  if (!findings) return print({findings.error()}), kNothingJudged;
  if (findings->size() < planned.jobs.size()) return kInterrupted;
  bool red = false;
  for (const Finding& each : *findings) {
    if (each.verdict == Verdict::skip) {
      print({{{}, "nothing was judged: every case is skipped", each.reason}});
      return kNothingJudged;
    }
    if (!is_red(each.verdict)) continue;
    red = true;
    say("{}: {}\n", display_path(each.file).string(), each.reason);
    for (const auto& line : each.details) say("    {}\n", line);
  }
  const std::string page = parity_page(prepared->suite, parity_rows(prepared->cases, *findings));
  if (red) return kSomeRed;
  if (!options.check.empty()) return check_page(options.check, page);
  if (options.write.empty()) {
    say("{}", Ready{visible(page, true)});
    return kAllAsExpected;
  }
  if (const auto written = write_file(options.write, page); !written) {
    return print({written.error()}), kNothingJudged;
  }
  say("wrote {}\n", display_path(options.write).string());
  return kAllAsExpected;
}

}  // namespace mustfail
