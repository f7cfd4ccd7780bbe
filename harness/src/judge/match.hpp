#pragma once

#include <filesystem>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "suite/expectation.hpp"
#include "toolchain/toolchain.hpp"

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
  std::vector<const Expectation*> loose;   ///< Under Strictness::one_each, what is not one to one.
  bool first_error_expected = false;       ///< Some error expectation took the first error.
};

/// Pairs expectations with diagnostics. An expectation takes a diagnostic of its severity whose
/// message holds its text, at the diagnostic's own line or at its blame line, and each diagnostic
/// is taken once. Notes need no expectation, unless `strictness` says so. `file` is where the
/// expectations stand.
Match match(const std::vector<Expectation>& expectations, const Toolchain& toolchain,
            const std::vector<Diagnostic>& diagnostics, const std::filesystem::path& file,
            const Strictness& strictness = {});

}  // namespace mustfail
