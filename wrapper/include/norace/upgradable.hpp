// upgradable_read(), upgrade(), downgrade(): a reader that becomes the writer, and back (the
// RwLockUpgradableReadGuard of Rust's parking_lot, the downgrade() of its std).
//
// Promise: from upgradable_read() through upgrade() and downgrade() to the guard's end nobody else
// writes, so what was read still holds when it is changed. The hazard that it stops: read(), let
// go, write(), and somebody has been there in between. Other readers are there at the same time,
// but while it writes; a second upgradable reader waits, so that two cannot wait for each other's
// end. Until it is upgraded the guard reads only (E0594). Each step takes its guard by value: the
// one before is gone (E0382), and a guard has no copy (E0507).
//
// Threads, memory order, poisoning: as RwLock. The lock must be UpgradeLockable (UpgradableMutex,
// boost::upgrade_mutex). A thread that reads must not ask for another way in: it waits for itself.
// upgrade() waits for the other readers to go, for ever where one of them never does.
//
// Example:
//
// <!-- cpp
// #include <map>
// -->
// ```cpp run
// const norace::RwLock<std::map<int, int>, norace::UpgradableMutex> squares;
// auto seen = squares.upgradable_read();
// if (!seen->contains(7)) { auto all = upgrade(std::move(seen)); (*all)[7] = 49; }
// ```
#pragma once

#include <utility>

#include "norace/analysis.hpp"
#include "norace/lock_access.hpp"
#include "norace/lockable.hpp"
#include "norace/read_access.hpp"
#include "norace/result.hpp"
#include "norace/rule.hpp"
#include "norace/rw_lock.hpp"
#include "norace/upgradable_mutex.hpp"

namespace norace {

// Reads beside other readers, and is the only one that can become the writer.
template <class T, class Lock>
class NORACE_IF_N0001 NORACE_MOVES_OUT RwLockUpgradableReadGuard
    : public detail::ReadAccess<RwLockUpgradableReadGuard<T, Lock>, T> {
  using Access = detail::ReadAccess<RwLockUpgradableReadGuard, T>;
  friend Access;

 public:
  RwLockUpgradableReadGuard(RwLockUpgradableReadGuard&& other) noexcept
      : Access(std::move(other)), lock_(std::exchange(other.lock_, nullptr)) {}
  RwLockUpgradableReadGuard& operator=(RwLockUpgradableReadGuard&&) = delete;
  // With E0507 off a copy is what a second reference to the data would be.
  NORACE_IF_E0507 RwLockUpgradableReadGuard(const RwLockUpgradableReadGuard& other) noexcept
      : Access(other), lock_(other.lock_) {}
  ~RwLockUpgradableReadGuard() { unlock(); }

  // Lets go now. The guard must not be used again.
  NORACE_USES NORACE_ENDS void unlock() noexcept {
    if (const auto* lock = std::exchange(lock_, nullptr)) {
      detail::LockAccess::settle(*lock);
      detail::LockAccess::raw(*lock).unlock_upgrade();
    }
  }

 private:
  friend class RwLock<T, Lock>;
  friend struct detail::LockAccess;
  explicit RwLockUpgradableReadGuard(const RwLock<T, Lock>* lock) noexcept : lock_(lock) {}
  detail::Shared<T>& shared() const noexcept { return detail::LockAccess::data(*lock_); }
  const RwLock<T, Lock>* lock_;
};

// Becomes the writer: waits for the readers that are there.
template <class T, UpgradeLockable L>
NORACE_IF_N0001 RwLockWriteGuard<T, L> upgrade(RwLockUpgradableReadGuard<T, L> guard) {
  const auto lock = detail::LockAccess::leave(guard);
  lock.raw().unlock_upgrade_and_lock();
  return lock.write_guard();
}
// The same without waiting: the guard comes back where somebody else is reading.
template <class T, UpgradeLockable L>
requires requires(L& lock) { lock.try_unlock_upgrade_and_lock(); }
NORACE_IF_N0001 Result<RwLockWriteGuard<T, L>, RwLockUpgradableReadGuard<T, L>> try_upgrade(
    RwLockUpgradableReadGuard<T, L> guard) {
  if (!detail::LockAccess::raw(detail::LockAccess::owner(guard)).try_unlock_upgrade_and_lock())
    return Err(std::move(guard));
  return detail::LockAccess::leave(guard).write_guard();
}

// Lets other readers in, and goes on reading.
template <class T, UpgradeLockable L>
NORACE_IF_N0001 RwLockReadGuard<T, L> downgrade(RwLockWriteGuard<T, L> guard) {
  const auto lock = detail::LockAccess::leave(guard);
  lock.raw().unlock_and_lock_shared();
  return lock.read_guard();
}
template <class T, UpgradeLockable L>
NORACE_IF_N0001 RwLockReadGuard<T, L> downgrade(RwLockUpgradableReadGuard<T, L> guard) {
  const auto lock = detail::LockAccess::leave(guard);
  lock.raw().unlock_upgrade_and_lock_shared();
  return lock.read_guard();
}
// As downgrade(), and may become the writer again.
template <class T, UpgradeLockable L>
NORACE_IF_N0001 RwLockUpgradableReadGuard<T, L> downgrade_to_upgradable(
    RwLockWriteGuard<T, L> guard) {
  const auto lock = detail::LockAccess::leave(guard);
  lock.raw().unlock_and_lock_upgrade();
  return lock.upgradable_guard();
}

namespace detail {
template <class T, class Lock>
struct Known<RwLockUpgradableReadGuard<T, Lock>> : NeverLeaves {};
}  // namespace detail
}  // namespace norace
