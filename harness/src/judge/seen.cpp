#include "judge/seen.hpp"

#include "judge/snapshot.hpp"

namespace mustfail {

NormalizeContext normalize_context(const Suite& suite, const Job& job) {
  return {job.owner->folder, suite.include, suite.normalize};
}

OutputContext output_context(const Suite& suite, const Job& job) {
  OutputContext context{job.toolchain->family, suite.code_pattern,
                        own_code(*job.variant, job.owner->folder)};
  for (const auto& [code, rule] : suite.rules) {
    if (!rule.analysis.empty()) context.analyses.emplace_back(rule.analysis, code);
  }
  return context;
}

bool is_compile(Step step) {
  return step == Step::compile || step == Step::counterfactual || step == Step::memory_build ||
         step == Step::reason;
}

Seen see(const Suite& suite, const Job& job, const Outcome& outcome) {
  Seen seen;
  const NormalizeContext context = normalize_context(suite, job);
  if (!is_compile(job.step)) {
    seen.output = outcome.process.output;
    return seen;
  }
  seen.diagnostics =
      read_compiler_output(outcome.process.errors, output_context(suite, job)).diagnostics;
  seen.meaning = meaning_of(
      seen.diagnostics, context,
      is_pinned_alone(*job.variant, *job.toolchain) ? MeaningScope::all : MeaningScope::coded);
  seen.wording = normalize(outcome.process.errors, context);
  return seen;
}

}  // namespace mustfail
