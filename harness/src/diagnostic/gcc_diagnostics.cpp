#include "diagnostic/gcc_diagnostics.hpp"

#include <re2/re2.h>

#include <optional>

#include "diagnostic/diagnostic_line.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// `FILE:LINE:COLUMN:   required from here` and its relatives.
std::optional<Context> parse_context(std::string_view line) {
  // A file's name may hold what looks like a place: it ends where such words follow.
  static const RE2 pattern(
      R"(^(.+?):(\d{1,9})(?::(\d{1,9}))?:\s+(?:)"
      R"(((?:recursively )?(?:required (?:from|by|for)|instantiated from|skipping )|\[ skipping)|)"
      R"((in .{0,4}const(?:expr|eval).{0,4} expansion)))",
      RE2::Latin1);
  Context context;
  std::string column;
  std::string instantiation;
  std::string evaluation;
  if (line.find(": ") == std::string_view::npos ||
      !RE2::PartialMatch(piece(line), pattern, &context.location.file, &context.location.line,
                         &column, &instantiation, &evaluation)) {
    return std::nullopt;
  }
  context.location.column = parse_number(column).value_or(0);
  context.kind = evaluation.empty() ? Context::Kind::instantiation : Context::Kind::evaluation;
  return context;
}

/// `    inlined from 'int main()' at FILE:LINE:COLUMN:`, where code generation found the mistake.
std::optional<Context> parse_inlining(std::string_view line) {
  static const RE2 pattern(
      R"(^\s+inlined from .+(?:'|\xE2\x80\x99) at (.+):(\d{1,9}):(\d{1,9})[,:]$)", RE2::Latin1);
  Context context;
  context.kind = Context::Kind::instantiation;
  if (!line.starts_with(' ') ||
      !RE2::PartialMatch(piece(line), pattern, &context.location.file, &context.location.line,
                         &context.location.column)) {
    return std::nullopt;
  }
  return context;
}

/// `FILE: In function 'int main()':`, `FILE: At global scope:`, and a driver's farewells.
bool is_heading(std::string_view line) {
  static const RE2 heading(R"(^(?:.+: )?(?:In|At) .+[:,]$|^compilation terminated)");
  static const RE2 farewell(R"(^\w+: (?:all|some) warnings being treated as errors$)");
  return RE2::PartialMatch(piece(line), heading) || RE2::PartialMatch(piece(line), farewell);
}

/// "in definition of macro" is no step of the way: it points at where a macro's text was written,
/// when the error itself is in an argument at the macro's use.
bool is_macro_use(const Diagnostic& note) {
  return note.message.starts_with("in expansion of macro ");
}

}  // namespace

DiagnosticLog parse_gcc_diagnostics(std::string_view text) {
  DiagnosticLog log;
  std::vector<Context> pending;   // printed since the last diagnostic
  std::vector<Context> previous;  // of the last error or warning
  bool heading_seen = false;
  for (const std::string_view line : split_lines(text)) {
    if (is_crash_line(line)) log.crashed = true;
    if (const auto include = parse_include_line(line)) {
      pending.push_back(*include);
    } else if (const auto context = parse_context(line)) {
      pending.push_back(*context);
    } else if (const auto inlining = parse_inlining(line)) {
      pending.push_back(*inlining);
    } else if (auto diagnostic = parse_diagnostic_line(line)) {
      if (diagnostic->severity == Severity::note && !log.diagnostics.empty()) {
        Diagnostic& owner = log.diagnostics.back();
        if (is_macro_use(*diagnostic)) {
          owner.contexts.push_back({Context::Kind::macro, diagnostic->location});
        }
        diagnostic->contexts = std::move(pending);
        owner.notes.push_back(*std::move(diagnostic));
      } else {
        const bool same_line = !log.diagnostics.empty() &&
                               log.diagnostics.back().location.file == diagnostic->location.file &&
                               log.diagnostics.back().location.line == diagnostic->location.line;
        const bool inherits = pending.empty() && !heading_seen && same_line;
        diagnostic->contexts = inherits ? previous : std::move(pending);
        previous = diagnostic->contexts;
        heading_seen = false;
        log.diagnostics.push_back(*std::move(diagnostic));
      }
      pending.clear();
    } else if (is_heading(line)) {
      heading_seen = true;
    } else {
      add_loose_line(log, line);
    }
  }
  return log;
}

}  // namespace mustfail
