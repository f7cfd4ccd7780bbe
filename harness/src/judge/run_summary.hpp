#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plan/shard.hpp"
#include "run/execute.hpp"
#include "toolchain/toolchain.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a report says about a rule.
struct RuleNote {
  std::string code;
  std::string title;           ///< Its page's first heading; empty when there is no page.
  std::filesystem::path page;  ///< Absolute; may be empty.
};

/// What a run is going to do.
struct RunStart {
  std::string suite;
  std::filesystem::path root;  ///< Of the repository: what reports name files relative to.
  std::string time;            ///< When it began: `2026-01-31T12:00:00Z`; may be empty.
  std::vector<Toolchain> toolchains;
  std::vector<RuleNote> rules;
  std::size_t cases = 0;
  std::size_t jobs = 0;
  bool selected = false;                    ///< Filters, rules or witnesses left something out.
  std::optional<ShardReport> shard;         ///< Nothing: the run is the whole.
  std::vector<Toolchain> twin_compilers{};  ///< Of other languages; see twin.hpp.
  Failures left_out{};                      ///< The suite's toolchains that are not here.
};

/// What a run came to.
struct RunEnd {
  Completion completion;
  std::uint64_t damaged_cache_entries = 0;
  double seconds = 0;
  double harness_cpu_seconds = 0;
  std::uint64_t harness_peak_bytes = 0;  ///< The most that mustfail itself held in memory.
  double children_cpu_seconds = 0;
};

}  // namespace mustfail
