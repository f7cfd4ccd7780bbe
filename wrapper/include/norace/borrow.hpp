// borrow(x), borrow_mut(y): what a scope's thread gets instead of a reference (Rust's &x, &mut y).
//
// Promise: borrow(x) wants a Sync x and gives the thread `const X&`; borrow_mut(y) wants a Send y
// and gives `Y&`, to one thread alone: a second borrow of the same bytes throws BorrowError before
// its thread starts (E0499, E0502), in every build, and does not compile where Clang sees it
// (norace::strict). So does lending a local variable of scope()'s own function, or of a thread of
// the scope: it ends before the threads are joined (E0597). Neither is Owned, so spawn() refuses
// both (E0521).
//
// What it cannot see: overlap through the heap (a vector and one of its elements).
//
// Example:
//
//   int n = 0;
//   norace::scope([&](norace::Scope& s) {
//     s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
//     s.spawn([](const int& x) { use(x); }, norace::borrow(n));  // E0502
//   });
#pragma once

#include <concepts>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
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

template <class T>
class ChunkMut;
namespace detail {
struct Lending;
}  // namespace detail

// Lent for reading: the thread gets `const T&`.
template <class T>
class Borrow {
 public:
  using Reference = const T&;

 private:
  friend struct detail::Lending;
  explicit Borrow(const T& object) noexcept : object_(std::addressof(object)) {}
  const T* object_;
};
// Lent for changing, to one thread alone: the thread gets `T&`.
template <class T>
class BorrowMut {
 public:
  using Reference = T&;

 private:
  friend struct detail::Lending;
  explicit BorrowMut(T& object) noexcept : object_(std::addressof(object)) {}
  T* object_;
};

namespace detail {

// Send, since what they lend is Sync (Send); never Owned.
template <class T>
struct Known<Borrow<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, detail::answer<T, Seen...>().sync, true, Rule::E0521};
  }
};
template <class T>
struct Known<BorrowMut<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, detail::answer<T, Seen...>().send, false, Rule::E0521};
  }
};

#if NORACE_ON_E0594
template <class T>
using BorrowedRef = const T&;
#else
template <class T>
using BorrowedRef = T&;
#endif

// What the thread's function is called with, for an argument of type A.
template <class A>
struct LentTo {
  using type = A;
  static constexpr Rule breaks = moving_breaks<A>;
};
template <class T>
struct LentTo<Borrow<T>> {
  using type = BorrowedRef<T>;
  static constexpr Rule breaks = Rule::None;
};
template <class T>
struct LentTo<BorrowMut<T>> {
  using type = T&;
  static constexpr Rule breaks = Rule::None;
};
template <class A>
using Lent = typename LentTo<std::decay_t<A>>::type;
template <class A>
struct LentMut {
  using type = Lent<A>;
};
template <class T>
struct LentMut<Borrow<T>> {
  using type = T&;
};

struct Lending {
  template <class T>
  static Borrow<T> share(const T& object) {
    return Borrow<T>(object);
  }
  template <class T>
  static BorrowMut<T> lend(T& object) {
    return BorrowMut<T>(object);
  }
  // What the thread's function is called with.
  template <class A>
  static A&& open(A& value) {
    return static_cast<A&&>(value);
  }
  template <class T>
  static BorrowedRef<T> open(Borrow<T>& lent) {
    return const_cast<BorrowedRef<T>>(*lent.object_);
  }
  template <class T>
  static T& open(BorrowMut<T>& lent) {
    return *lent.object_;
  }

  template <class T>
  static std::span<T> open(ChunkMut<T>& lent) {
    return {lent.begin_, lent.size_};
  }

  // The bytes lent and whether to one thread alone.
  struct Range {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    bool alone = false;
    bool conflicts_with(const Range& o) const {
      return (alone || o.alone) && begin < o.end && o.begin < end;
    }
  };
  template <class A>
  static Range range(const A&) {
    return {};
  }
  template <class T>
  static Range range(const Borrow<T>& lent) {
    const auto at = reinterpret_cast<std::uintptr_t>(lent.object_);
    return {at, at + sizeof(T), false};
  }
  template <class T>
  static Range range(const BorrowMut<T>& lent) {
    const auto at = reinterpret_cast<std::uintptr_t>(lent.object_);
    return {at, at + sizeof(T), true};
  }
  template <class T>
  static Range range(const ChunkMut<T>& lent) {
    const auto at = reinterpret_cast<std::uintptr_t>(lent.begin_);
    return {at, at + lent.size_ * sizeof(T), true};
  }
};

template <class T>
inline constexpr bool may_be_shared = answer_for<T>.sync;

}  // namespace detail

template <class T>
requires(detail::may_be_shared<T> || !NORACE_ON_E0277_SYNC)
    [[nodiscard]] Borrow<T> borrow(const T& object NORACE_LIFETIMEBOUND) noexcept
    NORACE_LENDS(object) {
  return detail::Lending::share(object);
}
template <class T>
requires(!detail::may_be_shared<T> && NORACE_ON_E0277_SYNC) NORACE_REJECT(E0277_SYNC)
Borrow<T> borrow(const T& object) noexcept { return detail::Lending::share(object); }
// A temporary ends before the thread starts.
template <class T>
NORACE_IF_E0597_LENT Borrow<T> borrow(const T&& object) noexcept {
  return detail::Lending::share(object);
}

template <class T>
requires(detail::answer_for<T>.send || !NORACE_ON_E0277_SEND)
    [[nodiscard]] BorrowMut<T> borrow_mut(T& object NORACE_LIFETIMEBOUND) noexcept
    NORACE_LENDS_MUT(object) {
  return detail::Lending::lend(object);
}
template <class T>
requires(!detail::answer_for<T>.send && NORACE_ON_E0277_SEND) NORACE_REJECT(E0277_SEND)
BorrowMut<T> borrow_mut(T& object) noexcept { return detail::Lending::lend(object); }
template <class T>
NORACE_IF_E0597_LENT BorrowMut<const T> borrow_mut(const T&& object) noexcept {
  return detail::Lending::lend(object);
}

}  // namespace norace
