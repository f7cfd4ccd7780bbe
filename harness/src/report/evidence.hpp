#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "judge/finding.hpp"

namespace mustfail {

/// What can stand beside a compile to show that it is right.
enum class EvidenceKind {
  counterfactual,  ///< Of a naive file: it compiles with the rules off.
  witness,         ///< Of a naive file: that build does the harm that the file names.
  run,             ///< Of a program that must run: it prints what it should, and is clean.
};
inline constexpr std::array kEvidenceKinds{EvidenceKind::counterfactual, EvidenceKind::witness,
                                           EvidenceKind::run};

/// What one toolchain brought of it. Reports tell the first as a dash: the toolchain only compiled,
/// and what another one of its family showed is not its own.
enum class Brought {
  not_asked,  ///< There is no such step.
  skipped,    ///< There is one, and a reason why it was not done.
  failed,     ///< It is red.
  shown,
};

constexpr std::string_view name(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::counterfactual:
      return "counterfactual";
    case EvidenceKind::witness:
      return "witness";
    case EvidenceKind::run:
      return "run";
  }
  return "?";
}

constexpr std::string_view name(Brought brought) {
  switch (brought) {
    case Brought::not_asked:
      return "not asked";
    case Brought::skipped:
      return "skipped";
    case Brought::failed:
      return "failed";
    case Brought::shown:
      return "shown";
  }
  return "?";
}

/// The evidence for one variant on one toolchain: an entry for each kind that a variant like this
/// can have.
using Evidence = std::map<EvidenceKind, Brought>;

/// Case, variant, toolchain.
using EvidenceKey = std::tuple<std::string, std::string, std::string>;

EvidenceKey evidence_key(const Finding& finding);

/// The evidence for each variant on each toolchain that compiled it. A naive file can have a
/// counterfactual and a witness, a program that must run its run; every other file, and the twins
/// in other languages, what some toolchain was asked for.
std::map<EvidenceKey, Evidence> evidence_of(const std::vector<Finding>& findings);

/// The kind that a step is evidence of; nothing for a compile and what only follows another step.
std::optional<EvidenceKind> evidence_kind(Step step);

}  // namespace mustfail
