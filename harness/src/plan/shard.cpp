#include "plan/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>
#include <system_error>

#include "plan/include_search.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// How one kind of CI tells a job which one of how many it is.
struct Convention {
  const char* index;
  const char* count;
  const char* first;  ///< The variable with the first index; empty: `base`.
  const char* step;   ///< The variable with the distance of two indices; empty: 1.
  int base;
};

constexpr std::array kConventions{
    Convention{"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", "", "", 0},
    Convention{"CI_NODE_INDEX", "CI_NODE_TOTAL", "", "", 1},
    Convention{"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN",
               "SLURM_ARRAY_TASK_STEP", 1},
};

Failure bad_variable(const char* name, const std::string& value, const std::string& why) {
  return {{}, fmt::format("{}={}: {}", name, value, why), "mend or unset it, or give --shard I/N"};
}

Result<int> number_of(const Variables& variables, const char* name, int fallback) {
  const auto text = *name == '\0' ? std::nullopt : variables(name);
  if (!text) return fallback;
  const auto number = parse_number(*text);
  if (!number) return bad_variable(name, *text, "this is not a number");
  return *number;
}

Result<std::optional<Shard>> shard_by(const Convention& kind, const Variables& variables) {
  const auto count_text = variables(kind.count);
  const auto index_text = variables(kind.index);
  if (!count_text) return std::optional<Shard>();
  const auto count = number_of(variables, kind.count, 0);
  if (!count) return count.error();
  if (*count < 1) return bad_variable(kind.count, *count_text, "there is at least one shard");
  if (!index_text && *count == 1) return std::optional<Shard>();  // GitLab without `parallel:`
  if (!index_text) {
    return bad_variable(kind.count, *count_text, fmt::format("{} is not set", kind.index));
  }
  const auto index = number_of(variables, kind.index, 0);
  if (!index) return index.error();
  const auto first = number_of(variables, kind.first, kind.base);
  if (!first) return first.error();
  const auto step = number_of(variables, kind.step, 1);
  if (!step) return step.error();
  const int distance = *index - *first;
  if (*step < 1 || distance < 0 || distance % *step != 0 || distance / *step >= *count) {
    return bad_variable(kind.index, *index_text,
                        fmt::format("there are {} shards, the first is {}", *count, *first));
  }
  return std::optional(Shard{static_cast<std::size_t>(distance / *step) + 1,
                             static_cast<std::size_t>(*count), kind.index});
}

/// The steps of one variant on one toolchain, which stand together in a plan.
struct Unit {
  std::size_t first = 0;
  std::size_t size = 0;
  bool is_skipped = true;
  std::optional<double> seconds;  ///< Nothing when none of its steps was ever timed.
};

std::vector<Unit> units_of(const Plan& plan, const Times& times) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < plan.jobs.size(); ++i) {
    const Job& job = plan.jobs[i];
    const bool is_new = i == 0 || job.variant != plan.jobs[i - 1].variant ||
                        job.toolchain != plan.jobs[i - 1].toolchain;
    if (is_new) units.push_back({i, 0, true, {}});
    Unit& unit = units.back();
    ++unit.size;
    if (!job.skip.empty()) continue;
    unit.is_skipped = false;
    if (const auto known = times.of(job)) unit.seconds = unit.seconds.value_or(0) + *known;
  }
  return units;
}

/// Microseconds: whole numbers add up to the same on every machine. A variant that was never timed
/// counts like the middle one of those that were.
std::vector<std::uint64_t> costs_of(const std::vector<Unit>& units) {
  constexpr double kMillion = 1e6;
  std::vector<double> known;
  for (const Unit& each : units) {
    if (each.seconds) known.push_back(*each.seconds);
  }
  std::ranges::sort(known);
  const double usual = known.empty() ? 1.0 : known[known.size() / 2];
  std::vector<std::uint64_t> costs;
  for (const Unit& each : units) {
    const double seconds = each.is_skipped ? 0.0 : each.seconds.value_or(usual);
    costs.push_back(static_cast<std::uint64_t>(std::llround(seconds * kMillion)));
  }
  return costs;
}

