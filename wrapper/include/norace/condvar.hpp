// Condvar: waits under a Mutex until another thread changed its data (Rust's Condvar).
//
// Promise: wait(std::move(guard), until) releases the guard's mutex, blocks, takes it again, and
// gives the guard back, only when until(data) is true, so a spurious wake-up cannot be seen. It
// stops the lost wake-up of a wait without a predicate. Meanwhile others change the data, so no
// reference that was reached through the guard may be used afterwards: that is why the guard goes
// away and comes back, as in Rust; one that only lends its name is E0505. A Condvar serves one
// Mutex: a guard of another one throws CondvarMisuse (N0003), in every build.
//
// Threads: Send and Sync. Memory order: the mutex's. Works with Mutex<T, std::mutex>.
//
// Example:
//
//   const norace::Mutex<bool> ready(false); const norace::Condvar changed;
//   { auto guard = ready.lock(); *guard = true; changed.notify_one(); }
//   auto guard = ready.lock();
//   guard = changed.wait(std::move(guard), [](bool& is_ready) { return is_ready; });
#pragma once

#include <atomic>
#include <chrono>
#include <concepts>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

#include "norace/mutex.hpp"
#include "norace/traits.hpp"

namespace norace {

class CondvarMisuse : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: [N0003] a Condvar was waited on with the guard of another Mutex; one monitor "
           "has one Mutex";
  }
};

// What wait_for() gives back.
template <class T>
struct WaitTimeoutResult {
  MutexGuard<T> guard;
  bool timed_out;  // the time was over and until(data) still is not true
};

namespace detail {

// Found through a using, as in ScopeThreads: one diagnostic instead of two.
template <class Self>
class WaitsWithGuard {
 public:
  template <class T, std::predicate<T&> Until>
  [[nodiscard]] MutexGuard<T> wait(MutexGuard<T>&& guard, Until until) const {
    self().block(guard, until);
    return std::move(guard);
  }
  template <class T, class Rep, class Period, std::predicate<T&> Until>
  [[nodiscard]] WaitTimeoutResult<T> wait_for(MutexGuard<T>&& guard,
                                              std::chrono::duration<Rep, Period> patience,
                                              Until until) const {
    const bool came = self().block_for(guard, patience, until);
    return {std::move(guard), !came};
  }
  template <class T, std::predicate<T&> Until>
  NORACE_IF_E0505 void wait(MutexGuard<T>& guard, Until until) const {
    self().block(guard, until);
  }
  template <class T, class Rep, class Period, std::predicate<T&> Until>
  NORACE_IF_E0505 bool wait_for(MutexGuard<T>& guard, std::chrono::duration<Rep, Period> patience,
                                Until until) const {
    return self().block_for(guard, patience, until);
  }

 private:
  const Self& self() const { return *static_cast<const Self*>(this); }
};

}  // namespace detail

class Condvar : detail::WaitsWithGuard<Condvar> {
  friend class detail::WaitsWithGuard<Condvar>;

 public:
  Condvar() = default;
  Condvar(const Condvar&) = delete;
  Condvar& operator=(const Condvar&) = delete;

  using detail::WaitsWithGuard<Condvar>::wait;
  using detail::WaitsWithGuard<Condvar>::wait_for;
  void notify_one() const noexcept { condition_.notify_one(); }
  void notify_all() const noexcept { condition_.notify_all(); }

 private:
  template <class T, class Until>
  void block(MutexGuard<T>& guard, Until& until) const {
    const Adopted adopted(*this, guard);
    condition_.wait(adopted.lock, [&] { return until(*guard); });
    check(guard);
  }
  template <class T, class Time, class Until>
  bool block_for(MutexGuard<T>& guard, Time patience, Until& until) const {
    const Adopted adopted(*this, guard);
    const bool came = condition_.wait_for(adopted.lock, patience, [&] { return until(*guard); });
    check(guard);
    return came;
  }
  // The guard keeps the mutex; the unique_lock only lends it to std.
  struct Adopted {
    template <class T>
    Adopted(const Condvar& condvar, MutexGuard<T>& guard)
        : lock(guard.owner_->lock_, std::adopt_lock) {
      const void* expected = nullptr;
      const void* mine = guard.owner_;
      if (!condvar.mutex_.compare_exchange_strong(expected, mine, std::memory_order_relaxed) &&
          expected != mine) {
        lock.release();
        throw CondvarMisuse();
      }
    }
    Adopted(const Adopted&) = delete;
    Adopted& operator=(const Adopted&) = delete;
    ~Adopted() { lock.release(); }
    mutable std::unique_lock<std::mutex> lock;
  };
  template <class T>
  static void check(const MutexGuard<T>& guard) {
    if (guard.owner_->is_poisoned()) throw PoisonError();
  }

  mutable std::condition_variable condition_;
  mutable std::atomic<const void*> mutex_{nullptr};
};

namespace detail {
template <>
struct Known<Condvar> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
}  // namespace detail
}  // namespace norace
