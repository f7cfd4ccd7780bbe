// Mutex<T>: the data lives inside the lock (Rust's Mutex).
//
// Promise: the T is reached only while the lock is held: through the guard that lock() returns, or
// inside with(f). The hazard it stops: a mutex beside the data that one of the writers forgets
// (E0616), a reference kept after the unlock (E0716, E0515), a copy taken without the lock (E0507).
//
// Threads: Mutex<T> is Send and Sync when T is Send; the guard is neither. A Lock of your own needs
// `unsafe_sync_mut<Lock> = true`: nobody can see whether it locks.
// Memory order: unlocking releases, locking acquires, as the Lock parameter's does (std::mutex).
// Poisoning: a guard that is destroyed while an exception that began under it unwinds leaves the
// mutex poisoned: the data may be half-changed. lock(), with(), get_mut() and into_inner() then
// throw PoisonError; lock_ignoring_poison() and clear_poison() are for those who can repair it, and
// whoever waits on a Condvar for its data wakes up to the same error.
// Locking twice in one thread is a deadlock or an error, as with the Lock itself; a Lock that
// allows it (std::recursive_mutex) throws std::system_error, since the data would be there twice.
// try_lock_for() and try_lock_until() wait so long and no longer; what such a lock has to have, and
// any other one, stands in lockable.hpp.
// Moving: a Mutex may move as long as nobody shares it (as a result, through a channel, in a vector
// that grows); one that somebody holds ends the program instead. A Mutex in static storage is
// constant-initialised where its T is, and never destroyed: a detached thread may use it to the
// end.
//
// Example:
//
// ```cpp run
// const norace::Mutex<int> hits(0);
// { auto guard = hits.lock(); *guard += 1; }
// hits.with([](int& n) { n += 1; });
// int now = hits.with([](int& n) { return n; });
// ```
#pragma once

#include <chrono>
#include <concepts>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/deadline.hpp"
#include "norace/guarded.hpp"
#include "norace/rule.hpp"
#include "norace/timed_posix.hpp"
#include "norace/traits.hpp"
#include "norace/try_lock_result.hpp"
#include "norace/with_guard.hpp"

namespace norace {

template <class T, class Lock>
class Mutex;
class Condvar;

// Holds the lock until it is destroyed. Movable within its thread; never Send.
template <class T, class Lock = std::mutex>
class NORACE_IF_N0001 NORACE_MOVES_OUT MutexGuard
    : public detail::ExclusiveGuard<Mutex<T, Lock>, T> {
  using Access = detail::ExclusiveGuard<Mutex<T, Lock>, T>;

 public:
  MutexGuard(MutexGuard&&) noexcept = default;
  MutexGuard& operator=(MutexGuard&&) noexcept = default;
  NORACE_IF_E0507 MutexGuard(const MutexGuard& other) noexcept : Access(other) {}

 private:
  friend class Mutex<T, Lock>;
  friend struct detail::LockAccess;
  explicit MutexGuard(const detail::Guarded<T, Lock>* owner) noexcept : Access(owner) {}
};

template <class T, class L = std::mutex>
class Mutex : public detail::Guarded<T, L>, detail::WithLock<Mutex<T, L>, T> {
  friend class detail::WithLock<Mutex, T>;
  using Data = detail::Guarded<T, L>;

 public:
  using Lock = L;
  using Guard = MutexGuard<T, Lock>;

  constexpr Mutex() requires std::default_initializable<T>
  = default;
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, Mutex> &&
             ...)) constexpr explicit Mutex(Args&&... args)
      : Data(std::in_place, std::forward<Args>(args)...) {}
  // Mutex<std::vector<int>> m({1, 2, 3});
  template <class Element>
  requires std::constructible_from<T, std::initializer_list<Element>>
  explicit Mutex(std::initializer_list<Element> elements) : Data(std::in_place, elements) {}
  NORACE_IF_E0507 Mutex(const Mutex& other) : Data(other), detail::WithLock<Mutex, T>() {}
  Mutex(Mutex&&) noexcept requires std::is_move_constructible_v<T>
  = default;
  Mutex& operator=(const Mutex&) = delete;
  Mutex& operator=(Mutex&&) noexcept requires std::is_move_assignable_v<T>
  = default;
  using Data::operator=;  // of a value: E0616

  // Waits for the lock; for ever, if whoever holds it never lets go.
  NORACE_IF_N0001 Guard lock() const NORACE_LIFETIMEBOUND {
    this->lock_.lock();
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return Guard(this);
  }
  // Empty if somebody else holds the lock.
  NORACE_IF_N0001 TryLockResult<Guard> try_lock() const NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock()) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return Guard(this);
  }
  // Empty if somebody else holds the lock all the time.
  template <class Rep, class Period>
  NORACE_IF_N0001 TryLockResult<Guard> try_lock_for(std::chrono::duration<Rep, Period> patience)
      const NORACE_LIFETIMEBOUND requires detail::LocksBefore<Lock> {
    return lock_before(detail::deadline_after(patience));
  }
  template <class Clock, class Duration>
  NORACE_IF_N0001 TryLockResult<Guard> try_lock_until(std::chrono::time_point<Clock, Duration> time)
      const NORACE_LIFETIMEBOUND requires detail::LocksBefore<Lock> {
    return lock_before(detail::deadline_at(time));
  }
  NORACE_IF_N0001 Guard lock_ignoring_poison() const NORACE_LIFETIMEBOUND {
    this->lock_.lock();
    this->enter_alone();
    return Guard(this);
  }
  // Of a Mutex that nobody shares: its data without waiting. It is a guard all the same, for a
  // borrow() of this Mutex may be out; std::system_error where somebody does hold the lock.
  NORACE_IF_N0001 Guard get_mut() NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock())
      throw std::system_error(std::make_error_code(std::errc::device_or_resource_busy),
                              "norace: get_mut() of a Mutex that somebody holds");
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return Guard(this);
  }

  // Calls f(data) under the lock and returns what it returns, by value.
  using detail::WithLock<Mutex, T>::with;

 private:
  TryLockResult<Guard> lock_before(detail::WaitClock::time_point deadline) const {
    if (!detail::lock_before(this->lock_, deadline)) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return Guard(this);
  }
};

template <class T>
Mutex(T) -> Mutex<T>;

namespace detail {

// Send and Sync as soon as T is Send: only one thread at a time reaches it. The Lock has to be one
// of std's, or unsafe_sync_mut<Lock> vouches that it locks.
template <class T, class Lock = std::mutex>
struct LockedData {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.send && shares_mutably<Lock>();
    return inner;
  }
};
template <class T, class Lock>
struct Known<Mutex<T, Lock>> : LockedData<T, Lock> {};
template <class T, class Lock>
struct Known<MutexGuard<T, Lock>> : NeverLeaves {};

}  // namespace detail
}  // namespace norace
