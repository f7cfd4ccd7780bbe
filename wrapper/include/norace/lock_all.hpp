// lock_all(a, b, ...): several locks at once, in whatever order, without a deadlock (std::lock's
// algorithm; folly's lock(), C++'s scoped_lock).
//
// Promise: whoever takes several locks takes them through this, in any order, and nobody waits for
// ever: it waits for one lock while it holds none of the others. The hazard it stops: two transfers
// that lock two accounts the other way round. The same lock twice throws std::system_error; where
// one is poisoned, PoisonError, and all of them are let go and stay as they were.
//
// Takes Mutexes and RwLocks of any kinds, an RwLock as its writer, or as a reader in reading(rw);
// `auto [x, y] = lock_all(a, b)` names the guards. Of a range (of mutexes, or of Arcs or pointers
// to them) it gives a vector of guards.
//
// Levels: a LeveledMutex wants its proof here too (N0002): `lock_all(no_lock, a, b)` or
// `lock_all(guard, a, b)`, all of them above the guard's level; among themselves they need no
// order. The guards have the highest of their levels, so that what comes after is above all of
// them.
//
// Example:
//
// ```cpp run
// const norace::Mutex<int> a(1); const norace::RwLock<int> b(2), c(3);
// auto [x, y, z] = norace::lock_all(a, b, norace::reading(c));
// *x += *z; *y = 0;
// std::vector<norace::Mutex<int>> all(10U);
// for (auto& guard : norace::lock_all(all)) *guard += 1;
// ```
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <span>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/analysis.hpp"
#include "norace/lock_access.hpp"
#include "norace/lock_level.hpp"
#include "norace/mutex.hpp"
#include "norace/poison.hpp"
#include "norace/rule.hpp"
#include "norace/rw_lock.hpp"

namespace norace {

namespace detail {

// An RwLock that lock_all() takes as a reader.
template <class T, class L>
struct Reading {
  const RwLock<T, L>& lock;
};

// A lock whose type does not matter any more.
struct AnyLock {
  const void* lock;
  void (*take)(const void*);
  bool (*try_take)(const void*);
  void (*let_go)(const void*);
};

// How lock_all() takes each of its arguments, and what guard it gives of it.
template <class M>
struct Taken;
template <class M, class T, class L>
struct TakenAlone {
  using Guard = decltype(LockAccess::guard(std::declval<const M&>()));
  static AnyLock any(const M& m) noexcept {
    return {std::addressof(LockAccess::raw(m)), [](const void* l) { raw(l).lock(); },
            [](const void* l) -> bool { return raw(l).try_lock(); },
            [](const void* l) { raw(l).unlock(); }};
  }
  // Under the lock.
  static bool is_poisoned(const M& m) noexcept { return m.is_poisoned(); }
  static bool is_entered(const M& m) noexcept { return LockAccess::is_entered(m); }
  static Guard guard(const M& m) noexcept {
    LockAccess::enter(m);
    return LockAccess::guard(m);
  }

 private:
  static L& raw(const void* lock) { return *const_cast<L*>(static_cast<const L*>(lock)); }
};
template <class T, class L>
struct Taken<Mutex<T, L>> : TakenAlone<Mutex<T, L>, T, L> {};
template <class T, class L>
struct Taken<RwLock<T, L>> : TakenAlone<RwLock<T, L>, T, L> {};
template <class T, class L>
struct Taken<Reading<T, L>> {
  using Guard = RwLockReadGuard<T, L>;
  static AnyLock any(const Reading<T, L>& m) noexcept {
    return {std::addressof(LockAccess::raw(m.lock)), [](const void* l) { raw(l).lock_shared(); },
            [](const void* l) -> bool { return raw(l).try_lock_shared(); },
            [](const void* l) { raw(l).unlock_shared(); }};
  }
  static bool is_poisoned(const Reading<T, L>& m) noexcept { return m.lock.is_poisoned(); }
  static bool is_entered(const Reading<T, L>&) noexcept { return false; }
  static Guard guard(const Reading<T, L>& m) noexcept { return LockAccess::read_guard(m.lock); }

