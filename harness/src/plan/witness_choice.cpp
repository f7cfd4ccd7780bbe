#include "plan/witness_choice.hpp"

#include <algorithm>
#include <string>

#include "util/digest.hpp"

namespace mustfail {

namespace {

/// Of each family the toolchain that may bring evidence for this variant: the suite's reference, or
/// where the file is not for that one, the first that it is for.
std::vector<const Toolchain*> candidates(const Suite& suite, const Variant& variant,
                                         const std::vector<Toolchain>& toolchains) {
  std::vector<const Toolchain*> found;
  for (const Toolchain& each : toolchains) {
    if (!skip_reason(variant, each).empty()) continue;
    const auto same_family = std::ranges::find_if(
        found, [&](const Toolchain* other) { return other->family == each.family; });
    const auto reference = suite.reference.find(std::string(name(each.family)));
    const bool is_reference = reference != suite.reference.end() && reference->second == each.name;
    if (same_family == found.end()) {
      found.push_back(&each);
    } else if (is_reference) {
      *same_family = &each;
    }
  }
  return found;
}

/// A number that the case always has, on every machine.
std::size_t number_of(const Case& owner) {
  constexpr std::size_t kDigits = 8;
  return std::stoul(Digest().add(owner.name).finish().substr(0, kDigits), nullptr, 16);
}

}  // namespace

Witnesses witnesses_on(const Toolchain& toolchain, const Suite& suite, const Case& owner,
                       const Variant& variant, const std::vector<Toolchain>& toolchains,
                       Witnesses asked) {
  if (asked.everywhere) return asked;
  const auto able = candidates(suite, variant, toolchains);
  if (!able.empty() && able[number_of(owner) % able.size()] != &toolchain) {
    asked.counterfactual = asked.race = asked.memory = asked.other = asked.running = false;
  }
  if (variant.mode == Mode::run_pass) asked.memory = false;
  return asked;
}

}  // namespace mustfail
