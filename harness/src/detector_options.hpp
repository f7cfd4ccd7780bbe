#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "toolchain.hpp"

namespace mustfail {

/// The environment variables that make a race detector report as we read it: `kRaceStatus` at the
/// end, lines by name, and the reports in files `REPORT.PID`. An empty `report`: on stderr, for a
/// person who runs the program by hand.
std::vector<std::string> race_options(const Toolchain& toolchain,
                                      const std::filesystem::path& report);

/// The same of a memory detector, with `kMemoryStatus`.
std::vector<std::string> memory_options(const Toolchain& toolchain,
                                        const std::filesystem::path& report);

}  // namespace mustfail
