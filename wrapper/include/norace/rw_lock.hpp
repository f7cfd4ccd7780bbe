// RwLock<T>: many readers or one writer, with the data inside (Rust's RwLock).
//
// Promise: read() gives `const T&` to any number of threads at once, write() gives `T&` to one.
// What it stops: a shared_mutex beside the data whose reader writes (E0594), references that
// outlive their guard (E0716, E0515).
//
// Threads: Send when T is Send; Sync when T is Send and Sync, since readers share it. Guards are
// neither. Memory order: unlocking releases, locking acquires. Poisoning: a writer that leaves by
// an exception poisons the lock; read() and write() then throw PoisonError. A reader cannot poison.
// Order: a writer that waits comes before readers that come later (SharedMutex), so it is not
// starved; so a thread that reads already must not read again, or it may wait for ever.
// Moving and static storage: as Mutex.
//
// Example:
//
// ```cpp run
// const norace::RwLock<std::vector<int>> table(3U);
// { auto all = table.write(); all->push_back(1); }
// { auto all = table.read(); int first = (*all)[0]; }
// auto size = table.with_read([](const std::vector<int>& v) { return v.size(); });
// ```
#pragma once

#include <chrono>
#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/deadline.hpp"
#include "norace/guarded.hpp"
#include "norace/lockable.hpp"
#include "norace/read_only.hpp"
#include "norace/rule.hpp"
#include "norace/shared_mutex.hpp"
#include "norace/take.hpp"
#include "norace/traits.hpp"
#include "norace/try_lock_result.hpp"
#include "norace/with_guard.hpp"

namespace norace {

template <class T, class Lock>
class RwLock;
template <class T, class Lock>
class RwLockUpgradableReadGuard;

// Shared with other readers until it is destroyed.
template <class T, class Lock = SharedMutex>
class NORACE_IF_N0001 NORACE_MOVES_OUT RwLockReadGuard {
 public:
  RwLockReadGuard(RwLockReadGuard&& other) noexcept : lock_(detail::take(other.lock_)) {}
  RwLockReadGuard& operator=(RwLockReadGuard&&) = delete;
  ~RwLockReadGuard() { release(); }

  // A scalar by value, which refers to nothing.
  NORACE_USES ReadOnly<T> operator*() const& noexcept requires detail::shared_by_value<T> {
    return ReadOnly<T>(lock_->data());
  }
  NORACE_USES detail::Shared<T>& operator*() const& noexcept NORACE_LIFETIMEBOUND
      requires(!detail::shared_by_value<T>) {
    return lock_->data();
  }
  NORACE_USES detail::Shared<T>* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(shared());
  }
  // Of a guard without a name: the value of a scalar, and of a class what temporary.hpp allows.
  NORACE_USES detail::SharedRef<T> operator*() && noexcept requires detail::Scalar<T> {
    return detail::SharedRef<T>(lock_->data());
  }
  NORACE_USES detail::InExpressionType<detail::Shared<T>> operator*() && noexcept
      requires(!detail::Scalar<T>) {
    return detail::in_expression(shared());
  }
  NORACE_USES auto operator->() && noexcept requires detail::CalledInExpression<T> {
    return detail::members_in_expression(shared());
  }
  NORACE_IF_E0716 detail::Shared<T>* operator->() && noexcept
      requires(!detail::CalledInExpression<T>) {
    return std::addressof(shared());
  }
  NORACE_USES const T& as_ref() const& noexcept NORACE_LIFETIMEBOUND { return lock_->data(); }
  NORACE_IF_E0716 const T& as_ref() && noexcept { return lock_->data(); }

  NORACE_USES NORACE_ENDS void unlock() noexcept { release(); }

 private:
  friend class RwLock<T, Lock>;
  friend struct detail::LockAccess;
  explicit RwLockReadGuard(const RwLock<T, Lock>* lock) noexcept : lock_(lock) {}
  detail::Shared<T>& shared() const noexcept { return lock_->data(); }
  void release() noexcept {
    if (const auto* lock = detail::take(lock_)) {
      detail::settle_loans_of_object(std::addressof(lock->data()), std::addressof(lock->lock_));
      lock->lock_.unlock_shared();
    }
  }
  const RwLock<T, Lock>* lock_;
};

// Alone until it is destroyed.
template <class T, class Lock = SharedMutex>
class NORACE_IF_N0001 NORACE_MOVES_OUT RwLockWriteGuard
    : public detail::ExclusiveGuard<RwLock<T, Lock>, T> {
 public:
  RwLockWriteGuard(RwLockWriteGuard&&) noexcept = default;
  RwLockWriteGuard& operator=(RwLockWriteGuard&&) noexcept = default;

 private:
  friend class RwLock<T, Lock>;
  friend struct detail::LockAccess;
  explicit RwLockWriteGuard(const detail::Guarded<T, Lock>* owner) noexcept
      : detail::ExclusiveGuard<RwLock<T, Lock>, T>(owner) {}
};

