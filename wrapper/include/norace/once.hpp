// OnceLock<T>: written once, then read by everyone. LazyLock<T>: computed at its first use. Once:
// something done once (Rust's).
//
// Promise: the value is made by exactly one thread, even when several ask at once, and never
// changes afterwards: all get the same `const T&`. The hazard they stop: `if (!ready) value =
// make();`. The value is made in its place, so a Mutex, an Atomic or a RwLock may be one. While it
// is made no lock is held: the others wait until it is there. A thread that asks while it makes the
// value itself would wait for ever, and throws OnceReentered instead.
//
// If making it throws: the next caller of get_or_init() tries again (as Rust's
// OnceLock); a LazyLock has spent its closure, and throws PoisonError from then on (as Rust's).
// A LazyLock's closure ends as soon as it was called.
//
// Threads: Send when T is Send, Sync when T is Send and Sync. A `const LazyLock` is what a global
// table should be: constant-initialised, so it works before main() and in other statics'
// constructors, and in static storage never destroyed. Memory order: the making happens before
// every get().
//
// Example:
//
// ```cpp run
// const norace::LazyLock<std::vector<int>> squares([] { return std::vector<int>{1, 4, 9}; });
// int nine = (*squares)[2];
// const norace::OnceLock<std::string> name;
// name.set("ada");                       // a second set() gives its value back: error()
// auto length = name.get_or_init([] { return std::string("x"); }).size();
// ```
#pragma once

#include <pthread.h>

#include <atomic>
#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/condition.hpp"
#include "norace/poison.hpp"
#include "norace/result.hpp"
#include "norace/rule.hpp"
#include "norace/static_rule.hpp"
#include "norace/static_storage.hpp"
#include "norace/traits.hpp"

namespace norace {

class OnceReentered : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: a OnceLock, LazyLock or Once was asked for by the function that makes it";
  }
};

// Done once. call_once(f) returns when f was called to its end by somebody. One whose f threw is
// poisoned: call_once() and wait() throw PoisonError, call_once_force() tries again (Rust's).
class Once {
 public:
  constexpr Once() noexcept {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  bool is_completed() const noexcept {
    return state_.load(std::memory_order_acquire) == State::Done;
  }
  bool is_poisoned() const noexcept {
    return state_.load(std::memory_order_acquire) == State::Poisoned;
  }
  template <class F>
  requires std::invocable<F>
  void call_once(F&& f) const {
    if (!is_completed() && begin(false)) finish(std::forward<F>(f));
  }
  template <class F>
  requires std::invocable<F>
  void call_once_force(F&& f) const {
    if (!is_completed() && begin(true)) finish(std::forward<F>(f));
  }
  // Blocks until somebody has done it; for ever if nobody does.
  void wait() const { wait_until_done(false); }
  void wait_force() const { wait_until_done(true); }

 private:
  template <class T>
  friend class OnceLock;
  enum class State : unsigned char { New, Running, Poisoned, Done };

  // True if it is the caller's to do now; false once it is done. Waits while somebody does it.
  bool begin(bool also_if_poisoned) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (;;) {
      const State now = state_.load(std::memory_order_relaxed);
      if (now == State::Done) return false;
      if (now == State::New || (now == State::Poisoned && also_if_poisoned)) break;
      if (now == State::Poisoned) detail::throw_poison_error();
      if (pthread_equal(running_, pthread_self()) != 0) throw OnceReentered();
      changed_.wait(mutex_);
    }
    running_ = pthread_self();
    state_.store(State::Running, std::memory_order_relaxed);
    return true;
  }
  template <class F>
  void finish(F&& f) const {
    struct Ended {
      const Once& once;
      State now = State::Poisoned;
      ~Ended() {
        const std::lock_guard<std::mutex> lock(once.mutex_);
        once.state_.store(now, std::memory_order_release);
        once.changed_.notify_all();
      }
    } ended{*this};
    std::invoke(std::forward<F>(f));
    ended.now = State::Done;
  }

  void wait_until_done(bool also_if_poisoned) const {
    if (is_completed()) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    for (;;) {
      const State now = state_.load(std::memory_order_relaxed);
      if (now == State::Done) return;
      if (now == State::Poisoned && !also_if_poisoned) detail::throw_poison_error();
      changed_.wait(mutex_);
    }
  }

  mutable std::mutex mutex_;
  mutable detail::Condition changed_;
  mutable std::atomic<State> state_{State::New};
  mutable pthread_t running_{};
};

