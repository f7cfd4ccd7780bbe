#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cache/inputs.hpp"
#include "plan/job.hpp"
#include "toolchain/command_inputs.hpp"

namespace mustfail {

/// What an entry is called: its kind (`key`, `files` or `outcome`) and 32 hexadecimal digits.
struct EntryName {
  std::string kind;
  std::string key;
};

/// Outcomes of jobs that were done before, by content: the compiler (version, and the bytes of all
/// that it consists of), the exact argv and environment, the bytes of the source, what the compile
/// asked the file system for, found or not (see inputs.hpp), what else its flags may make it read
/// (see command_inputs.hpp), and the version of mustfail. Nothing is preprocessed to look one up.
/// Compiles that fail are kept like those that do not; a race that was seen is kept, one that was
/// not is tried again. What was compiled while one of its files changed is not kept: nobody can say
/// which bytes the compiler read. Nor is what was not seen to read its source.
///
/// Several processes may use one folder: entries are written to a temporary file and renamed. An
/// entry carries a checksum of its bytes and of the key that it belongs to; a damaged or misplaced
/// one is a miss, is counted, and is replaced.
class ResultCache {
 public:
  /// An empty root makes a cache that holds nothing.
  explicit ResultCache(std::filesystem::path root);

  bool enabled() const { return !root_.empty(); }

  /// The outcome of a job that builds or checks. `result` is set to the name that a job which runs
  /// the product is kept under.
  std::optional<Outcome> find_compile(const Job& job, std::string& result);
  void keep_compile(const Job& job, const Outcome& outcome, const Inputs& inputs,
                    std::string& result);

  /// The outcome of running what the compile named `built` produced.
  std::optional<Outcome> find_run(const Job& job, const std::string& built);
  void keep_run(const Job& job, const std::string& built, const Outcome& outcome);

  // For sharing entries with another machine; see shared_cache.hpp. A compile is found by its key,
  // which leads to the list of the files that it reads, which with their bytes leads to its result.
  EntryName key_entry(const Job& compile);
  EntryName run_entry(const Job& run, const std::string& built) const;
  /// The list that the compile's key leads to; nothing when the key is not here.
  std::optional<EntryName> list_entry(const Job& compile);
  /// The same, if it is not here itself.
  std::optional<EntryName> missing_list(const Job& compile);
  /// The name of the compile's result with the files as they are now; empty when it is not known.
  std::string name_of_result(const Job& compile);
  /// An entry as it stands on the disk, with its checksum.
  std::optional<std::string> bytes_of(const EntryName& entry);
  /// Takes such bytes in; false when they are not whole, or another entry's.
  bool accept(const EntryName& entry, std::string_view bytes);

  std::uint64_t damaged() const { return damaged_; }
  /// Bytes that were added; see note_growth.
  std::uint64_t written() const { return written_; }

 private:
  std::string compile_key(const Job& job);
  std::string run_key(const Job& job, const std::string& built) const;
  std::optional<std::vector<std::string>> read_dependencies(const std::string& id);
  const std::string& state_of_dependencies(const std::string& id);
  bool changed_meanwhile(const std::string& file);
  std::filesystem::path path_of(std::string_view kind, const std::string& key) const;
  std::optional<std::string> read_checked(std::string_view kind, const std::string& key);
  void write_checked(std::string_view kind, const std::string& key, std::string_view bytes);
  std::optional<Outcome> read_outcome(const std::string& key);
  void write_outcome(const std::string& key, const Outcome& outcome);

  std::filesystem::path root_;
  std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
  CommandInputs inputs_;
  InputStates states_of_inputs_;
  std::map<std::string, std::string> states_;  ///< Of dependency lists, by their ids.
  std::map<std::string, bool> changed_;        ///< Files that are younger than this object.
  std::uint64_t written_ = 0;
  std::uint64_t damaged_ = 0;
};

}  // namespace mustfail