template <class T, class L = SharedMutex>
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
  RwLock(RwLock&&) noexcept requires std::is_move_constructible_v<T>
  = default;
  RwLock& operator=(const RwLock&) = delete;
  RwLock& operator=(RwLock&&) noexcept requires std::is_move_assignable_v<T>
  = default;
  using Data::operator=;  // of a value: E0616

  // Each waits for the lock; for ever, if whoever holds it never lets go.
  NORACE_IF_N0001 ReadGuard read() const NORACE_LIFETIMEBOUND {
    this->lock_.lock_shared();
    this->refuse_poisoned(&Lock::unlock_shared);
    return ReadGuard(this);
  }
  NORACE_IF_N0001 WriteGuard write() const NORACE_LIFETIMEBOUND {
    this->lock_.lock();
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return WriteGuard(this);
  }
  // Empty if somebody holds it in a way that excludes this.
  NORACE_IF_N0001 TryLockResult<ReadGuard> try_read() const NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock_shared()) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock_shared);
    return ReadGuard(this);
  }
  NORACE_IF_N0001 TryLockResult<WriteGuard> try_write() const NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock()) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return WriteGuard(this);
  }
  // Empty if somebody holds it so all the time.
  template <class Rep, class Period>
  NORACE_IF_N0001 TryLockResult<ReadGuard> try_read_for(std::chrono::duration<Rep, Period> patience)
      const NORACE_LIFETIMEBOUND requires SharedTimedLockable<Lock> {
    return read_before(detail::deadline_after(patience));
  }
  template <class Clock, class Duration>
  NORACE_IF_N0001 TryLockResult<ReadGuard> try_read_until(
      std::chrono::time_point<Clock, Duration> time) const NORACE_LIFETIMEBOUND requires
      SharedTimedLockable<Lock> {
    return read_before(detail::deadline_at(time));
  }
  template <class Rep, class Period>
  NORACE_IF_N0001 TryLockResult<WriteGuard> try_write_for(
      std::chrono::duration<Rep, Period> patience) const NORACE_LIFETIMEBOUND requires
      TimedLockable<Lock> {
    return write_before(detail::deadline_after(patience));
  }
  template <class Clock, class Duration>
  NORACE_IF_N0001 TryLockResult<WriteGuard> try_write_until(
      std::chrono::time_point<Clock, Duration> time) const NORACE_LIFETIMEBOUND requires
      TimedLockable<Lock> {
    return write_before(detail::deadline_at(time));
  }
  // A reader beside other readers that can become the writer, see upgradable.hpp, which has all
  // that it needs; the Lock must be able to (UpgradableMutex).
  NORACE_IF_N0001 RwLockUpgradableReadGuard<T, Lock> upgradable_read() const
      NORACE_LIFETIMEBOUND requires UpgradeLockable<Lock> {
    this->lock_.lock_upgrade();
    this->refuse_poisoned(&Lock::unlock_upgrade);
    return RwLockUpgradableReadGuard<T, Lock>(this);
  }
  NORACE_IF_N0001 TryLockResult<RwLockUpgradableReadGuard<T, Lock>> try_upgradable_read() const
      NORACE_LIFETIMEBOUND requires UpgradeLockable<Lock> {
    if (!this->lock_.try_lock_upgrade()) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock_upgrade);
    return RwLockUpgradableReadGuard<T, Lock>(this);
  }
  NORACE_IF_N0001 ReadGuard read_ignoring_poison() const NORACE_LIFETIMEBOUND {
    this->lock_.lock_shared();
    return ReadGuard(this);
  }
  NORACE_IF_N0001 WriteGuard write_ignoring_poison() const NORACE_LIFETIMEBOUND {
    this->lock_.lock();
    this->enter_alone();
    return WriteGuard(this);
  }
  // As Mutex::get_mut().
  NORACE_IF_N0001 WriteGuard get_mut() NORACE_LIFETIMEBOUND {
    if (!this->lock_.try_lock())
      throw std::system_error(std::make_error_code(std::errc::device_or_resource_busy),
                              "norace: get_mut() of a RwLock that somebody holds");
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return WriteGuard(this);
  }

  // Calls f(data) as a reader (a writer) and returns what it returns, by value.
  using detail::WithReadOrWrite<RwLock, T>::with_read;
  using detail::WithReadOrWrite<RwLock, T>::with_write;

 private:
  friend class RwLockReadGuard<T, Lock>;
  friend class RwLockUpgradableReadGuard<T, Lock>;
  TryLockResult<ReadGuard> read_before(detail::WaitClock::time_point deadline) const {
    if (!detail::lock_shared_before(this->lock_, deadline)) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock_shared);
    return ReadGuard(this);
  }
  TryLockResult<WriteGuard> write_before(detail::WaitClock::time_point deadline) const {
    if (!detail::lock_before(this->lock_, deadline)) return std::nullopt;
    this->refuse_poisoned(&Lock::unlock);
    this->enter_alone();
    return WriteGuard(this);
  }
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