 private:
  static L& raw(const void* lock) { return *const_cast<L*>(static_cast<const L*>(lock)); }
};

template <class M>
concept LockedByItself = requires {
  typename Taken<M>::Guard;
};
template <class M>
inline constexpr bool has_level = false;
template <int Level, class T>
inline constexpr bool has_level<LeveledMutex<Level, T>> = true;
template <class M>
inline constexpr int level_of = -1;
template <int Level, class T>
inline constexpr int level_of<LeveledMutex<Level, T>> = Level;
// no_lock, or a guard that knows its level.
template <class Held>
concept ProofOfLevel = !has_level<Held> && requires {
  Held::level;
};
template <class First, class... Ms>
inline constexpr bool all_above = ProofOfLevel<First> && sizeof...(Ms) > 0 &&
                                  (has_level<Ms> && ...);
template <class First, class... Ms>
inline constexpr bool rises = [] {
  if constexpr (ProofOfLevel<First>)
    return ((level_of<Ms> > First::level) && ...);
  else
    return false;
}();
// A level without its proof, or a lock without a level beside one.
template <class... Ms>
inline constexpr bool mixes_levels = ((has_level<Ms> || ProofOfLevel<Ms>) || ...);

struct LockAll {
  // The first one is waited for, the others only tried: then whoever failed is the first.
  static void take(std::span<const AnyLock> locks) {
    refuse_twice(locks);
    for (std::size_t first = 0; !locks.empty();) {
      Held held{locks, first};
      held.take_first();
      while (held.count < locks.size() && held.try_next()) {
      }
      if (held.count == locks.size()) return held.keep();
      first = held.next();
    }
  }
  static void let_go(std::span<const AnyLock> locks) {
    for (const AnyLock& one : locks) one.let_go(one.lock);
  }

 private:
  // Lets go of what it has taken, also where a lock throws.
  struct Held {
    std::span<const AnyLock> locks;
    std::size_t first;
    std::size_t count = 0;

    std::size_t next() const { return (first + count) % locks.size(); }
    void take_first() {
      locks[first].take(locks[first].lock);
      count = 1;
    }
    bool try_next() {
      const AnyLock& one = locks[next()];
      if (!one.try_take(one.lock)) return false;
      ++count;
      return true;
    }
    void keep() { locks = {}; }
    ~Held() {
      for (std::size_t i = 0; i < count && !locks.empty(); ++i) {
        const AnyLock& one = locks[(first + i) % locks.size()];
        one.let_go(one.lock);
      }
    }
  };
  static void refuse_twice(std::span<const AnyLock> locks) {
    bool twice = false;
    if (locks.size() <= 8) {
      for (std::size_t i = 0; i < locks.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) twice = twice || locks[i].lock == locks[j].lock;
    } else {
      std::vector<const void*> all;
      for (const AnyLock& one : locks) all.push_back(one.lock);
      std::sort(all.begin(), all.end(), std::less<>());
      twice = std::adjacent_find(all.begin(), all.end()) != all.end();
    }
    if (twice) refuse();
  }

