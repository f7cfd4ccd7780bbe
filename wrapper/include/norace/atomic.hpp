// Atomic<T>: one value that several threads read and write without a lock (Rust's Atomic*).
//
// Promise: every access is atomic and names its memory ordering; there is no implicit load, store
// or copy, so no read-modify-write falls apart by accident (E0507). The hazard it stops: `volatile`
// or a plain int used as if it synchronised.
//
// Threads: Send and Sync. All methods are const: an Atomic is shared as `const Atomic<T>&`. It may
// move as long as nobody shares it.
// Memory order: the Ordering given, with std::atomic's meaning; Relaxed orders nothing else. One
// that the operation cannot have (a load that releases, a store that acquires, a failure that does
// either) is N0007, or throws InvalidOrdering where it is only known at run time.
// Equality: of compare_exchange() it is that of the bytes; a T with padding is compared by its own
// `==`, so that padding makes no two equal values differ.
//
// Example:
//
// ```cpp run
// auto sum = norace::Arc<norace::Atomic<int>>::make(0);
// sum->fetch_add(1, norace::Ordering::Relaxed);
// int now = sum->load(norace::Ordering::SeqCst);
// ```
#pragma once

#include <atomic>
#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/ordering.hpp"
#include "norace/result.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {

// N0004: what an Atomic cannot hold. Not a reason to name the type, but to make one.
template <class T>
constexpr Rule find_atomic_rule() {
  if constexpr (!std::is_trivially_copyable_v<T>)
    return if_on(Rule::N0004);
  else
    return answer_for<T>.owned ? Rule::None : if_on(Rule::N0004);
}
template <class T>
inline constexpr Rule atomic_breaks = find_atomic_rule<T>();

// N0007: constant orders that an operation cannot have. Found through a using: two diagnostics
// otherwise, on Clang.
template <class T>
class ImpossibleOrders {
 public:
  template <NoLoadOrder Order>
  NORACE_REJECT(N0007)
  T load(Order) const {
    return never<T>();
  }
  template <NoStoreOrder Order>
  NORACE_REJECT(N0007_STORE)
  void store(T, Order) const {}
  template <NoLoadOrder Order>
  NORACE_REJECT(N0007)
  void wait(T, Order) const {}
  template <NoLoadOrder Order>
  NORACE_REJECT(N0007_FAILURE)
  std::optional<T> compare_exchange(T, T, Ordering, Order) const {
    return std::nullopt;
  }
  template <NoLoadOrder Order>
  NORACE_REJECT(N0007_FAILURE)
  std::optional<T> compare_exchange_weak(T, T, Ordering, Order) const {
    return std::nullopt;
  }
  template <class F, NoLoadOrder Order>
  NORACE_REJECT(N0007_FAILURE)
  T fetch_update(Ordering, Order, F) const {
    return never<T>();
  }
  template <class F, NoLoadOrder Order>
  NORACE_REJECT(N0007_FAILURE)
  T update(Ordering, Order, F) const {
    return never<T>();
  }
  template <class F, NoLoadOrder Order>
  NORACE_REJECT(N0007_FAILURE)
  Result<T, T> try_update(Ordering, Order, F) const {
    return never<Result<T, T>>();
  }
};

}  // namespace detail

template <class T>
class Atomic : detail::ImpossibleOrders<T> {
 public:
  using value_type = T;

