#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace mustfail {

/// What of the evidence that is asked for is brought for this variant with this one of the
/// toolchains: all of it, or what Witnesses::everywhere leaves to it.
Witnesses witnesses_on(const Toolchain& toolchain, const Suite& suite, const Variant& variant,
                       const std::vector<Toolchain>& toolchains, Witnesses asked);

}  // namespace mustfail
