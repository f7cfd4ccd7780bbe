#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/case.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// A naive file with its offending lines, and nothing else, made safe: if that does not compile,
/// the file was not rejected for its offence alone.
struct SafeForm {
  std::string source;
  std::vector<int> lines;  ///< Those that were replaced, in order.
  std::string why_not;     ///< Why there is none; then the rest is empty.
};

/// The offending lines are those on which the file expects its errors; the n-th gets the text of
/// the n-th `//@ safe:`.
SafeForm make_safe(const Variant& variant, std::string_view source, const Toolchain& toolchain);

/// In how many lines one text differs from another: those that stand in only one of them, not
/// counting comments and blank lines, the larger side. What makes a minimal pair.
std::size_t differing_lines(std::string_view one, std::string_view other);

}  // namespace mustfail
