#include "judge/match.hpp"

#include "judge/pairing.hpp"

namespace mustfail {

namespace {

/// A diagnostic may be expected at its own line and at its blame line.
Candidate candidate(const Diagnostic& diagnostic) {
  if (diagnostic.blame == diagnostic.location) return {&diagnostic, {diagnostic.location}};
  return {&diagnostic, {diagnostic.location, diagnostic.blame}};
}

}  // namespace

Match match(const std::vector<Expectation>& expectations, const Toolchain& toolchain,
            const std::vector<Diagnostic>& diagnostics, const std::filesystem::path& file,
            const Strictness& strictness) {
  std::vector<const Expectation*> active;
  for (const Expectation& each : expectations) {
    if (is_active(each, toolchain)) active.push_back(&each);
  }
  std::vector<Candidate> candidates;
  for (const Diagnostic& diagnostic : diagnostics) {
    const int owner = static_cast<int>(candidates.size());
    candidates.push_back(candidate(diagnostic));
    for (const Diagnostic& note : diagnostic.notes) {
      candidates.push_back(candidate(note));
      candidates.back().owner = owner;
    }
  }
  const auto same_file = [&](const std::string& printed, const std::string& meant) {
    if (meant.empty()) return printed == file.string();
    if (printed == meant || printed.ends_with("/" + meant)) return true;
    return printed == (file.parent_path() / meant).lexically_normal().string();
  };
  const Pairing pairing = pair_up(active, candidates, same_file, strictness);

  Match result;
  for (const Expectation* each : active) {
    if (strictness.one_each && is_loose(*each)) result.loose.push_back(each);
  }
  for (std::size_t i = 0; i < active.size(); ++i) {
    if (pairing.found[i] < active[i]->least) result.unmet.push_back({active[i], pairing.found[i]});
  }
  bool first_error = true;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Diagnostic& said = *candidates[i].diagnostic;
    if (said.severity == Severity::error && first_error) {
      first_error = false;
      result.first_error_expected = pairing.taken[i];
    }
    const bool needs_one = strictness.notes || strictness.expect_notes ||
                           said.severity == Severity::error || said.severity == Severity::warning;
    if (needs_one && !pairing.taken[i]) result.unasked.push_back(&said);
  }
  return result;
}

}  // namespace mustfail
