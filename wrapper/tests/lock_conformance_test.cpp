// Which locks may stand in a Mutex or a RwLock, and what the conformance test says of those that
// may not.
#include "norace/lock_conformance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "norace/arc.hpp"
#include "norace/lockable.hpp"
#include "norace/mutex.hpp"
#include "norace/shared_mutex.hpp"
#include "norace/thread.hpp"
#include "norace/upgradable_mutex.hpp"

namespace {

class SpinLock {
 public:
  void lock() noexcept {
    while (taken_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
  }
  bool try_lock() noexcept { return !taken_.test_and_set(std::memory_order_acquire); }
  void unlock() noexcept { taken_.clear(std::memory_order_release); }

 private:
  std::atomic_flag taken_;
};

// Takes what is taken.
struct LetsIn : SpinLock {
  bool try_lock() noexcept { return true; }
};
// Does not lock at all.
struct LocksNothing {
  void lock() noexcept { std::this_thread::yield(); }
  void unlock() noexcept {}
};
// Its readers keep each other out.
struct SharesNothing : std::mutex {
  void lock_shared() { lock(); }
  bool try_lock_shared() { return try_lock(); }
  void unlock_shared() { unlock(); }
};
// Its writer is still the upgradable reader.
struct StaysReader : norace::UpgradableMutex {
  void lock() { unlock_is_upgrades_ = false, norace::UpgradableMutex::lock(); }
  void unlock_upgrade_and_lock() { unlock_is_upgrades_ = true; }
  void unlock_and_lock_upgrade() {}
  void unlock() {
    unlock_is_upgrades_.exchange(false) ? unlock_upgrade() : norace::UpgradableMutex::unlock();
  }
  std::atomic<bool> unlock_is_upgrades_ = false;
};

}  // namespace

template <>
inline constexpr bool norace::unsafe_sync_mut<SpinLock> = true;

namespace {

using Failures = std::vector<std::string>;

TEST(LockConformance, IsMetByStdsLocksAndOurs) {
  EXPECT_EQ(norace::lock_failures<std::mutex>(), Failures());
  EXPECT_EQ(norace::lock_failures<std::recursive_mutex>(), Failures());
#ifndef __SANITIZE_THREAD__  // GCC's does not see how these are taken before a deadline
  EXPECT_EQ(norace::lock_failures<std::timed_mutex>(), Failures());
  EXPECT_EQ(norace::lock_failures<std::recursive_timed_mutex>(), Failures());
#endif
  EXPECT_EQ(norace::lock_failures<std::shared_mutex>(), Failures());
  EXPECT_EQ(norace::lock_failures<std::shared_timed_mutex>(), Failures());
  EXPECT_EQ(norace::lock_failures<norace::SharedMutex>(), Failures());
  EXPECT_EQ(norace::lock_failures<norace::UpgradableMutex>(), Failures());
}

TEST(LockConformance, IsMetByASpinLock) {
  EXPECT_EQ(norace::lock_failures<SpinLock>(), Failures());
  auto n = norace::Arc<norace::Mutex<int, SpinLock>>::make(0);
  norace::spawn([](norace::Arc<norace::Mutex<int, SpinLock>> m) { *m->lock() += 1; }, n).join();
  EXPECT_EQ(*n->lock(), 1);
}

TEST(LockConformance, TellsWhatIsWrong) {
  EXPECT_EQ(norace::lock_failures<LocksNothing>(), Failures{"lock() lets two threads in at once"});
  const auto lets_in = norace::lock_failures<LetsIn>();
  EXPECT_NE(std::find(lets_in.begin(), lets_in.end(),
                      "try_lock() takes a lock that another thread holds"),
            lets_in.end());
  EXPECT_EQ(norace::lock_failures<SharesNothing>(), Failures{"a reader keeps another reader out"});
  const auto stays = norace::lock_failures<StaysReader>();
  EXPECT_NE(std::find(stays.begin(), stays.end(), "unlock_upgrade_and_lock() lets readers in"),
            stays.end());
  EXPECT_NE(
      std::find(stays.begin(), stays.end(), "a reader sees what an upgraded reader has half done"),
      stays.end());
}

// What each may stand in.
static_assert(norace::BasicLockable<LocksNothing> && !norace::Lockable<LocksNothing>);
static_assert(norace::Lockable<SpinLock> && !norace::SharedLockable<SpinLock>);
static_assert(norace::SharedLockable<std::shared_mutex> &&
              !norace::TimedLockable<std::shared_mutex>);
static_assert(norace::SharedTimedLockable<norace::SharedMutex> &&
              !norace::UpgradeLockable<norace::SharedMutex>);
static_assert(norace::UpgradeLockable<norace::UpgradableMutex>);
static_assert(!norace::BasicLockable<int>);

}  // namespace
