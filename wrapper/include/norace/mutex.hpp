// Mutex<T>: the data lives inside the lock (Rust's Mutex).
//
// Promise: the T is reached only while the lock is held: through the guard that lock() returns, or
// inside with(f). The hazard it stops: a mutex beside the data that one of the writers forgets
// (E0616), a reference kept after the unlock (E0716, E0515), a copy taken without the lock (E0507).
//
// Threads: Mutex<T> is Send and Sync when T is Send; the guard is neither.
// Memory order: unlocking releases, locking acquires, as the Lock parameter's does (std::mutex).
// Poisoning: a guard that is destroyed while an exception that began under it unwinds leaves the
// mutex poisoned: the data may be half-changed. lock() and with() then throw PoisonError;
// lock_ignoring_poison() and clear_poison() are for those who can repair it.
// Locking twice in one thread is a deadlock or an error, as with the Lock itself.
//
// Example:
//
//   const norace::Mutex<int> hits(0);
//   { auto guard = hits.lock(); *guard += 1; }
//   hits.with([](int& n) { n += 1; });
//   int now = hits.with([](int& n) { return n; });
#pragma once

#include <concepts>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/poison.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"
#include "norace/with_guard.hpp"

namespace norace {

template <class T, class Lock>
class Mutex;
class Condvar;

// Holds the lock until it is destroyed. Movable within its thread; never Send.
template <class T, class Lock = std::mutex>
class NORACE_IF_N0001 MutexGuard {
 public:
  MutexGuard(MutexGuard&& other) noexcept
      : mutex_(std::exchange(other.mutex_, nullptr)), entered_(other.entered_) {}
  MutexGuard& operator=(MutexGuard&&) = delete;
  NORACE_IF_E0507 MutexGuard(const MutexGuard& other) noexcept
      : mutex_(other.mutex_), entered_(other.entered_) {
#if !NORACE_ON_E0507
    is_copy_ = true;
#endif
  }
  ~MutexGuard() { unlock(); }

  T& operator*() & noexcept NORACE_LIFETIMEBOUND { return mutex_->data_; }
  T* operator->() & noexcept NORACE_LIFETIMEBOUND { return &mutex_->data_; }
  const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return mutex_->data_; }
  const T* operator->() const& noexcept NORACE_LIFETIMEBOUND { return &mutex_->data_; }
  NORACE_IF_E0716 T& operator*() && noexcept { return mutex_->data_; }
  NORACE_IF_E0716 T* operator->() && noexcept { return &mutex_->data_; }

  // Unlocks now. The guard must not be used again.
  void unlock() {
    const auto* mutex = std::exchange(mutex_, nullptr);
#if !NORACE_ON_E0507
    if (is_copy_) return;
#endif
    if (mutex != nullptr) mutex->unlock(entered_);
  }

 private:
  friend class Mutex<T, Lock>;
  friend class Condvar;
  explicit MutexGuard(const Mutex<T, Lock>* mutex) noexcept : mutex_(mutex) {}
  const Mutex<T, Lock>* mutex_;
  detail::Unwinding entered_;
#if !NORACE_ON_E0507
  bool is_copy_ = false;
#endif
};

template <class T, class Lock = std::mutex>
class Mutex : detail::WithLock<Mutex<T, Lock>, T> {
  friend class detail::WithLock<Mutex, T>;

 public:
  using value_type = T;
  using Guard = MutexGuard<T, Lock>;

  Mutex() requires std::default_initializable<T>
  = default;
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, Mutex> && ...)) explicit Mutex(Args&&... args)
      : data_(std::forward<Args>(args)...) {}
  NORACE_IF_E0507 Mutex(const Mutex& other) : detail::WithLock<Mutex, T>(), data_(other.data_) {}
  Mutex& operator=(const Mutex&) = delete;

  NORACE_IF_N0001 Guard lock() const {
    lock_.lock();
    refuse_poisoned();
    return Guard(this);
  }
  // Empty if somebody else holds the lock.
  NORACE_IF_N0001 std::optional<Guard> try_lock() const {
    if (!lock_.try_lock()) return std::nullopt;
    refuse_poisoned();
    return Guard(this);
  }
  NORACE_IF_N0001 Guard lock_ignoring_poison() const {
    lock_.lock();
    return Guard(this);
  }

  // Calls f(data) under the lock and returns what it returns, by value.
  using detail::WithLock<Mutex, T>::with;

  bool is_poisoned() const noexcept { return poison_.get(); }
  void clear_poison() const noexcept { poison_.set(false); }

  // The data of a mutex that nobody else can reach any more.
  [[nodiscard]] T into_inner() && { return std::move(data_); }

  // What one writes who forgets the lock.
  NORACE_IF_E0616 T& operator*() const noexcept { return data_; }
  NORACE_IF_E0616 T* operator->() const noexcept { return &data_; }
  NORACE_IF_E0616 T& get() const noexcept { return data_; }
  NORACE_IF_E0616 operator T&() const noexcept { return data_; }
  NORACE_IF_E0616 T& operator++() const requires requires(T& data) { ++data; }
  { return ++data_; }
  NORACE_IF_E0616 T operator++(int) const requires requires(T& data) { data++; }
  { return data_++; }
  NORACE_IF_E0616 T& operator--() const requires requires(T& data) { --data; }
  { return --data_; }
  NORACE_IF_E0616 T& operator+=(const T& by) const requires requires(T& data) { data += by; }
  { return data_ += by; }
  NORACE_IF_E0616 T& operator-=(const T& by) const requires requires(T& data) { data -= by; }
  { return data_ -= by; }
  NORACE_IF_E0616 T& operator=(const T& value) const requires std::assignable_from<T&, const T&> {
    return data_ = value;
  }

 private:
  friend class MutexGuard<T, Lock>;
  friend class Condvar;
  // Called under the lock; before there is a guard, so that none has to be moved.
  void refuse_poisoned() const {
    if (!poison_.get()) return;
    lock_.unlock();
    throw PoisonError();
  }
  void unlock(const detail::Unwinding& entered) const {
    if (entered.began_since()) poison_.set(true);
    lock_.unlock();
  }

  mutable Lock lock_;
  detail::PoisonFlag poison_;
  mutable T data_;
};

template <class T>
Mutex(T) -> Mutex<T>;

namespace detail {

// Send and Sync as soon as T is Send: only one thread at a time reaches it.
template <class T>
struct LockedData {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.send;
    return inner;
  }
};
template <class T, class Lock>
struct Known<Mutex<T, Lock>> : LockedData<T> {};
template <class T, class Lock>
struct Known<MutexGuard<T, Lock>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, false, false, Rule::E0277_SEND};
  }
};

}  // namespace detail
}  // namespace norace
