// What a lock has to be, to stand in a Mutex or a RwLock: the standard's names, as concepts.
//
// Promise: each concept below lists what the library calls, and nothing else. A type that has these
// members (std's and Boost's mutexes have, a spin lock of six lines has) is a `Lock` of
// `Mutex<T, Lock>`; `unsafe_sync_mut<Lock> = true` then says that it really locks, which no type
// can show. What it owes beside the names, and lock_conformance.hpp tries:
//
//   - between a lock() that has returned and the unlock() no other lock() or lock_shared() returns;
//   - unlock() releases and lock() acquires: what was written under the lock is seen under it;
//   - try_lock() does not wait, and takes a lock that is free, or fails for no reason now and then;
//   - lock_upgrade() keeps writers and other upgraders out and lets readers in; from there to
//     lock() and back nobody writes in between (Boost's and folly's names and meaning);
//   - a thread that asks for a lock that it holds waits, gets std::system_error or gets the lock:
//     a guard looks, and the data is never there twice.
//
// A mutex with names of its own (Abseil's `Lock()`) goes into a class of a few lines that has
// these: see docs/locks.md.
//
// Example:
//
// ```cpp
// class SpinLock {
//  public:
//   void lock() noexcept { while (taken_.test_and_set(std::memory_order_acquire)) {} }
//   bool try_lock() noexcept { return !taken_.test_and_set(std::memory_order_acquire); }
//   void unlock() noexcept { taken_.clear(std::memory_order_release); }
//  private:
//   std::atomic_flag taken_;
// };
// template <> inline constexpr bool norace::unsafe_sync_mut<SpinLock> = true;
// ```
#pragma once

#include <concepts>

#include "norace/deadline.hpp"

namespace norace {

// Enough for Mutex::lock(), with() and a RwLock's write().
template <class L>
concept BasicLockable = requires(L& lock) {
  lock.lock();
  lock.unlock();
};

// try_lock(), get_mut(), lock_all().
template <class L>
concept Lockable = BasicLockable<L> && requires(L& lock) {
  { lock.try_lock() } -> std::convertible_to<bool>;
};

// Of a RwLock: read() and try_read().
template <class L>
concept SharedLockable = Lockable<L> && requires(L& lock) {
  lock.lock_shared();
  { lock.try_lock_shared() } -> std::convertible_to<bool>;
  lock.unlock_shared();
};

// Of a RwLock: upgradable_read(), upgrade() and downgrade().
template <class L>
concept UpgradeLockable = SharedLockable<L> && requires(L& lock) {
  lock.lock_upgrade();
  { lock.try_lock_upgrade() } -> std::convertible_to<bool>;
  lock.unlock_upgrade();
  lock.unlock_upgrade_and_lock();
  lock.unlock_upgrade_and_lock_shared();
  lock.unlock_and_lock_upgrade();
  lock.unlock_and_lock_shared();
};

// try_lock_for(), try_lock_until(), and a RwLock's try_write_for() and try_write_until().
template <class L>
concept TimedLockable = Lockable<L> && requires(L& lock, detail::WaitClock::time_point deadline) {
  { lock.try_lock_until(deadline) } -> std::convertible_to<bool>;
};

// try_read_for() and try_read_until().
template <class L>
concept SharedTimedLockable = SharedLockable<L> &&
    requires(L& lock, detail::WaitClock::time_point deadline) {
  { lock.try_lock_shared_until(deadline) } -> std::convertible_to<bool>;
};

namespace detail {
// Whoever needs the lock itself, and not the data: see lock_access.hpp.
struct LockAccess;

// For ever where there is no deadline: a clock may count differently to the end of time. For
// std::mutex, timed_posix.hpp has it.
template <TimedLockable L>
bool lock_before(L& lock, WaitClock::time_point deadline) {
  if (deadline != no_deadline) return lock.try_lock_until(deadline);
  lock.lock();
  return true;
}
template <SharedTimedLockable L>
bool lock_shared_before(L& lock, WaitClock::time_point deadline) {
  if (deadline != no_deadline) return lock.try_lock_shared_until(deadline);
  lock.lock_shared();
  return true;
}
}  // namespace detail
}  // namespace norace
