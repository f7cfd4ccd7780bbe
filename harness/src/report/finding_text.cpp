#include "report/finding_text.hpp"

#include <fmt/format.h>

namespace mustfail {

namespace {

void print_into(std::string& text, const Diagnostic& diagnostic, const RunStart& start) {
  const Location& at = diagnostic.location;
  if (!at.file.empty()) {
    text += path_in_report(start, at.file);
    if (at.line > 0) text += fmt::format(":{}", at.line);
    if (at.column > 0) text += fmt::format(":{}", at.column);
    text += ": ";
  }
  text += fmt::format("{}: {}", name(diagnostic.severity), diagnostic.message);
  if (!diagnostic.option.empty()) text += fmt::format(" [{}]", diagnostic.option);
  text += '\n';
  for (const Diagnostic& note : diagnostic.notes) print_into(text, note, start);
}

}  // namespace

int line_of(const Finding& finding) {
  return finding.blame.file == finding.file ? finding.blame.line : 0;
}

std::string place_of(const Finding& finding, const RunStart& start) {
  const std::string file = path_in_report(start, finding.file);
  const int line = line_of(finding);
  return line > 0 ? fmt::format("{}:{}", file, line) : file;
}

std::string title_of(const Finding& finding) {
  if (finding.step == Step::snapshot) {
    return fmt::format("{}/{}", finding.case_name, finding.variant);
  }
  return fmt::format("{}/{} on {}, {}", finding.case_name, finding.variant, finding.toolchain,
                     name(finding.step));
}

std::string explanation_of(const Finding& finding, const RunStart& start) {
  std::string text = fmt::format("{}: {}\n", place_of(finding, start), finding.reason);
  for (const auto& line : finding.details) text += fmt::format("  {}\n", line);
  if (!finding.help.empty()) text += fmt::format("help: {}\n", finding.help);
  if (!finding.by_hand.empty()) text += fmt::format("by hand: {}\n", finding.by_hand);
  return text;
}

std::string printed(const Finding& finding, const RunStart& start) {
  std::string text;
  for (const Diagnostic& each : finding.diagnostics) print_into(text, each, start);
  return text;
}

}  // namespace mustfail
