// A worker that runs a task while another one of its tasks waits.
//
// Promise: while a RunsAsThread lives, the calling thread is to the library a thread of its own:
// which scopes are open on it, what it was lent and has lent, what current_thread() is, are the
// task's, and afterwards again what they were. Without it a task would be held against the loans of
// the task that happens to wait below it on the stack.
//
// Example: `const RunsAsThread task; job.run(job);`
#pragma once

#include <utility>

#include "norace/loan_watch.hpp"
#include "norace/poison.hpp"
#include "norace/scope.hpp"
#include "norace/thread_record.hpp"

namespace norace::detail {

class RunsAsThread {
 public:
  RunsAsThread() noexcept
      : scope_(std::exchange(ScopeThreads::innermost, nullptr)),
        frames_(std::exchange(Frames::of_thread, {})),
        settle_(std::exchange(settle_loans, nullptr)),
        record_(ThreadRecord::begin_task()) {}
  RunsAsThread(const RunsAsThread&) = delete;
  RunsAsThread& operator=(const RunsAsThread&) = delete;
  ~RunsAsThread() {
    ScopeThreads::innermost = scope_;
    Frames::of_thread = frames_;
    settle_loans = settle_;
    if (settle_ != nullptr) exception_record = nullptr;
    ThreadRecord::end_task(record_);
  }

 private:
  ScopeThreads* const scope_;
  const Frames::OfThread frames_;
  const SettleLoans settle_;
  ThreadRecord* const record_;
};

}  // namespace norace::detail