/// The library under test: a shard with another one is of another run. By paths that do not depend
/// on where the checkout is.
void add_files_below(const std::filesystem::path& folder, FileDigests& files, Digest& digest) {
  constexpr std::size_t kMostFiles = 20'000;  // `-I/usr/include` is no library under test
  std::vector<std::filesystem::path> found;
  std::error_code problem;
  std::filesystem::recursive_directory_iterator entries(folder, problem);
  for (const std::filesystem::recursive_directory_iterator end;
       !problem && entries != end && found.size() < kMostFiles; entries.increment(problem)) {
    std::error_code ignored;
    if (entries->is_regular_file(ignored)) found.push_back(entries->path());
  }
  if (found.size() == kMostFiles) return;
  std::ranges::sort(found);
  for (const auto& file : found) {
    digest.add(file.lexically_relative(folder).string()).add(files.of(file.string()));
  }
}

std::string plan_id(const Plan& plan, const std::vector<Unit>& units,
                    const std::vector<std::size_t>& shards) {
  Digest digest;
  FileDigests sources;
  std::set<std::string> folders;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Job& head = plan.jobs[units[i].first];
    const IncludeSearch search = include_search(head.command);
    for (const auto& folder : search.quoted) folders.insert(folder.string());
    for (const auto& folder : search.folders) folders.insert(folder.string());
    digest.add(shards[i])
        .add(head.owner->name)
        .add(head.variant->name)
        .add(head.toolchain->name)
        .add(sources.of(head.variant->file.string()));
    for (std::size_t j = 0; j < units[i].size; ++j) {
      const Job& job = plan.jobs[units[i].first + j];
      digest.add(name(job.step)).add(job.skip.empty() ? "run" : "skip");
    }
  }
  for (const std::string& folder : folders) add_files_below(folder, sources, digest);
  return digest.finish();
}

}  // namespace

Result<Shard> parse_shard(std::string_view text) {
  const std::size_t cut = text.find('/');
  Failure failure{{},
                  fmt::format("--shard {}: this is not a shard", text),
                  "write I/N, such as 1/4 for the first of four"};
  if (cut == std::string_view::npos) return failure;
  const auto index = parse_number(text.substr(0, cut));
  const auto count = parse_number(text.substr(cut + 1));
  if (!index || !count || *index < 1 || *index > *count) return failure;
  return Shard{static_cast<std::size_t>(*index), static_cast<std::size_t>(*count), "--shard"};
}

Result<std::optional<Shard>> shard_from(const Variables& variables) {
  for (const Convention& each : kConventions) {
    auto shard = shard_by(each, variables);
    if (!shard || *shard) return shard;
  }
  return std::optional<Shard>();
}

std::vector<std::size_t> partition(const std::vector<std::uint64_t>& costs, std::size_t count) {
  std::vector<std::size_t> order(costs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return costs[i]; });
  std::vector<std::uint64_t> loads(count);
  std::vector<std::size_t> sizes(count);
  std::vector<std::size_t> shards(costs.size());
  for (const std::size_t i : order) {
    std::size_t least = 0;
    for (std::size_t s = 1; s < count; ++s) {
      // What costs nothing (a skip) is spread by number.
      if (std::tie(loads[s], sizes[s]) < std::tie(loads[least], sizes[least])) least = s;
    }
    loads[least] += costs[i];
    ++sizes[least];
    shards[i] = least;
  }
  return shards;
}

ShardReport keep_shard(Plan& plan, const Shard& shard, const Times& times) {
  const auto units = units_of(plan, times);
  const auto shards = partition(costs_of(units), shard.count);
  ShardReport report{shard, plan.jobs.size(), false, plan_id(plan, units, shards)};
  std::vector<Job> kept;
  for (std::size_t i = 0; i < units.size(); ++i) {
    report.whole_is_judged = report.whole_is_judged || !units[i].is_skipped;
    if (shards[i] + 1 != shard.index) continue;
    for (std::size_t j = units[i].first; j < units[i].first + units[i].size; ++j) {
      Job job = std::move(plan.jobs[j]);
      if (job.after) job.after = *job.after - units[i].first + (kept.size() - (j - units[i].first));
      kept.push_back(std::move(job));
    }
  }
  plan.jobs = std::move(kept);
  return report;
}

}  // namespace mustfail
