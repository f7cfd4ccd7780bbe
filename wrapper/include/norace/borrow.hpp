// borrow(x), borrow_mut(y): what a scope's thread gets instead of a reference (Rust's &x, &mut y).
//
// Promise: borrow(x) wants a Sync x and gives the thread `const X&`; borrow_mut(y) wants a Send y
// and gives `Y&`, to one thread alone: a second borrow of the same bytes throws BorrowError before
// its thread starts (E0499, E0502), in every build, and does not compile where Clang sees it
// (norace::strict). So does lending a local variable of scope()'s own function, or of a thread of
// the scope: it ends before the threads are joined (E0597). Neither is Owned, so spawn() refuses
// both (E0521). A loan is only good where the thread is spawned: it can be neither moved, copied
// nor kept in a Borrow or BorrowMut (E0597, E0499), for what it lends may have ended until then.
//
// What it cannot see: overlap through the heap (a vector and one of its elements).
//
// Example:
//
// <!-- cpp
// //@ needs: statics-plugin
// #include <cstdio>
// -->
// ```cpp compile_fail,E0502
// int n = 0;
// norace::scope([&](norace::Scope& s) {
//   s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
//   s.spawn([](const int& x) { std::printf("%d", x); }, norace::borrow(n));  // E0502
// });
// ```
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <type_traits>

#include "norace/analysis.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

// Two threads of one scope would have an object that one of them may change, or a thread would have
// one that ends before it is joined.
class BorrowError : public std::exception {
 public:
  // E0499: both exclusively; E0502: one of them; E0597_LENT: it ends too early.
  explicit BorrowError(Rule rule) noexcept : rule_(rule) {}
  Rule rule() const noexcept { return rule_; }
  const char* what() const noexcept override {
    return rule_ == Rule::E0499        ? "norace: " NORACE_TEXT(E0499)
           : rule_ == Rule::E0597_LENT ? "norace: " NORACE_TEXT(E0597_LENT)
                                       : "norace: " NORACE_TEXT(E0502);
  }

 private:
  Rule rule_;
};

namespace detail {

struct Lending;

// What borrow() and borrow_mut() give. Nobody can move one, so it is used where it is made.
template <class T>
class SharedLoan {
 public:
  NORACE_IF_E0597_KEPT SharedLoan(const SharedLoan& other) noexcept : object_(other.object_) {}

 private:
  friend struct Lending;
  explicit SharedLoan(const T& object) noexcept : object_(std::addressof(object)) {}
  const T* object_;
};
template <class T>
class ExclusiveLoan {
 public:
  NORACE_IF_E0597_KEPT ExclusiveLoan(const ExclusiveLoan& other) noexcept
      : object_(other.object_) {}

 private:
  friend struct Lending;
  explicit ExclusiveLoan(T& object) noexcept : object_(std::addressof(object)) {}
  T* object_;
};

// What a scope keeps for the thread that it starts.
template <class T>
struct LentForReading {
  const T* object;
};
template <class T>
struct LentForWriting {
  T* object;
};

struct Lending {
  template <class T>
  static SharedLoan<T> share(const T& object) {
    return SharedLoan<T>(object);
  }
  template <class T>
  static ExclusiveLoan<T> lend(T& object) {
    return ExclusiveLoan<T>(object);
  }
  template <class L>
  static auto object(const L& loan) {
    return loan.object_;
  }
  template <class L>
  static auto part(const L& loan) {
    if constexpr (requires { loan.loan_; })
      return loan.loan_.part_;
    else
      return loan.part_;
  }
};

}  // namespace detail

// A loan that is kept, for reading. Nobody makes one while E0597 is on.
template <class T>
class Borrow {
 public:
  NORACE_IF_E0597_KEPT Borrow(const detail::SharedLoan<T>& loan) noexcept
      : object_(detail::Lending::object(loan)) {}

 private:
  friend struct detail::Lending;
  const T* object_;
};
// The same for changing.
template <class T>
class BorrowMut {
 public:
  NORACE_IF_E0597_KEPT BorrowMut(const detail::ExclusiveLoan<T>& loan) noexcept
      : object_(detail::Lending::object(loan)) {}
  NORACE_IF_E0499_COPY BorrowMut(const BorrowMut& other) noexcept : object_(other.object_) {}
  BorrowMut& operator=(const BorrowMut&) = delete;

 private:
  friend struct detail::Lending;
  T* object_;
};

namespace detail {

// A const object that is lent to one thread alone is shared all the same: whoever has a reference
// to it may lend it too.
template <class T>
constexpr Answer answer_lent_mut(Answer inner) {
  const bool may_be_lent = std::is_const_v<T> ? inner.sync : inner.send;
  return {false, may_be_lent, false, Rule::E0521};
}

// Send, since what they lend is Sync (Send); never Owned.
template <class T>
struct Known<SharedLoan<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, detail::answer<T, Seen...>().sync, true, Rule::E0521};
  }
};
template <class T>
struct Known<ExclusiveLoan<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return answer_lent_mut<T>(detail::answer<T, Seen...>());
  }
};
template <class T>
struct Known<Borrow<T>> : Known<SharedLoan<T>> {};
template <class T>
struct Known<BorrowMut<T>> : Known<ExclusiveLoan<T>> {};

