#pragma once

#include "judge/judgement.hpp"

namespace mustfail {

/// Judges the run of a naive program that has to race.
void judge_witness(Judgement& judgement);

/// Judges the run of a wrapped program: its status, its output, and that it is clean.
void judge_run(Judgement& judgement);

}  // namespace mustfail