  constexpr Atomic() noexcept : value_(T()) {}
  constexpr explicit Atomic(T value) noexcept : value_(value) {}
  // Copying would load now and store later: an increment written that way loses updates.
  NORACE_IF_E0507 Atomic(const Atomic& other) noexcept
      : value_(other.value_.load(std::memory_order_relaxed)) {}
  NORACE_IF_E0507 Atomic& operator=(const Atomic& other) noexcept {
    value_.store(other.value_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    return *this;
  }

  // While nobody shares it.
  Atomic(Atomic&& other) noexcept : value_(other.value_.load(std::memory_order_relaxed)) {}
  Atomic& operator=(Atomic&& other) noexcept {
    value_.store(other.value_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    return *this;
  }

  T load(Ordering order) const { return value_.load(detail::load_order(order)); }
  void store(T value, Ordering order) const { value_.store(value, detail::store_order(order)); }
  T swap(T value, Ordering order) const noexcept {
    return value_.exchange(value, detail::std_order(order));
  }

  // Stores `wanted` if the value is `expected`. Empty on success, else the value that was found.
  std::optional<T> compare_exchange(T expected, T wanted, Ordering success,
                                    Ordering failure) const {
    return exchange_if_equal<false>(expected, wanted, success, failure);
  }
  // May fail for no reason; for loops.
  std::optional<T> compare_exchange_weak(T expected, T wanted, Ordering success,
                                         Ordering failure) const {
    return exchange_if_equal<true>(expected, wanted, success, failure);
  }
  // Replaces the value by f(value), again until nobody interfered; returns the old value. An f that
  // gives an optional may decline: the Result then holds the value as the error, and nothing
  // changed.
  template <class F>
  auto fetch_update(Ordering success, Ordering failure, F f) const {
    T old = load(failure);
    if constexpr (std::is_convertible_v<std::invoke_result_t<F&, T>, T>) {
      while (auto found = compare_exchange_weak(old, f(old), success, failure)) old = *found;
      return old;
    } else {
      for (;;) {
        const std::optional<T> wanted = f(old);
        if (!wanted) return Result<T, T>(Err<T>(old));
        const auto found = compare_exchange_weak(old, *wanted, success, failure);
        if (!found) return Result<T, T>(old);
        old = *found;
      }
    }
  }
  // The same, by their newer names.
  template <class F>
  T update(Ordering success, Ordering failure, F f) const {
    return fetch_update(success, failure, [&](T old) -> T { return f(old); });
  }
  template <class F>
  Result<T, T> try_update(Ordering success, Ordering failure, F f) const {
    return fetch_update(success, failure, [&](T old) -> std::optional<T> { return f(old); });
  }

  // Of numbers but bool. What is added is converted where it is given: a warning of that is about
  // the caller's line.
  template <class Std = std::atomic<T>>
  T fetch_add(typename Std::difference_type by, Ordering order) const noexcept {
    return value_.fetch_add(by, detail::std_order(order));
  }
  template <class Std = std::atomic<T>>
  T fetch_sub(typename Std::difference_type by, Ordering order) const noexcept {
    return value_.fetch_sub(by, detail::std_order(order));
  }
  T fetch_and(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    if constexpr (std::is_same_v<T, bool>)
      return fetch_by(order, [mask](bool old) { return old && mask; });
    else
      return value_.fetch_and(mask, detail::std_order(order));
  }
  T fetch_or(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    if constexpr (std::is_same_v<T, bool>)
      return fetch_by(order, [mask](bool old) { return old || mask; });
    else
      return value_.fetch_or(mask, detail::std_order(order));
  }
  T fetch_xor(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    if constexpr (std::is_same_v<T, bool>)
      return fetch_by(order, [mask](bool old) { return old != mask; });
    else
      return value_.fetch_xor(mask, detail::std_order(order));
  }
  T fetch_nand(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    if constexpr (std::is_same_v<T, bool>)
      return fetch_by(order, [mask](bool old) { return !(old && mask); });
    else
      return fetch_by(order, [mask](T old) { return static_cast<T>(~(old & mask)); });
  }
  T fetch_not(Ordering order) const noexcept requires std::is_same_v<T, bool> {
    return fetch_xor(true, order);
  }
  T fetch_max(T other, Ordering order) const noexcept requires std::is_arithmetic_v<T> {
    return fetch_by(order, [other](T old) { return old < other ? other : old; });
  }
  T fetch_min(T other, Ordering order) const noexcept requires std::is_arithmetic_v<T> {
    return fetch_by(order, [other](T old) { return other < old ? other : old; });
  }

  // Blocks while the value is `old`, until notified (std::atomic's wait).
  // For ever, if nobody changes it and notifies.
  void wait(T old, Ordering order) const { value_.wait(old, detail::load_order(order)); }
  using detail::ImpossibleOrders<T>::load;
  using detail::ImpossibleOrders<T>::store;
  using detail::ImpossibleOrders<T>::wait;
  using detail::ImpossibleOrders<T>::compare_exchange;
  using detail::ImpossibleOrders<T>::compare_exchange_weak;
  using detail::ImpossibleOrders<T>::fetch_update;
  using detail::ImpossibleOrders<T>::update;
  using detail::ImpossibleOrders<T>::try_update;

  void notify_one() const noexcept { value_.notify_one(); }
  void notify_all() const noexcept { value_.notify_all(); }

  T into_inner() && noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  // Bytes that belong to no member may differ in equal values.
  static constexpr bool has_padding =
      std::is_class_v<T> && !std::has_unique_object_representations_v<T>;

  template <bool is_weak>
  std::optional<T> exchange_if_equal(T expected, T wanted, Ordering success,
                                     Ordering failure) const {
    const auto on_failure = detail::load_order(failure);
    for (T found = expected;;) {
      bool stored = false;
      if constexpr (is_weak)
        stored =
            value_.compare_exchange_weak(found, wanted, detail::std_order(success), on_failure);
      else
        stored =
            value_.compare_exchange_strong(found, wanted, detail::std_order(success), on_failure);
      if (stored) return std::nullopt;
      if constexpr (has_padding && std::equality_comparable<T>) {
        if (found == expected) continue;  // with the bytes that are there
      }
      return found;
    }
  }
  template <class F>
  T fetch_by(Ordering order, F f) const noexcept {
    T old = value_.load(std::memory_order_relaxed);
    while (!value_.compare_exchange_weak(old, f(old), detail::std_order(order),
                                         std::memory_order_relaxed)) {
    }
    return old;
  }
  mutable std::atomic<T> value_;
};

template <class T>
Atomic(T) -> Atomic<T>;

template <class T>
inline constexpr bool unsafe_sync_mut<Atomic<T>> = true;  // all it can do is atomic

// N0004 where an Atomic of such a T is made: this stands in for the whole class.
template <class T>
requires(detail::atomic_breaks<T> == Rule::N0004) class Atomic<T> {
 public:
  using value_type = T;
  NORACE_REJECT(N0004) Atomic() {}
  NORACE_REJECT(N0004) explicit Atomic(T) {}
  T load(Ordering) const;
  void store(T, Ordering) const;
  T swap(T, Ordering) const;
};

#if !NORACE_ON_N0004
// The rule is off: std::atomic would refuse, so this is what a plain T in its place would be.
template <class T>
requires(!std::is_trivially_copyable_v<T>) class Atomic<T> {
 public:
  using value_type = T;
  Atomic() = default;
  explicit Atomic(T value) : value_(std::move(value)) {}
  T load(Ordering) const { return value_; }
  void store(T value, Ordering) const { value_ = std::move(value); }
  T swap(T value, Ordering) const { return std::exchange(value_, std::move(value)); }

 private:
  mutable T value_;
};
#endif

namespace detail {
template <class T>
struct Known<Atomic<T>> : AllOf<T> {};
}  // namespace detail
}  // namespace norace
