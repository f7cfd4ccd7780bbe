// Barrier: n threads wait for each other, again and again (Rust's Barrier).
//
// Promise: the n-th wait() lets all n go on, and exactly one of them is told that it led. What the
// threads did before wait() happens before what any of them does after it.
//
// wait() waits for ever when fewer than n threads come. A Barrier for 0 threads is one for 1.
//
// Threads: Send and Sync; share it by Arc or borrow().
//
// Example:
//
// ```cpp run
// auto start = norace::Arc<norace::Barrier>::make(2U);
// auto h = norace::spawn([](norace::Arc<norace::Barrier> b) { b->wait(); }, start);
// bool led = start->wait();
// h.join();
// ```
#pragma once

#include <cstddef>
#include <mutex>

#include "norace/condition.hpp"
#include "norace/traits.hpp"

namespace norace {

// True for the one thread of a round that came last.
class BarrierWaitResult {
 public:
  explicit BarrierWaitResult(bool led) noexcept : led_(led) {}
  bool is_leader() const noexcept { return led_; }
  operator bool() const noexcept { return led_; }

 private:
  bool led_;
};

class Barrier {
 public:
  constexpr explicit Barrier(std::size_t threads) noexcept : threads_(threads == 0 ? 1 : threads) {}
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  BarrierWaitResult wait() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::size_t mine = generation_;
    if (++waiting_ == threads_) {
      waiting_ = 0;
      ++generation_;
      all_here_.notify_all();
      return BarrierWaitResult(true);
    }
    while (generation_ == mine) all_here_.wait(mutex_);
    return BarrierWaitResult(false);
  }

 private:
  const std::size_t threads_;
  mutable std::mutex mutex_;
  mutable detail::Condition all_here_;
  mutable std::size_t waiting_ = 0;
  mutable std::size_t generation_ = 0;
};

namespace detail {
template <>
struct Known<Barrier> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
}  // namespace detail
}  // namespace norace
