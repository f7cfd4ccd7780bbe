// lock_failures<L>(): what a lock of one's own does that a Lock must not (see lockable.hpp).
//
// Promise: tries all that lockable.hpp asks of L, as far as L has the members, with a few threads,
// and gives a sentence for each thing that is wrong; none for a lock that may stand in a Mutex or a
// RwLock. Run it under ThreadSanitizer too: a lock that excludes but does not release and acquire
// is seen there. It needs well below a second; a lock that does not wake its waiters lets it wait
// for ever. It cannot prove that a lock is right.
//
// Example (a test of its own, beside the lock):
//
// <!-- cpp
// #include <cstdio>
// #include <mutex>
// using SpinLock = std::mutex;
// -->
// ```cpp
// for (const auto& failure : norace::lock_failures<SpinLock>()) std::puts(failure.c_str());
// ```
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "norace/deadline.hpp"
#include "norace/lockable.hpp"

namespace norace {

namespace detail {

template <class L>
class LockTrial {
 public:
  std::vector<std::string> run() && {
    excludes([](L& l) { l.lock(); }, [](L& l) { l.unlock(); }, "lock()");
    if constexpr (Lockable<L>) {
      excludes(
          [](L& l) {
            while (!l.try_lock()) std::this_thread::yield();
          },
          [](L& l) { l.unlock(); }, "try_lock()");
      tries();
    }
    if constexpr (TimedLockable<L>) waits_so_long();
    if constexpr (SharedLockable<L>) shares();
    if constexpr (SharedTimedLockable<L>) shares_so_long();
    if constexpr (UpgradeLockable<L>) {
      upgrades();
      excludes([](L& l) { l.lock_upgrade(), l.unlock_upgrade_and_lock(); },
               [](L& l) { l.unlock_and_lock_upgrade(), l.unlock_upgrade(); },
               "unlock_upgrade_and_lock()");
    }
    return std::move(failures_);
  }

 private:
  static constexpr int threads = 4;
  static constexpr int rounds = 500;

  void expect(bool is_so, const std::string& otherwise) {
    if (!is_so) failures_.push_back(otherwise);
  }
  template <class F>
  static bool elsewhere(F&& f) {
    bool answer = false;
    std::thread([&] { answer = f(); }).join();
    return answer;
  }
  // A lock may fail for no reason, but not always.
  template <class F>
  static bool sooner_or_later(F&& f) {
    for (int i = 0; i < 1000; ++i)
      if (f()) return true;
    return false;
  }
  // None begins before all are there, so that they do meet.
  static void together(const auto& f) {
    std::atomic<int> missing = threads;
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
      all.emplace_back([&] {
        for (--missing; missing > 0;) std::this_thread::yield();
        f();
      });
    for (auto& one : all) one.join();
  }

  // First with atomics, so that a lock that does not lock is a sentence and no race; then with
  // plain data, so that one that does not publish is a race.
  template <class Take, class LetGo>
  void excludes(Take take, LetGo let_go, const std::string& name) {
    L lock;
    std::atomic<long> sum = 0;
    std::atomic<int> inside = 0;
    std::atomic<bool> alone = true;
    together([&] {
      for (int i = 0; i < rounds; ++i) {
        take(lock);
        if (inside.fetch_add(1, std::memory_order_relaxed) != 0)
          alone.store(false, std::memory_order_relaxed);
        const long before = sum.load(std::memory_order_relaxed);
        if (i % 16 == 0) std::this_thread::yield();
        sum.store(before + 1, std::memory_order_relaxed);
        inside.fetch_sub(1, std::memory_order_relaxed);
        let_go(lock);
      }
    });
    if (!alone || sum != long{threads} * rounds)
      return expect(false, name + " lets two threads in at once");
    long plain = 0;
    together([&] {
      for (int i = 0; i < rounds; ++i) {
        take(lock);
        ++plain;
        let_go(lock);
      }
    });
    expect(plain == long{threads} * rounds,
           name + " does not show what was written under the lock");
  }

  void tries() {
    L lock;
    lock.lock();
    expect(!elsewhere([&] { return bool(lock.try_lock()); }),
           "try_lock() takes a lock that another thread holds");
    lock.unlock();
    const bool taken = sooner_or_later([&] { return bool(lock.try_lock()); });
    expect(taken, "try_lock() does not take a lock that is free");
    if (taken) lock.unlock();
  }
  void waits_so_long() {
    L lock;
    lock.lock();
    expect(!elsewhere([&] { return bool(lock.try_lock_until(soon())); }),
           "try_lock_until() takes a lock that another thread holds");
    lock.unlock();
    const bool taken = sooner_or_later([&] { return bool(lock.try_lock_until(soon())); });
    expect(taken, "try_lock_until() does not take a lock that is free");
    if (taken) lock.unlock();
  }
  static WaitClock::time_point soon() { return WaitClock::now() + std::chrono::milliseconds(2); }

