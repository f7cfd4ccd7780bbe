// TaskHandle<R>: of a task that a Pool runs.
//
// Promise: what a JoinHandle is to a thread: join() waits and returns the task's result or rethrows
// its exception, once; a handle that is dropped waits, and discards both, after it said on stderr
// what was thrown; detach() lets the task go. Whoever waits on a worker of the pool runs other
// tasks meanwhile. A coroutine awaits it: see async_pool.hpp.
//
// Threads: Send when R is. Memory order: the task happens before join() returns.
//
// Example:
//
// <!-- cpp
// #include <norace/pool.hpp>
// -->
// ```cpp run
// const norace::Pool pool;
// norace::TaskHandle<int> answer = pool.spawn([] { return 42; });
// int n = answer.join();
// ```
#pragma once

#include <memory>
#include <system_error>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/pool_job.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
struct PoolCalls;
struct AsyncAccess;  // see async_pool.hpp
}  // namespace detail

// Of a task of a pool. As JoinHandle: join() waits and returns f's result or rethrows; a handle
// that is dropped waits, and discards both.
template <class R>
class NORACE_IF_N0001 NORACE_MOVES_OUT TaskHandle {
 public:
  // Of no task, until one is assigned.
  NORACE_FRESH TaskHandle() noexcept : task_(nullptr) {}
  TaskHandle(TaskHandle&&) noexcept = default;
  TaskHandle& operator=(TaskHandle&& other) noexcept {
    if (this == &other) return *this;
    finish();
    task_ = std::move(other.task_);
    return *this;
  }
  ~TaskHandle() { finish(); }

  // At most once: std::system_error the second time.
  NORACE_USES NORACE_ENDS R join() {
    const auto task = taken();
    task->core->wait(task->done);
    return task->outcome.take();
  }
  // Lets the task go on by itself; the pool's end waits for it.
  NORACE_USES NORACE_ENDS void detach() {
    const auto task = taken();
    if (task->detach()) task->outcome.discard();
  }
  NORACE_USES bool is_finished() const noexcept {
    return task_ == nullptr || task_->done.load(std::memory_order_acquire);
  }
  bool joinable() const noexcept { return task_ != nullptr; }

 private:
  friend struct detail::PoolCalls;
  friend struct detail::AsyncAccess;
  explicit TaskHandle(std::shared_ptr<detail::PoolTask<R>> task) noexcept
      : task_(std::move(task)) {}
  std::shared_ptr<detail::PoolTask<R>> taken() {
    if (task_ == nullptr)
      throw std::system_error(std::make_error_code(std::errc::invalid_argument),
                              "norace: a task was joined before");
    return std::exchange(task_, nullptr);
  }
  void finish() noexcept {
    if (const auto task = std::exchange(task_, nullptr)) {
      task->core->wait(task->done);
      task->outcome.discard();
    }
  }
  std::shared_ptr<detail::PoolTask<R>> task_;
};

namespace detail {
template <class R>
struct Known<TaskHandle<R>> : AllOf<R> {};
}  // namespace detail
}  // namespace norace
