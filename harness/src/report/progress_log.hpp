#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "judge/finding.hpp"

namespace mustfail {

/// How far a run is: `[412/2875] 2 red, arc/get/naive clang-22 compile`.
std::string progress_text(std::size_t done, std::size_t of, std::size_t red,
                          const Finding& finding);

/// A line now and then for a log that nobody redraws, so that it shows life: none in the first
/// interval, and at most one in each after it.
class ProgressLog {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kInterval{15};

  explicit ProgressLog(Clock::time_point started) : last_(started) {}

  /// Whether a line is due now; the next one is an interval away from it.
  bool is_due(Clock::time_point now);

 private:
  Clock::time_point last_;
};

}  // namespace mustfail
