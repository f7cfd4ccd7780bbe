#pragma once

#include "judge/judgement.hpp"

namespace mustfail {

/// The rule's words have to be the library's, and the compiler's way to say them no text of the
/// case's: a static_assert, an attribute or an #error of its own can say anything, and a #pragma
/// message may print what looks like an error. False when the case speaks; then that is judged.
bool check_speaker(Judgement& judgement);

}  // namespace mustfail
