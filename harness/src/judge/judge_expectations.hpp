#pragma once

#include "judge/judgement.hpp"

namespace mustfail {

/// Holds a compile's diagnostics against the expectations in the file; sets the verdict when one is
/// unmet, a diagnostic is unasked, or the first error is not an expected one.
bool check_expectations(Judgement& judgement);

}  // namespace mustfail
