#include "suite/document.hpp"

#include <re2/re2.h>

#include <optional>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// One line of a document as its format shows it: what is a comment's own is blank.
struct Line {
  int number = 0;
  std::string text;
};

/// The lines of a header that are comments; an empty one ends what stood before it.
std::vector<Line> comment_lines(std::string_view text) {
  static const RE2 line_comment(R"(^(\s*//[/!]?<?)(.*)$)");
  static const RE2 block_line(R"(^(\s*\*?)(.*)$)");
  std::vector<Line> lines;
  bool in_block = false;
  int number = 0;
  for (const std::string_view each : split_lines(text)) {
    ++number;
    std::string marks;
    std::string rest;
    if (!in_block && RE2::FullMatch(piece(each), line_comment, &marks, &rest)) {
      lines.push_back({number, std::string(marks.size(), ' ') + rest});
      continue;
    }
    std::string shown(each);
    if (!in_block) {
      const std::size_t open = trim(each).starts_with("/*") ? each.find("/*") : std::string::npos;
      if (open == std::string_view::npos) continue;
      in_block = true;
      shown = std::string(open + 2, ' ') + shown.substr(open + 2);
      if (shown.size() > open + 2 && (shown[open + 2] == '*' || shown[open + 2] == '!')) {
        shown[open + 2] = ' ';
      }
    } else if (RE2::FullMatch(piece(each), block_line, &marks, &rest) && !rest.starts_with("/")) {
      shown = std::string(marks.size(), ' ') + rest;
    }
    if (const std::size_t close = shown.find("*/"); close != std::string::npos) {
      in_block = false;
      shown.resize(close);
    }
    lines.push_back({number, shown});
  }
  return lines;
}

std::vector<Line> shown_lines(const std::filesystem::path& file, std::string_view text) {
  if (!is_markdown(file)) return comment_lines(text);
  std::vector<Line> lines;
  for (const std::string_view each : split_lines(text)) {
    lines.push_back({static_cast<int>(lines.size()) + 1, std::string(each)});
  }
  return lines;
}

/// What opens a block, and what will close it.
struct Opening {
  bool is_cpp = false;
  std::vector<std::string> words;
  std::string fence;  ///< Empty: Doxygen's.
};

std::vector<std::string> words_of(std::string text) {
  for (char& c : text) c = c == ',' ? ' ' : c;
  return split_list(text, ' ');
}

std::optional<Opening> opening_of(const std::string& line) {
  static const RE2 fence(R"(^[\s>]*(`{3,}|~{3,})\s*([^`]*)$)");
  static const RE2 doxygen(R"(^\s*[@\\]code(?:\{([^}]*)\})?)");
  static const RE2 cpp(R"(^\.?(?:cpp|c\+\+|cxx|cc|C\+\+|hpp)$)");
  Opening opening;
  std::string info;
  if (!RE2::FullMatch(line, fence, &opening.fence, &info) &&
      !RE2::PartialMatch(line, doxygen, &info)) {
    return std::nullopt;
  }
  opening.words = words_of(info);
  opening.is_cpp = !opening.words.empty() && RE2::FullMatch(opening.words.front(), cpp);
  if (!opening.words.empty()) opening.words.erase(opening.words.begin());
  return opening;
}

bool closes(const std::string& line, const Opening& opening) {
  const std::string_view text = trim(line);
  if (opening.fence.empty()) return text.starts_with("@endcode") || text.starts_with("\\endcode");
  return text.size() >= opening.fence.size() &&
         text.find_first_not_of(opening.fence.front()) == std::string_view::npos;
}

}  // namespace

bool is_markdown(const std::filesystem::path& file) {
  return file.extension() == ".md" || file.extension() == ".markdown";
}

std::vector<CodeBlock> read_document(const std::filesystem::path& file, std::string_view text,
                                     Failures& failures) {
  static const RE2 opens_hidden(R"(^\s*<!--\s*(?:cpp|c\+\+)\s*$)");
  std::vector<CodeBlock> blocks;
  std::vector<std::pair<int, std::string>> hidden;
  const auto lines = shown_lines(file, text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (RE2::FullMatch(lines[i].text, opens_hidden)) {
      for (++i; i < lines.size() && trim(lines[i].text) != "-->"; ++i) {
        hidden.emplace_back(lines[i].number, lines[i].text);
      }
      continue;
    }
    const auto opening = opening_of(lines[i].text);
    if (!opening) continue;
    CodeBlock block;
    block.line = lines[i].number;
    block.words = opening->words;
    for (++i; i < lines.size() && !closes(lines[i].text, *opening); ++i) {
      block.lines.emplace_back(lines[i].number, lines[i].text);
    }
    if (i == lines.size()) {
      failures.push_back({{file, block.line}, "nothing closes this block", "add the closing mark"});
    }
    if (!opening->is_cpp) continue;
    block.hidden = std::exchange(hidden, {});
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace mustfail
