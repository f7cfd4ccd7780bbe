// WaitGroup: waits until every other copy of it is gone (Go's WaitGroup, as crossbeam made it
// safe).
//
// Promise: each copy is one task that is not finished; done(), or the end of the copy, finishes it,
// also when the task throws. wait() finishes the caller's own copy and blocks for the others.
// Nobody can forget to add() or call done() twice, so the count cannot go wrong.
//
// Threads: Send; each thread has a copy of its own.
// Memory order: what a task did before its done() is visible after wait().
//
// Example:
//
// ```cpp run
// norace::WaitGroup group;
// norace::spawn([](norace::WaitGroup g) { g.done(); }, group).detach();
// group.wait();
// ```
#pragma once

#include <atomic>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/take.hpp"
#include "norace/traits.hpp"

namespace norace {

class NORACE_MOVES_OUT WaitGroup {
 public:
  NORACE_FRESH WaitGroup() : state_(new State) {}
  WaitGroup(const WaitGroup& other) noexcept : state_(other.state_) {
    if (state_ != nullptr) {
      state_->open.fetch_add(1, std::memory_order_relaxed);
      state_->owners.fetch_add(1, std::memory_order_relaxed);
    }
  }
  WaitGroup(WaitGroup&& other) noexcept : state_(detail::take(other.state_)) {}
  WaitGroup& operator=(WaitGroup other) noexcept {
    detail::swap_pointers(state_, other.state_);
    return *this;
  }
  ~WaitGroup() { finish(); }

  [[nodiscard]] NORACE_USES WaitGroup clone() const noexcept { return *this; }

  // This copy's task is finished. A second call does nothing.
  NORACE_USES NORACE_ENDS void done() noexcept { finish(); }
  // Finishes this copy and waits for all others.
  NORACE_USES NORACE_ENDS void wait() noexcept {
    if (State* state = detail::take(state_)) {
      state->finish();
      for (int open; (open = state->open.load(std::memory_order_acquire)) != 0;)
        state->open.wait(open, std::memory_order_acquire);
      state->drop();
    }
  }

 private:
  struct State {
    void finish() noexcept {
      if (open.fetch_sub(1, std::memory_order_release) == 1) open.notify_all();
    }
    void drop() noexcept {
      if (owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
    }
    std::atomic<int> open{1};    // tasks that are not finished
    std::atomic<int> owners{1};  // copies that still look at this State
  };
  void finish() noexcept {
    if (State* state = detail::take(state_)) {
      state->finish();
      state->drop();
    }
  }
  State* state_;
};

namespace detail {
template <>
struct Known<WaitGroup> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};
}  // namespace detail
}  // namespace norace
