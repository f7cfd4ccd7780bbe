// UpgradableMutex: the lock of a RwLock whose readers may become writers.
//
// Promise: many hold it shared, one of them upgradable, or one holds it alone. Whoever holds it
// upgradable becomes the one alone, and back, without anybody writing in between; readers that are
// there are waited for. A writer that waits keeps readers that come later out, so it is not
// starved. The names are Boost's and folly's. Constant-initialised, never destroyed, not recursive:
// a thread that holds it and asks again waits for ever.
//
// It costs a mutex for each call (SharedMutex does with atomics of glibc's): for readers that are
// many and short, and need no upgrade, SharedMutex is quicker.
//
// Memory order: letting go releases, and taking acquires, in each way.
//
// Example:
//
// <!-- cpp
// bool must_write();
// void write();
// -->
// ```cpp
// norace::UpgradableMutex lock;
// lock.lock_upgrade();
// if (must_write()) {
//   lock.unlock_upgrade_and_lock();
//   write();
//   lock.unlock();
// } else {
//   lock.unlock_upgrade();
// }
// ```
#pragma once

#include <mutex>

#include "norace/condition.hpp"
#include "norace/deadline.hpp"
#include "norace/static_rule.hpp"

namespace norace {

class UpgradableMutex {
 public:
  constexpr UpgradableMutex() noexcept = default;
  UpgradableMutex(const UpgradableMutex&) = delete;
  UpgradableMutex& operator=(const UpgradableMutex&) = delete;

  void lock() { static_cast<void>(try_lock_until(detail::no_deadline)); }
  bool try_lock() {
    const std::lock_guard<std::mutex> state(state_);
    if (writer_ || upgrader_ || readers_ != 0) return false;
    return writer_ = true;
  }
  // First it keeps others from coming in, then it waits for those who are there.
  bool try_lock_until(detail::WaitClock::time_point deadline) {
    const std::lock_guard<std::mutex> state(state_);
    while (writer_ || upgrader_)
      if (!entrance_.wait_until(state_, deadline) && (writer_ || upgrader_)) return false;
    writer_ = true;
    while (readers_ != 0)
      if (!drained_.wait_until(state_, deadline) && readers_ != 0) {
        writer_ = false;
        entrance_.notify_all();
        return false;
      }
    return true;
  }
  void unlock() {
    const std::lock_guard<std::mutex> state(state_);
    writer_ = false;
    entrance_.notify_all();
  }

  void lock_shared() { static_cast<void>(try_lock_shared_until(detail::no_deadline)); }
  bool try_lock_shared() {
    const std::lock_guard<std::mutex> state(state_);
    if (writer_) return false;
    ++readers_;
    return true;
  }
  bool try_lock_shared_until(detail::WaitClock::time_point deadline) {
    const std::lock_guard<std::mutex> state(state_);
    while (writer_)
      if (!entrance_.wait_until(state_, deadline) && writer_) return false;
    ++readers_;
    return true;
  }
  void unlock_shared() {
    const std::lock_guard<std::mutex> state(state_);
    drop_reader();
  }

  // Beside readers, and no second one of its kind.
  void lock_upgrade() {
    const std::lock_guard<std::mutex> state(state_);
    while (writer_ || upgrader_) entrance_.wait(state_);
    upgrader_ = true;
  }
  bool try_lock_upgrade() {
    const std::lock_guard<std::mutex> state(state_);
    if (writer_ || upgrader_) return false;
    return upgrader_ = true;
  }
  void unlock_upgrade() {
    const std::lock_guard<std::mutex> state(state_);
    upgrader_ = false;
    entrance_.notify_all();
  }
  void unlock_upgrade_and_lock() {
    const std::lock_guard<std::mutex> state(state_);
    writer_ = true;
    upgrader_ = false;
    while (readers_ != 0) drained_.wait(state_);
  }
  bool try_unlock_upgrade_and_lock() {
    const std::lock_guard<std::mutex> state(state_);
    if (readers_ != 0) return false;
    upgrader_ = false;
    return writer_ = true;
  }
  void unlock_upgrade_and_lock_shared() {
    const std::lock_guard<std::mutex> state(state_);
    upgrader_ = false;
    ++readers_;
    entrance_.notify_all();
  }
  void unlock_and_lock_upgrade() {
    const std::lock_guard<std::mutex> state(state_);
    writer_ = false;
    upgrader_ = true;
    entrance_.notify_all();
  }
  void unlock_and_lock_shared() {
    const std::lock_guard<std::mutex> state(state_);
    writer_ = false;
    ++readers_;
    entrance_.notify_all();
  }

 private:
  // Whoever became the writer waits alone for the last reader.
  void drop_reader() {
    if (--readers_ == 0 && writer_) drained_.notify_one();
  }

  std::mutex state_{};
  detail::Condition entrance_;  // somebody who kept others out has gone, or lets them in
  detail::Condition drained_;   // the last reader has gone
  // All under the mutex. A writer is there from the moment on that it keeps others out.
  bool writer_ = false;
  bool upgrader_ = false;
  unsigned readers_ = 0;
};

template <>
inline constexpr bool unsafe_sync_mut<UpgradableMutex> = true;  // all it can do is lock

}  // namespace norace
