#include "report/progress_log.hpp"

#include <fmt/format.h>

namespace mustfail {

std::string progress_text(std::size_t done, std::size_t of, std::size_t red,
                          const Finding& finding) {
  return fmt::format("[{}/{}] {}{}/{} {} {}", done, of,
                     red == 0 ? "" : fmt::format("{} red, ", red), finding.case_name,
                     finding.variant, finding.toolchain, name(finding.step));
}

bool ProgressLog::is_due(Clock::time_point now) {
  if (now - last_ < kInterval) return false;
  last_ = now;
  return true;
}

}  // namespace mustfail
