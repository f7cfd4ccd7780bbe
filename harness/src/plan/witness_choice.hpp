#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace mustfail {

/// What of the evidence that is asked for is brought for this variant with this one of the
/// toolchains: all of it, or what Witnesses::everywhere leaves to it. The families take turns, case
/// by case: whose turn it is depends on the case's name alone, so that the files of a pair are with
/// one toolchain, and every run and shard is of one mind.
Witnesses witnesses_on(const Toolchain& toolchain, const Suite& suite, const Case& owner,
                       const Variant& variant, const std::vector<Toolchain>& toolchains,
                       Witnesses asked);

}  // namespace mustfail
