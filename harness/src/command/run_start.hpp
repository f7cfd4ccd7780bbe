#pragma once

#include <string>

#include "command/run_command.hpp"
#include "judge/run_summary.hpp"
#include "run/preparation.hpp"

namespace mustfail {

/// Now, as `2026-01-31T12:00:00Z`.
std::string utc_time();

/// What is known of a run before it is planned.
RunStart start_of(const Prepared& prepared, const RunOptions& options);

}  // namespace mustfail
