#include "command/mutate_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "cache/cache_size.hpp"
#include "command/run_command.hpp"
#include "command/run_environment.hpp"
#include "mutation/mutation_report.hpp"
#include "mutation/mutation_trial.hpp"
#include "mutation/overlay.hpp"
#include "report/progress_log.hpp"
#include "util/cache_folder.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Those that the command line names; a word that means none is a failure.
boost::system::result<std::vector<Mutation>, Failures> choose(std::vector<Mutation> all,
                                                              const MutateOptions& options) {
  Failures failures;
  std::vector<std::string> names;
  for (const Mutation& each : all) names.push_back(each.name);
  for (const auto& word : options.names) {
    if (std::ranges::any_of(all, [&](const Mutation& each) { return matches(each, {word}); })) {
      continue;
    }
    failures.push_back({{}, fmt::format("'{}' means no mutation", word), suggestion(word, names)});
  }
  if (!failures.empty()) return failures;
  std::erase_if(all, [&](const Mutation& each) {
    const auto& rules = options.selection.rules;
    return !matches(each, options.names) ||
           (!rules.empty() && std::ranges::find(rules, each.rule) == rules.end());
  });
  if (all.empty()) {
    return Failures{{{},
                     "there is nothing to mutate",
                     "name \"rules\" with \"unchecked\", or \"mutations\", in suite.json"}};
  }
  return all;
}

/// The patches whose words do not stand in their header any more.
Failures find_outdated(const std::vector<Mutation>& mutations,
                       const std::vector<std::filesystem::path>& include) {
  const auto folder = TemporaryFolder::make();
  if (!folder) return {folder.error()};
  Failures failures;
  for (const Mutation& each : mutations) {
    if (each.file.empty()) continue;
    const auto overlay = make_overlay(each, include, folder->path());
    if (!overlay) failures.push_back(overlay.error());
  }
  return failures;
}

}  // namespace

ExitStatus mutate_command(const MutateOptions& options) {
  using Clock = std::chrono::steady_clock;
  const auto started = Clock::now();
  const auto cache_bytes = cache_limit();
  if (!cache_bytes) return print({cache_bytes.error()}), kNothingJudged;
  const auto suite = select_suite(options.selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  auto all = read_mutations(*suite);
  if (!all) return print(all.error()), kNothingJudged;
  const auto chosen = choose(*std::move(all), options);
  if (!chosen) return print(chosen.error()), kNothingJudged;
  if (options.list) {
    print_mutations(*chosen);
    const Failures outdated = find_outdated(*chosen, suite->include);
    if (outdated.empty()) return kAllAsExpected;
    return print(outdated), kNothingJudged;
  }
  Selection selection = options.selection;
  selection.rules.clear();  // they chose among the mutations; any case may notice one
  const auto prepared = prepare(selection);
  if (!prepared) return refuse(prepared.error());
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;

  Terminal progress(stderr);
  TrialOptions how;
  how.jobs = options.jobs == 0 ? default_jobs() : options.jobs;
  how.work_folder = folder->path();
  if (options.use_cache) how.cache = cache_folder();
  ProgressLog log(started);
  how.on_round = [&](std::size_t alive, std::size_t compiles) {
    const std::string now =
        fmt::format("{} not noticed yet, {} to try now", alive, counted(compiles, "compile"));
    progress.progress(now);
    if (!progress.is_terminal() && log.is_due(Clock::now())) say(stderr, "mutate: {}\n", now);
  };
  const auto result = try_mutations(*prepared, *chosen, how);
  progress.clear_progress();
  if (!result) return print(result.error()), kNothingJudged;
  note_growth(how.cache, result->written, *cache_bytes);
  if (result->how == Completion::How::interrupted) return refuse({});
  const double seconds = std::chrono::duration<double>(Clock::now() - started).count();
  if (options.json) {
    print_json(prepared->suite, *result, seconds);
  } else {
    print_table(prepared->suite, *result, seconds);
  }
  const Score score = score_of(result->trials);
  if (score.tried() == 0) {
    print({{{}, "nothing was tried: every mutation is skipped", "mustfail doctor says why"}});
    return kNothingJudged;
  }
  return score.killed == score.tried() ? kAllAsExpected : kSomeRed;
}

}  // namespace mustfail
