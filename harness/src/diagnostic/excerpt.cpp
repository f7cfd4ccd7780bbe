#include "diagnostic/excerpt.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::size_t kTab = 4;
constexpr std::size_t kCompilersTab = 8;
constexpr std::size_t kMostColumns = 100;

/// One character of the line: where it is shown, and where the compiler counts it.
struct Cell {
  std::string shown;
  std::size_t byte = 0;     ///< Of the line, counted from 0.
  std::size_t counted = 0;  ///< In the columns that GCC counts, from 0.
  std::size_t column = 0;   ///< As shown, from 0.
  bool is_word = false;
  bool is_blank = false;
};

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t counted = 0;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = code_point_at(line, at);
    Cell cell{visible(line.substr(at, c.size)), at, counted, column, false, false};
    cell.is_blank = c.value == ' ' || c.value == '\t';
    cell.is_word = c.value == '_' || (c.value >= '0' && c.value <= '9') ||
                   (c.value >= 'a' && c.value <= 'z') || (c.value >= 'A' && c.value <= 'Z') ||
                   (c.valid && c.value >= 0xA0);
    if (c.value == '\t') {
      cell.shown.assign(kTab - column % kTab, ' ');
      counted += kCompilersTab - counted % kCompilersTab;
    } else {
      counted += column_width(c.value);
    }
    column += display_width(cell.shown);
    at += c.size;
    cells.push_back(std::move(cell));
  }
  return cells;
}

/// The cells that the marks stand below: [first, last).
std::pair<std::size_t, std::size_t> marked(const std::vector<Cell>& cells, int column,
                                           ColumnUnit unit) {
  if (column <= 0) {
    const auto is_ink = [](const Cell& cell) { return !cell.is_blank; };
    const auto first = std::ranges::find_if(cells, is_ink);
    const auto last = std::find_if(cells.rbegin(), cells.rend(), is_ink).base();
    if (first == cells.end()) return {0, 0};
    return {static_cast<std::size_t>(first - cells.begin()),
            static_cast<std::size_t>(last - cells.begin())};
  }
  const auto wanted = static_cast<std::size_t>(column - 1);
  std::size_t first = 0;
  const auto begin_of = [&](const Cell& cell) {
    return unit == ColumnUnit::byte ? cell.byte : cell.counted;
  };
  // The last cell that begins at the column or before it: a column may point into a character.
  while (first < cells.size() && begin_of(cells[first]) < wanted) ++first;
  if (first < cells.size() && begin_of(cells[first]) > wanted && first > 0) --first;
  std::size_t last = first;
  while (last < cells.size() && cells[last].is_word) ++last;
  return {first, std::max(last, first + 1)};
}

}  // namespace

std::optional<Excerpt> excerpt(std::string_view source, int line, int column, ColumnUnit unit) {
  const auto lines = split_lines(source);
  if (line < 1 || static_cast<std::size_t>(line) > lines.size()) return std::nullopt;
  const auto cells = cells_of(lines[static_cast<std::size_t>(line - 1)]);
  auto [first, last] = marked(cells, column, unit);

  const auto column_of = [&](std::size_t cell) {
    if (cell < cells.size()) return cells[cell].column;
    return cells.empty() ? 0 : cells.back().column + display_width(cells.back().shown);
  };
  std::size_t begin = 0;
  std::size_t end = cells.size();
  if (column_of(end) > kMostColumns) {
    const std::size_t caret = column_of(first);
    const std::size_t left = caret > kMostColumns / 2 ? caret - kMostColumns / 2 : 0;
    while (begin < cells.size() && cells[begin].column < left) ++begin;
    end = begin;
    while (end < cells.size() && column_of(end + 1) <= left + kMostColumns) ++end;
  }
  last = std::min(last, std::max(end, first + 1));

  Excerpt shown;
  if (begin > 0) shown.source = "...";
  shown.marks.assign(display_width(shown.source) + column_of(first) - column_of(begin), ' ');
  for (std::size_t i = begin; i < end; ++i) shown.source += cells[i].shown;
  if (end < cells.size()) shown.source += "...";
  shown.marks += '^';
  const std::size_t width = last <= cells.size() ? column_of(last) - column_of(first) : 1;
  if (width > 1) shown.marks.append(width - 1, '~');
  return shown;
}

}  // namespace mustfail
