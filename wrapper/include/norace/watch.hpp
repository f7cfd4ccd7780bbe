// Who waits for more than one channel at once, and which channels wake it.
//
// Promise: a Selection that waits is woken by every wake_all() of a list that it watches, from the
// moment on that it watches it; none is lost between a look and the wait. A list is used under the
// lock of what it belongs to; a Selection has a lock of its own, under which nobody takes another
// one.
//
// Example: `list.add(watch); ... while (!ready()) selection.wait(deadline); ...
// list.remove(watch);`
#pragma once

#include <mutex>

#include "norace/condition.hpp"
#include "norace/deadline.hpp"

namespace norace::detail {

// What a list wakes, under the lock of what it belongs to.
class Waker {
 public:
  virtual void wake() noexcept = 0;

 protected:
  ~Waker() = default;
};

class Selection final : public Waker {
 public:
  void wake() noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_woken_ = true;
    woken_.notify_one();
  }
  // Until it is woken, was so since the last wait, or the time is over.
  void wait(WaitClock::time_point deadline) {
    const std::lock_guard<std::mutex> lock(mutex_);
    while (!is_woken_)
      if (!woken_.wait_until(mutex_, deadline)) break;
    is_woken_ = false;
  }

 private:
  std::mutex mutex_;
  Condition woken_;
  bool is_woken_ = false;  // under the mutex
};

// A Waker's place in one list.
struct Watch {
  Waker* waker = nullptr;
  Watch* next = nullptr;
};

class WatchList {
 public:
  void add(Watch& watch) noexcept {
    watch.next = first_;
    first_ = &watch;
  }
  void remove(const Watch& watch) noexcept {
    Watch** at = &first_;
    while (*at != &watch) at = &(*at)->next;
    *at = watch.next;
  }
  bool is_empty() const noexcept { return first_ == nullptr; }
  // Out of line: seldom anybody watches, and who asks stays small.
  void wake_all() const noexcept {
    if (first_ != nullptr) wake_those_there();
  }

 private:
  [[gnu::cold, gnu::noinline]] void wake_those_there() const noexcept {
    for (const Watch* w = first_; w != nullptr;) {
      const Watch* const next = w->next;  // it may take itself out
      w->waker->wake();
      w = next;
    }
  }
  Watch* first_ = nullptr;
};

}  // namespace norace::detail
