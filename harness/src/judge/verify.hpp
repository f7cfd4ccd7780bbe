#pragma once

#include <string>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "suite/expectation.hpp"
#include "suite/verify_source.hpp"

namespace mustfail {

/// How a file's -verify directives and what the compiler said fit: in Clang's meaning, where it is
/// red whenever one of these holds something.
struct Verification {
  struct Unmet {
    Expectation expectation;
    int found = 0;
  };

  std::vector<Unmet> unmet;
  std::vector<Diagnostic> unexpected;  ///< Of every severity that is not ignored.
  std::vector<Expectation> loose;      ///< See Strictness::one_each.
  bool says_nothing = false;           ///< No directive at all.
  std::vector<Failure> misspelled;     ///< See Strictness::spelling; without it, only told.
  bool misspelling_is_red = false;

  bool holds() const {
    return unmet.empty() && unexpected.empty() && loose.empty() && !says_nothing &&
           !(misspelling_is_red && !misspelled.empty());
  }
};

/// Checks as `clang -Xclang -verify` does: an expectation takes diagnostics at its own line only,
/// notes and remarks need one too, mistakes in directives are errors that an expectation may ask
/// for. `source` is what the compiler met, see as_met; `file` the main file.
Verification verify(const VerifySource& source, const VerifyOptions& options,
                    const std::filesystem::path& file, const std::vector<Diagnostic>& diagnostics);

}  // namespace mustfail
