#include "process/memory.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  text = trim(text);
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr == text.data()) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> number_in(const fs::path& file) {
  const auto text = read_file(file);
  return text ? number(*text) : std::nullopt;
}

/// The number after a name at the start of a line.
std::optional<std::uint64_t> number_after(const fs::path& file, std::string_view name) {
  const auto text = read_file(file);
  if (!text) return std::nullopt;
  for (const std::string_view line : split_lines(*text)) {
    if (line.starts_with(name)) return number(line.substr(name.size()));
  }
  return std::nullopt;
}

/// How the two versions of control groups name things.
struct Names {
  const char* limit;
  const char* used;
  const char* reclaimable;
};

constexpr Names kVersion2{"memory.max", "memory.current", "inactive_file "};
constexpr Names kVersion1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "};

/// The least that the group or one of those above it has left.
std::optional<std::uint64_t> left_in_groups(const fs::path& mount, fs::path group,
                                            const Names& names) {
  std::optional<std::uint64_t> least;
  for (;; group = group.parent_path()) {
    const fs::path folder = mount / group.relative_path();
    const auto limit = number_in(folder / names.limit);  // "max" is no number
    const auto used = number_in(folder / names.used);
    if (limit && used) {
      const auto cached = number_after(folder / "memory.stat", names.reclaimable).value_or(0);
      const std::uint64_t held = *used - std::min(*used, cached);
      const std::uint64_t left = *limit - std::min(*limit, held);
      least = std::min(least.value_or(left), left);
    }
    if (group == group.parent_path()) return least;
  }
}

}  // namespace

std::optional<std::uint64_t> available_memory(const fs::path& root) {
  std::optional<std::uint64_t> least;
  if (const auto kib = number_after(root / "proc/meminfo", "MemAvailable:")) least = *kib << 10U;
  const auto groups = read_file(root / "proc/self/cgroup");
  if (!groups) return least;
  for (const std::string_view line : split_lines(*groups)) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) continue;
    const std::string_view controllers = line.substr(first + 1, second - first - 1);
    const fs::path group(line.substr(second + 1));
    std::optional<std::uint64_t> left;
    if (controllers.empty()) {
      left = left_in_groups(root / "sys/fs/cgroup", group, kVersion2);
    } else if (controllers.find("memory") != std::string_view::npos) {
      left = left_in_groups(root / "sys/fs/cgroup/memory", group, kVersion1);
    }
    if (left) least = std::min(least.value_or(*left), *left);
  }
  return least;
}

}  // namespace mustfail
