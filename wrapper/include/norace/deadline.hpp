// Durations and deadlines: what every wait with a time limit in the library counts with.
//
// Promise: any duration is a deadline. A negative one, or one that is not a number, is over at
// once; one that the clock cannot count to (hours::max(), 300 years, 1e300 seconds) is no_deadline,
// and a wait for that has no limit. Nothing overflows, and a duration of floating-point numbers is
// as exact after a year of uptime as after a minute, since it becomes whole nanoseconds (rounded
// up) before the clock is read.
//
// Example:
//
// <!-- cpp
// bool done();
// -->
// ```cpp
// const auto end = norace::detail::deadline_after(std::chrono::duration<double>(0.5));
// while (!done() && norace::detail::WaitClock::now() < end) norace::yield_now();
// ```
#pragma once

#include <chrono>
#include <concepts>
#include <ctime>

namespace norace::detail {

using WaitClock = std::chrono::steady_clock;
inline constexpr WaitClock::time_point no_deadline = WaitClock::time_point::max();

// Zero or more; nanoseconds::max() for what is longer than 285 years.
template <class Rep, class Period>
constexpr std::chrono::nanoseconds patience_in_nanoseconds(
    std::chrono::duration<Rep, Period> patience) {
  using Seconds = std::chrono::duration<long double>;
  const long double seconds = std::chrono::duration_cast<Seconds>(patience).count();
  if (!(seconds > 0)) return std::chrono::nanoseconds::zero();
  if (seconds > 9e9L) return std::chrono::nanoseconds::max();
  if constexpr (std::floating_point<Rep>) {
    const long double exact = seconds * 1e9L;
    const auto whole = static_cast<std::chrono::nanoseconds::rep>(exact);
    return std::chrono::nanoseconds(static_cast<long double>(whole) < exact ? whole + 1 : whole);
  } else {
    return std::chrono::ceil<std::chrono::nanoseconds>(patience);
  }
}

template <class Rep, class Period>
WaitClock::time_point deadline_after(std::chrono::duration<Rep, Period> patience) {
  const auto now = WaitClock::now();
  const auto wait = patience_in_nanoseconds(patience);
  return wait.count() < (no_deadline - now).count() ? now + wait : no_deadline;
}

// For a point in time of any clock. A clock that can be set (system_clock) is read once: who has
// to follow it asks again when the deadline is over.
template <class Clock, class Duration>
WaitClock::time_point deadline_at(std::chrono::time_point<Clock, Duration> time) {
  if constexpr (std::same_as<std::chrono::time_point<Clock, Duration>, WaitClock::time_point>)
    return time;
  using Seconds = std::chrono::duration<long double>;  // no count of ticks overflows in these
  const auto wait = std::chrono::duration_cast<Seconds>(time.time_since_epoch()) -
                    std::chrono::duration_cast<Seconds>(Clock::now().time_since_epoch());
  return wait.count() > 0 ? deadline_after(wait) : WaitClock::time_point();
}

// As POSIX has it: whole seconds, rounded down, and 0 to 999,999,999 nanoseconds.
constexpr timespec to_timespec(std::chrono::nanoseconds since) noexcept {
  constexpr std::chrono::nanoseconds::rep second = 1'000'000'000;
  timespec time{};
  time.tv_sec = since.count() / second;
  time.tv_nsec = since.count() % second;
  if (time.tv_nsec < 0) {
    time.tv_sec -= 1;
    time.tv_nsec += second;
  }
  return time;
}

}  // namespace norace::detail
