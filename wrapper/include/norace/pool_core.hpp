// The workers of a Pool: who runs what, who sleeps, who wakes whom.
//
// Promise: a job that is pushed is run once, by a worker; whoever waits for one on a worker runs
// other jobs meanwhile, so that nested waiting needs no thread of its own. A worker without work
// looks around for a while and then sleeps; no job is left alone while a worker sleeps (the second
// half of a fork for a millisecond at most). close() lets the workers end once there is nothing
// left to do.
//
// Memory order: what was before push() happens before the job; what the job did happens before
// wait() for its flag returns.
//
// Example: `core->push(job); core->wait(job.done);`, where the job ends with `complete(done)`.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "norace/condition.hpp"
#include "norace/deadline.hpp"
#include "norace/executor.hpp"
#include "norace/os_thread.hpp"
#include "norace/work_deque.hpp"

namespace norace::detail {

class PoolCore final : public Executor, public std::enable_shared_from_this<PoolCore> {
 public:
  static std::shared_ptr<PoolCore> start(std::size_t workers) {
    auto core = std::make_shared<PoolCore>();
    for (std::size_t i = 0; i < workers; ++i)
      core->workers_.push_back(std::make_unique<Worker>(*core, i));
    try {
      for (auto& worker : core->workers_) {
        worker->keeps_core = core;
        worker->thread = OsThread(&run_worker, worker.get(), {});
      }
    } catch (...) {
      core->close();
      throw;
    }
    return core;
  }
  PoolCore() = default;
  PoolCore(const PoolCore&) = delete;
  PoolCore& operator=(const PoolCore&) = delete;

  std::size_t size() const noexcept { return workers_.size(); }
  bool is_on_worker() const noexcept { return worker_here() != nullptr; }

  void push(Job& job) {
    Worker* const here = worker_here();
    if (here == nullptr || !here->jobs.push(&job, std::memory_order_seq_cst)) {
      const std::lock_guard<std::mutex> lock(mutex_);
      injected_.push_back(&job);
      injected_count_.store(injected_.size(), std::memory_order_seq_cst);
    }
    wake_one();
  }
  // Executor: what a coroutine does that lives here. The workers do not end before it has left.
  void post(Job& job) noexcept override { push(job); }
  void enter() noexcept override { living_.fetch_add(1, std::memory_order_relaxed); }
  void leave() noexcept override {
    if (living_.fetch_sub(1, std::memory_order_seq_cst) != 1 ||
        !is_closed_.load(std::memory_order_seq_cst))
      return;
    const std::lock_guard<std::mutex> lock(mutex_);
    work_.notify_all();
  }
  // On a worker only, which comes back for the job by take_back() or wait(): false where it has too
  // many already. A worker that falls asleep at that moment may miss it, and then finds it when it
  // looks again (see sleep()); for that, this is no more than a few plain loads and stores.
  bool try_push_here(Job& job) noexcept {
    if (!here_->jobs.push(&job, std::memory_order_release)) return false;
    wake_one();
    return true;
  }
  // On a worker, the job that it pushed last, as long as nobody stole it: runs what it pushed after
  // that. False where somebody has it.
  bool take_back(Job& job) noexcept {
    Job* const newest = here_->jobs.pop();
    return newest == &job || run_until(newest, job);
  }

  // The job that sets `done` may be gone as soon as that is set.
  void complete(std::atomic<bool>& done) noexcept {
    done.store(true, std::memory_order_seq_cst);
    if (waiting_workers_.load(std::memory_order_seq_cst) != 0) {
      const std::lock_guard<std::mutex> lock(mutex_);
      work_.notify_all();
    }
    if (waiting_others_.load(std::memory_order_seq_cst) != 0) {
      const std::lock_guard<std::mutex> lock(mutex_);
      done_.notify_all();
    }
  }
  // On a worker it runs other jobs meanwhile.
  void wait(const std::atomic<bool>& done) noexcept {
    if (Worker* const here = worker_here())
      help_until(*here, done);
    else
      wait_outside(done);
  }

  // Runs what is left, then ends the workers. On one of them it does not wait for that.
  void close() noexcept {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_closed_.store(true, std::memory_order_seq_cst);
      work_.notify_all();
    }
    const bool on_worker = is_on_worker();
    for (auto& worker : workers_) {
      if (!worker->thread.joinable()) {
        worker->keeps_core = nullptr;  // it never ran
      } else if (on_worker) {
        worker->thread.detach();
      } else {
        worker->thread.join();
      }
    }
  }

 private:
  struct Worker {
    Worker(PoolCore& c, std::size_t i) : core(c), index(i) {}
    PoolCore& core;
    const std::size_t index;
    WorkDeque<Job> jobs{};
    OsThread thread{};
    std::shared_ptr<PoolCore> keeps_core{};  // until its thread has ended
    std::size_t next_victim = 0;
  };
  static constexpr int rounds_before_sleep = 64;
  static constexpr std::chrono::milliseconds until_sure{1};

