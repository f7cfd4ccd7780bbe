// Ordering: what an atomic operation orders around itself (Rust's atomic::Ordering).
//
// Promise: an order that an operation cannot have is N0007 where it is a constant: a load that
// releases, a store that acquires, a fence that is Relaxed. One that is only known at run time
// throws InvalidOrdering, as it panics in Rust.
//
// Example:
//
// <!-- cpp
// bool is_shared();
// -->
// ```cpp compile_fail,N0007
// norace::Atomic<int> hits(0);
// norace::Ordering order = is_shared() ? norace::Ordering::Acquire : norace::Ordering::Relaxed;
// hits.load(order);
// hits.load(norace::Ordering::Release);  // N0007
// ```
#pragma once

#include <atomic>
#include <concepts>
#include <exception>

#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
enum class OrderValue : int {
  Relaxed = static_cast<int>(std::memory_order_relaxed),
  Acquire = static_cast<int>(std::memory_order_acquire),
  Release = static_cast<int>(std::memory_order_release),
  AcqRel = static_cast<int>(std::memory_order_acq_rel),
  SeqCst = static_cast<int>(std::memory_order_seq_cst),
};
struct Relaxed;
struct Acquire;
struct Release;
struct AcqRel;
struct SeqCst;
}  // namespace detail

class Ordering {
 public:
  static const detail::Relaxed Relaxed;
  static const detail::Acquire Acquire;
  static const detail::Release Release;
  static const detail::AcqRel AcqRel;
  static const detail::SeqCst SeqCst;

  constexpr explicit Ordering(detail::OrderValue value) noexcept : value_(value) {}
  // So that two compare, and one can stand in a switch.
  constexpr operator detail::OrderValue() const noexcept { return value_; }

 private:
  detail::OrderValue value_;
};

namespace detail {

// A constant order has a type of its own, so that overloads tell them apart. Each is derived from
// the one before, so that `?:` finds a type for two: one of theirs, which holds either's value.
struct Relaxed : Ordering {
  constexpr explicit Relaxed(OrderValue value = OrderValue::Relaxed) : Ordering(value) {}
};
struct Acquire : Relaxed {
  constexpr explicit Acquire(OrderValue value = OrderValue::Acquire) : Relaxed(value) {}
};
struct Release : Acquire {
  constexpr explicit Release(OrderValue value = OrderValue::Release) : Acquire(value) {}
};
struct AcqRel : Release {
  constexpr explicit AcqRel(OrderValue value = OrderValue::AcqRel) : Release(value) {}
};
struct SeqCst : AcqRel {
  constexpr explicit SeqCst(OrderValue value = OrderValue::SeqCst) : AcqRel(value) {}
};

template <class Order, class... Wrong>
concept OneOfOrders = NORACE_ON_N0007 &&(std::same_as<Order, Wrong> || ...);
template <class Order>
concept NoLoadOrder = OneOfOrders<Order, Release, AcqRel>;
template <class Order>
concept NoStoreOrder = OneOfOrders<Order, Acquire, AcqRel>;
template <class Order>
concept NoFenceOrder = OneOfOrders<Order, Relaxed>;

}  // namespace detail

inline constexpr detail::Relaxed Ordering::Relaxed{};
inline constexpr detail::Acquire Ordering::Acquire{};
inline constexpr detail::Release Ordering::Release{};
inline constexpr detail::AcqRel Ordering::AcqRel{};
inline constexpr detail::SeqCst Ordering::SeqCst{};

class InvalidOrdering : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: there is no such ordering for this operation: a load cannot release, a store "
           "cannot acquire";
  }
};

namespace detail {

constexpr std::memory_order std_order(Ordering order) noexcept {
  return static_cast<std::memory_order>(static_cast<OrderValue>(order));
}
// Of a constant order nothing is left of these.
constexpr std::memory_order load_order(Ordering order) {
  if (order == Ordering::Release || order == Ordering::AcqRel) throw InvalidOrdering();
  return std_order(order);
}
constexpr std::memory_order store_order(Ordering order) {
  if (order == Ordering::Acquire || order == Ordering::AcqRel) throw InvalidOrdering();
  return std_order(order);
}

// As of any number.
struct OrderingAnswer {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
template <>
struct Known<Ordering> : OrderingAnswer {};
template <>
struct Known<Relaxed> : OrderingAnswer {};
template <>
struct Known<Acquire> : OrderingAnswer {};
template <>
struct Known<Release> : OrderingAnswer {};
template <>
struct Known<AcqRel> : OrderingAnswer {};
template <>
struct Known<SeqCst> : OrderingAnswer {};

}  // namespace detail

// Orders what this thread does before and after it (Rust's atomic::fence). Not Relaxed.
inline void fence(Ordering order) {
  if (order == Ordering::Relaxed) throw InvalidOrdering();
#pragma GCC diagnostic push
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wtsan"  // ThreadSanitizer does not model fences
#endif
  std::atomic_thread_fence(detail::std_order(order));
#pragma GCC diagnostic pop
}
// The same against the compiler and signal handlers alone.
inline void compiler_fence(Ordering order) {
  if (order == Ordering::Relaxed) throw InvalidOrdering();
  std::atomic_signal_fence(detail::std_order(order));
}
template <class Order>
requires detail::NoFenceOrder<Order> NORACE_REJECT(N0007_FENCE)
void fence(Order) {}
template <class Order>
requires detail::NoFenceOrder<Order> NORACE_REJECT(N0007_FENCE)
void compiler_fence(Order) {}

}  // namespace norace
