#include "diagnostic/clang_diagnostics.hpp"

#include <re2/re2.h>

#include <optional>

#include "diagnostic/diagnostic_line.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// `1 warning and 2 errors generated.`
bool is_count(std::string_view line) {
  static const RE2 pattern(R"(^\d+ (?:error|warning)s?(?: and \d+ errors?)? generated\b.*)");
  return RE2::FullMatch(piece(line), pattern);
}

/// The step of the way that a note names, if it names one.
std::optional<Context::Kind> context_kind(std::string_view message) {
  static const RE2 instantiation(
      R"(^in (?:instantiation|implicit|evaluation|defaulted|default) .*(?:requested|required|needed|defined) here$|)"
      R"(^while (?:substituting|checking|deducing|building|calculating|forming|rewriting) .*here$|)"
      R"(^in instantiation of |requested here$|first required here$)");
  static const RE2 evaluation(R"(^in call to |^in (?:evaluation|constant expression))");
  // "expanded from macro" is none: Clang points at the use and notes where the macro was written.
  if (RE2::PartialMatch(piece(message), instantiation)) return Context::Kind::instantiation;
  if (RE2::PartialMatch(piece(message), evaluation)) return Context::Kind::evaluation;
  return std::nullopt;
}

}  // namespace

DiagnosticLog parse_clang_diagnostics(std::string_view text) {
  DiagnosticLog log;
  std::vector<Context> includes;
  for (const std::string_view line : split_lines(text)) {
    if (is_crash_line(line)) log.crashed = true;
    if (const auto include = parse_include_line(line)) {
      includes.push_back(*include);
    } else if (auto diagnostic = parse_diagnostic_line(line)) {
      diagnostic->contexts = std::move(includes);
      includes.clear();
      if (diagnostic->severity == Severity::note && !log.diagnostics.empty()) {
        Diagnostic& owner = log.diagnostics.back();
        if (const auto kind = context_kind(diagnostic->message)) {
          owner.contexts.push_back({*kind, diagnostic->location});
        }
        owner.notes.push_back(*std::move(diagnostic));
      } else {
        log.diagnostics.push_back(*std::move(diagnostic));
      }
    } else if (!is_count(line)) {
      add_loose_line(log, line);
    }
  }
  return log;
}

}  // namespace mustfail
