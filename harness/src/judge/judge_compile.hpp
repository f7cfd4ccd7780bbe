#pragma once

#include "judge/judgement.hpp"

namespace mustfail {

/// Judges a step that runs a compiler, in the native dialect or in `verify`.
void judge_compile(Judgement& judgement);

}  // namespace mustfail
