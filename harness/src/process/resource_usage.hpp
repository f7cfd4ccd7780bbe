#pragma once

#include <cstdint>

namespace mustfail {

/// User and system time that this process took, in seconds.
double own_cpu_seconds();

/// The same of its children that have ended and were waited for, and of theirs.
double children_cpu_seconds();

/// The most that this process held in memory at once.
std::uint64_t own_peak_bytes();

}  // namespace mustfail
