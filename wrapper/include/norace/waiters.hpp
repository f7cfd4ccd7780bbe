// Who waits on a Condvar for the data of which lock.
//
// Promise: a lock that is poisoned wakes everyone who waits for its data, so that no waiter hangs
// for a change that its notifier threw away; the lock itself knows no Condvar. Locks are told apart
// by their number (PoisonFlag::number()), which no other lock ever had: a Condvar that outlives its
// Mutex does not take another one at the same address for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <mutex>

#include "norace/condition.hpp"
#include "norace/static_rule.hpp"

namespace norace::detail {

// One waiter, on its own stack, as long as it waits.
class Waiter {
 public:
  Waiter(std::uint32_t lock_number, Condition& condition) noexcept
      : lock_number_(lock_number), condition_(condition) {
    List& list = list_of(lock_number);
    const std::lock_guard<std::mutex> lock(list.mutex);
    next_ = list.first;
    list.first = this;
  }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  ~Waiter() {
    List& list = list_of(lock_number_);
    const std::lock_guard<std::mutex> lock(list.mutex);
    Waiter** at = &list.first;
    while (*at != this) at = &(*at)->next_;
    *at = next_;
  }

  // Called under the lock that has this number, so that nobody is between a look at the data and
  // the wait for it to change.
  static void wake_all(std::uint32_t lock_number) noexcept {
    List& list = list_of(lock_number);
    const std::lock_guard<std::mutex> lock(list.mutex);
    for (const Waiter* w = list.first; w != nullptr; w = w->next_)
      if (w->lock_number_ == lock_number) w->condition_.notify_all();
  }

 private:
  struct List {
    std::mutex mutex{};
    Waiter* first = nullptr;  // under the mutex
  };
  // A few lists, so that monitors that have nothing to do with each other seldom meet here.
  static List& list_of(std::uint32_t lock_number) noexcept {
    NORACE_UNSAFE_STATIC("each list is used under its mutex")
    static constinit List lists[16];
    return lists[(lock_number / 2) % std::size(lists)];
  }
  const std::uint32_t lock_number_;
  Condition& condition_;
  Waiter* next_ = nullptr;
};

}  // namespace norace::detail
