// What a Pool runs for somebody who does not wait where it is started: a task with a handle, a task
// of a scope.
//
// Promise: what the task throws is kept for its handle, or by its scope; nothing of the user's
// throws into a worker. A job lives until it has run, whoever lets go of its handle.
//
// Example: `auto job = std::make_shared<SpawnedJob<R, F>>(core, f); SpawnedJob<R, F>::start(job);`
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/pool_core.hpp"
#include "norace/runs_as_thread.hpp"
#include "norace/scope.hpp"
#include "norace/thread.hpp"

namespace norace::detail {

// Told when a task of a pool has ended.
struct PoolWaiter {
  void (*tell)(PoolWaiter& waiter) noexcept;
};
// Of a task with a handle.
template <class R>
struct PoolTask {
  explicit PoolTask(std::shared_ptr<PoolCore> c) noexcept : core(std::move(c)) {}
  // Of the task, when it has ended; it may be gone afterwards.
  void end() noexcept {
    const PoolWaiter* const other = other_.exchange(ended(), std::memory_order_acq_rel);
    if (other == detached()) outcome.discard();
    core->complete(done);
    if (other != nullptr && other != detached()) other->tell(*const_cast<PoolWaiter*>(other));
  }
  // Of its handle: true if it has ended before.
  bool detach() noexcept {
    return other_.exchange(detached(), std::memory_order_acq_rel) == ended();
  }
  // Of its handle: false if it has ended before, and then nobody is told.
  bool tell_when_ended(PoolWaiter& waiter) noexcept {
    const PoolWaiter* other = nullptr;
    return other_.compare_exchange_strong(other, &waiter, std::memory_order_acq_rel);
  }
  const std::shared_ptr<PoolCore> core;
  Outcome<R> outcome{};
  std::atomic<bool> done{false};

 private:
  static const PoolWaiter* ended() noexcept { return &marks_[0]; }
  static const PoolWaiter* detached() noexcept { return &marks_[1]; }
  static constexpr PoolWaiter marks_[2]{};         // never told: they are told apart by their place
  std::atomic<const PoolWaiter*> other_{nullptr};  // not const, but where it is a mark
};
template <class R, class F, class... Args>
class SpawnedJob : public PoolTask<R>, public Job {
 public:
  template <class G, class... Given>
  SpawnedJob(std::shared_ptr<PoolCore> core, G&& f, Given&&... args)
      : PoolTask<R>(std::move(core)),
        Job{&run_job},
        call_(std::in_place, std::forward<G>(f),
              std::tuple<Args...>(std::forward<Given>(args)...)) {}
  static void start(std::shared_ptr<SpawnedJob> job) {
    job->self_ = job;
    try {
      job->core->push(*job);
    } catch (...) {
      job->self_ = nullptr;
      throw;
    }
  }

 private:
  struct Call {
    template <class G, class T>
    Call(G&& g, T&& given) : f(std::forward<G>(g)), args(std::forward<T>(given)) {}
    F f;
    std::tuple<Args...> args;
  };
  static void run_job(Job& job) noexcept {
    const auto self = std::move(static_cast<SpawnedJob&>(job).self_);
    {
      const RunsAsThread task;
      self->outcome.run(self->call_->f, self->call_->args);
      self->call_.reset();  // what the task was given ends with it, not with its handle
    }
    self->end();
  }
  std::optional<Call> call_;
  std::shared_ptr<SpawnedJob> self_{};  // the pool's, until it runs
};

// The tasks of a scope that runs on a pool.
class PoolRunner final : public ScopeRunner {
 public:
  explicit PoolRunner(std::shared_ptr<PoolCore> core) noexcept : core_(std::move(core)) {}
  void start(ScopedThread& thread, void* (*run)(void*), void* call) override {
    auto job = std::make_unique<ScopedJob>(*core_, thread, run, call);
    core_->push(*job);
    static_cast<void>(job.release());
  }
  void wait(const ScopedThread& thread) noexcept override { core_->wait(thread.has_ended); }

 private:
  struct ScopedJob : Job {
    ScopedJob(PoolCore& c, ScopedThread& t, void* (*r)(void*), void* what) noexcept
        : Job{&run_job}, core(c), thread(t), run_call(r), call(what) {}
    static void run_job(Job& job) noexcept {
      const std::unique_ptr<ScopedJob> self(static_cast<ScopedJob*>(&job));
      {
        const RunsAsThread task;
        self->run_call(self->call);
      }
      self->core.complete(self->thread.has_ended);  // the scope may end now
    }
    PoolCore& core;
    ScopedThread& thread;  // kept by the scope
    void* (*const run_call)(void*);
    void* const call;
  };
  const std::shared_ptr<PoolCore> core_;
};

}  // namespace norace::detail
