#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/finding.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// One field of the table: its text and how it went. Without a text the column means nothing for
/// the row.
struct Cell {
  std::string text;
  Verdict verdict = Verdict::skip;

  friend bool operator==(const Cell&, const Cell&) = default;
};

/// What stands where a toolchain was not asked for a piece of evidence.
inline constexpr std::string_view kDash = "-";

/// One line of the table: what toolchains that agree showed of one variant.
struct PairRow {
  std::vector<std::string> toolchains;
  std::vector<Cell> cells;  ///< As many as `pair_columns`.
};

/// One variant that must fail, with its wrapped twin beside it; or one that must compile, alone.
struct Pair {
  std::string title;  ///< `counter/captured_local`, with the variant when it is not plain `naive`.
  std::string rule;
  std::vector<PairRow> rows;
};

/// The titles of the columns after the toolchain's.
const std::vector<std::string>& pair_columns();

/// The table that a run ends with, from its findings in the plan's order. Rows of toolchains that
/// showed the same are one row; one that was asked for less has a dash where the others have
/// evidence, and so a row of its own.
std::vector<Pair> pair_table(const std::vector<Finding>& findings);

}  // namespace mustfail
