#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cache/inputs.hpp"
#include "plan/precompiled.hpp"
#include "toolchain/command_inputs.hpp"

namespace mustfail {

/// A precompiled header that is ready for use.
struct ReadyHeader {
  std::filesystem::path folder;
  std::vector<std::string> inputs;  ///< What it depends on; see inputs.hpp.
};

/// Where precompiled headers live: below the cache, so that the next run and every `ctest -j` test
/// find them, or below a run's own folder. Built in a folder of their own and published by one
/// rename, so that a reader sees a whole one or none; one is only used while everything that went
/// into it has the same bytes and time stamps, and no header was added that could shadow another.
class PrecompiledStore {
 public:
  explicit PrecompiledStore(std::filesystem::path root) : root_(std::move(root)) {}

  /// The header, if it was built before and is still current.
  std::optional<ReadyHeader> find(const PrecompiledHeader& header);

  /// Makes a folder to build it in, holding the source; nothing when the disk does not allow it.
  std::optional<std::filesystem::path> prepare(const PrecompiledHeader& header);

  /// Publishes what was built there and depends on these, and drops what it replaces.
  std::optional<ReadyHeader> publish(const PrecompiledHeader& header,
                                     const std::filesystem::path& folder, const Inputs& inputs);

  /// Bytes that were published; see note_growth.
  std::uint64_t written() const { return written_; }

 private:
  std::filesystem::path home_of(const PrecompiledHeader& header);
  std::string state_of(const std::vector<std::string>& inputs);

  std::filesystem::path root_;
  InputStates states_;
  CommandInputs inputs_;
  std::uint64_t written_ = 0;
};

}  // namespace mustfail
