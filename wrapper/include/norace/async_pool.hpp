// Coroutines on a Pool: spawn(task), co_await of a task's handle, schedule_on(pool).
//
// Promise: pool.spawn(task) runs a Task on the pool's workers; its TaskHandle is what that of
// spawn(f, args...) is, and each of them may be awaited: `co_await pool.spawn(f, x)` waits for a
// task without keeping a thread, and gives its result or throws its exception. A Task that waits
// goes on on a worker of its own pool, whoever it was that it waited for.
// `co_await schedule_on(pool)` goes on on that pool, with all that awaits this Task.
//
// The pool's end waits for the Tasks that run on it, also for those that wait, and for ever where
// what they wait for never comes.
//
// Threads, memory order: as a Task and a TaskHandle.
//
// Example:
//
// ```cpp run
// norace::Task<int> sum(int a, int b) { co_return a + b; }
//
// const norace::Pool pool;
// auto handle = pool.spawn(sum(1, 2));
// int three = handle.join();  // in a coroutine: co_await std::move(handle)
// ```
#pragma once

#include <coroutine>
#include <memory>
#include <utility>

#include "norace/async.hpp"
#include "norace/async_chain.hpp"
#include "norace/pool.hpp"
#include "norace/pool_core.hpp"
#include "norace/pool_job.hpp"
#include "norace/runs_as_thread.hpp"
#include "norace/task_handle.hpp"

namespace norace {

namespace detail {

inline void run_next_on_worker(Job& chain) noexcept {
  const RunsAsThread task;
  Chain::run_next_of(chain);
}

// A Task with a handle.
template <class T>
class SpawnedTask : public PoolTask<T>, public Chain {
 public:
  SpawnedTask(const std::shared_ptr<PoolCore>& core, norace::Task<T>&& task) noexcept
      : PoolTask<T>(core), Chain(&run_next_on_worker, core), task_(std::move(task)) {}
  static void start(const std::shared_ptr<SpawnedTask>& spawned) noexcept {
    spawned->self_ = spawned;
    spawned->wake(AsyncAccess::begin(spawned->task_, *spawned, &finish, spawned.get()));
  }

 private:
  static void finish(void* who) noexcept {
    const auto self = std::move(static_cast<SpawnedTask*>(who)->self_);
    self->outcome = AsyncAccess::end(self->task_);
    self->leave();
    self->end();
  }
  norace::Task<T> task_;
  std::shared_ptr<SpawnedTask> self_{};  // the pool's, until it has finished
};

template <class T>
TaskHandle<T> PoolCalls::spawn_task(const std::shared_ptr<PoolCore>& core, norace::Task<T>&& task) {
  AsyncAccess::want_frame(task);
  auto spawned = std::make_shared<SpawnedTask<T>>(core, std::move(task));
  SpawnedTask<T>::start(spawned);
  return TaskHandle<T>(std::move(spawned));
}

template <class R>
struct AwaiterOf<TaskHandle<R>> : PoolWaiter {
  explicit AwaiterOf(TaskHandle<R>&& handle)
      : PoolWaiter{&go_on}, task_(AsyncAccess::taken(std::move(handle))) {}
  bool await_ready() const noexcept { return task_->done.load(std::memory_order_acquire); }
  template <class P>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> awaiting) noexcept {
    coroutine_.sleep(awaiting, &wait, this);
  }
  R await_resume() { return task_->outcome.take(); }

 private:
  static void wait(void* who) noexcept {
    auto& self = *static_cast<AwaiterOf*>(who);
    if (!self.task_->tell_when_ended(self)) self.coroutine_.go_on();
  }
  static void go_on(PoolWaiter& waiter) noexcept {
    static_cast<AwaiterOf&>(waiter).coroutine_.wake();
  }
  std::shared_ptr<PoolTask<R>> task_;
  Suspended coroutine_;
};

struct ScheduleOn {
  const std::shared_ptr<PoolCore>& core;
};
template <>
struct AwaiterOf<ScheduleOn> {
  explicit AwaiterOf(ScheduleOn&& where) noexcept : core_(where.core) {}
  static bool await_ready() noexcept { return false; }
  template <class P>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> awaiting) noexcept {
    coroutine_.sleep(awaiting, &move, this);
  }
  static void await_resume() noexcept {}

 private:
  static void move(void* who) noexcept {
    auto& self = *static_cast<AwaiterOf*>(who);
    self.coroutine_.chain().move_to(&run_next_on_worker, std::move(self.core_));
    self.coroutine_.wake();
  }
  std::shared_ptr<PoolCore> core_;
  Suspended coroutine_;
};

}  // namespace detail

// `co_await schedule_on(pool);`
[[nodiscard]] inline detail::ScheduleOn schedule_on(
    const Pool& pool NORACE_LIFETIMEBOUND) noexcept {
  return {detail::AsyncAccess::core(pool)};
}

}  // namespace norace
