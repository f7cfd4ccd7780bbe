// The lock itself, for the functions of the library that do more with it than lock() and unlock():
// upgrade(), unlocked(), lock_all().
//
// Promise: nobody outside norace::detail can write any of this. Whoever uses it leaves lock, mark
// and guard in agreement: enter() for each way of holding the lock alone, before there is a guard.
//
// Example: `auto left = LockAccess::leave(guard); left.raw().unlock_and_lock_shared();`
#pragma once

#include <memory>
#include <utility>

#include "norace/guarded.hpp"
#include "norace/loan_watch.hpp"
#include "norace/lockable.hpp"
#include "norace/mutex.hpp"
#include "norace/rw_lock.hpp"

namespace norace {
template <int Level, class T>
class LeveledMutex;
}  // namespace norace

namespace norace::detail {

template <int Level, class T>
class LockAfter;

struct LockAccess {
 private:
  template <class Owner>
  struct UpgradableOf;
  template <class T, class L>
  struct UpgradableOf<RwLock<T, L>> {
    using type = RwLockUpgradableReadGuard<T, L>;
  };
  template <class Owner>
  using UpgradableGuardOf = typename UpgradableOf<Owner>::type;

 public:
  // A lock that is held and has no guard at the moment.
  template <class Owner>
  struct Left {
    const Owner* owner;
    auto& raw() const noexcept { return LockAccess::raw(*owner); }
    auto write_guard() const noexcept {
      enter(*owner);
      return guard(*owner);
    }
    auto read_guard() const noexcept { return LockAccess::read_guard(*owner); }
    auto upgradable_guard() const noexcept { return UpgradableGuardOf<Owner>(owner); }
  };

  template <class T, class L>
  static L& raw(const Guarded<T, L>& owner) noexcept {
    return owner.lock_;
  }
  template <class T, class L>
  static T& data(const Guarded<T, L>& owner) noexcept {
    return owner.data();
  }
  // Whoever was lent the data is waited for.
  template <class T, class L>
  static void settle(const Guarded<T, L>& owner) noexcept {
    settle_loans_of_object(std::addressof(owner.data()), std::addressof(owner.lock_));
  }
  // Under the lock: whether this thread has a guard of it already (a recursive lock).
  template <class T, class L>
  static bool is_entered(const Guarded<T, L>& owner) noexcept {
    return owner.mark_.is_held();
  }
  template <class T, class L>
  static void enter(const Guarded<T, L>& owner) noexcept {
    owner.mark_.enter();
  }
  template <class T, class L>
  static MutexGuard<T, L> guard(const Mutex<T, L>& owner) noexcept {
    return MutexGuard<T, L>(std::addressof(owner));
  }
  template <class T, class L>
  static RwLockWriteGuard<T, L> guard(const RwLock<T, L>& owner) noexcept {
    return RwLockWriteGuard<T, L>(std::addressof(owner));
  }
  template <class T, class L>
  static RwLockReadGuard<T, L> read_guard(const RwLock<T, L>& owner) noexcept {
    return RwLockReadGuard<T, L>(std::addressof(owner));
  }

  // Behind its level.
  template <int Level, class T>
  static const auto& plain(const LeveledMutex<Level, T>& mutex) noexcept {
    return static_cast<const LockAfter<Level, T>&>(mutex).mutex_;
  }

  // Whose guard it is.
  template <class T, class L>
  static const Mutex<T, L>& owner(const MutexGuard<T, L>& guard) noexcept {
    return static_cast<const Mutex<T, L>&>(*guard.owner_);
  }
  template <class T, class L>
  static const RwLock<T, L>& owner(const RwLockWriteGuard<T, L>& guard) noexcept {
    return static_cast<const RwLock<T, L>&>(*guard.owner_);
  }
  template <class T, class L>
  static const RwLock<T, L>& owner(const RwLockReadGuard<T, L>& guard) noexcept {
    return *guard.lock_;
  }
  template <class T, class L>
  static const RwLock<T, L>& owner(const RwLockUpgradableReadGuard<T, L>& guard) noexcept {
    return *guard.lock_;
  }

  // The guard ends, and the lock stays held. Whoever was lent the data is waited for, as where it
  // is unlocked.
  template <class T, class L>
  static Left<RwLock<T, L>> leave(RwLockWriteGuard<T, L>& guard) noexcept {
    const RwLock<T, L>& lock = owner(guard);
    settle(lock);
    static_cast<void>(guard.release());
    lock.mark_.leave();
    return {&lock};
  }
  template <class T, class L>
  static Left<RwLock<T, L>> leave(RwLockUpgradableReadGuard<T, L>& guard) noexcept {
    const RwLock<T, L>& lock = owner(guard);
    settle(lock);
    guard.lock_ = nullptr;
    return {&lock};
  }
};

}  // namespace norace::detail
