#include "judge/judge_fix_it.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <optional>

#include "diagnostic/compiler_output.hpp"
#include "diagnostic/fix_it.hpp"
#include "judge/seen.hpp"
#include "suite/comment.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Looks at the code of a line alone: its comment holds the very text that is asked for.
bool holds_text(const std::string& whole, const Expectation& expectation) {
  const std::string line = code_of(whole);
  if (!expectation.is_regex) return line.find(expectation.text) != std::string::npos;
  return RE2::PartialMatch(line, RE2(expectation.pattern, RE2::Quiet));
}

bool check_lines(Judgement& judgement, const std::vector<FixIt>& fix_its) {
  const std::string& text = judgement.job.variant->source;
  for (const Expectation& asked : judgement.job.variant->expectations.fix_its) {
    if (!is_active(asked, *judgement.job.toolchain)) continue;
    const auto line = fixed_line(text, asked.line, fix_its);
    if (line && holds_text(*line, asked)) continue;
    judgement.finding.details.push_back(fmt::format("unmet: {}:{}: {}-fix-it {{{{{}}}}} at line {}",
                                                    judgement.job.variant->file.filename().string(),
                                                    asked.written_line, asked.prefix, asked.text,
                                                    asked.line));
    judgement.finding.details.push_back(
        line ? fmt::format("the hints make of line {}: {}", asked.line, trim(*line))
             : fmt::format("no hint is about line {}", asked.line));
  }
  if (judgement.finding.details.empty()) return true;
  judgement.set(Verdict::fail, "the compiler's fix-it hints are not the expected ones",
                "repair the case, or the expectation that stands in it");
  return false;
}

bool check_fixed_copy(Judgement& judgement, const std::vector<FixIt>& fix_its) {
  if (!judgement.job.fixing->compile) return true;
  if (fix_its.empty()) {
    judgement.set(Verdict::fail, "the compiler gives no fix-it hint for this file",
                  "take the directive 'fix-it' away, or name the toolchains that give one");
    return false;
  }
  const std::optional<ProcessResult>& fixed = judgement.outcome.fixed;
  if (fixed && fixed->ending.exited_with(0)) return true;
  judgement.set(Verdict::fail, "with the compiler's fix-it hints applied it does not compile",
                "look at the copy: each hint is in the JSON report");
  const DiagnosticLog log = read_compiler_output(fixed ? fixed->errors : std::string(),
                                                 output_context(judgement.suite, judgement.job));
  for (const Diagnostic& each : log.diagnostics) {
    judgement.finding.details.push_back(fmt::format(
        "in the copy: line {}: {}: {}", each.location.line, name(each.severity), each.message));
  }
  return false;
}

}  // namespace

bool check_fix_its(Judgement& judgement) {
  if (!judgement.job.fixing) return true;
  const auto fix_its =
      fix_its_for(judgement.job.variant->file.string(), judgement.finding.diagnostics);
  return check_lines(judgement, fix_its) && check_fixed_copy(judgement, fix_its);
}

}  // namespace mustfail
