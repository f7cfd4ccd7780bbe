#pragma once

#include "exit_status.hpp"
#include "preparation.hpp"

namespace mustfail {

/// `mustfail cache stats`: where the cache is, and what it holds.
ExitStatus cache_stats_command();

/// `mustfail cache warm`: makes the precompiled headers that a run of the selection would use, for
/// the runs that follow.
ExitStatus cache_warm_command(const Selection& selection, unsigned jobs);

/// `mustfail cache clear`: removes every result and precompiled header.
ExitStatus cache_clear_command();

}  // namespace mustfail
