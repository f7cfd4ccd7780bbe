// Atomic<T>: one value that several threads read and write without a lock (Rust's Atomic*).
//
// Promise: every access is atomic and names its memory ordering; there is no implicit load, store
// or copy, so no read-modify-write falls apart by accident (E0507). The hazard it stops: `volatile`
// or a plain int used as if it synchronised.
//
// Threads: Send and Sync. All methods are const: an Atomic is shared as `const Atomic<T>&`.
// Memory order: the Ordering given, with std::atomic's meaning; Relaxed orders nothing else.
//
// Example:
//
//   auto sum = norace::Arc<norace::Atomic<int>>::make(0);
//   sum->fetch_add(1, norace::Ordering::Relaxed);
//   int now = sum->load(norace::Ordering::SeqCst);
#pragma once

#include <atomic>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

enum class Ordering : int {
  Relaxed = static_cast<int>(std::memory_order_relaxed),
  Acquire = static_cast<int>(std::memory_order_acquire),
  Release = static_cast<int>(std::memory_order_release),
  AcqRel = static_cast<int>(std::memory_order_acq_rel),
  SeqCst = static_cast<int>(std::memory_order_seq_cst),
};

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

}  // namespace detail

template <class T>
class Atomic {
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

  T load(Ordering order) const noexcept { return value_.load(std_order(order)); }
  void store(T value, Ordering order) const noexcept { value_.store(value, std_order(order)); }
  T swap(T value, Ordering order) const noexcept {
    return value_.exchange(value, std_order(order));
  }

  // Stores `wanted` if the value is `expected`. Empty on success, else the value that was found.
  std::optional<T> compare_exchange(T expected, T wanted, Ordering success,
                                    Ordering failure) const noexcept {
    if (value_.compare_exchange_strong(expected, wanted, std_order(success), std_order(failure)))
      return std::nullopt;
    return expected;
  }
  // May fail for no reason; for loops.
  std::optional<T> compare_exchange_weak(T expected, T wanted, Ordering success,
                                         Ordering failure) const noexcept {
    if (value_.compare_exchange_weak(expected, wanted, std_order(success), std_order(failure)))
      return std::nullopt;
    return expected;
  }
  // Replaces the value by f(value), again until nobody interfered; returns the old value.
  template <class F>
  T fetch_update(Ordering success, Ordering failure, F f) const {
    T old = load(failure);
    while (!value_.compare_exchange_weak(old, f(old), std_order(success), std_order(failure))) {
    }
    return old;
  }

  template <class U>
  requires requires(std::atomic<T>& a, U by) { a.fetch_add(by); }
  T fetch_add(U by, Ordering order) const noexcept {
    return value_.fetch_add(by, std_order(order));
  }
  template <class U>
  requires requires(std::atomic<T>& a, U by) { a.fetch_sub(by); }
  T fetch_sub(U by, Ordering order) const noexcept {
    return value_.fetch_sub(by, std_order(order));
  }
  T fetch_and(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    return value_.fetch_and(mask, std_order(order));
  }
  T fetch_or(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    return value_.fetch_or(mask, std_order(order));
  }
  T fetch_xor(T mask, Ordering order) const noexcept requires std::is_integral_v<T> {
    return value_.fetch_xor(mask, std_order(order));
  }

  // Blocks while the value is `old`, until notified (std::atomic's wait).
  void wait(T old, Ordering order) const noexcept { value_.wait(old, std_order(order)); }
  void notify_one() const noexcept { value_.notify_one(); }
  void notify_all() const noexcept { value_.notify_all(); }

  T into_inner() && noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::memory_order std_order(Ordering order) noexcept {
    return static_cast<std::memory_order>(order);
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
