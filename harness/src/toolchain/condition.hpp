#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "toolchain/toolchain.hpp"

namespace mustfail {

/// One term of `only` and `skip`: a family, perhaps with a bound on its version (`gcc`,
/// `clang>=19`, `gcc<13`), or one toolchain by its name (`clang-19`).
struct Condition {
  enum class Relation { any, less, less_equal, equal, not_equal, greater_equal, greater };

  std::string text;  ///< As written, for messages.
  std::optional<Family> family;
  Relation relation = Relation::any;
  Version version;
  int version_parts = 0;       ///< How many numbers were written; only these are compared.
  std::string toolchain_name;  ///< Set when the term names one toolchain.
};

/// The term, or nothing when it is none: `gcc`, `clang`, `FAMILY OP VERSION` with one of
/// `< <= == != >= >`, or a name such as `gcc-12`.
std::optional<Condition> parse_condition(std::string_view text);

/// Whether the toolchain is one that the term means. `gcc==12` means every 12.x.y.
bool holds(const Condition& condition, const Toolchain& toolchain);

/// Whether any of the terms holds.
bool any_holds(const std::vector<Condition>& conditions, const Toolchain& toolchain);

}  // namespace mustfail
