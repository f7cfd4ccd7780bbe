#include "judge/judge_expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge/match.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

std::string describe(const Judgement& judgement, const Unmet& unmet) {
  const Expectation& asked = *unmet.expectation;
  std::string where = fmt::format("line {}", asked.line);
  if (asked.where == Expectation::Where::anywhere) where = "any place";
  if (!asked.file.empty()) {
    where = asked.where == Expectation::Where::whole_file
                ? asked.file
                : fmt::format("{}:{}", asked.file, asked.line);
  }
  std::string text = fmt::format(
      "unmet: {}:{}: {}-{} {{{{{}}}}} at {}", judgement.job.variant->file.filename().string(),
      asked.written_line, asked.prefix, name(asked.severity), asked.text, where);
  if (asked.least > 1 || unmet.found > 0) {
    text += fmt::format(": {} of {}", unmet.found, asked.least);
  }
  return text;
}

bool check_first_error(Judgement& judgement, const Match& result) {
  if (judgement.first_error() == nullptr || result.first_error_expected) return true;
  judgement.set(Verdict::fail, "the first error is not the expected one",
                "the rule's error must come first");
  judgement.finding.details.push_back(judgement.shown(*judgement.first_error()));
  return false;
}

}  // namespace

bool check_expectations(Judgement& judgement) {
  if (judgement.must_fail() && is_pinned_alone(*judgement.job.variant, *judgement.job.toolchain)) {
    return true;
  }
  const auto& expectations = judgement.job.variant->expectations.list;
  const Match result = match(expectations, *judgement.job.toolchain, judgement.finding.diagnostics,
                             judgement.job.variant->file, judgement.job.variant->strictness);
  const bool expects_error = std::ranges::any_of(expectations, [&](const Expectation& each) {
    return is_active(each, *judgement.job.toolchain) && each.severity == Severity::error &&
           each.least > 0;
  });
  if (judgement.must_fail() && !expects_error) {
    judgement.set(
        Verdict::fail, "nothing in the file says where the error has to be",
        fmt::format("mustfail annotate writes it, or add to the line: // expected-error {{{{{}}}}}",
                    judgement.finding.rule.empty() ? "text" : "[" + judgement.finding.rule + "]"));
    for (const Diagnostic* each : result.unasked) {
      judgement.finding.details.push_back(judgement.shown(*each));
    }
    return false;
  }
  for (const Unmet& unmet : result.unmet) {
    judgement.finding.details.push_back(describe(judgement, unmet));
  }
  for (const Diagnostic* each : result.unasked) {
    judgement.finding.details.push_back("unasked: " + judgement.shown(*each));
  }
  for (const Expectation* each : result.loose) {
    judgement.finding.details.push_back("not one to one: " +
                                        describe(judgement, {each, 0}).substr(7));
  }
  if (result.unmet.empty() && result.unasked.empty() && result.loose.empty()) {
    return check_first_error(judgement, result);
  }
  std::vector<std::string> parts;
  if (!result.loose.empty()) {
    parts.push_back(fmt::format("{} that the suite's \"one-each\" forbids",
                                counted(result.loose.size(), "expectation")));
  }
  if (!result.unmet.empty()) parts.push_back(counted(result.unmet.size(), "unmet expectation"));
  if (!result.unasked.empty()) {
    parts.push_back(counted(result.unasked.size(), "diagnostic") + " that nothing asks for");
  }
  judgement.set(Verdict::fail, listed(parts),
                "repair the case, or the expectation that stands in it");
  return false;
}

}  // namespace mustfail
