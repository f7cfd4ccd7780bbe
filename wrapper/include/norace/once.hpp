// OnceLock<T>: written once, then read by everyone. LazyLock<T>: computed at its first use
// (Rust's).
//
// Promise: the value is made by exactly one thread, even when several ask at once, and never
// changes afterwards: all get the same `const T&`. The hazard they stop: `if (!ready) value =
// make();`. If making it throws, the next caller tries again.
//
// Threads: Send when T is Send, Sync when T is Send and Sync. A `const LazyLock` is what a global
// table should be. Memory order: the making happens before every get().
//
// Example:
//
//   const norace::LazyLock<std::vector<int>> squares([] { return std::vector<int>{1, 4, 9}; });
//   int nine = (*squares)[2];
//   const norace::OnceLock<std::string> name;
//   name.set("ada");                       // true; a second set() is false
//   auto length = name.get_or_init([] { return std::string("x"); }).size();
#pragma once

#include <atomic>
#include <concepts>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class OnceLock {
 public:
  OnceLock() = default;
  OnceLock(const OnceLock&) = delete;
  OnceLock& operator=(const OnceLock&) = delete;

  // Null while nothing is set.
  const T* get() const noexcept NORACE_LIFETIMEBOUND {
    return ready_.load(std::memory_order_acquire) ? std::addressof(*value_) : nullptr;
  }
  bool set(T value) const {
    const std::lock_guard lock(mutex_);
    if (value_) return false;
    value_.emplace(std::move(value));
    ready_.store(true, std::memory_order_release);
    return true;
  }
  template <class F>
  requires std::convertible_to<std::invoke_result_t<F>, T>
  const T& get_or_init(F&& make) const NORACE_LIFETIMEBOUND {
    if (const T* value = get()) return *value;
    const std::lock_guard lock(mutex_);
    if (!value_) {
      value_.emplace(std::forward<F>(make)());
      ready_.store(true, std::memory_order_release);
    }
    return *value_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::atomic<bool> ready_{false};
  mutable std::optional<T> value_;
};

// F is a function pointer by default, so that a capture-less lambda serves.
template <class T, class F = T (*)()>
class LazyLock {
 public:
  explicit LazyLock(F make) : make_(std::move(make)) {}

  const T& operator*() const NORACE_LIFETIMEBOUND { return once_.get_or_init(make_); }
  const T* operator->() const NORACE_LIFETIMEBOUND { return std::addressof(**this); }

 private:
  F make_;
  OnceLock<T> once_;
};

namespace detail {
template <class... Ts>
struct MadeOnce {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = AllOf<Ts...>::template answer<Seen...>();
    inner.sync = inner.sync && inner.send;
    return inner;
  }
};
template <class T>
struct Known<OnceLock<T>> : MadeOnce<T> {};
template <class T, class F>
struct Known<LazyLock<T, F>> : MadeOnce<T, F> {};
}  // namespace detail
}  // namespace norace
