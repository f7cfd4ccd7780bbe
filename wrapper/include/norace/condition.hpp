// A condition variable that needs no constructor to run and no destructor.
//
// Promise: what std::condition_variable is for a std::mutex, but constant-initialised, so that a
// global Condvar, Barrier or channel works before main() and in a static's constructor, and never
// destroyed, so that the end of main() does not wait for a detached thread that still waits.
// Deadlines are on the steady clock; no_deadline has no limit. Wake-ups may be spurious.
//
// Example:
//
// <!-- cpp
// bool ready();
// -->
// ```cpp
// std::mutex mutex; norace::detail::Condition changed;
// const std::lock_guard<std::mutex> lock(mutex);
// while (!ready()) changed.wait(mutex);
// ```
#pragma once

#include <pthread.h>

#include <cerrno>
#include <chrono>
#include <ctime>
#include <mutex>

#include "norace/deadline.hpp"

namespace norace::detail {

class Condition {
 public:
  constexpr Condition() noexcept = default;
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

  // The mutex is held, let go while waiting, and held again.
  void wait(std::mutex& mutex) { pthread_cond_wait(&condition_, mutex.native_handle()); }
  // False once the deadline has passed.
  bool wait_until(std::mutex& mutex, WaitClock::time_point deadline) {
    if (deadline == no_deadline) {
      wait(mutex);
      return true;
    }
    const timespec at = to_timespec(deadline.time_since_epoch());
    return pthread_cond_clockwait(&condition_, mutex.native_handle(), CLOCK_MONOTONIC, &at) !=
           ETIMEDOUT;
  }
  void notify_one() noexcept { pthread_cond_signal(&condition_); }
  void notify_all() noexcept { pthread_cond_broadcast(&condition_); }

 private:
  pthread_cond_t condition_ = PTHREAD_COND_INITIALIZER;
};

}  // namespace norace::detail
