#include "diagnostic/compiler_output.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "diagnostic/clang_diagnostics.hpp"
#include "diagnostic/gcc_diagnostics.hpp"
#include "util/compiled_pattern.hpp"

namespace mustfail {

using std::string_view_literals::operator""sv;

namespace {

void make_normal(Location& location) {
  if (!location.file.empty()) {
    location.file = std::filesystem::path(location.file).lexically_normal().string();
  }
}

void make_normal(Diagnostic& diagnostic) {
  make_normal(diagnostic.location);
  for (Context& context : diagnostic.contexts) make_normal(context.location);
  for (Diagnostic& note : diagnostic.notes) make_normal(note);
}

Location blame_of(const Diagnostic& diagnostic, const OwnCode& own) {
  Location blame = diagnostic.location;
  bool found = is_in(own, blame);
  for (const Context& context : diagnostic.contexts) {
    if (context.kind == Context::Kind::include) continue;
    if (!is_in(own, context.location)) continue;
    blame = context.location;
    found = true;
  }
  if (found) return blame;
  for (const Context& context : diagnostic.contexts) {
    if (is_in(own, context.location)) blame = context.location;
  }
  return blame;
}

/// Two calls that fail at one line of a header are two mistakes: the blame is a part of it.
using Identity = std::tuple<Severity, std::string, std::string, int, int, std::string, int>;

Identity identity(const Diagnostic& diagnostic) {
  return {diagnostic.severity,      diagnostic.message,         diagnostic.location.file,
          diagnostic.location.line, diagnostic.location.column, diagnostic.blame.file,
          diagnostic.blame.line};
}

void drop_repeated(std::vector<Diagnostic>& diagnostics) {
  std::set<Identity> seen;
  std::erase_if(diagnostics,
                [&](const Diagnostic& each) { return !seen.insert(identity(each)).second; });
  for (Diagnostic& each : diagnostics) drop_repeated(each.notes);
}

/// The code of what one of the compiler's own analyses found; empty when it is no rule's.
std::string code_of_analysis(const Diagnostic& diagnostic,
                             const std::vector<std::pair<std::string, std::string>>& analyses) {
  const std::string said = diagnostic.message + " [" + diagnostic.option + "]";
  for (const auto& [pattern, code] : analyses) {
    if (RE2::PartialMatch(said, compiled_pattern(pattern))) return code;
  }
  return {};
}

/// Whether the code stands in a literal of the program's that GCC quotes: ‘"[E0277] x"[0]’. A text
/// that it quotes as a whole begins with the code.
bool is_quoted_from_code(const std::string& message, const RE2& code) {
  re2::StringPiece found;
  if (!code.Match(message, 0, message.size(), RE2::UNANCHORED, &found, 1)) return false;
  const std::string_view before(message.data(),
                                static_cast<std::size_t>(found.data() - message.data()));
  const std::size_t open = before.rfind("\u2018");
  const std::size_t close = before.rfind("\u2019");
  if (open == std::string_view::npos || (close != std::string_view::npos && close > open)) {
    return false;
  }
  return before.find('"', open) != std::string_view::npos;
}

}  // namespace

DiagnosticLog read_compiler_output(std::string_view text, const OutputContext& context) {
  DiagnosticLog log =
      context.family == Family::gcc ? parse_gcc_diagnostics(text) : parse_clang_diagnostics(text);
  const RE2& code = compiled_pattern(context.code_pattern);
  for (Diagnostic& diagnostic : log.diagnostics) {
    make_normal(diagnostic);
    diagnostic.blame = blame_of(diagnostic, context.own);
    if (is_quoted_from_code(diagnostic.message, code) ||
        !RE2::PartialMatch(diagnostic.message, code, &diagnostic.code)) {
      diagnostic.code = code_of_analysis(diagnostic, context.analyses);
    }
    for (Diagnostic& note : diagnostic.notes) note.blame = blame_of(note, context.own);
  }
  if (context.once) drop_repeated(log.diagnostics);
  return log;
}

std::string rule_text(const Diagnostic& diagnostic) {
  if (diagnostic.code.empty()) return {};
  const std::string mark = "[" + diagnostic.code;
  const std::size_t begin = diagnostic.message.find(mark);
  if (begin == std::string::npos) return {};
  std::string text = diagnostic.message.substr(begin);
  // A static_assert's text stands in quotes: ...requirement 'x' "[E0277] ..."
  const bool quoted = begin > 0 && diagnostic.message[begin - 1] == '"';
  if (quoted && text.ends_with('"')) {
    text.pop_back();
    static const RE2 escaped(R"(\\(["\\]))");  // Clang 14 prints such a text as it was written
    RE2::GlobalReplace(&text, escaped, R"(\1)");
  }
  // A [[nodiscard]] reason stands in GCC's own: ...attribute 'nodiscard': '[N0001] ...'
  for (const auto& [open, close] : {std::pair{"\u2018"sv, "\u2019"sv}, std::pair{"'"sv, "'"sv}}) {
    if (!std::string_view(diagnostic.message).substr(0, begin).ends_with(open)) continue;
    if (text.ends_with(close)) text.resize(text.size() - close.size());
  }
  return text;
}

}  // namespace mustfail
