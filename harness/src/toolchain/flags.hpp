#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "toolchain/condition.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// Compiler flags for the toolchains that a key means: `all`; a condition as in `//@ only:` (`gcc`,
/// `clang>=19`, `clang-22`); or a feature as in `//@ needs:` (`consumed`).
struct FlagGroup {
  std::string key;
  std::optional<Condition> condition;  ///< When the key is one.
  std::vector<std::string> flags;
};

/// The group for a key; nothing when the key is none of the three.
std::optional<FlagGroup> flag_group(std::string_view key, std::vector<std::string> flags);

/// What to do about a key that is none of the three.
std::string flag_group_help(std::string_view key);

/// Groups of flags, in the order in which they are written.
struct FlagSet {
  std::vector<FlagGroup> groups;

  /// The flags of every group that means this toolchain, in order.
  std::vector<std::string> of(const Toolchain& toolchain) const;
};

}  // namespace mustfail
