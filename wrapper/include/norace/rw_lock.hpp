// RwLock<T>: many readers or one writer, with the data inside (Rust's RwLock).
//
// Promise: read() gives `const T&` to any number of threads at once, write() gives `T&` to one.
// What it stops: a shared_mutex beside the data whose reader writes (E0594), references that
// outlive their guard (E0716, E0515).
//
// Threads: Send when T is Send; Sync when T is Send and Sync, since readers share it. Guards are
// neither. Memory order: as std::shared_mutex. Poisoning: a writer that leaves by an exception
// poisons the lock; read() and write() then throw PoisonError. A reader cannot poison.
//
// Example:
//
//   const norace::RwLock<std::vector<int>> table(3U);
//   { auto all = table.read(); use((*all)[0]); }
//   { auto all = table.write(); all->push_back(1); }
//   auto size = table.with_read([](const std::vector<int>& v) { return v.size(); });
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <type_traits>
#include <utility>

#include "norace/poison.hpp"
#include "norace/read_only.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"
#include "norace/with_guard.hpp"

namespace norace {

template <class T, class Lock>
class RwLock;

// Shared with other readers until it is destroyed.
template <class T, class Lock = std::shared_mutex>
class NORACE_IF_N0001 RwLockReadGuard {
 public:
  RwLockReadGuard(RwLockReadGuard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
  RwLockReadGuard& operator=(RwLockReadGuard&&) = delete;
  ~RwLockReadGuard() { unlock(); }

  detail::SharedRef<T> operator*() const& noexcept NORACE_LIFETIMEBOUND {
    return detail::SharedRef<T>(lock_->data_);
  }
  detail::Shared<T>* operator->() const& noexcept NORACE_LIFETIMEBOUND { return &lock_->data_; }
  NORACE_IF_E0716 detail::SharedRef<T> operator*() && noexcept {
    return detail::SharedRef<T>(lock_->data_);
  }
  NORACE_IF_E0716 detail::Shared<T>* operator->() && noexcept { return &lock_->data_; }
  const T& as_ref() const& noexcept NORACE_LIFETIMEBOUND { return lock_->data_; }

  void unlock() noexcept {
    if (const auto* lock = std::exchange(lock_, nullptr)) lock->lock_.unlock_shared();
  }

 private:
  friend class RwLock<T, Lock>;
  explicit RwLockReadGuard(const RwLock<T, Lock>* lock) noexcept : lock_(lock) {}
  const RwLock<T, Lock>* lock_;
};

// Alone until it is destroyed.
template <class T, class Lock = std::shared_mutex>
class NORACE_IF_N0001 RwLockWriteGuard {
 public:
  RwLockWriteGuard(RwLockWriteGuard&& other) noexcept
      : lock_(std::exchange(other.lock_, nullptr)), entered_(other.entered_) {}
  RwLockWriteGuard& operator=(RwLockWriteGuard&&) = delete;
  ~RwLockWriteGuard() { unlock(); }

  T& operator*() & noexcept NORACE_LIFETIMEBOUND { return lock_->data_; }
  T* operator->() & noexcept NORACE_LIFETIMEBOUND { return &lock_->data_; }
  const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return lock_->data_; }
  const T* operator->() const& noexcept NORACE_LIFETIMEBOUND { return &lock_->data_; }
  NORACE_IF_E0716 T& operator*() && noexcept { return lock_->data_; }
  NORACE_IF_E0716 T* operator->() && noexcept { return &lock_->data_; }

  void unlock() {
    if (const auto* lock = std::exchange(lock_, nullptr)) {
      if (entered_.began_since()) lock->poison_.set(true);
      lock->lock_.unlock();
    }
  }

 private:
  friend class RwLock<T, Lock>;
  explicit RwLockWriteGuard(const RwLock<T, Lock>* lock) noexcept : lock_(lock) {}
  const RwLock<T, Lock>* lock_;
  detail::Unwinding entered_;
};

template <class T, class Lock = std::shared_mutex>
class RwLock : detail::WithReadOrWrite<RwLock<T, Lock>, T> {
  friend class detail::WithReadOrWrite<RwLock, T>;

 public:
  using value_type = T;
  using ReadGuard = RwLockReadGuard<T, Lock>;
  using WriteGuard = RwLockWriteGuard<T, Lock>;

  RwLock() requires std::default_initializable<T>
  = default;
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, RwLock> &&
             ...)) explicit RwLock(Args&&... args)
      : data_(std::forward<Args>(args)...) {}
  NORACE_IF_E0507 RwLock(const RwLock& other)
      : detail::WithReadOrWrite<RwLock, T>(), data_(other.data_) {}
  RwLock& operator=(const RwLock&) = delete;

  NORACE_IF_N0001 ReadGuard read() const {
    lock_.lock_shared();
    refuse_poisoned_shared();
    return ReadGuard(this);
  }
  NORACE_IF_N0001 WriteGuard write() const {
    lock_.lock();
    refuse_poisoned();
    return WriteGuard(this);
  }
  NORACE_IF_N0001 std::optional<ReadGuard> try_read() const {
    if (!lock_.try_lock_shared()) return std::nullopt;
    refuse_poisoned_shared();
    return ReadGuard(this);
  }
  NORACE_IF_N0001 std::optional<WriteGuard> try_write() const {
    if (!lock_.try_lock()) return std::nullopt;
    refuse_poisoned();
    return WriteGuard(this);
  }
  NORACE_IF_N0001 WriteGuard write_ignoring_poison() const {
    lock_.lock();
    return WriteGuard(this);
  }

  // Calls f(data) as a reader (a writer) and returns what it returns, by value.
  using detail::WithReadOrWrite<RwLock, T>::with_read;
  using detail::WithReadOrWrite<RwLock, T>::with_write;

  bool is_poisoned() const noexcept { return poison_.get(); }
  void clear_poison() const noexcept { poison_.set(false); }
  [[nodiscard]] T into_inner() && { return std::move(data_); }

  NORACE_IF_E0616 T& operator*() const noexcept { return data_; }
  NORACE_IF_E0616 T* operator->() const noexcept { return &data_; }
  NORACE_IF_E0616 T& get() const noexcept { return data_; }

 private:
  friend class RwLockReadGuard<T, Lock>;
  friend class RwLockWriteGuard<T, Lock>;
  // Called under the lock; before there is a guard, so that none has to be moved.
  void refuse_poisoned() const {
    if (!poison_.get()) return;
    lock_.unlock();
    throw PoisonError();
  }
  void refuse_poisoned_shared() const {
    if (!poison_.get()) return;
    lock_.unlock_shared();
    throw PoisonError();
  }
  mutable Lock lock_;
  detail::PoisonFlag poison_;
  mutable T data_;
};

template <class T>
RwLock(T) -> RwLock<T>;

namespace detail {
template <class T, class Lock>
struct Known<RwLock<T, Lock>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.sync && inner.send;
    return inner;
  }
};
template <class T, class Lock>
struct Known<RwLockReadGuard<T, Lock>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, false, false, Rule::E0277_SEND};
  }
};
template <class T, class Lock>
struct Known<RwLockWriteGuard<T, Lock>> : Known<RwLockReadGuard<T, Lock>> {};
}  // namespace detail
}  // namespace norace
