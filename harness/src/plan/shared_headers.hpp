#pragma once

#include "plan/plan.hpp"

namespace mustfail {

/// Chooses the headers to precompile where the suite names none: of the compiles with the same
/// flags, the longest runs of leading `#include`s that enough of them share. A compile uses the
/// longest one that it begins with, never more than it includes itself.
void share_headers(const Suite& suite, Plan& plan);

}  // namespace mustfail
