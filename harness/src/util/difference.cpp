#include "util/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "util/text.hpp"

namespace mustfail {

namespace {

/// One line of the difference: kept (' '), only pinned ('-') or only seen ('+').
struct Edit {
  char mark = ' ';
  std::string_view line;
};

using Lines = std::vector<std::string_view>;

/// Lengths of the longest common subsequences of all suffixes, row by row.
class SuffixTable {
 public:
  SuffixTable(const Lines& a, const Lines& b)
      : columns_(b.size() + 1), lengths_((a.size() + 1) * columns_) {
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        lengths_[i * columns_ + j] =
            a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }

  std::uint32_t at(std::size_t i, std::size_t j) const { return lengths_[i * columns_ + j]; }

 private:
  std::size_t columns_;
  std::vector<std::uint32_t> lengths_;
};

/// The edits that turn `a` into `b`, fewest first by lines kept.
std::vector<Edit> edits_between(const Lines& a, const Lines& b) {
  std::vector<Edit> edits;
  std::size_t i = 0;
  std::size_t j = 0;
  constexpr std::size_t kMostCells = 4'000'000;  // 16 MB; beyond it everything counts as changed
  if ((a.size() + 1) * (b.size() + 1) <= kMostCells) {
    const SuffixTable table(a, b);
    while (i < a.size() && j < b.size()) {
      if (a[i] == b[j]) {
        edits.push_back({' ', a[i]});
        ++i, ++j;
      } else if (table.at(i + 1, j) >= table.at(i, j + 1)) {
        edits.push_back({'-', a[i++]});
      } else {
        edits.push_back({'+', b[j++]});
      }
    }
  }
  while (i < a.size()) edits.push_back({'-', a[i++]});
  while (j < b.size()) edits.push_back({'+', b[j++]});
  return edits;
}

}  // namespace

std::vector<std::string> describe_difference(std::string_view pinned, std::string_view seen) {
  constexpr std::size_t kMost = 60;
  constexpr std::size_t kContext = 3;
  const auto edits = edits_between(split_lines(pinned), split_lines(seen));
  std::vector<bool> shown(edits.size());
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].mark == ' ') continue;
    const std::size_t end = std::min(edits.size(), i + kContext + 1);
    for (std::size_t near = i - std::min(i, kContext); near < end; ++near) shown[near] = true;
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!shown[i]) continue;
    const bool gap = !lines.empty() && !shown[i - 1];
    if (gap) lines.emplace_back("  ...");
    lines.push_back(fmt::format("{} {}", edits[i].mark, edits[i].line));
  }
  if (lines.empty()) lines.emplace_back("the texts differ only in how their last line ends");
  if (lines.size() > kMost) {
    const std::size_t more = lines.size() - kMost;
    lines.resize(kMost);
    lines.push_back(fmt::format("... and {}", counted(more, "more line")));
  }
  return lines;
}

ChangedPart changed_part(std::string_view a, std::string_view b) {
  const auto continues = [](std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  const std::size_t least = std::min(a.size(), b.size());
  std::size_t begin = 0;
  while (begin < least && a[begin] == b[begin]) ++begin;
  while (begin > 0 && (continues(a, begin) || continues(b, begin))) --begin;
  std::size_t same = 0;
  while (same < least - begin && a[a.size() - same - 1] == b[b.size() - same - 1]) ++same;
  while (same > 0 && (continues(a, a.size() - same) || continues(b, b.size() - same))) --same;
  return {begin, a.size() - same, b.size() - same};
}

}  // namespace mustfail
