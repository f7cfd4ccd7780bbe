#pragma once

#include <string>

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

/// `mustfail cache stats`: where the cache is, and what it holds.
ExitStatus cache_stats_command();

/// `mustfail cache trim`: drops what was least recently used until this much is left, such as `2G`;
/// empty: as the limit says.
ExitStatus cache_trim_command(const std::string& size);

/// `mustfail cache warm`: makes the precompiled headers that a run of the selection would use, for
/// the runs that follow.
ExitStatus cache_warm_command(const Selection& selection, unsigned jobs);

/// `mustfail cache clear`: removes every result and precompiled header.
ExitStatus cache_clear_command();

}  // namespace mustfail
