#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "digest.hpp"
#include "failure.hpp"
#include "job.hpp"

namespace mustfail {

/// What the cache holds.
struct CacheStats {
  std::uint64_t entries = 0;
  std::uint64_t result_bytes = 0;
  std::uint64_t precompiled_bytes = 0;
};

/// Outcomes of jobs that were done before, by content: the compiler (path, size, time stamp,
/// version), the exact argv and environment, the bytes of the source and of every file that it
/// includes, the names of the files that an include folder offers, and the version of mustfail.
/// Nothing is preprocessed to look one up. Compiles that fail are kept like those that do not; a
/// race that was seen is kept, one that was not is tried again.
///
/// Several processes may use one folder: entries are written to a temporary file and renamed. A
/// damaged entry (its checksum tells) is a miss, is counted, and is replaced.
class ResultCache {
 public:
  /// An empty root makes a cache that holds nothing.
  explicit ResultCache(std::filesystem::path root, std::vector<std::filesystem::path> include);

  bool enabled() const { return !root_.empty(); }

  /// The outcome of a job that builds or checks. `result` is set to the name that a job which runs
  /// the product is kept under.
  std::optional<Outcome> find_compile(const Job& job, std::string& result);
  void keep_compile(const Job& job, const Outcome& outcome,
                    const std::vector<std::string>& dependencies, std::string& result);

  /// The outcome of running what the compile named `built` produced.
  std::optional<Outcome> find_run(const Job& job, const std::string& built);
  void keep_run(const Job& job, const std::string& built, const Outcome& outcome);

  std::uint64_t damaged() const { return damaged_; }

  /// Drops the least recently used results and precompiled headers until at most this much is left.
  static void evict(const std::filesystem::path& root, std::uint64_t most_bytes);
  static CacheStats stats(const std::filesystem::path& root);
  static Result<void> clear(const std::filesystem::path& root);

 private:
  std::string compile_key(const Job& job);
  std::string run_key(const Job& job, const std::string& built) const;
  std::optional<std::vector<std::string>> read_dependencies(const std::string& id);
  const std::string& state_of_dependencies(const std::string& id);
  std::filesystem::path path_of(std::string_view kind, const std::string& key) const;
  std::optional<std::string> read_checked(const std::filesystem::path& file);
  void write_checked(const std::filesystem::path& file, std::string_view bytes);
  std::optional<Outcome> read_outcome(const std::string& key);
  void write_outcome(const std::string& key, const Outcome& outcome);

  std::filesystem::path root_;
  std::string offered_names_;  ///< Digest of what the include folders offer.
  FileDigests digests_;
  std::map<std::string, std::string> states_;  ///< Of dependency lists, by their ids.
  std::uint64_t damaged_ = 0;
};

}  // namespace mustfail
