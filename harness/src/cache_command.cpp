#include "cache_command.hpp"

#include <fmt/format.h>

#include "probe.hpp"
#include "result_cache.hpp"
#include "run_command.hpp"

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
  const CacheStats stats = ResultCache::stats(root);
  fmt::print("folder               {}\n", root.string());
  fmt::print("results              {} in {:.1f} MiB\n", stats.entries,
             static_cast<double>(stats.result_bytes) / kMebibyte);
  fmt::print("precompiled headers  {:.1f} MiB\n",
             static_cast<double>(stats.precompiled_bytes) / kMebibyte);
  return kAllAsExpected;
}

ExitStatus cache_clear_command() {
  const auto root = root_or_complain();
  if (root.empty()) return kNothingJudged;
  if (const auto cleared = ResultCache::clear(root); !cleared) {
    return print({cleared.error()}), kNothingJudged;
  }
  return kAllAsExpected;
}

}  // namespace mustfail
