#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "judge/finding.hpp"
#include "judge/run_summary.hpp"

namespace mustfail {

/// What the cases of a rule came to on one toolchain, in steps.
struct MatrixCell {
  std::size_t passed = 0;
  std::size_t holes = 0;  ///< Known ones that are open.
  std::size_t red = 0;
  std::size_t skipped = 0;
  std::size_t shown = 0;      ///< Pieces of evidence that it brought ...
  std::size_t not_asked = 0;  ///< ... and that it was not asked for; see Brought.

  friend bool operator==(const MatrixCell&, const MatrixCell&) = default;
};

struct MatrixRow {
  std::string rule;               ///< Empty: the cases that name no rule.
  std::string title;              ///< Of the rule's page, without the code; may be empty.
  std::vector<MatrixCell> cells;  ///< One for each toolchain.
};

/// Rules down, toolchains across. A case that names several rules counts for each of them, and with
/// all of its variants.
struct RuleMatrix {
  std::vector<std::string> toolchains;
  std::vector<MatrixRow> rows;  ///< By code; the cases without a rule last.
};

RuleMatrix rule_matrix(const RunStart& start, const std::vector<Finding>& findings);

/// `✓ 36 ! 2 ✗ 1, 24 shown`: each count that is not zero, then the evidence. A dash there says that
/// the toolchain only compiled, `12 of 24 shown` that it was asked for some; nothing, that there is
/// none to bring.
std::string cell_text(const MatrixCell& cell);

/// The worst of what is in the cell.
Verdict worst(const MatrixCell& cell);

}  // namespace mustfail