#if NORACE_ON_E0594
template <class T>
using BorrowedRef = const T&;
#else
template <class T>
using BorrowedRef = T&;
#endif

// The bytes lent and whether to one thread alone.
struct LentRange {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
  bool alone = false;
  bool conflicts_with(const LentRange& o) const {
    return (alone || o.alone) && begin < o.end && o.begin < end;
  }
  bool contains(const void* object) const {
    const auto at = reinterpret_cast<std::uintptr_t>(object);
    return begin <= at && at < end;
  }
  template <class T>
  static LentRange of(const T* first, std::size_t count, bool alone) {
    const auto at = reinterpret_cast<std::uintptr_t>(first);
    return {at, at + count * sizeof(T), alone};
  }
};

// For an argument of type A: what the thread's function is called with, what it would be if what is
// lent for reading were lent for writing, the rule that it breaks, what the scope keeps of it,
// how that is opened, and which bytes it lends.
template <class A>
struct LentTo {
  using type = A;
  using mut = A;
  using kept = A;
  static constexpr Rule breaks = moving_breaks<A>;
  static A&& keep(A& value) { return static_cast<A&&>(value); }
  static A&& open(A& value) { return static_cast<A&&>(value); }
  static LentRange range(const kept&) { return {}; }
};
template <class L, class T>
struct LentShared {
  using type = BorrowedRef<T>;
  using mut = T&;
  using kept = LentForReading<T>;
  static constexpr Rule breaks = Rule::None;
  static kept keep(const L& loan) { return {Lending::object(loan)}; }
  static type open(const kept& lent) { return const_cast<type>(*lent.object); }
  static LentRange range(const kept& lent) { return LentRange::of(lent.object, 1, false); }
};
template <class L, class T>
struct LentAlone {
  using type = T&;
  using mut = T&;
  using kept = LentForWriting<T>;
  static constexpr Rule breaks = Rule::None;
  static kept keep(const L& loan) { return {Lending::object(loan)}; }
  static type open(const kept& lent) { return *lent.object; }
  static LentRange range(const kept& lent) { return LentRange::of(lent.object, 1, true); }
};
template <class T>
struct LentTo<SharedLoan<T>> : LentShared<SharedLoan<T>, T> {};
template <class T>
struct LentTo<Borrow<T>> : LentShared<Borrow<T>, T> {};
template <class T>
struct LentTo<ExclusiveLoan<T>> : LentAlone<ExclusiveLoan<T>, T> {};
template <class T>
struct LentTo<BorrowMut<T>> : LentAlone<BorrowMut<T>, T> {};

template <class A>
using Lent = typename LentTo<std::decay_t<A>>::type;

template <class T>
inline constexpr bool may_be_shared = answer_for<T>.sync;
template <class T>
inline constexpr Rule lending_mut_breaks = answer_lent_mut<T>(answer_for<T>).send ? Rule::None
                                           : std::is_const_v<T> ? if_on(Rule::E0277_SYNC)
                                                                : if_on(Rule::E0277_SEND);

}  // namespace detail

template <class T>
requires(detail::may_be_shared<T> || !NORACE_ON_E0277_SYNC)
    [[nodiscard]] detail::SharedLoan<T> borrow(const T& object NORACE_LIFETIMEBOUND) noexcept
    NORACE_LENDS(object) {
  return detail::Lending::share(object);
}
template <class T>
requires(!detail::may_be_shared<T> && NORACE_ON_E0277_SYNC) NORACE_REJECT(E0277_SYNC)
detail::SharedLoan<T> borrow(const T& object) noexcept { return detail::Lending::share(object); }
// A temporary ends before the thread starts.
template <class T>
NORACE_IF_E0597_LENT detail::SharedLoan<T> borrow(const T&& object) noexcept {
  return detail::Lending::share(object);
}

template <class T>
requires(detail::lending_mut_breaks<T> == Rule::None)
    [[nodiscard]] detail::ExclusiveLoan<T> borrow_mut(T& object NORACE_LIFETIMEBOUND) noexcept
    NORACE_LENDS_MUT(object) {
  return detail::Lending::lend(object);
}
template <class T>
requires(detail::lending_mut_breaks<T> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
detail::ExclusiveLoan<T> borrow_mut(T& object) noexcept { return detail::Lending::lend(object); }
template <class T>
requires(detail::lending_mut_breaks<T> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
detail::ExclusiveLoan<T> borrow_mut(T& object) noexcept { return detail::Lending::lend(object); }
template <class T>
NORACE_IF_E0597_LENT detail::ExclusiveLoan<const T> borrow_mut(const T&& object) noexcept {
  return detail::Lending::lend(object);
}

}  // namespace norace
