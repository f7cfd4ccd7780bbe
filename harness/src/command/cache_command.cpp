#include "command/cache_command.hpp"

#include <fmt/format.h>

#include "cache/cache_size.hpp"
#include "cache/own_files.hpp"
#include "cache/result_cache.hpp"
#include "command/run_command.hpp"
#include "command/run_environment.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "util/cache_folder.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;

/// The cache's folder, or nothing after having said that there is none.
std::filesystem::path root_or_complain() {
  auto root = cache_folder();
  if (root.empty()) print({{{}, "there is no cache: HOME is not set", "set MUSTFAIL_CACHE_DIR"}});
  return root;
}

}  // namespace

ExitStatus cache_stats_command() {
  const auto root = root_or_complain();
  if (root.empty()) return kNothingJudged;
  const auto limit = cache_limit();
  if (!limit) return print({limit.error()}), kNothingJudged;
  const CacheStats stats = cache_stats(root);
  say("folder               {}\n", root.string());
  say("results              {} in {:.1f} MiB\n", stats.entries,
      static_cast<double>(stats.result_bytes) / kMebibyte);
  say("precompiled headers  {:.1f} MiB\n",
      static_cast<double>(stats.precompiled_bytes) / kMebibyte);
  say("limit                {:.1f} MiB\n", static_cast<double>(*limit) / kMebibyte);
  return kAllAsExpected;
}

ExitStatus cache_trim_command(const std::string& size) {
  const auto root = root_or_complain();
  if (root.empty()) return kNothingJudged;
  const auto most = size.empty() ? cache_limit() : parse_size(size);
  if (!most) return print({most.error()}), kNothingJudged;
  say("{:.1f} MiB left\n", static_cast<double>(evict(root, *most)) / kMebibyte);
  return kAllAsExpected;
}

ExitStatus cache_warm_command(const Selection& selection, unsigned jobs) {
  const auto root = root_or_complain();
  if (root.empty()) return kNothingJudged;
  const auto limit = cache_limit();
  if (!limit) return print({limit.error()}), kNothingJudged;
  const auto prepared = prepare(selection);
  if (!prepared) return refuse(prepared.error());
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  const Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path());
  ResultCache cache(root);
  PrecompiledStore headers(root);
  ExecuteOptions how;
  how.jobs = jobs == 0 ? default_jobs() : jobs;
  how.work_folder = folder->path();
  how.on_outcome = [](std::size_t, const Outcome&) { return Reaction{}; };
  how.cache = &cache;
  how.headers = &headers;
  const Completion completion = build_headers(planned, how);
  note_growth(root, cache.written() + headers.written(), *limit);
  if (completion.how == Completion::How::interrupted) return kInterrupted;
  say("{} made\n", counted(completion.headers_built, "precompiled header"));
  return kAllAsExpected;
}

ExitStatus cache_clear_command() {
  const auto root = root_or_complain();
  if (root.empty()) return kNothingJudged;
  const auto left = clear_cache(root);
  if (!left) return print({left.error()}), kNothingJudged;
  for (const auto& folder : *left) {
    say("left: {}, which holds what mustfail did not write\n", folder.string());
  }
  return kAllAsExpected;
}

}  // namespace mustfail
