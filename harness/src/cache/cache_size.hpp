#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "util/failure.hpp"

namespace mustfail {

/// What the cache may grow to when nobody says: a precompiled header of GCC takes 80 MB.
constexpr std::uint64_t kUsualCacheBytes = std::uint64_t{4} << 30U;

/// `500M`, `4G`, `1.5T`: bytes, in units of 1024; K, M, G and T in either case, perhaps with B or
/// iB after them. A number without a unit is bytes.
Result<std::uint64_t> parse_size(std::string_view text);

/// `MUSTFAIL_CACHE_SIZE`, or the usual limit.
Result<std::uint64_t> cache_limit();

/// What the cache holds.
struct CacheStats {
  std::uint64_t entries = 0;
  std::uint64_t result_bytes = 0;
  std::uint64_t precompiled_bytes = 0;
};

/// Counts by walking the folder.
CacheStats cache_stats(const std::filesystem::path& root);

/// Tells the cache in `root` that it has grown, and keeps it below the limit.
///
/// How large it is stands in one small file beside it, so that nothing is walked unless the limit
/// is passed, the file is damaged or a day has gone by (a process that was killed tells nothing).
/// Several processes may do this at once.
void note_growth(const std::filesystem::path& root, std::uint64_t bytes, std::uint64_t limit);

/// Drops the least recently used results and precompiled headers until at most this much is left,
/// and tells how much is. What somebody is using at that moment is only slower for it.
std::uint64_t evict(const std::filesystem::path& root, std::uint64_t most_bytes);

}  // namespace mustfail
