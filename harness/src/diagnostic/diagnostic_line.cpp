#include "diagnostic/diagnostic_line.hpp"

#include <re2/re2.h>

#include "diagnostic/fix_it.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

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

std::optional<std::string_view> take_location(std::string_view line, Location& location) {
  // Lazy, so that a message with colons in it does not swallow the location; a file name may have
  // spaces and colons of its own.
  static const RE2 pattern(R"(^(.+?):(\d{1,9})(?::(\d{1,9}))?:)");
  re2::StringPiece rest = piece(line);
  std::string file;
  std::string column;
  Location found;
  if (!RE2::Consume(&rest, pattern, &file, &found.line, &column)) return std::nullopt;
  found.file = file;
  found.column = parse_number(column).value_or(0);
  location = found;
  return view(rest);
}

std::optional<Diagnostic> parse_diagnostic_line(std::string_view line) {
  static const RE2 kinds(
      R"(^\s*(fatal )?(error|warning|remark|note|internal compiler error|sorry, unimplemented): )");
  static const RE2 tool(R"(^[\w+./-]+:)");
  Diagnostic diagnostic;
  const auto after_location = take_location(line, diagnostic.location);
  re2::StringPiece rest = piece(after_location.value_or(line));
  std::string fatal;
  std::string kind;
  if (!RE2::Consume(&rest, kinds, &fatal, &kind)) {
    if (after_location || !RE2::Consume(&rest, tool) ||
        !RE2::Consume(&rest, kinds, &fatal, &kind)) {
      return std::nullopt;
    }
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
  static const RE2 pattern(R"(^(?:In file included| +) ?from (.+?):(\d{1,9})(?::(\d{1,9}))?[,:]$)");
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
  static const RE2 pattern(
      R"(internal compiler error|PLEASE submit a (?:full )?bug report|Stack dump:|LLVM ERROR|)"
      R"(clang frontend command failed|UNREACHABLE executed|Please submit a full bug report|)"
      R"((?:out of memory allocating|virtual memory exhausted))");
  return RE2::PartialMatch(piece(line), pattern);
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