  // Runs the newest jobs until it comes to `job` (true) or to none. Out of line: what a job starts
  // has mostly ended with it.
  [[gnu::noinline]] bool run_until(Job* newest, const Job& job) noexcept {
    for (; newest != nullptr; newest = here_->jobs.pop()) {
      if (newest == &job) return true;
      newest->run(*newest);
    }
    return false;
  }

  Worker* worker_here() const noexcept {
    return here_ != nullptr && &here_->core == this ? here_ : nullptr;
  }

  static void* run_worker(void* state) {
    auto* const worker = static_cast<Worker*>(state);
    const auto core = std::move(worker->keeps_core);
    name_this_thread("norace-pool");
    here_ = worker;
    std::atomic<bool> never{false};
    core->work_until(*worker, never, true);
    here_ = nullptr;
    return nullptr;
  }
  void help_until(Worker& worker, const std::atomic<bool>& done) noexcept {
    work_until(worker, done, false);
  }
  void work_until(Worker& worker, const std::atomic<bool>& done, bool is_idle) noexcept {
    for (int round = 0; !done.load(std::memory_order_acquire);) {
      if (Job* const job = find(worker)) {
        job->run(*job);
        round = 0;
      } else if (is_idle && is_over() && !has_work()) {
        return;
      } else if (++round < rounds_before_sleep) {
        std::this_thread::yield();
      } else {
        sleep(done, is_idle);
        round = 0;
      }
    }
  }

  Job* find(Worker& worker) noexcept {
    if (Job* const job = worker.jobs.pop()) return job;
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      Worker& victim = *workers_[(worker.next_victim + i) % workers_.size()];
      if (&victim == &worker) continue;
      if (Job* const job = victim.jobs.steal()) {
        worker.next_victim = victim.index;  // where there was one there may be more
        return job;
      }
    }
    if (injected_count_.load(std::memory_order_seq_cst) == 0) return nullptr;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (injected_.empty()) return nullptr;
    Job* const job = injected_.front();
    injected_.pop_front();
    injected_count_.store(injected_.size(), std::memory_order_seq_cst);
    return job;
  }
  bool has_work() const noexcept {
    if (injected_count_.load(std::memory_order_seq_cst) != 0) return true;
    for (const auto& worker : workers_)
      if (!worker->jobs.is_empty()) return true;
    return false;
  }

  // Coroutines are counted before work is looked for: they push it before they leave.
  bool is_over() const noexcept {
    return is_closed_.load(std::memory_order_seq_cst) &&
           living_.load(std::memory_order_seq_cst) == 0;
  }

  // Sleepers are counted before they look for work a last time, and work is pushed before sleepers
  // are counted: one of the two sees the other. That is so of push(). What try_push_here() pushes
  // may still be on its way to the other processors when it counts, so a worker looks once more
  // after `until_sure`, in which any store arrives. One wake-up is under way at a time; whoever
  // comes out of sleep passes it on where there is more to do.
  void sleep(const std::atomic<bool>& done, bool is_idle) noexcept {
    sleepers_.fetch_add(1, std::memory_order_seq_cst);
    if (!is_idle) waiting_workers_.fetch_add(1, std::memory_order_seq_cst);
    {
      const auto sure_at = WaitClock::now() + until_sure;
      const std::lock_guard<std::mutex> lock(mutex_);
      for (bool is_sure = false;;) {
        // Before the look, not after it; an exchange, since it has to see what was pushed by
        // whoever found `true`.
        is_waking_.exchange(false, std::memory_order_seq_cst);
        if (has_work() || done.load(std::memory_order_seq_cst) || (is_idle && is_over())) break;
        if (is_sure)
          work_.wait(mutex_);
        else
          is_sure = !work_.wait_until(mutex_, sure_at);
      }
    }
    if (!is_idle) waiting_workers_.fetch_sub(1, std::memory_order_seq_cst);
    sleepers_.fetch_sub(1, std::memory_order_seq_cst);
    if (has_work()) wake_one();
  }
  void wake_one() noexcept {
    if (sleepers_.load(std::memory_order_seq_cst) != 0) wake_a_sleeper();
  }
  [[gnu::noinline]] void wake_a_sleeper() noexcept {
    if (is_waking_.exchange(true, std::memory_order_seq_cst)) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    work_.notify_one();
  }
  void wait_outside(const std::atomic<bool>& done) noexcept {
    waiting_others_.fetch_add(1, std::memory_order_seq_cst);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      while (!done.load(std::memory_order_seq_cst)) done_.wait(mutex_);
    }
    waiting_others_.fetch_sub(1, std::memory_order_seq_cst);
  }

  static inline thread_local constinit Worker* here_ = nullptr;

  std::vector<std::unique_ptr<Worker>> workers_;
  std::mutex mutex_;
  Condition work_;             // for workers
  Condition done_;             // for everybody else
  std::deque<Job*> injected_;  // under the mutex
  std::atomic<std::size_t> injected_count_{0};
  std::atomic<std::size_t> sleepers_{0};
  std::atomic<std::size_t> waiting_workers_{0};
  std::atomic<std::size_t> waiting_others_{0};
  std::atomic<bool> is_waking_{false};
  std::atomic<bool> is_closed_{false};
  std::atomic<std::size_t> living_{0};  // coroutines
};

}  // namespace norace::detail
