#pragma once

#include <string>
#include <vector>

#include "judge/run_summary.hpp"
#include "report/pair_table.hpp"
#include "report/rule_matrix.hpp"
#include "util/terminal.hpp"

namespace mustfail {

/// How many lines a table of pairs may have before nobody sees anything in it.
inline constexpr std::size_t kMostPairLines = 40;

/// How many lines the table takes below its heading.
std::size_t pair_lines(const std::vector<Pair>& pairs);

/// The table of pairs as the console shows it: a line for each pair, below it one for the
/// toolchains that showed the same.
std::string pairs_text(const std::vector<Pair>& pairs, const std::vector<Toolchain>& toolchains,
                       const Terminal& terminal);

/// The matrix as the console shows it, with what its marks mean.
std::string matrix_text(const RuleMatrix& matrix, const Terminal& terminal);

}  // namespace mustfail