 public:
  [[noreturn, gnu::cold, gnu::noinline]] static void refuse() {
    throw std::system_error(
        std::make_error_code(std::errc::resource_deadlock_would_occur),
        "norace: lock_all() of a lock that this thread has, or was given twice");
  }
  // Under all locks, before there is a guard: an exception must not make one look as if somebody
  // had left it half-changed.
  static void refuse_if(bool is_poisoned, bool is_entered, std::span<const AnyLock> locks) {
    if (!is_poisoned && !is_entered) [[likely]]
      return;
    let_go(locks);
    if (is_entered) refuse();
    throw_poison_error();
  }
  template <class... Ms>
  static void take_these(const Ms&... ms) {
    const std::array<AnyLock, sizeof...(Ms)> locks{Taken<Ms>::any(ms)...};
    take(locks);
    refuse_if((Taken<Ms>::is_poisoned(ms) || ...), (Taken<Ms>::is_entered(ms) || ...), locks);
  }
};

// The lock of a range's element, or what it leads to.
template <class M>
requires LockedByItself<M>
const M& lock_in(const M& m) { return m; }
template <class P>
requires(!LockedByItself<P> &&
         LockedByItself<std::remove_cvref_t<decltype(*std::declval<P&>())>>) const
    auto& lock_in(P& pointer) {
  return *pointer;
}
template <class Range>
using LockInRange =
    std::remove_cvref_t<decltype(detail::lock_in(*std::begin(std::declval<Range&>())))>;

}  // namespace detail

// For lock_all(): this RwLock as a reader.
template <class T, class L>
[[nodiscard]] detail::Reading<T, L> reading(
    const RwLock<T, L>& lock NORACE_LIFETIMEBOUND) noexcept {
  return {lock};
}

template <class... Ms>
requires(sizeof...(Ms) > 0 && (detail::LockedByItself<Ms> && ...))
    NORACE_IF_N0001 std::tuple<typename detail::Taken<Ms>::Guard...> lock_all(const Ms&... ms) {
  detail::LockAll::take_these(ms...);
  return {detail::Taken<Ms>::guard(ms)...};
}

template <class Held, class... Ms>
requires(detail::all_above<Held, Ms...> &&
         (detail::rises<Held, Ms...> || !NORACE_ON_N0002)) NORACE_IF_N0001
    auto lock_all(const Held&, const Ms&... ms) {
  constexpr int highest = std::max({detail::level_of<Ms>...});
  detail::LockAll::take_these(detail::LockAccess::plain(ms)...);
  const auto guard = []<int Level, class T>(const LeveledMutex<Level, T>& m) {
    return LeveledGuard<highest, T>(detail::Taken<Mutex<T>>::guard(detail::LockAccess::plain(m)));
  };
  return std::tuple(guard(ms)...);
}
template <class Held, class... Ms>
requires(detail::all_above<Held, Ms...> && !detail::rises<Held, Ms...> && NORACE_ON_N0002)
    NORACE_REJECT(N0002)
auto lock_all(const Held&, const Ms&... ms) { return std::tuple(ms.lock(no_lock)...); }
// Without a proof, and beside locks that have no level.
template <class... Ms>
requires(sizeof...(Ms) > 0 && (detail::has_level<Ms> && ...) && !NORACE_ON_N0002) NORACE_IF_N0001
    auto lock_all(const Ms&... ms) {
  return norace::lock_all(no_lock, ms...);
}
template <class... Ms>
requires(sizeof...(Ms) > 0 && (detail::has_level<Ms> && ...) && NORACE_ON_N0002)
    NORACE_REJECT(N0002_ALL)
auto lock_all(const Ms&... ms) { return std::tuple(ms.lock(no_lock)...); }
template <class First, class... Ms>
requires(detail::mixes_levels<First, Ms...> && !detail::all_above<First, Ms...> &&
         !(detail::has_level<First> && ... && detail::has_level<Ms>)&&NORACE_ON_N0002)
    NORACE_REJECT(N0002_ALL)
auto lock_all(const First& first, const Ms&... ms) {
  if constexpr (detail::ProofOfLevel<First>)
    return std::tuple<const Ms&...>(ms...);
  else
    return std::tuple<const First&, const Ms&...>(first, ms...);
}

// All of a range, which may be empty.
template <std::ranges::forward_range Range>
requires detail::LockedByItself<detail::LockInRange<Range>> NORACE_IF_N0001
    std::vector<typename detail::Taken<detail::LockInRange<Range>>::Guard>
    lock_all(Range&& range NORACE_LIFETIMEBOUND) {
  using M = detail::Taken<detail::LockInRange<Range>>;
  std::vector<detail::AnyLock> locks;
  for (auto& one : range) locks.push_back(M::any(detail::lock_in(one)));
  std::vector<typename M::Guard> guards;
  guards.reserve(locks.size());
  detail::LockAll::take(locks);
  bool is_poisoned = false;
  bool is_entered = false;
  for (auto& one : range) {
    is_poisoned = is_poisoned || M::is_poisoned(detail::lock_in(one));
    is_entered = is_entered || M::is_entered(detail::lock_in(one));
  }
  detail::LockAll::refuse_if(is_poisoned, is_entered, locks);
  for (auto& one : range) guards.push_back(M::guard(detail::lock_in(one)));
  return guards;
}

}  // namespace norace
