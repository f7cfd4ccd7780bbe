// The tasks of one worker of a Pool: its owner takes the newest, thieves the oldest.
//
// Promise: each task that is pushed is taken once, by pop() of the owner or by steal() of any other
// thread; what the owner wrote before push() is seen by whoever takes the task. Nobody waits. It
// has room for a fixed number of tasks, so that no thief ever reads memory that is gone: push() of
// a full one says no. (Chase and Lev's deque, with sequentially consistent operations in place of
// fences, which ThreadSanitizer does not know.)
//
// Example: `if (!deque.push(task)) run(task); ... while (auto* mine = deque.pop()) run(mine);`
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace norace::detail {

template <class T, std::size_t room = 1024>
class WorkDeque {
  static_assert((room & (room - 1)) == 0, "a power of two");

 public:
  // The owner's, both. With the order seq_cst a push is one of the sequentially consistent
  // operations of the program: who then finds that nobody sleeps can rely on it. With release,
  // which costs a tenth of that, thieves see it a moment later, but what they see is whole.
  bool push(T* task, std::memory_order order) noexcept {
    const std::int64_t bottom = bottom_.load(std::memory_order_relaxed);
    if (bottom - top_.load(std::memory_order_acquire) >= static_cast<std::int64_t>(room))
      return false;
    slot(bottom).store(task, std::memory_order_relaxed);
    bottom_.store(bottom + 1, order);
    return true;
  }
  T* pop() noexcept {
    const std::int64_t bottom = bottom_.load(std::memory_order_relaxed) - 1;
    bottom_.store(bottom, std::memory_order_seq_cst);
    std::int64_t top = top_.load(std::memory_order_seq_cst);
    if (top > bottom) {  // it was empty
      bottom_.store(bottom + 1, std::memory_order_relaxed);
      return nullptr;
    }
    T* task = slot(bottom).load(std::memory_order_relaxed);
    if (top == bottom) {  // the last one: a thief may want it too
      if (!top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst)) task = nullptr;
      bottom_.store(bottom + 1, std::memory_order_relaxed);
    }
    return task;
  }

  // Anybody's. Null also where another thief was quicker.
  T* steal() noexcept {
    std::int64_t top = top_.load(std::memory_order_seq_cst);
    if (top >= bottom_.load(std::memory_order_seq_cst)) return nullptr;
    T* const task = slot(top).load(std::memory_order_relaxed);
    return top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst) ? task : nullptr;
  }
  bool is_empty() const noexcept {
    return top_.load(std::memory_order_seq_cst) >= bottom_.load(std::memory_order_seq_cst);
  }

 private:
  std::atomic<T*>& slot(std::int64_t at) noexcept {
    return slots_[static_cast<std::size_t>(at) & (room - 1)];
  }
  // Apart, since thieves write the one and the owner the other.
  alignas(64) std::atomic<std::int64_t> top_{0};
  alignas(64) std::atomic<std::int64_t> bottom_{0};
  alignas(64) std::array<std::atomic<T*>, room> slots_{};
};

}  // namespace norace::detail
