#include "diagnostic/diagnostic_line.hpp"

#include <re2/re2.h>

#include "diagnostic/fix_it.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// What a diagnostic is, behind its place or the tool's name.
const std::string kKinds =
    R"(\s*(fatal )?(error|warning|remark|note|internal compiler error|sorry, unimplemented): )";

std::string_view view(re2::StringPiece text) { return {text.data(), text.size()}; }

/// Cuts ` [-Wname]` (also `[-Werror=name]`, `[-Werror,-Wname]`, `[-fpermissive]`) off the end.
std::string take_option(std::string& message) {
  static const RE2 pattern(R"( \[(-[Wf][^\]\s]*)\]$)");
  std::string option;
  if (!RE2::PartialMatch(message, pattern, &option)) return {};
  message.resize(message.size() - option.size() - 3);
  return option;
}

}  // namespace

std::optional<Diagnostic> parse_diagnostic_line(std::string_view line) {
  // Lazy, so that a message with a place in it does not swallow the location. A file's name may
  // have spaces and colons of its own, and numbers between them, and be any bytes: the location
  // ends where a kind follows.
  static const RE2 located(R"(^(.+?):(\d{1,9})(?::(\d{1,9}))?:)" + kKinds, RE2::Latin1);
  static const RE2 bare("^" + kKinds);
  static const RE2 tool(R"(^[\w+./-]+:)" + kKinds);
  Diagnostic diagnostic;
  re2::StringPiece rest = piece(line);
  std::string fatal;
  std::string kind;
  std::string column;
  Location& location = diagnostic.location;
  if (!RE2::Consume(&rest, bare, &fatal, &kind) && !RE2::Consume(&rest, tool, &fatal, &kind)) {
    if (!RE2::Consume(&rest, located, &location.file, &location.line, &column, &fatal, &kind)) {
      return std::nullopt;
    }
    location.column = parse_number(column).value_or(0);
  }
  diagnostic.fatal = !fatal.empty();
  if (kind == "warning") diagnostic.severity = Severity::warning;
  if (kind == "remark") diagnostic.severity = Severity::remark;
  if (kind == "note") diagnostic.severity = Severity::note;
  diagnostic.message = view(rest);
  diagnostic.option = take_option(diagnostic.message);
  return diagnostic;
}

std::optional<Context> parse_include_line(std::string_view line) {
  static const RE2 pattern(R"(^(?:In file included| +) ?from (.+?):(\d{1,9})(?::(\d{1,9}))?[,:]$)",
                           RE2::Latin1);
  if (line.find("from ") == std::string_view::npos) return std::nullopt;  // seldom one: be quick
  Context context;
  std::string column;
  if (!RE2::FullMatch(piece(line), pattern, &context.location.file, &context.location.line,
                      &column)) {
    return std::nullopt;
  }
  context.location.column = parse_number(column).value_or(0);
  return context;
}

bool is_crash_line(std::string_view line) {
  // At the line's front, or behind a program's name: a library's sentence may hold the same words.
  static const RE2 own_line(
      R"(^(?:PLEASE submit a (?:full )?bug report|Please submit a full bug report|)"
      R"(Stack dump:|LLVM ERROR|UNREACHABLE executed|internal compiler error: ))");
  static const RE2 said(
      R"(^(?:[\w+./-]+|.+?:\d+(?::\d+)?): (?:fatal error: |error: )?(?:internal compiler error: |)"
      R"(unable to execute command|clang frontend command failed|out of memory allocating|)"
      R"(virtual memory exhausted))");
  if (RE2::PartialMatch(piece(line), own_line)) return true;
  const auto diagnostic = parse_diagnostic_line(line);
  if (!diagnostic) return RE2::PartialMatch(piece(line), said);
  // A place in a source is where a library's words are said; a compiler's own crash there is of a
  // kind of its own.
  static const RE2 crash_kind(R"(^(?:.+?:\d+(?::\d+)?|[\w+./-]+):\s*internal compiler error: )");
  const bool is_own = diagnostic->location.line == 0;
  return RE2::PartialMatch(piece(line), is_own ? said : crash_kind);
}

void add_loose_line(DiagnosticLog& log, std::string_view line) {
  static const RE2 from_tool(R"(^[\w+./-]*(?:g\+\+|gcc|cc1plus|collect2|ld|clang|as)[\w.+-]*: )");
  if (line.empty()) return;
  if (auto fix_it = parse_fix_it(line)) return add_fix_it(log, *std::move(fix_it));
  if (log.diagnostics.empty() || !log.strays.empty() || log.crashed ||
      RE2::PartialMatch(piece(line), from_tool)) {
    log.strays.emplace_back(line);
    return;
  }
  Diagnostic& last = log.diagnostics.back();
  Diagnostic& spoken = last.notes.empty() ? last : last.notes.back();
  spoken.message += '\n';
  spoken.message += line;
}

}  // namespace mustfail
