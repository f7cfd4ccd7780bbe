#pragma once

#include <optional>
#include <string_view>

namespace mustfail {

/// C++ has two; `rust` and `go` compile the twins of C++ files, see twin.hpp.
enum class Family { gcc, clang, rust, go };

constexpr std::string_view name(Family family) {
  switch (family) {
    case Family::gcc:
      return "gcc";
    case Family::clang:
      return "clang";
    case Family::rust:
      return "rust";
    case Family::go:
      return "go";
  }
  return "?";
}

/// The family of this name; nothing when there is none.
std::optional<Family> parse_family(std::string_view text);

}  // namespace mustfail
