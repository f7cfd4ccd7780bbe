#pragma once

#include <filesystem>
#include <vector>

#include "diagnostic.hpp"
#include "expectation.hpp"
#include "toolchain.hpp"

namespace mustfail {

/// An expectation that was not met as often as it asks.
struct Unmet {
  const Expectation* expectation = nullptr;
  int found = 0;
};

/// How expectations and diagnostics fit. The pointers point into the arguments of `match`.
struct Match {
  std::vector<Unmet> unmet;
  std::vector<const Diagnostic*> unasked;  ///< Errors and warnings that nothing asked for.
  bool first_error_expected = false;       ///< Some error expectation took the first error.
};

/// Pairs expectations with diagnostics. An expectation takes a diagnostic of its severity whose
/// message holds its text, at the diagnostic's own line or at its blame line, and each diagnostic
/// is taken once. Notes need no expectation. `file` is where the expectations stand.
Match match(const std::vector<Expectation>& expectations, const Toolchain& toolchain,
            const std::vector<Diagnostic>& diagnostics, const std::filesystem::path& file);

}  // namespace mustfail
