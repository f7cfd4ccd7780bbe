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
#include <initializer_list>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/guarded.hpp"
#include "norace/read_only.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"
#include "norace/try_lock_result.hpp"
#include "norace/with_guard.hpp"

namespace norace {

template <class T, class Lock>
class RwLock;

// Shared with other readers until it is destroyed.
template <class T, class Lock = std::shared_mutex>
class NORACE_IF_N0001 NORACE_MOVES_OUT RwLockReadGuard {
 public:
  RwLockReadGuard(RwLockReadGuard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
  RwLockReadGuard& operator=(RwLockReadGuard&&) = delete;
  ~RwLockReadGuard() { release(); }

  // A scalar by value, which refers to nothing.
  NORACE_USES ReadOnly<T> operator*() const& noexcept requires detail::shared_by_value<T> {
    return ReadOnly<T>(lock_->value_);
  }
  NORACE_USES detail::Shared<T>& operator*() const& noexcept NORACE_LIFETIMEBOUND
      requires(!detail::shared_by_value<T>) {
    return lock_->value_;
  }
  NORACE_USES detail::Shared<T>* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(lock_->value_);
  }
  NORACE_IF_E0716 detail::SharedRef<T> operator*() && noexcept {
    return detail::SharedRef<T>(lock_->value_);
  }
  NORACE_IF_E0716 detail::Shared<T>* operator->() && noexcept {
    return std::addressof(lock_->value_);
  }
  NORACE_USES const T& as_ref() const& noexcept NORACE_LIFETIMEBOUND { return lock_->value_; }
  NORACE_IF_E0716 const T& as_ref() && noexcept { return lock_->value_; }

  NORACE_USES NORACE_ENDS void unlock() noexcept { release(); }

 private:
  friend class RwLock<T, Lock>;
  explicit RwLockReadGuard(const RwLock<T, Lock>* lock) noexcept : lock_(lock) {}
  void release() noexcept {
    if (const auto* lock = std::exchange(lock_, nullptr)) lock->lock_.unlock_shared();
  }
  const RwLock<T, Lock>* lock_;
};

// Alone until it is destroyed.
template <class T, class Lock = std::shared_mutex>
class NORACE_IF_N0001 NORACE_MOVES_OUT RwLockWriteGuard
    : public detail::ExclusiveGuard<RwLock<T, Lock>, T> {
 public:
  RwLockWriteGuard(RwLockWriteGuard&&) noexcept = default;
  RwLockWriteGuard& operator=(RwLockWriteGuard&&) noexcept = default;

 private:
  friend class RwLock<T, Lock>;
  explicit RwLockWriteGuard(const detail::Guarded<T, Lock>* owner) noexcept
      : detail::ExclusiveGuard<RwLock<T, Lock>, T>(owner) {}
};

template <class T, class L = std::shared_mutex>
class RwLock : public detail::Guarded<T, L>, detail::WithReadOrWrite<RwLock<T, L>, T> {
  friend class detail::WithReadOrWrite<RwLock, T>;
  using Data = detail::Guarded<T, L>;

 public:
  using Lock = L;
  using ReadGuard = RwLockReadGuard<T, Lock>;
  using WriteGuard = RwLockWriteGuard<T, Lock>;

  constexpr RwLock() requires std::default_initializable<T>
  = default;
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, RwLock> &&
             ...)) constexpr explicit RwLock(Args&&... args)
      : Data(std::in_place, std::forward<Args>(args)...) {}
  template <class Element>
  requires std::constructible_from<T, std::initializer_list<Element>>
  explicit RwLock(std::initializer_list<Element> elements) : Data(std::in_place, elements) {}
  NORACE_IF_E0507 RwLock(const RwLock& other) : Data(other), detail::WithReadOrWrite<RwLock, T>() {}
  RwLock& operator=(const RwLock&) = delete;
  using Data::operator=;  // of a value: E0616

  NORACE_IF_N0001 ReadGuard read() const NORACE_LIFETIMEBOUND {
    this->lock_.lock_shared();
    this->refuse_poisoned(&Lock::unlock_shared);
    return ReadGuard(this);
  }
  NORACE_IF_N0001 WriteGuard write() const NORACE_LIFETIMEBOUND {
    this->lock_.lock();
    this->refuse_poisoned(&Lock::unlock);
    return WriteGuard(this);
  }
  NORACE_IF_N0001 TryLockResult<ReadGuard> try_read() const NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock_shared()) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock_shared);
    return ReadGuard(this);
  }
  NORACE_IF_N0001 TryLockResult<WriteGuard> try_write() const NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock()) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock);
    return WriteGuard(this);
  }
  NORACE_IF_N0001 WriteGuard write_ignoring_poison() const NORACE_LIFETIMEBOUND {
    this->lock_.lock();
    return WriteGuard(this);
  }

  // Calls f(data) as a reader (a writer) and returns what it returns, by value.
  using detail::WithReadOrWrite<RwLock, T>::with_read;
  using detail::WithReadOrWrite<RwLock, T>::with_write;

 private:
  friend class RwLockReadGuard<T, Lock>;
};

template <class T>
RwLock(T) -> RwLock<T>;

namespace detail {
template <class T, class Lock>
struct Known<RwLock<T, Lock>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.sync && inner.send && shares_mutably<Lock>();
    return inner;
  }
};
template <class T, class Lock>
struct Known<RwLockReadGuard<T, Lock>> : NeverLeaves {};
template <class T, class Lock>
struct Known<RwLockWriteGuard<T, Lock>> : NeverLeaves {};
}  // namespace detail
}  // namespace norace
