#pragma once

#include <vector>

#include "judge/finding.hpp"
#include "run/preparation.hpp"
#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "toolchain/toolchain.hpp"
#include "util/exit_status.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// The stale snapshots as findings, when the selection is the whole suite; else none.
Result<std::vector<Finding>> stale_snapshots(const Suite& suite, const std::vector<Case>& cases,
                                             const std::vector<Toolchain>& toolchains,
                                             const Selection& selection);

/// `mustfail run --only-snapshots`: looks for these alone, without a compiler, and prints them.
ExitStatus run_only_snapshots(const Selection& selection);

}  // namespace mustfail
