// unlocked(std::move(guard), f): lets the lock go while f runs, and takes it again (Rust's
// parking_lot has MutexGuard::unlocked).
//
// Promise: f runs without the lock, then the guard comes back, with f's result where it has one.
// Meanwhile others change the data, so no reference that was reached through the guard may be used
// afterwards: that is why the guard goes away and comes back, as with Condvar::wait(); one that
// only lends its name is E0505. It stops what unlock() and lock() by hand leave open: the guard
// that is used in between, and the lock that nobody takes again.
//
// Of a MutexGuard, an RwLockReadGuard or an RwLockWriteGuard. What f throws comes out, with the
// lock let go and not poisoned; taking it again may wait, and throws PoisonError where somebody has
// poisoned it meanwhile. What it cannot see: that f uses a reference into the data.
//
// Example:
//
// ```cpp
// void work(const norace::Mutex<std::vector<norace::SendFn<void()>>>& jobs) {
//   auto guard = jobs.lock();
//   while (!guard->empty()) {
//     auto job = std::move(guard->back());
//     guard->pop_back();
//     guard = unlocked(std::move(guard), [&] { job(); });
//   }
// }
// ```
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "norace/lock_access.hpp"
#include "norace/mutex.hpp"
#include "norace/rule.hpp"
#include "norace/rw_lock.hpp"

namespace norace {

// What unlocked() gives where f has a result: `auto [guard, result] = ...`.
template <class Guard, class R>
struct Unlocked {
  Guard guard;
  R result;
};

namespace detail {

template <class T, class L>
MutexGuard<T, L> lock_again(const Mutex<T, L>& owner, const MutexGuard<T, L>&) {
  return owner.lock();
}
template <class T, class L>
RwLockReadGuard<T, L> lock_again(const RwLock<T, L>& owner, const RwLockReadGuard<T, L>&) {
  return owner.read();
}
template <class T, class L>
RwLockWriteGuard<T, L> lock_again(const RwLock<T, L>& owner, const RwLockWriteGuard<T, L>&) {
  return owner.write();
}

template <class Guard>
concept CanUnlock = requires(const Guard& guard) {
  detail::lock_again(LockAccess::owner(guard), guard);
};

template <class Guard, class F>
auto run_unlocked(Guard& guard, F&& f) {
  const auto& owner = LockAccess::owner(guard);
  guard.unlock();
  if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
    std::invoke(std::forward<F>(f));
    return lock_again(owner, guard);
  } else {
    using R = std::decay_t<std::invoke_result_t<F>>;
    R result = std::invoke(std::forward<F>(f));
    return Unlocked<Guard, R>{lock_again(owner, guard), std::move(result)};
  }
}

}  // namespace detail

// The guard, or Unlocked{guard, result} where f returns something.
template <class Guard, std::invocable F>
requires(!std::is_reference_v<Guard> && detail::CanUnlock<Guard>)
    [[nodiscard]] auto unlocked(Guard&& guard, F&& f) {
  return detail::run_unlocked(guard, std::forward<F>(f));
}
// The guard under its name, which would be used again.
template <detail::CanUnlock Guard, std::invocable F>
NORACE_IF_E0505_UNLOCKED void unlocked(Guard& guard, F&& f) {
  auto again = detail::run_unlocked(guard, std::forward<F>(f));
  std::destroy_at(std::addressof(guard));  // not every guard can be assigned to
  if constexpr (std::is_void_v<std::invoke_result_t<F>>)
    std::construct_at(std::addressof(guard), std::move(again));
  else
    std::construct_at(std::addressof(guard), std::move(again.guard));
}

}  // namespace norace
