#pragma once

#include "judge/judgement.hpp"

namespace mustfail {

/// Checks what a rejected file says about its fix-it hints: `expected-fix-it {{TEXT}}`, and
/// `//@ fix-it: compiles`. Sets the verdict when something does not hold.
bool check_fix_its(Judgement& judgement);

}  // namespace mustfail
