#include "cache/cache_size.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <re2/re2.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <system_error>
#include <vector>

#include "cache/own_files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// After an eviction there is room again, so that the next run need not evict too.
constexpr std::uint64_t room_after_eviction(std::uint64_t limit) { return limit - limit / 5; }

/// Something to evict: a file of a result, or a precompiled header with its whole folder.
struct Kept {
  fs::path path;
  fs::file_time_type used;
  std::uint64_t bytes = 0;
};

std::uint64_t bytes_below(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code problem;
  fs::recursive_directory_iterator entries(folder, problem);
  for (const fs::recursive_directory_iterator end; !problem && entries != end;
       entries.increment(problem)) {
    std::error_code ignored;
    if (!entries->is_regular_file(ignored)) continue;
    const auto size = entries->file_size(ignored);
    bytes += ignored ? 0 : size;  // another process may have removed it
  }
  return bytes;
}

std::vector<Kept> kept_results(const fs::path& root) {
  std::vector<Kept> kept;
  std::error_code problem;
  fs::recursive_directory_iterator results(root / "results", problem);
  for (const fs::recursive_directory_iterator end; !problem && results != end;
       results.increment(problem)) {
    std::error_code gone;
    if (!results->is_regular_file(gone) || !is_result_file(results->path())) continue;
    Kept each{results->path(), results->last_write_time(gone), results->file_size(gone)};
    if (!gone) kept.push_back(std::move(each));
  }
  return kept;
}

std::vector<Kept> kept_headers(const fs::path& root) {
  std::vector<Kept> kept;
  std::error_code problem;
  for (fs::directory_iterator homes(root / "pch", problem), end; !problem && homes != end;
       homes.increment(problem)) {
    std::error_code absent;
    if (!is_kept_folder(homes->path())) continue;
    auto used = fs::last_write_time(homes->path() / "current.json", absent);
    if (absent) used = homes->last_write_time(absent);  // being built for the first time
    kept.push_back({homes->path(), used, bytes_below(homes->path())});
  }
  return kept;
}

/// Copies of a library with a mutation in it; see overlay.hpp.
std::vector<Kept> kept_overlays(const fs::path& root) {
  std::vector<Kept> kept;
  std::error_code problem;
  for (fs::directory_iterator homes(root / "overlays", problem), end; !problem && homes != end;
       homes.increment(problem)) {
    std::error_code gone;
    if (!is_kept_folder(homes->path())) continue;
    const auto used = homes->last_write_time(gone);
    if (!gone) kept.push_back({homes->path(), used, bytes_below(homes->path())});
  }
  return kept;
}

/// `BYTES SECONDS`: how large the cache is, and when that was last counted.
struct Usage {
  std::uint64_t bytes = 0;
  std::int64_t counted = 0;
};

constexpr int kUsageDigits = 64;

bool read_usage(int descriptor, Usage& usage) {
  std::array<char, kUsageDigits> text{};
  const ssize_t count = ::pread(descriptor, text.data(), text.size() - 1, 0);
  if (count <= 0) return false;
  static const RE2 pattern(R"((\d+) (\d+)\n)");
  return RE2::FullMatch(re2::StringPiece(text.data(), static_cast<std::size_t>(count)), pattern,
                        &usage.bytes, &usage.counted);
}

void write_usage(int descriptor, const Usage& usage) {
  const std::string text = fmt::format("{} {}\n", usage.bytes, usage.counted);
  // Killed between these two, it is damaged, and the next one counts again.
  if (::ftruncate(descriptor, 0) != 0) return;
  static_cast<void>(!::pwrite(descriptor, text.data(), text.size(), 0));
}

std::int64_t now_in_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<std::uint64_t> parse_size(std::string_view text) {
  static const RE2 pattern(R"((?i)\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\s*)");
  double number = 0;
  std::string unit;
  const re2::StringPiece piece(text.data(), text.size());
  if (RE2::FullMatch(piece, pattern, &number, &unit)) {
    constexpr std::string_view kUnits = "kmgt";
    const auto power = unit.empty() ? 0 : kUnits.find(static_cast<char>(unit[0] | 0x20)) + 1;
    const double bytes = std::floor(number * std::pow(1024.0, static_cast<double>(power)));
    if (bytes < static_cast<double>(std::numeric_limits<std::int64_t>::max())) {
      return static_cast<std::uint64_t>(bytes);
    }
  }
  return Failure{
      {}, fmt::format("'{}' is not a size", text), "write 500M, 4G or a number of bytes"};
}

Result<std::uint64_t> cache_limit() {
  const char* text = std::getenv("MUSTFAIL_CACHE_SIZE");
  if (text == nullptr || *text == '\0') return kUsualCacheBytes;
  auto size = parse_size(text);
  if (!size) {
    return Failure{{}, "MUSTFAIL_CACHE_SIZE: " + size.error().what, size.error().help};
  }
  return size;
}

CacheStats cache_stats(const fs::path& root) {
  CacheStats stats;
  for (const Kept& each : kept_results(root)) {
    stats.entries += each.path.extension() == ".outcome" ? 1U : 0U;
    stats.result_bytes += each.bytes;
  }
  for (const Kept& each : kept_headers(root)) stats.precompiled_bytes += each.bytes;
  return stats;
}

void note_growth(const fs::path& root, std::uint64_t bytes, std::uint64_t limit) {
  if (root.empty() || bytes == 0) return;
  const int descriptor = ::open((root / "usage").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return;
  if (::flock(descriptor, LOCK_EX) == 0) {
    constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60;
    Usage usage;
    const std::int64_t now = now_in_seconds();
    const bool is_known = read_usage(descriptor, usage);
    usage.bytes += bytes;
    if (!is_known || usage.bytes > limit || now - usage.counted > kDay || usage.counted > now) {
      const std::uint64_t most =
          is_known && usage.bytes > limit ? room_after_eviction(limit) : limit;
      usage = {evict(root, most), now};
    }
    write_usage(descriptor, usage);
  }
  ::close(descriptor);
}

std::uint64_t evict(const fs::path& root, std::uint64_t most_bytes) {
  std::vector<Kept> kept = kept_results(root);
  std::ranges::move(kept_headers(root), std::back_inserter(kept));
  std::ranges::move(kept_overlays(root), std::back_inserter(kept));
  std::uint64_t total = 0;
  for (const Kept& each : kept) total += each.bytes;
  if (total <= most_bytes) return total;
  std::ranges::sort(kept, {}, &Kept::used);
  for (const Kept& each : kept) {
    if (total <= most_bytes) break;
    std::error_code ignored;
    fs::remove_all(each.path, ignored);
    total -= each.bytes;
  }
  return total;
}

}  // namespace mustfail
