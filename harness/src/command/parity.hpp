#pragma once

#include <string>
#include <vector>

#include "judge/finding.hpp"
#include "suite/case.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// One naive program that Rust and the library under test both judged.
struct ParityRow {
  std::string program;  ///< `counter/scoped/naive`.
  std::string rule;     ///< What rejects the C++ file.
  std::string ours;     ///< How far that goes: empty, or the hole, or what the rule needs.
  std::string rust;     ///< rustc's code, or `accepts`.
  std::string reason;   ///< Why they differ; empty: they do not.
};

/// A row for every naive Rust twin, from the run that judged it, in the plan's order.
std::vector<ParityRow> parity_rows(const std::vector<Case>& cases,
                                   const std::vector<Finding>& findings);

/// The page docs/rust-parity.md: the same bytes for the same rows and rules on every machine.
std::string parity_page(const Suite& suite, const std::vector<ParityRow>& rows);

}  // namespace mustfail
