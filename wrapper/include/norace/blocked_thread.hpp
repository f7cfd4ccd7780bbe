// The thread of a block_on(), as an executor: it runs what is posted to it, until it is told that
// all is finished.
//
// Promise: run() returns once finish() was called and nothing is left to run. finish() may be the
// last that is heard of it: it touches nothing after it has let go of the lock.
//
// Threads: post() and finish() by any. Memory order: what was before either happens before what
// run() does of it.
//
// Example: `BlockedThread thread; BlockingChain chain(thread); ... thread.run();`
#pragma once

#include <deque>
#include <memory>
#include <mutex>

#include "norace/async_chain.hpp"
#include "norace/condition.hpp"
#include "norace/executor.hpp"

namespace norace::detail {

class BlockedThread final : public Executor {
 public:
  void post(Job& job) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    jobs_.push_back(&job);
    changed_.notify_one();
  }
  void finish() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_finished_ = true;
    changed_.notify_one();
  }
  void run() noexcept {
    while (Job* const job = next()) job->run(*job);
  }

 private:
  Job* next() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    while (jobs_.empty() && !is_finished_) changed_.wait(mutex_);
    if (jobs_.empty()) return nullptr;
    Job* const job = jobs_.front();
    jobs_.pop_front();
    return job;
  }
  std::mutex mutex_;
  Condition changed_;
  std::deque<Job*> jobs_;     // under the mutex
  bool is_finished_ = false;  // under the mutex
};

struct BlockingChain : Chain {
  // The thread outlives it.
  explicit BlockingChain(BlockedThread& thread)
      : Chain(&Chain::run_next_of, std::shared_ptr<Executor>(std::shared_ptr<void>(), &thread)) {}
};

}  // namespace norace::detail
