#include "suite/example_source.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "suite/comment.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The code with blanks for its comments and for what stands in its literals.
std::string bare(std::string_view source) {
  std::string code = code_of(source);
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char quote = code[at];
    const bool separates = quote == '\'' && at > 0 && is_digit(code[at - 1]);
    if ((quote != '"' && quote != '\'') || separates) continue;
    for (++at; at < code.size() && code[at] != quote && code[at] != '\n'; ++at) {
      const bool escapes = code[at] == '\\' && at + 1 < code.size();
      code[at] = ' ';
      if (escapes) code[++at] = ' ';
    }
  }
  return code;
}

/// A declaration or statement that stands in no other: what it is, and where it ends.
struct Item {
  enum class Kind {
    outside,    ///< Has to be outside of a function.
    type,       ///< May be: a class or an enumeration.
    either,     ///< A variable, an alias.
    statement,  ///< Cannot be.
  };

  Kind kind = Kind::either;
  std::size_t end = 0;
};

bool is_function(const std::string& head) {
  static const RE2 function(
      R"((?s)^[^=]*\b[\w:~]+\s*\([^=]*\)\s*(?:const|noexcept(?:\(.*\))?|override|final|&|&&|->[^=]*|requires.*|\s)*$)");
  return RE2::FullMatch(head, function) || head.find("operator") != std::string::npos;
}

Item::Kind kind_of(const std::string& text, bool has_body) {
  static const RE2 outside(
      R"(^\s*(?:#|template\b|namespace\b|inline\b|extern\b|concept\b|export\b))");
  static const RE2 control(
      R"(^\s*(?:if|for|while|do|switch|try|return|throw|else|catch|co_\w+|\{)\b|^\s*\{)");
  static const RE2 type(R"(^\s*(?:\[\[[^\]]*\]\]\s*)?(?:class|struct|union|enum)\b)");
  static const RE2 expression(
      R"((?s)^\s*(?:\+\+|--|\*|\(|[\w:]+(?:<[^;=]*>)?\s*(?:\(|\.|->|\+\+|--|\[|[-+*/|&^]?=[^=]|<<)))");
  if (RE2::PartialMatch(text, outside)) return Item::Kind::outside;
  if (RE2::PartialMatch(text, control)) return Item::Kind::statement;
  const std::size_t body = text.find('{');
  const bool is_type = RE2::PartialMatch(text, type);
  if (has_body && !is_type && is_function(text.substr(0, body))) return Item::Kind::outside;
  if (is_type) return has_body ? Item::Kind::type : Item::Kind::either;
  return RE2::PartialMatch(text, expression) ? Item::Kind::statement : Item::Kind::either;
}

/// Whether what begins with this text and has just closed a brace goes on behind it.
bool goes_on(const std::string& text, std::string_view rest) {
  static const RE2 next_part(R"(^\s*(?:else|catch|while)\b)");
  static const RE2 one_body(
      R"(^\s*(?:if|for|while|switch|try|namespace|extern|\{|else|template\b[^;]*\)[^;={]*\{))");
  if (RE2::PartialMatch(piece(rest), next_part)) {
    return RE2::PartialMatch(text, RE2(R"(^\s*(?:if|try|do)\b)"));
  }
  if (RE2::PartialMatch(text, one_body)) return false;
  return kind_of(text, true) != Item::Kind::outside ||
         RE2::PartialMatch(text, RE2(R"(^\s*(?:template|inline)\b[^(]*\{)"));
}

std::vector<Item> items_of(const std::string& code) {
  std::vector<Item> items;
  int depth = 0;
  std::size_t begin = 0;
  bool has_body = false;
  const auto add = [&](std::size_t end) {
    const std::string text = code.substr(begin, end - begin);
    if (!trim(text).empty()) items.push_back({kind_of(text, has_body), end});
    begin = end;
    has_body = false;
  };
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '#' && depth == 0 && trim(code.substr(begin, at - begin)).empty()) {
      while (at < code.size() && (code[at] != '\n' || code[at - 1] == '\\')) ++at;
      add(std::min(at + 1, code.size()));
    } else if (c == '(' || c == '[' || c == '{') {
      has_body |= c == '{' && depth == 0;
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      depth = std::max(0, depth - 1);
      if (c == '}' && depth == 0 &&
          !goes_on(code.substr(begin, at - begin), std::string_view(code).substr(at + 1))) {
        add(at + 1);
      }
    } else if (c == ';' && depth == 0) {
      add(at + 1);
    }
  }
  add(code.size());
  return items;
}

/// How much of the code has to stand before `main`.
std::size_t outside_part(const std::string& code) {
  std::size_t end = 0;
  bool only_types = true;
  for (const Item& item : items_of(code)) {
    if (item.kind == Item::Kind::statement) break;
    const bool leads = item.kind == Item::Kind::type && only_types;
    if (item.kind == Item::Kind::outside || leads) end = item.end;
    only_types = only_types && (leads || item.kind == Item::Kind::outside);
  }
  return end;
}

using Lines = std::vector<std::pair<int, std::string>>;

std::string joined(const Lines& lines) {
  std::string text;
  for (const auto& each : lines) text += each.second + "\n";
  return text;
}

/// A `#line` before each line that does not follow the one before it.
void put(std::string& into, const std::filesystem::path& document, const Lines& lines) {
  int next = 0;
  for (const auto& [number, text] : lines) {
    if (number != next) into += fmt::format("#line {} \"{}\"\n", number, document.string());
    into += text + "\n";
    next = number + 1;
  }
}

}  // namespace

std::string example_source(const std::filesystem::path& document, const CodeBlock& block,
                           const std::vector<std::string>& prelude) {
  std::string source;
  for (const auto& each : prelude) source += each + "\n";
  Lines lines = block.hidden;
  lines.insert(lines.end(), block.lines.begin(), block.lines.end());
  const std::string code = bare(joined(lines));
  static const RE2 has_main(R"(\bmain\s*\()");
  if (RE2::PartialMatch(code, has_main)) {
    put(source, document, lines);
    return source;
  }
  // Whole lines: what stands beside the last thing that has to be outside stays there.
  const std::size_t outside = outside_part(code);
  std::size_t count = 0;
  for (std::size_t at = 0; count < lines.size() && at < outside; ++count) {
    at += lines[count].second.size() + 1;
  }
  const auto cut = lines.begin() + static_cast<std::ptrdiff_t>(count);
  put(source, document, Lines(lines.begin(), cut));
  source += "int main() {\n";
  put(source, document, Lines(cut, lines.end()));
  return source + "}\n";
}

std::string example_view(const CodeBlock& block) {
  std::string view;
  int next = 1;
  for (const Lines* lines : {&block.hidden, &block.lines}) {
    for (const auto& [number, text] : *lines) {
      for (; next < number; ++next) view += '\n';
      view += text + "\n";
      ++next;
    }
  }
  return view;
}

}  // namespace mustfail
