#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "diagnostic/family.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// The exit status of a program in which the race detector saw something, as `TSAN_OPTIONS` asks:
/// a report without it was written by the program itself.
constexpr int kRaceStatus = 66;

/// The exit status of a program in which the memory detector saw something, as `ASAN_OPTIONS` and
/// `UBSAN_OPTIONS` ask.
constexpr int kMemoryStatus = 67;

/// Flags that a program with memory detectors needs besides the detectors' own, so that each writes
/// its reports where `memory_options` says. Of GCC's shared libraries AddressSanitizer's alone does
/// so, and UndefinedBehaviorSanitizer's beside it goes on writing to stderr; one of them linked
/// statically gets into the other's way.
std::vector<std::string> memory_link_flags(Family family);

/// The environment variables that make a race detector report as we read it: `kRaceStatus` at the
/// end, lines by name, and the reports in files `REPORT.PID`. An empty `report`: on stderr, for a
/// person who runs the program by hand.
std::vector<std::string> race_options(const Toolchain& toolchain,
                                      const std::filesystem::path& report);

/// The same of a memory detector, with `kMemoryStatus`.
std::vector<std::string> memory_options(const Toolchain& toolchain,
                                        const std::filesystem::path& report);

}  // namespace mustfail
