#pragma once

#include "exit_status.hpp"

namespace mustfail {

/// `mustfail cache stats`: where the cache is, and what it holds.
ExitStatus cache_stats_command();

/// `mustfail cache clear`: removes every result and precompiled header.
ExitStatus cache_clear_command();

}  // namespace mustfail
