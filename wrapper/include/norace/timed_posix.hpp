// Taking a POSIX lock before a deadline of the steady clock.
//
// Promise: 0 where the lock was taken, ETIMEDOUT where the deadline came first, else what POSIX
// says; no_deadline waits for ever. A clock that is set does not matter: the steady one counts.
// (Under ThreadSanitizer, which does not know glibc's functions for that, the wall clock does.)
//
// Example: `TimedPosix::lock(*mutex.native_handle(), deadline_after(std::chrono::seconds(1)))`.
#pragma once

#include <pthread.h>

#include <cerrno>
#include <chrono>
#include <ctime>
#include <mutex>

#include "norace/deadline.hpp"
#include "norace/lockable.hpp"

#if defined(__SANITIZE_THREAD__)
#define NORACE_HAS_TSAN
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define NORACE_HAS_TSAN
#endif
#endif

namespace norace::detail {

struct TimedPosix {
  static int lock(pthread_mutex_t& mutex, WaitClock::time_point deadline) {
    if (deadline == no_deadline) return pthread_mutex_lock(&mutex);
    const timespec at = absolute(deadline);
#ifdef NORACE_HAS_TSAN
    return pthread_mutex_timedlock(&mutex, &at);
#else
    return pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at);
#endif
  }
  static int write(pthread_rwlock_t& lock, WaitClock::time_point deadline) {
    if (deadline == no_deadline) return pthread_rwlock_wrlock(&lock);
    const timespec at = absolute(deadline);
#ifdef NORACE_HAS_TSAN
    return pthread_rwlock_timedwrlock(&lock, &at);
#else
    return pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &at);
#endif
  }
  static int read(pthread_rwlock_t& lock, WaitClock::time_point deadline) {
    if (deadline == no_deadline) return pthread_rwlock_rdlock(&lock);
    const timespec at = absolute(deadline);
#ifdef NORACE_HAS_TSAN
    return pthread_rwlock_timedrdlock(&lock, &at);
#else
    return pthread_rwlock_clockrdlock(&lock, CLOCK_MONOTONIC, &at);
#endif
  }

 private:
  static timespec absolute(WaitClock::time_point deadline) {
#ifdef NORACE_HAS_TSAN
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::chrono::nanoseconds since =
        std::chrono::duration_cast<std::chrono::nanoseconds>(now) + (deadline - WaitClock::now());
#else
    const std::chrono::nanoseconds since = deadline.time_since_epoch();
#endif
    return to_timespec(since);
  }
};

// std::mutex has no such function, and the lock behind it has.
inline bool lock_before(std::mutex& mutex, WaitClock::time_point deadline) {
  return TimedPosix::lock(*mutex.native_handle(), deadline) == 0;
}

template <class L>
concept LocksBefore = requires(L& lock, WaitClock::time_point deadline) {
  detail::lock_before(lock, deadline);
};

}  // namespace norace::detail