template <class T>
class OnceLock {
 public:
  constexpr OnceLock() noexcept {}
  OnceLock(const OnceLock&) = delete;
  OnceLock& operator=(const OnceLock&) = delete;
  // While nobody shares it.
  OnceLock(OnceLock&& other) noexcept(
      std::is_nothrow_move_constructible_v<T>) requires std::move_constructible<T> : OnceLock() {
    if (!other.once_.is_completed()) return;
    put(std::move(other.value_));
    once_.state_.store(Once::State::Done, std::memory_order_relaxed);
  }
  ~OnceLock() {
    if constexpr (!std::is_trivially_destructible_v<T>)
      if (once_.is_completed() && !detail::in_static_storage(this)) value_.~T();
  }

  // Null while nothing is set.
  const T* get() const noexcept NORACE_LIFETIMEBOUND {
    return once_.is_completed() ? std::addressof(value_) : nullptr;
  }
  // Null while nothing is set, and for one that nobody shares.
  T* get_mut() noexcept NORACE_LIFETIMEBOUND {
    return once_.is_completed() ? std::addressof(value_) : nullptr;
  }
  // Gives the value back, as the error, where there is one already.
  Result<void, T> set(T value) const {
    bool is_mine = false;
    once_.call_once_force([&] {
      put(std::move(value));
      is_mine = true;
    });
    if (is_mine) return {};
    return Err(std::move(value));
  }
  // make() is called by one thread alone, and by another one if it throws.
  template <class F>
  requires std::invocable<F>
  const T& get_or_init(F&& make) const NORACE_LIFETIMEBOUND {
    once_.call_once_force([&] {
      ::new (static_cast<void*>(std::addressof(value_))) T(std::invoke(std::forward<F>(make)));
    });
    return value_;
  }
  // Blocks until there is a value; for ever if nobody sets one.
  const T& wait() const NORACE_LIFETIMEBOUND {
    once_.wait_force();
    return value_;
  }
  // For one that nobody shares: it is as new afterwards.
  std::optional<T> take() requires std::move_constructible<T> {
    if (!once_.is_completed()) return std::nullopt;
    struct Emptied {
      OnceLock& lock;
      ~Emptied() {
        lock.value_.~T();
        lock.once_.state_.store(Once::State::New, std::memory_order_relaxed);
      }
    } const emptied{*this};
    return std::optional<T>(std::move(value_));
  }
  std::optional<T> into_inner() && requires std::move_constructible<T> { return take(); }

 private:
  void put(T&& value) const {
    ::new (static_cast<void*>(std::addressof(value_))) T(std::move(value));
  }
  Once once_;
  union {
    unsigned char nothing_ = 0;
    mutable T value_;
  };
};

// F is a function pointer by default, so that a capture-less lambda serves.
template <class T, class F = T (*)()>
class LazyLock {
 public:
  constexpr explicit LazyLock(F make) : make_(std::in_place, std::move(make)) {}
  // Made by T().
  constexpr LazyLock() requires(std::default_initializable<T>&& std::same_as<F, T (*)()>)
      : LazyLock([]() -> T { return T(); }) {}
  LazyLock(const LazyLock&) = delete;
  LazyLock& operator=(const LazyLock&) = delete;
  ~LazyLock() = default;

  const T& operator*() const NORACE_LIFETIMEBOUND { return force(); }
  const T* operator->() const NORACE_LIFETIMEBOUND { return std::addressof(force()); }
  // Makes the value now, if it is not made yet.
  const T& force() const NORACE_LIFETIMEBOUND {
    if (const T* value = once_.get()) return *value;
    return once_.get_or_init([this]() -> T {
      if (!make_) throw PoisonError();
      struct Spent {
        std::optional<F>& make;
        ~Spent() { make.reset(); }
      } const spent{make_};
      return std::invoke(std::move(*make_));
    });
  }
  static const T& force(const LazyLock& lazy) { return lazy.force(); }
  // The value to change, of one that nobody shares; made now, if it is not made yet.
  T& force_mut() NORACE_LIFETIMEBOUND {
    static_cast<void>(force());
    return *once_.get_mut();
  }
  // Null while it is not made yet.
  const T* get() const noexcept NORACE_LIFETIMEBOUND { return once_.get(); }

 private:
  mutable std::optional<F> make_;
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
template <>
struct Known<Once> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
template <class T>
struct Known<OnceLock<T>> : MadeOnce<T> {};
template <class T, class F>
struct Known<LazyLock<T, F>> : MadeOnce<T, F> {};
template <class T>
inline constexpr bool is_made_once<OnceLock<T>> = true;
template <class T, class F>
inline constexpr bool is_made_once<LazyLock<T, F>> = answer<F>().send;
}  // namespace detail
}  // namespace norace
