// Condvar: waits under a Mutex until another thread changed its data (Rust's Condvar).
//
// Promise: wait(std::move(guard), until) releases the guard's mutex, blocks, takes it again, and
// gives the guard back, only when until(data) is true, so a spurious wake-up cannot be seen. It
// stops the lost wake-up of a wait without a predicate. Meanwhile others change the data, so no
// reference that was reached through the guard may be used afterwards: that is why the guard goes
// away and comes back, as in Rust; one that only lends its name is E0505. wait(std::move(guard))
// returns after a notify, or for no reason: ask again. A Condvar serves one Mutex, the first that
// is waited on with it; a guard of another one throws CondvarMisuse (N0003), in every build, also
// when the first one is gone.
//
// A waiter whose Mutex is poisoned, before or while it waits, wakes up and throws PoisonError,
// before its predicate sees the data; so it does not wait for a notifier that threw. It waits for
// ever where nobody notifies. The guard stays where it was when a wait throws.
//
// Threads: Send and Sync. Memory order: the mutex's. Works with Mutex<T, std::mutex>.
//
// Example:
//
// ```cpp run
// const norace::Mutex<bool> ready(false); const norace::Condvar changed;
// { auto guard = ready.lock(); *guard = true; changed.notify_one(); }
// auto guard = ready.lock();
// guard = changed.wait(std::move(guard), [](bool& is_ready) { return is_ready; });
// ```
#pragma once

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

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

// What a wait with a limit gives back.
template <class T>
struct WaitTimeoutResult {
  MutexGuard<T> guard;
  bool timed_out;  // the time was over and until(data), if it was asked, still is not true
};

namespace detail {

// Found through a using, as in ScopeThreads: one diagnostic instead of two.
template <class Self>
class WaitsWithGuard {
 public:
  // Until until(data) is true.
  template <class T, std::predicate<T&> Until>
  [[nodiscard]] MutexGuard<T> wait(MutexGuard<T>&& guard, Until until) const {
    self().wait_until_true(guard, no_deadline, until);
    return std::move(guard);
  }
  // Until a notify, or for no reason.
  template <class T>
  [[nodiscard]] MutexGuard<T> wait(MutexGuard<T>&& guard) const {
    self().wait_once(guard, no_deadline);
    return std::move(guard);
  }
  // While condition(data) is true (Rust's).
  template <class T, std::predicate<T&> While>
  [[nodiscard]] MutexGuard<T> wait_while(MutexGuard<T>&& guard, While condition) const {
    self().wait_until_true(guard, no_deadline, refuted<T>(condition));
    return std::move(guard);
  }
  template <class T, class Rep, class Period, std::predicate<T&> Until>
  [[nodiscard]] WaitTimeoutResult<T> wait_for(MutexGuard<T>&& guard,
                                              std::chrono::duration<Rep, Period> patience,
                                              Until until) const {
    const bool came = self().wait_until_true(guard, deadline_after(patience), until);
    return {std::move(guard), !came};
  }
  template <class T, class Clock, class Duration, std::predicate<T&> Until>
  [[nodiscard]] WaitTimeoutResult<T> wait_until(MutexGuard<T>&& guard,
                                                std::chrono::time_point<Clock, Duration> time,
                                                Until until) const {
    const bool came = self().wait_until_true(guard, deadline_at(time), until);
    return {std::move(guard), !came};
  }
  // As wait(guard) and wait_while(), with a limit (Rust's).
  template <class T, class Rep, class Period>
  [[nodiscard]] WaitTimeoutResult<T> wait_timeout(
      MutexGuard<T>&& guard, std::chrono::duration<Rep, Period> patience) const {
    const bool in_time = self().wait_once(guard, deadline_after(patience));
    return {std::move(guard), !in_time};
  }
  template <class T, class Rep, class Period, std::predicate<T&> While>
  [[nodiscard]] WaitTimeoutResult<T> wait_timeout_while(MutexGuard<T>&& guard,
                                                        std::chrono::duration<Rep, Period> patience,
                                                        While condition) const {
    const bool came =
        self().wait_until_true(guard, deadline_after(patience), refuted<T>(condition));
    return {std::move(guard), !came};
  }

  // The guard under its name, which would be used again.
  template <class T, std::predicate<T&> Until>
  NORACE_IF_E0505 void wait(MutexGuard<T>& guard, Until until) const {
    self().wait_until_true(guard, no_deadline, until);
  }
  template <class T>
  NORACE_IF_E0505 void wait(MutexGuard<T>& guard) const {
    self().wait_once(guard, no_deadline);
  }
  template <class T, std::predicate<T&> While>
  NORACE_IF_E0505 void wait_while(MutexGuard<T>& guard, While condition) const {
    self().wait_until_true(guard, no_deadline, refuted<T>(condition));
  }
  template <class T, class Rep, class Period, std::predicate<T&> Until>
  NORACE_IF_E0505 bool wait_for(MutexGuard<T>& guard, std::chrono::duration<Rep, Period> patience,
                                Until until) const {
    return self().wait_until_true(guard, deadline_after(patience), until);
  }
  template <class T, class Clock, class Duration, std::predicate<T&> Until>
  NORACE_IF_E0505 bool wait_until(MutexGuard<T>& guard,
                                  std::chrono::time_point<Clock, Duration> time,
                                  Until until) const {
    return self().wait_until_true(guard, deadline_at(time), until);
  }
  template <class T, class Rep, class Period>
  NORACE_IF_E0505 bool wait_timeout(MutexGuard<T>& guard,
                                    std::chrono::duration<Rep, Period> patience) const {
    return self().wait_once(guard, deadline_after(patience));
  }
  template <class T, class Rep, class Period, std::predicate<T&> While>
  NORACE_IF_E0505 bool wait_timeout_while(MutexGuard<T>& guard,
                                          std::chrono::duration<Rep, Period> patience,
                                          While condition) const {
    return self().wait_until_true(guard, deadline_after(patience), refuted<T>(condition));
  }

 private:
  template <class T, class While>
  static auto refuted(While& condition) {
    return [&condition](T& data) { return !std::invoke(condition, data); };
  }
  const Self& self() const { return *static_cast<const Self*>(this); }
};

}  // namespace detail

class Condvar : detail::WaitsWithGuard<Condvar> {
  friend class detail::WaitsWithGuard<Condvar>;

 public:
  constexpr Condvar() noexcept {}
  Condvar(const Condvar&) = delete;
  Condvar& operator=(const Condvar&) = delete;

  using detail::WaitsWithGuard<Condvar>::wait;
  using detail::WaitsWithGuard<Condvar>::wait_for;
  using detail::WaitsWithGuard<Condvar>::wait_timeout;
  using detail::WaitsWithGuard<Condvar>::wait_timeout_while;
  using detail::WaitsWithGuard<Condvar>::wait_until;
  using detail::WaitsWithGuard<Condvar>::wait_while;
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
    detail::settle_loans_of_object(std::addressof(*guard), std::addressof(guard.owner_->lock_));
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
    detail::settle_loans_of_object(std::addressof(*guard), std::addressof(guard.owner_->lock_));
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
