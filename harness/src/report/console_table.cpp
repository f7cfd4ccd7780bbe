#include "report/console_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/verdict_style.hpp"

namespace mustfail {

namespace {

std::string_view trim_end(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string field(const Cell& cell) {
  if (cell.text.empty() || cell.text == kDash) return cell.text;
  return fmt::format("{}{}", mark_of(cell.verdict), visible(cell.text));
}

std::string title_of(const MatrixRow& row) {
  return row.rule.empty() ? "no rule" : visible(row.rule);
}

std::string label_of(const PairRow& row, const std::vector<Toolchain>& toolchains) {
  const bool all = std::ranges::all_of(toolchains, [&](const Toolchain& each) {
    return std::ranges::find(row.toolchains, each.name) != row.toolchains.end();
  });
  if (all && toolchains.size() > 1 && row.toolchains.size() == toolchains.size()) {
    return fmt::format("all {} toolchains", toolchains.size());
  }
  return visible(fmt::format("{}", fmt::join(row.toolchains, " ")));
}

}  // namespace

std::size_t pair_lines(const std::vector<Pair>& pairs) {
  std::size_t lines = 0;
  for (const Pair& pair : pairs) lines += 1 + pair.rows.size();
  return lines;
}

std::string pairs_text(const std::vector<Pair>& pairs, const std::vector<Toolchain>& toolchains,
                       const Terminal& terminal) {
  std::vector<std::size_t> widths;
  for (const auto& column : pair_columns()) widths.push_back(display_width(column));
  std::size_t label = 0;
  for (const Pair& pair : pairs) {
    label = std::max(label, display_width(visible(pair.title)));
    for (const PairRow& row : pair.rows) {
      label = std::max(label, display_width(label_of(row, toolchains)) + 2);
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        widths[i] = std::max(widths[i], display_width(field(row.cells[i])));
      }
    }
  }
  std::string heading = padded("", label);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    heading += "  " + padded(pair_columns()[i], widths[i]);
  }
  std::string text = terminal.styled(std::string(trim_end(heading)), fmt::emphasis::bold) + "\n";
  for (const Pair& pair : pairs) {
    text += terminal.styled(visible(pair.title), fmt::emphasis::bold) + "\n";
    for (const PairRow& row : pair.rows) {
      std::string line = padded("  " + label_of(row, toolchains), label);
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string cell = padded(field(row.cells[i]), widths[i]);
        line += "  " + terminal.styled(i + 1 == row.cells.size() ? trim_end(cell) : cell,
                                       style_of(row.cells[i].verdict));
      }
      text += std::string(trim_end(line)) + "\n";
    }
  }
  return text;
}

std::string matrix_text(const RuleMatrix& matrix, const Terminal& terminal) {
  std::size_t label = 0;
  std::vector<std::size_t> widths;
  for (const auto& each : matrix.toolchains) widths.push_back(display_width(each));
  for (const MatrixRow& row : matrix.rows) {
    label = std::max(label, display_width(title_of(row)));
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(cell_text(row.cells[i])));
    }
  }
  std::string heading = padded("", label);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    heading += "  " + padded(matrix.toolchains[i], widths[i]);
  }
  std::string text = terminal.styled(std::string(trim_end(heading)), fmt::emphasis::bold) + "\n";
  for (const MatrixRow& row : matrix.rows) {
    std::string line = terminal.styled(padded(title_of(row), label), fmt::emphasis::bold);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      line += "  " + terminal.styled(padded(cell_text(row.cells[i]), widths[i]),
                                     style_of(worst(row.cells[i])));
    }
    text += std::string(trim_end(line + "  " + visible(row.title))) + "\n";
  }
  text +=
      "\nsteps: \u2713 as it should be, ! a known hole, \u2717 red; then the evidence beyond the "
      "compile: how much\n"
      "was shown, or - where the toolchain was not asked for any. Each pair: --pairs, or a "
      "filter\n";
  return text;
}

}  // namespace mustfail
