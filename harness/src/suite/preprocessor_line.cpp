#include "suite/preprocessor_line.hpp"

#include <re2/re2.h>

#include <set>
#include <utility>

#include "suite/comment.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

std::vector<PreprocessorLine> find_preprocessor_lines(std::string_view code) {
  static const RE2 pattern(R"(^\s*(?:#|%:|\?\?=)\s*([A-Za-z_]\w*|\d+)?)");
  std::vector<PreprocessorLine> found;
  const std::set<int> in_literals = lines_in_literals(code);
  const auto lines = split_lines(code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    PreprocessorLine each;
    each.line = static_cast<int>(i) + 1;
    if (in_literals.contains(each.line)) continue;
    if (!RE2::PartialMatch(piece(lines[i]), pattern, &each.name)) continue;
    const char* const begin = lines[i].data();
    const auto goes_on = [&] {
      return trim(lines[i]).ends_with('\\') || in_literals.contains(static_cast<int>(i) + 2);
    };
    while (goes_on() && i + 1 < lines.size()) ++i;
    each.text.assign(begin, static_cast<std::size_t>(lines[i].data() + lines[i].size() - begin));
    each.last_line = static_cast<int>(i) + 1;
    found.push_back(std::move(each));
  }
  return found;
}

bool opens_conditional(const PreprocessorLine& line) { return line.name.starts_with("if"); }

bool closes_conditional(const PreprocessorLine& line) { return line.name == "endif"; }

bool is_conditional(const PreprocessorLine& line) {
  return opens_conditional(line) || closes_conditional(line) || line.name.starts_with("el");
}

void note_header_macro(const PreprocessorLine& line, HeaderMacros& macros) {
  if (line.name != "define") return;
  static const RE2 pattern(R"re(define\s+([A-Za-z_]\w*)\s+("[^"]+"|<[^>]+>)\s*$)re");
  std::string name;
  std::string header;
  if (RE2::PartialMatch(piece(line.text), pattern, &name, &header)) macros[name] = header;
}

std::optional<Inclusion> inclusion_of(const PreprocessorLine& line, const HeaderMacros& macros) {
  static const RE2 pattern(
      R"re(^\s*(?:#|%:|\?\?=)\s*(include_next|include|import)\b\s*("[^"]+"|<[^>]+>|[A-Za-z_]\w*))re");
  Inclusion inclusion;
  std::string header;
  if (!RE2::PartialMatch(piece(line.text), pattern, &inclusion.keyword, &header)) {
    return std::nullopt;
  }
  if (const auto macro = macros.find(header); macro != macros.end()) {
    header = macro->second;
    inclusion.is_by_macro = true;
  }
  inclusion.is_quoted = header.front() == '"';
  if (!inclusion.is_quoted && header.front() != '<') return std::nullopt;
  inclusion.name = header.substr(1, header.size() - 2);
  return inclusion;
}

std::optional<MovedLine> moved_by(const PreprocessorLine& line) {
  static const RE2 pattern(R"re(^\s*(?:#|%:|\?\?=)\s*(?:line\s+)?(\d{1,9})(?:\s+"([^"]*)")?)re");
  MovedLine moved;
  if (!RE2::PartialMatch(piece(line.text), pattern, &moved.presumed, &moved.name)) {
    return std::nullopt;
  }
  moved.line = line.last_line + 1;
  moved.said_at = line.line;
  return moved;
}

}  // namespace mustfail