  bool reader_comes_in(L& lock) {
    return elsewhere([&] {
      return sooner_or_later([&] {
        if (!lock.try_lock_shared()) return false;
        lock.unlock_shared();
        return true;
      });
    });
  }
  bool writer_comes_in(L& lock) {
    return elsewhere([&] {
      if (!lock.try_lock()) return false;
      lock.unlock();
      return true;
    });
  }
  bool upgrader_comes_in(L& lock) {
    return elsewhere([&] {
      if (!lock.try_lock_upgrade()) return false;
      lock.unlock_upgrade();
      return true;
    });
  }
  void shares() {
    L lock;
    lock.lock_shared();
    expect(reader_comes_in(lock), "a reader keeps another reader out");
    expect(!writer_comes_in(lock), "try_lock() takes a lock that a reader holds");
    lock.unlock_shared();
    lock.lock();
    expect(!reader_comes_in(lock), "try_lock_shared() takes a lock that a writer holds");
    lock.unlock();
    expect(reader_comes_in(lock), "unlock() does not let readers in");
    expect(sooner_or_later([&] { return writer_comes_in(lock); }),
           "unlock_shared() does not let writers in");
    readers_see_whole_writes([](L& l) { l.lock(); }, [](L& l) { l.unlock(); }, "a writer");
  }
  template <class Take, class LetGo>
  void readers_see_whole_writes(Take take, LetGo let_go, const std::string& name) {
    L lock;
    std::atomic<long> first = 0;
    std::atomic<long> second = 0;
    std::atomic<bool> whole = true;
    std::atomic<int> role = 0;
    together([&] {
      const bool writes = role.fetch_add(1) % 2 == 0;
      for (int i = 0; i < rounds; ++i) {
        if (writes) {
          take(lock);
          first.fetch_add(1, std::memory_order_relaxed);
          if (i % 16 == 0) std::this_thread::yield();
          second.fetch_add(1, std::memory_order_relaxed);
          let_go(lock);
        } else {
          lock.lock_shared();
          const long before = first.load(std::memory_order_relaxed);
          if (i % 16 == 0) std::this_thread::yield();
          if (before != second.load(std::memory_order_relaxed)) whole = false;
          lock.unlock_shared();
        }
      }
    });
    expect(whole, "a reader sees what " + name + " has half done");
  }
  void shares_so_long() {
    L lock;
    lock.lock();
    expect(!elsewhere([&] { return bool(lock.try_lock_shared_until(soon())); }),
           "try_lock_shared_until() takes a lock that a writer holds");
    lock.unlock();
    const bool taken = sooner_or_later([&] { return bool(lock.try_lock_shared_until(soon())); });
    expect(taken, "try_lock_shared_until() does not take a lock that is free");
    if (taken) lock.unlock_shared();
  }
  void upgrades() {
    L lock;
    lock.lock_upgrade();
    expect(reader_comes_in(lock), "lock_upgrade() keeps readers out");
    expect(!writer_comes_in(lock), "lock_upgrade() lets a writer in");
    expect(!upgrader_comes_in(lock), "lock_upgrade() lets a second one in");
    lock.unlock_upgrade_and_lock();
    expect(!reader_comes_in(lock), "unlock_upgrade_and_lock() lets readers in");
    expect(!upgrader_comes_in(lock), "unlock_upgrade_and_lock() lets an upgrader in");
    lock.unlock_and_lock_upgrade();
    expect(reader_comes_in(lock), "unlock_and_lock_upgrade() keeps readers out");
    expect(!writer_comes_in(lock), "unlock_and_lock_upgrade() lets a writer in");
    lock.unlock_upgrade_and_lock_shared();
    expect(sooner_or_later([&] { return upgrader_comes_in(lock); }),
           "unlock_upgrade_and_lock_shared() keeps an upgrader out");
    expect(!writer_comes_in(lock), "unlock_upgrade_and_lock_shared() lets a writer in");
    lock.unlock_shared();
    lock.lock();
    lock.unlock_and_lock_shared();
    expect(reader_comes_in(lock), "unlock_and_lock_shared() keeps readers out");
    expect(!writer_comes_in(lock), "unlock_and_lock_shared() lets a writer in");
    lock.unlock_shared();
    expect(sooner_or_later([&] { return writer_comes_in(lock); }),
           "after an upgrade and back the lock is never free again");
    readers_see_whole_writes([](L& l) { l.lock_upgrade(), l.unlock_upgrade_and_lock(); },
                             [](L& l) { l.unlock(); }, "an upgraded reader");
  }

  std::vector<std::string> failures_;
};

}  // namespace detail

// Empty for a lock that keeps what lockable.hpp asks.
template <BasicLockable L>
[[nodiscard]] std::vector<std::string> lock_failures() {
  return detail::LockTrial<L>().run();
}

}  // namespace norace
