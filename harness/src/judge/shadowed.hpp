#pragma once

#include <vector>

#include "judge/snapshot.hpp"
#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// Every snapshot that has an owner and does nothing: an override that says the same as what holds
/// without it (`naive.clang-22.stderr` and `naive.clang.stderr`), one for a toolchain that the
/// suite does not have, and one that is never looked at because others come first. The last is only
/// told when `toolchains` are all that the suite names.
Result<std::vector<Orphan>> find_shadowed(const Suite& suite, const std::vector<Case>& cases,
                                          const std::vector<Toolchain>& toolchains);

/// Both: what find_orphans and find_shadowed tell.
Result<std::vector<Orphan>> find_stale(const Suite& suite, const std::vector<Case>& cases,
                                       const std::vector<Toolchain>& toolchains);

}  // namespace mustfail
