#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "plan/times.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// One of several runs that share a suite's steps between them.
struct Shard {
  std::size_t index = 1;  ///< From 1 on.
  std::size_t count = 1;
  std::string source;  ///< Who said so: `--shard`, or the name of a variable.

  friend bool operator==(const Shard&, const Shard&) = default;
};

/// `2/4`.
Result<Shard> parse_shard(std::string_view text);

/// The value of an environment variable; nothing when it is not set or empty.
using Variables = std::function<std::optional<std::string>(const char* name)>;

/// What CI systems and Bazel set, the first that is there: TEST_SHARD_INDEX (from 0) and
/// TEST_TOTAL_SHARDS, CI_NODE_INDEX (from 1) and CI_NODE_TOTAL, SLURM_ARRAY_TASK_ID and
/// SLURM_ARRAY_TASK_COUNT (with _MIN and _STEP). Values that make no sense are a Failure.
Result<std::optional<Shard>> shard_from(const Variables& variables);

/// For each cost, the shard that it goes to, counted from 0: the most expensive first, each to the
/// shard that has least so far. Depends on nothing but its arguments.
std::vector<std::size_t> partition(const std::vector<std::uint64_t>& costs, std::size_t count);

/// What a report says about the shard that it is of.
struct ShardReport {
  Shard shard;
  std::size_t whole_jobs = 0;    ///< Steps of all shards together.
  bool whole_is_judged = false;  ///< Some step of some shard is not skipped.
  /// Of the steps of all shards, the bytes of their sources and who does which: equal for the
  /// shards of one partition only.
  std::string plan_id;
};

/// Leaves the steps of this shard in the plan. The steps of a variant on a toolchain stay together.
/// Without times every variant counts the same.
ShardReport keep_shard(Plan& plan, const Shard& shard, const Times& times);

}  // namespace mustfail
