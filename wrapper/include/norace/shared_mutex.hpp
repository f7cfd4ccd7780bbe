// SharedMutex: the lock of a RwLock. Many may hold it shared, or one alone.
//
// Promise: what std::shared_mutex is, constant-initialised, but a writer that waits keeps readers
// that come later out, so a stream of readers cannot starve it (glibc's and std::shared_mutex's
// default lets it wait as long as any reader is there). A thread that holds it shared must not ask
// for it shared again: a writer may stand between, and both wait for ever. A deadline is on the
// steady clock.
//
// Example:
//
// <!-- cpp
// void read();
// -->
// ```cpp
// norace::SharedMutex lock;
// lock.lock_shared(); read(); lock.unlock_shared();
// ```
#pragma once

#include <pthread.h>

#include <cerrno>
#include <system_error>

#include "norace/deadline.hpp"
#include "norace/static_rule.hpp"
#include "norace/timed_posix.hpp"

namespace norace {

class SharedMutex {
 public:
  constexpr SharedMutex() noexcept = default;
  SharedMutex(const SharedMutex&) = delete;
  SharedMutex& operator=(const SharedMutex&) = delete;

  void lock() { check(pthread_rwlock_wrlock(&lock_)); }
  bool try_lock() noexcept { return pthread_rwlock_trywrlock(&lock_) == 0; }
  void unlock() noexcept { pthread_rwlock_unlock(&lock_); }
  void lock_shared() { check(pthread_rwlock_rdlock(&lock_)); }
  bool try_lock_shared() noexcept { return pthread_rwlock_tryrdlock(&lock_) == 0; }
  void unlock_shared() noexcept { pthread_rwlock_unlock(&lock_); }
  bool try_lock_until(detail::WaitClock::time_point deadline) {
    return in_time(detail::TimedPosix::write(lock_, deadline));
  }
  bool try_lock_shared_until(detail::WaitClock::time_point deadline) {
    return in_time(detail::TimedPosix::read(lock_, deadline));
  }

 private:
  static bool in_time(int error) {
    if (error == ETIMEDOUT) return false;
    check(error);
    return true;
  }
  // EDEADLK: this thread has it already. EAGAIN: more readers than can be counted.
  static void check(int error) {
    if (error != 0) [[unlikely]]
      throw std::system_error(error, std::generic_category(), "norace: SharedMutex");
  }
#if defined(PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP)
  pthread_rwlock_t lock_ = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
#else
  pthread_rwlock_t lock_ = PTHREAD_RWLOCK_INITIALIZER;
#endif
};

template <>
inline constexpr bool unsafe_sync_mut<SharedMutex> = true;  // all it can do is lock

}  // namespace norace
