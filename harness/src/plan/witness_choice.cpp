#include "plan/witness_choice.hpp"

#include <algorithm>
#include <string>

namespace mustfail {

namespace {

/// Whether this is the toolchain of its family that brings what evidence there is beyond the
/// compile.
bool shows_evidence(const Suite& suite, const Variant& variant, const Toolchain& toolchain,
                    const std::vector<Toolchain>& toolchains) {
  const auto reference = suite.reference.find(std::string(name(toolchain.family)));
  const Toolchain* chosen = nullptr;
  for (const Toolchain& each : toolchains) {
    if (each.family != toolchain.family || !skip_reason(variant, each).empty()) continue;
    const bool is_reference = reference != suite.reference.end() && reference->second == each.name;
    if (chosen == nullptr || is_reference) chosen = &each;
  }
  return chosen == nullptr || chosen == &toolchain;
}

}  // namespace

Witnesses witnesses_on(const Toolchain& toolchain, const Suite& suite, const Variant& variant,
                       const std::vector<Toolchain>& toolchains, Witnesses asked) {
  if (asked.everywhere) return asked;
  if (!shows_evidence(suite, variant, toolchain, toolchains)) {
    asked.counterfactual = asked.race = asked.memory = asked.other = asked.running = false;
  }
  if (variant.mode == Mode::run_pass) asked.memory = false;
  return asked;
}

}  // namespace mustfail
