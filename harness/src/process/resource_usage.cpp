#include "process/resource_usage.hpp"

#include <sys/resource.h>

namespace mustfail {

namespace {

double cpu_seconds(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

double own_cpu_seconds() { return cpu_seconds(RUSAGE_SELF); }

double children_cpu_seconds() { return cpu_seconds(RUSAGE_CHILDREN); }

std::uint64_t own_peak_bytes() {
  constexpr std::uint64_t kKibibyte = 1024;  // the unit of ru_maxrss on Linux
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * kKibibyte;
}

}  // namespace mustfail
