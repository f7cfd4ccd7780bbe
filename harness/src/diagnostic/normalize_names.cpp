#include "diagnostic/normalize_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace mustfail {

namespace {

/// The offset of the bracket that closes the one at `open`, on the same line, or nothing.
std::optional<std::size_t> closing_bracket(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '[' || text[i] == '(' || text[i] == '{') ++depth;
    if (text[i] != ']' && text[i] != ')' && text[i] != '}') continue;
    if (--depth == 0) return i;
  }
  return std::nullopt;
}

/// The clauses of `T = int; U = std::pair<int, char>`: a separator counts outside of brackets and
/// in front of the next `NAME = ` alone. Nothing when a part is no such clause.
std::optional<std::vector<std::string_view>> clauses_of(std::string_view list, char separator) {
  static const RE2 clause(R"(^[\w:<>()~*& ,-]+ = )");
  const auto is_clause = [&](std::string_view text) {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), clause);
  };
  std::vector<std::string_view> clauses;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const char c = list[i];
    const bool arrow = c == '>' && i > 0 && list[i - 1] == '-';
    if (c == '[' || c == '(' || c == '{' || c == '<') ++depth;
    if (c == ']' || c == ')' || c == '}' || (c == '>' && !arrow)) --depth;
    if (depth != 0 || c != separator || !list.substr(i + 1).starts_with(' ')) continue;
    clauses.push_back(list.substr(begin, i - begin));
    begin = i + 2;
  }
  clauses.push_back(list.substr(std::min(begin, list.size())));
  if (!std::ranges::all_of(clauses, is_clause)) return std::nullopt;
  return clauses;
}

}  // namespace

void lambda_names(std::string& text, const NormalizeContext&) {
  static const RE2 gcc_local(R"(\{lambda(\([^{}\n]*?\))#\d+\})");
  RE2::GlobalReplace(&text, gcc_local, R"(<lambda\1>)");
  static const RE2 numbered(R"('lambda\d*'(\())");
  RE2::GlobalReplace(&text, numbered, R"(<lambda>\1)");
  static const RE2 clang_global(R"(\$_\d+)");
  RE2::GlobalReplace(&text, clang_global, "<lambda>");
  static const RE2 at(R"(\(lambda at ([^\s():]+):(\d+|LL)(?::\d+)?\))");
  RE2::GlobalReplace(&text, at, R"((lambda at \1:\2))");
}

void anonymous_names(std::string& text, const NormalizeContext&) {
  static const RE2 space(R"(\{anonymous\}|<anonymous namespace>|<(?:unnamed|anonymous)>(::))");
  RE2::GlobalReplace(&text, space, R"((anonymous namespace)\1)");
  static const RE2 kind(R"(<(?:unnamed|anonymous) (struct|class|union|enum)>)");
  RE2::GlobalReplace(&text, kind, R"((anonymous \1))");
  static const RE2 behind(R"(\b(struct|class|union|enum) ?<(?:unnamed|anonymous)>)");
  RE2::GlobalReplace(&text, behind, R"((anonymous \1))");
  static const RE2 at(
      R"(\((?:unnamed|anonymous)(?: (struct|class|union|enum))? at [^\s():]+:(?:\d+|LL)(?::\d+)?\))");
  RE2::GlobalReplace(&text, at, R"((anonymous \1))");
  static const RE2 numbered(R"(\._anon_\d+)");
  RE2::GlobalReplace(&text, numbered, "(anonymous struct)");
}

void libstdcxx_names(std::string& text, const NormalizeContext&) {
  // The namespaces that only carry a version of the library's binary interface.
  static const RE2 inline_namespace(R"(\b(?:__cxx11|__1|__8|_V2)::)");
  RE2::GlobalReplace(&text, inline_namespace, "");
  // Which internal header holds a function changes from release to release.
  static const RE2 header(R"(\$SYSTEM/(bits|ext|debug|pstl)/[\w./+-]+)");
  RE2::GlobalReplace(&text, header, R"($SYSTEM/\1)");
}

void with_order(std::string& text, const NormalizeContext&) {
  constexpr std::string_view kOpen = "[with ";
  // From the back, so that what stands inside of another one is in order before it is compared.
  for (std::size_t at = text.rfind(kOpen); at != std::string::npos;
       at = at == 0 ? std::string::npos : text.rfind(kOpen, at - 1)) {
    const auto end = closing_bracket(text, at);
    if (!end) continue;
    const std::size_t begin = at + kOpen.size();
    const std::string list = text.substr(begin, *end - begin);
    for (const char separator : {';', ','}) {  // GCC's, then Clang's
      auto clauses = clauses_of(list, separator);
      if (!clauses || clauses->size() < 2) continue;
      std::ranges::stable_sort(*clauses);
      const std::string between{separator, ' '};
      text.replace(begin, list.size(), fmt::format("{}", fmt::join(*clauses, between)));
      break;
    }
  }
}

void auto_numbers(std::string& text, const NormalizeContext&) {
  static const RE2 numbered(R"(\bauto:\d+)");
  RE2::GlobalReplace(&text, numbered, "auto");
}

}  // namespace mustfail
