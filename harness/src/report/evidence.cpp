#include "report/evidence.hpp"

#include <set>
#include <utility>

#include "diagnostic/family.hpp"

namespace mustfail {

namespace {

Brought brought_by(const Finding& finding) {
  if (finding.verdict == Verdict::skip) return Brought::skipped;
  return is_red(finding.verdict) ? Brought::failed : Brought::shown;
}

/// What such a variant can have, whether or not anybody was asked for it.
std::set<EvidenceKind> kinds_for(const Finding& finding) {
  const bool twin =
      finding.toolchain == name(Family::rust) || finding.toolchain == name(Family::go);
  if (twin) return {};  // other languages have no switch for their rules
  if (finding.mode == Mode::run_pass) return {EvidenceKind::run};
  if (finding.mode != Mode::compile_fail) return {};
  return {EvidenceKind::counterfactual, EvidenceKind::witness};
}

}  // namespace

std::optional<EvidenceKind> evidence_kind(Step step) {
  switch (step) {
    case Step::counterfactual:
      return EvidenceKind::counterfactual;
    case Step::race:
    case Step::witness:
      return EvidenceKind::witness;
    case Step::run:
      return EvidenceKind::run;
    case Step::compile:
    case Step::reason:
    case Step::memory_build:
    case Step::memory:
    case Step::snapshot:
      break;
  }
  return std::nullopt;
}

EvidenceKey evidence_key(const Finding& finding) {
  return {finding.case_name, finding.variant, finding.toolchain};
}

std::map<EvidenceKey, Evidence> evidence_of(const std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, std::set<EvidenceKind>> kinds;
  for (const Finding& each : findings) {
    if (each.step == Step::snapshot) continue;
    std::set<EvidenceKind>& own = kinds[{each.case_name, each.variant}];
    own.merge(kinds_for(each));
    if (const auto kind = evidence_kind(each.step)) own.insert(*kind);
  }
  std::map<EvidenceKey, Evidence> all;
  for (const Finding& each : findings) {
    if (each.step == Step::snapshot) continue;
    Evidence& own = all[evidence_key(each)];
    // What is not for this toolchain at all has its reason there.
    const bool left_out = each.step == Step::compile && each.verdict == Verdict::skip;
    for (const EvidenceKind kind : kinds[{each.case_name, each.variant}]) {
      own.emplace(kind, left_out ? Brought::skipped : Brought::not_asked);
    }
    if (const auto kind = evidence_kind(each.step)) own[*kind] = brought_by(each);
  }
  return all;
}

}  // namespace mustfail
