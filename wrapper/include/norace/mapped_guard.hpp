// map(guard, f), filter_map(guard, f): a guard of a part of the data that keeps the lock (Rust's
// MutexGuard::map).
//
// Promise: `map(m.lock(), &Account::name)` takes the guard, and what comes back unlocks in its
// place; it reaches the part that f chose and nothing else, so a function may hand out a member and
// the lock with it. The hazards it stops: returning `T&` from a function whose guard ends there
// (E0515, E0597), and a guard of all where a part is meant. f gets the data (const, from a reader's
// guard) and gives a reference into it, or for filter_map() a pointer, null where there is no such
// part: then the guard comes back as the error.
//
// Of a MutexGuard, an RwLockWriteGuard, an RwLockReadGuard, an upgradable one, or of a part again.
// Threads, poisoning: as the guard's, which it keeps; it cannot be copied (E0507) or leave its
// thread (E0277). What it cannot see: that f's reference leads into the data and nowhere else.
//
// Example:
//
// <!-- cpp
// #include <map>
// -->
// ```cpp run
// struct Account { std::string name; };
// norace::MappedMutexGuard<Account, std::string> name_of(const norace::Mutex<Account>& m) {
//   return map(m.lock(), &Account::name);
// }
//
// const norace::Mutex<Account> account(Account{"ada"});
// *name_of(account) += "!";
// const norace::Mutex<std::map<int, int>> table;
// auto seventh = filter_map(table.lock(), [](std::map<int, int>& t) {
//   auto found = t.find(7);
//   return found == t.end() ? nullptr : &found->second;
// });  // a Result: the guard of the part, or the guard of the whole
// ```
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/guarded.hpp"
#include "norace/lock_access.hpp"
#include "norace/mutex.hpp"
#include "norace/read_access.hpp"
#include "norace/result.hpp"
#include "norace/rule.hpp"
#include "norace/rw_lock.hpp"

namespace norace {

template <class Guard, class U>
class MappedGuard;
template <class T, class U, class Lock = std::mutex>
using MappedMutexGuard = MappedGuard<MutexGuard<T, Lock>, U>;
template <class T, class U, class Lock = SharedMutex>
using MappedRwLockWriteGuard = MappedGuard<RwLockWriteGuard<T, Lock>, U>;
template <class T, class U, class Lock = SharedMutex>
using MappedRwLockReadGuard = MappedGuard<RwLockReadGuard<T, Lock>, detail::Shared<U>>;

namespace detail {

struct Mapping;

// What f gets of each kind of guard: T& or const T&.
template <class Guard>
struct DataOf;
template <class T, class L>
struct DataOf<MutexGuard<T, L>> : std::type_identity<T> {};
template <class T, class L>
struct DataOf<RwLockWriteGuard<T, L>> : std::type_identity<T> {};
template <class T, class L>
struct DataOf<RwLockReadGuard<T, L>> : std::type_identity<Shared<T>> {};
template <class T, class L>
struct DataOf<RwLockUpgradableReadGuard<T, L>> : std::type_identity<Shared<T>> {};
template <class Guard, class U>
struct DataOf<MappedGuard<Guard, U>> : std::type_identity<U> {};

template <class Guard>
concept AnyGuard = requires {
  typename DataOf<Guard>::type;
};

template <class Guard, class F>
using MappedTo = std::invoke_result_t<F, typename DataOf<Guard>::type&>;
template <class Guard, class F>
concept ChoosesPart = std::is_lvalue_reference_v<MappedTo<Guard, F>>;
template <class Guard, class F>
concept MayChoosePart = std::is_pointer_v<std::remove_reference_t<MappedTo<Guard, F>>>;

// The access of whoever may change the part.
template <class Self, class U>
class NORACE_MOVES_OUT PartAccess {
 public:
  NORACE_USES U& operator*() & noexcept NORACE_LIFETIMEBOUND { return part(); }
  NORACE_USES U* operator->() & noexcept NORACE_LIFETIMEBOUND { return std::addressof(part()); }
  NORACE_USES const U& operator*() const& noexcept NORACE_LIFETIMEBOUND { return part(); }
  NORACE_USES const U* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(part());
  }
  NORACE_USES InExpressionType<U> operator*() && noexcept { return in_expression(part()); }
  NORACE_USES auto operator->() && noexcept requires CalledInExpression<U> {
    return members_in_expression(part());
  }
  NORACE_IF_E0716 U* operator->() && noexcept requires(!CalledInExpression<U>) {
    return std::addressof(part());
  }

