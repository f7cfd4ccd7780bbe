// Condvar: waits under a Mutex until another thread changed its data (Rust's Condvar).
//
// Promise: wait(guard, until) releases the guard's mutex, blocks, takes it again, and returns only
// when until(data) is true, so a spurious wake-up cannot be seen. It stops the lost wake-up of a
// wait without a predicate. wait(guard) returns after a notify, or for no reason: ask again. A
// Condvar serves one Mutex, the first that is waited on with it; a guard of another one throws
// CondvarMisuse (N0003), in every build, also when the first one is gone.
//
// A waiter whose Mutex is poisoned, before or while it waits, wakes up and throws PoisonError,
// before its predicate sees the data; so it does not wait for a notifier that threw. It waits for
// ever where nobody notifies.
//
// Threads: Send and Sync. Memory order: the mutex's. Works with Mutex<T, std::mutex>.
//
// Example:
//
//   const norace::Mutex<bool> ready(false); const norace::Condvar changed;
//   { auto guard = ready.lock(); *guard = true; changed.notify_one(); }
//   auto guard = ready.lock();
//   changed.wait(guard, [](bool& is_ready) { return is_ready; });
#pragma once

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>

#include "norace/condition.hpp"
#include "norace/deadline.hpp"
#include "norace/mutex.hpp"
#include "norace/traits.hpp"
#include "norace/waiters.hpp"

namespace norace {

class CondvarMisuse : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: [N0003] a Condvar was waited on with the guard of another Mutex; one monitor "
           "has one Mutex";
  }
};

// Whether a wait with a limit ended because its time was over.
class WaitTimeoutResult {
 public:
  explicit WaitTimeoutResult(bool timed_out) noexcept : timed_out_(timed_out) {}
  bool timed_out() const noexcept { return timed_out_; }

 private:
  bool timed_out_;
};

class Condvar {
 public:
  constexpr Condvar() noexcept {}
  Condvar(const Condvar&) = delete;
  Condvar& operator=(const Condvar&) = delete;

  // Until until(data) is true.
  template <class T, std::predicate<T&> Until>
  void wait(MutexGuard<T>& guard, Until until) const {
    wait_until_true(guard, detail::no_deadline, until);
  }
  // Until a notify, or for no reason.
  template <class T>
  void wait(MutexGuard<T>& guard) const {
    wait_once(guard, detail::no_deadline);
  }
  // While condition(data) is true (Rust's).
  template <class T, std::predicate<T&> While>
  void wait_while(MutexGuard<T>& guard, While condition) const {
    wait_until_true(guard, detail::no_deadline,
                    [&](T& data) { return !std::invoke(condition, data); });
  }
  // False if the time was over and until(data) still is not true.
  template <class T, class Rep, class Period, std::predicate<T&> Until>
  bool wait_for(MutexGuard<T>& guard, std::chrono::duration<Rep, Period> patience,
                Until until) const {
    return wait_until_true(guard, detail::deadline_after(patience), until);
  }
  template <class T, class Clock, class Duration, std::predicate<T&> Until>
  bool wait_until(MutexGuard<T>& guard, std::chrono::time_point<Clock, Duration> time,
                  Until until) const {
    return wait_until_true(guard, detail::deadline_at(time), until);
  }
  // As wait(guard) and wait_while(), with a limit (Rust's).
  template <class T, class Rep, class Period>
  WaitTimeoutResult wait_timeout(MutexGuard<T>& guard,
                                 std::chrono::duration<Rep, Period> patience) const {
    return WaitTimeoutResult(!wait_once(guard, detail::deadline_after(patience)));
  }
  template <class T, class Rep, class Period, std::predicate<T&> While>
  WaitTimeoutResult wait_timeout_while(MutexGuard<T>& guard,
                                       std::chrono::duration<Rep, Period> patience,
                                       While condition) const {
    return WaitTimeoutResult(
        !wait_until_true(guard, detail::deadline_after(patience),
                         [&](T& data) { return !std::invoke(condition, data); }));
  }
  void notify_one() const noexcept { condition_.notify_one(); }
  void notify_all() const noexcept { condition_.notify_all(); }

 private:
  // False if the deadline passed and until(data) still is not true.
  template <class T, class Until>
  bool wait_until_true(MutexGuard<T>& guard, detail::WaitClock::time_point deadline,
                       Until&& until) const {
    const std::uint32_t number = serve(guard);
    refuse_poisoned(guard);
    if (std::invoke(until, *guard)) return true;
    detail::settle_loans_of_object(std::addressof(*guard));
    const detail::Waiter waiter(number, condition_);
    for (bool in_time = true; in_time;) {
      in_time = condition_.wait_until(guard.owner_->lock_, deadline);
      refuse_poisoned(guard);
      if (std::invoke(until, *guard)) return true;
    }
    return false;
  }
  template <class T>
  bool wait_once(MutexGuard<T>& guard, detail::WaitClock::time_point deadline) const {
    const std::uint32_t number = serve(guard);
    refuse_poisoned(guard);
    detail::settle_loans_of_object(std::addressof(*guard));
    const detail::Waiter waiter(number, condition_);
    const bool in_time = condition_.wait_until(guard.owner_->lock_, deadline);
    refuse_poisoned(guard);
    return in_time;
  }
  // The number of the guard's Mutex, which from now on is the only one.
  template <class T>
  std::uint32_t serve(const MutexGuard<T>& guard) const {
    const std::uint32_t mine = guard.owner_->poison_.number();
    std::uint32_t served = 0;
    if (!served_.compare_exchange_strong(served, mine, std::memory_order_relaxed) && served != mine)
      throw CondvarMisuse();
    return mine;
  }
  template <class T>
  static void refuse_poisoned(const MutexGuard<T>& guard) {
    if (guard.owner_->is_poisoned()) throw PoisonError();
  }

  mutable detail::Condition condition_;
  mutable std::atomic<std::uint32_t> served_{0};
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
