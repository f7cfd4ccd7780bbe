// Barrier: n threads wait for each other, again and again (Rust's Barrier).
//
// Promise: the n-th wait() lets all n go on, and exactly one of them is told that it led. What the
// threads did before wait() happens before what any of them does after it.
//
// Threads: Send and Sync; share it by Arc or borrow().
//
// Example:
//
//   auto start = norace::Arc<norace::Barrier>::make(2U);
//   auto h = norace::spawn([](norace::Arc<norace::Barrier> b) { b->wait(); }, start);
//   bool led = start->wait();
//   h.join();
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "norace/traits.hpp"

namespace norace {

class Barrier {
 public:
  explicit Barrier(std::size_t threads) noexcept : threads_(threads == 0 ? 1 : threads) {}
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  // True for the one thread that came last.
  bool wait() const {
    std::unique_lock lock(mutex_);
    const std::size_t mine = generation_;
    if (++waiting_ == threads_) {
      waiting_ = 0;
      ++generation_;
      all_here_.notify_all();
      return true;
    }
    all_here_.wait(lock, [&] { return generation_ != mine; });
    return false;
  }

 private:
  const std::size_t threads_;
  mutable std::mutex mutex_;
  mutable std::condition_variable all_here_;
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
