// Where work is run: what a Pool, block_on() and somebody else's event loop are to a coroutine.
//
// Promise: a job that is posted is run once, not by the call of post() itself, and its memory may
// be gone when it has run. Between enter() and leave() somebody relies on the executor to be there.
//
// Example: `executor.post(job);`
#pragma once

namespace norace::detail {

// A piece of work, wherever its owner keeps it. run() does not throw, and its job may be gone when
// it returns.
struct Job {
  void (*run)(Job& job) noexcept;
};

class Executor {
 public:
  virtual void post(Job& job) noexcept = 0;
  virtual void enter() noexcept {}
  virtual void leave() noexcept {}

 protected:
  Executor() = default;
  Executor(const Executor&) = default;
  Executor& operator=(const Executor&) = default;
  ~Executor() = default;
};

}  // namespace norace::detail
