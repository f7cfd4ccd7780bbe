// Lock levels: mutexes that are taken in one declared order cannot deadlock (N0002).
//
// Promise: a LeveledMutex is locked in no other way than with the proof of a lower level in hand:
// `b.lock(a_guard)`. Two locks of the same level, or the same lock twice, do not compile.
//
// A level is an int in the type; the ground is `norace::no_lock`, which every thread may use.
// What it cannot see: a second use of no_lock while a guard lives. Mutexes of one rank that are
// needed in pairs (two accounts of a bank) go through with_both(); several of one or of different
// levels go through lock_all(held, ...) (lock_all.hpp), whose guards all have the highest level.
//
// Example:
//
// ```cpp compile_fail,N0002
// const norace::LeveledMutex<1, int> accounts(0); const norace::LeveledMutex<2, int> log(0);
// auto a = accounts.lock(norace::no_lock);
// auto l = log.lock(a);         // 1 before 2
// auto x = accounts.lock(l);    // N0002
// ```
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <mutex>
#include <system_error>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/mutex.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

// Below every level.
struct NoLock {
  static constexpr int level = -1;
};
inline constexpr NoLock no_lock;

// A MutexGuard that knows its level.
template <int Level, class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT LeveledGuard {
 public:
  static constexpr int level = Level;

  explicit LeveledGuard(MutexGuard<T> guard) noexcept : guard_(std::move(guard)) {}
  NORACE_USES T& operator*() & noexcept NORACE_LIFETIMEBOUND { return *guard_; }
  NORACE_USES T* operator->() & noexcept NORACE_LIFETIMEBOUND { return std::addressof(*guard_); }
  NORACE_IF_E0716 T& operator*() && noexcept { return *guard_; }
  NORACE_IF_E0716 T* operator->() && noexcept { return std::addressof(*guard_); }

 private:
  MutexGuard<T> guard_;
};

namespace detail {
template <class F, class A, class B, Rule rule>
concept CallBreaksBoth =
    std::invocable<F, A&, B&> &&
    result_breaks<std::invoke_result_t<F, A&, B&>, std::remove_cvref_t<F>, A&, B&> == rule;
}  // namespace detail

// Locks two mutexes of equal rank without a deadlock, whatever order others choose, and calls
// f(data of a, data of b). The same mutex twice throws std::system_error; where one is poisoned,
// PoisonError is thrown and the other one stays as it is.
template <class A, class B, class F>
requires detail::CallBreaksBoth<F, A, B, Rule::None>
decltype(auto) with_both(const Mutex<A>& a, const Mutex<B>& b, F&& f) {
  const void* first = std::addressof(a);
  const void* second = std::addressof(b);
  if (first == second)
    throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
  const auto call = [&](MutexGuard<A> x, MutexGuard<B> y) -> decltype(auto) {
    // Before f had either: an exception must not make one look as if f had left it half-changed.
    if (a.is_poisoned() || b.is_poisoned()) {
      x.unlock();
      y.unlock();
      throw PoisonError();
    }
    return std::invoke(std::forward<F>(f), *x, *y);
  };
  if (std::less<>()(first, second)) {
    auto x = a.lock_ignoring_poison();
    return call(std::move(x), b.lock_ignoring_poison());
  }
  auto y = b.lock_ignoring_poison();
  return call(a.lock_ignoring_poison(), std::move(y));
}
template <class A, class B, class F>
requires detail::CallBreaksBoth<F, A, B, Rule::E0515> NORACE_REJECT(E0515)
decltype(auto) with_both(const Mutex<A>&, const Mutex<B>&, F&&) {
  return detail::never<std::invoke_result_t<F, A&, B&>>();
}
template <class A, class B, class F>
requires detail::CallBreaksBoth<F, A, B, Rule::E0515_OPAQUE> NORACE_REJECT(E0515_OPAQUE)
decltype(auto) with_both(const Mutex<A>&, const Mutex<B>&, F&&) {
  return detail::never<std::invoke_result_t<F, A&, B&>>();
}

namespace detail {
// Found through a using, as in ScopeThreads: one diagnostic instead of two.
template <int Level, class T>
class LockAfter {
  template <class Held>
  static constexpr bool is_below = Held::level < Level;

 public:
  template <class... Args>
  requires std::constructible_from<T, Args...>
  explicit LockAfter(Args&&... args) : mutex_(std::forward<Args>(args)...) {}

  // `held` is no_lock or the guard of a lower level.
  template <class Held>
  requires(is_below<Held> ||
           !NORACE_ON_N0002) NORACE_IF_N0001 LeveledGuard<Level, T> lock(const Held&)
  const { return LeveledGuard<Level, T>(mutex_.lock()); }
  template <class Held>
  requires(!is_below<Held> && NORACE_ON_N0002) NORACE_REJECT(N0002)
  LeveledGuard<Level, T> lock(const Held&) const { return LeveledGuard<Level, T>(mutex_.lock()); }

 private:
  friend struct LockAccess;
  Mutex<T> mutex_;
};
}  // namespace detail

template <int Level, class T>
class LeveledMutex : detail::LockAfter<Level, T> {
  friend struct detail::LockAccess;
  static_assert(Level >= 0, "levels start at 0");

 public:
  using detail::LockAfter<Level, T>::LockAfter;
  using detail::LockAfter<Level, T>::lock;
};

namespace detail {
template <int Level, class T>
struct Known<LeveledMutex<Level, T>> : LockedData<T> {};
template <int Level, class T>
struct Known<LeveledGuard<Level, T>> : NeverLeaves {};
}  // namespace detail
}  // namespace norace