 protected:
  PartAccess() noexcept = default;
  PartAccess(PartAccess&&) noexcept = default;
  PartAccess& operator=(PartAccess&&) noexcept = default;
  PartAccess(const PartAccess&) noexcept {}
  ~PartAccess() = default;

 private:
  U& part() const noexcept { return static_cast<const Self*>(this)->shared(); }
};

template <class Self, class U>
using AccessToPart =
    std::conditional_t<std::is_const_v<U>, ReadAccess<Self, std::remove_const_t<U>>,
                       PartAccess<Self, U>>;

}  // namespace detail

// Keeps Guard's lock, and reaches a U of its data.
template <class Guard, class U>
class NORACE_IF_N0001 NORACE_MOVES_OUT MappedGuard
    : public detail::AccessToPart<MappedGuard<Guard, U>, U> {
  using Access = detail::AccessToPart<MappedGuard, U>;
  friend Access;

 public:
  MappedGuard(MappedGuard&&) noexcept = default;
  MappedGuard& operator=(MappedGuard&&) noexcept = default;
  NORACE_IF_E0507 MappedGuard(const MappedGuard& other) noexcept
      : Access(other), guard_(other.guard_), part_(other.part_) {}

  // Unlocks now. The guard must not be used again.
  NORACE_USES NORACE_ENDS void unlock() { guard_.unlock(); }

 private:
  friend struct detail::Mapping;
  MappedGuard(Guard guard, U* part) noexcept : guard_(std::move(guard)), part_(part) {}
  auto& shared() const noexcept { return *part_; }
  Guard guard_;
  U* part_;
};

namespace detail {

struct Mapping {
  template <class Guard>
  static typename DataOf<Guard>::type& data(Guard& guard) noexcept {
    if constexpr (requires { guard.part_; })
      return *guard.part_;
    else
      return LockAccess::data(LockAccess::owner(guard));
  }
  // A part of a part keeps the first one's guard, and not one around the other.
  template <class Guard, class U>
  static MappedGuard<Guard, U> keep(Guard&& guard, U* part) noexcept {
    return MappedGuard<Guard, U>(std::move(guard), part);
  }
  template <class Guard, class V, class U>
  static MappedGuard<Guard, U> keep(MappedGuard<Guard, V>&& guard, U* part) noexcept {
    return MappedGuard<Guard, U>(std::move(guard.guard_), part);
  }
};

}  // namespace detail

template <detail::AnyGuard Guard, class F>
requires detail::ChoosesPart<Guard, F> NORACE_IF_N0001 auto map(Guard guard, F&& f) {
  auto& part = std::invoke(std::forward<F>(f), detail::Mapping::data(guard));
  return detail::Mapping::keep(std::move(guard), std::addressof(part));
}

// A Result: the part's guard, or the guard as it was.
template <detail::AnyGuard Guard, class F>
requires detail::MayChoosePart<Guard, F> NORACE_IF_N0001 auto filter_map(Guard guard, F&& f) {
  auto* const part = std::invoke(std::forward<F>(f), detail::Mapping::data(guard));
  using Part = decltype(detail::Mapping::keep(std::move(guard), part));
  using Found = Result<Part, Guard>;
  if (part == nullptr) return Found(Err(std::move(guard)));
  return Found(detail::Mapping::keep(std::move(guard), part));
}

namespace detail {
template <class Guard, class U>
struct Known<MappedGuard<Guard, U>> : NeverLeaves {};
}  // namespace detail
}  // namespace norace
