#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "execute.hpp"
#include "failure.hpp"
#include "finding.hpp"
#include "shard.hpp"
#include "toolchain.hpp"

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

/// Verdicts counted.
class Tally {
 public:
  void add(Verdict verdict) { ++counts_[static_cast<std::size_t>(verdict)]; }
  std::size_t of(Verdict verdict) const { return counts_[static_cast<std::size_t>(verdict)]; }
  std::size_t total() const;
  std::size_t red() const;

 private:
  std::array<std::size_t, 6> counts_{};
};

/// One form in which a run is told. Reporters get every finding as it comes, and all of them in the
/// plan's order at the end; none of them decides anything.
class Reporter {
 public:
  Reporter() = default;
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;
  virtual ~Reporter() = default;

  virtual void start(const RunStart&) {}
  virtual void add(const Finding&) {}
  /// `findings` holds what was judged, in the plan's order. Fails when the report cannot be
  /// written.
  virtual Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) = 0;
};

Tally tally(const std::vector<Finding>& findings);

/// Writes a whole report: to the file, or to standard output when the path is empty.
Result<void> deliver(const std::filesystem::path& file, std::string_view text);

/// The file as a report names it: relative to the root, with slashes, when it is below it.
std::string path_in_report(const RunStart& start, const std::string& file);

}  // namespace mustfail
