#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "process/process.hpp"

namespace mustfail {

/// One run of a program with what the kernel counted of it.
struct MeasuredRun {
  Ending ending;
  std::string errors;            ///< stderr.
  double cpu_seconds = 0;        ///< User and system time.
  std::uint64_t peak_bytes = 0;  ///< The most that was resident at once; 0: not known.
};

/// Runs the command once, alone, and waits for it; its standard output goes nowhere. For programs
/// that a run under limits has shown to be small: only the time is limited here.
MeasuredRun measure(const Command& command);

/// The middle value; 0 of none.
double median(std::vector<double> values);

}  // namespace mustfail
