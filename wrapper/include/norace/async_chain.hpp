// Coroutines that wait for each other, and the thread that runs one of them.
//
// Promise: a Chain is a line of coroutines, each awaited by the one before: one of them runs at a
// time, on whatever thread the chain's executor takes; wake() has it go on there. Nobody else
// resumes a coroutine.
//
// Resuming::run() resumes one coroutine after the other, in a loop: a coroutine that awaits another
// one, or ends, says which is next and returns. So a million awaits need no more stack than one,
// also where a handle that await_suspend() returns is no tail call: GCC without optimisation, and
// with any of the sanitizers. And what a coroutine waits for learns its handle only once resume()
// has returned: compilers go on using the frame of a coroutine that has suspended (LLVM issues
// 56301 and 65018, GCC's 121961).
//
// Example: `Resuming::then(child);` in an await_suspend(); `chain.wake(handle);` when it may go on.
#pragma once

#include <coroutine>
#include <memory>
#include <utility>

#include "norace/executor.hpp"

namespace norace::detail {

class Resuming {
 public:
  using Call = void (*)(void* what) noexcept;

  static void run(std::coroutine_handle<> first) noexcept { run_from({first}); }
  // Not inlined: a coroutine may go on on another thread, and Clang 14 would keep the address of
  // this one's.
  [[gnu::noinline]] static void then(std::coroutine_handle<> next) noexcept {
    if (here_ == nullptr) return run(next);  // resumed by somebody else: E0277 is off
    here_->next_ = next;
  }
  // `call` may use then(), and the coroutine that suspended may be gone when it returns.
  [[gnu::noinline]] static void after_suspension(Call call, void* what) noexcept {
    if (here_ == nullptr) return run_from({{}, call, what});
    here_->call_ = call;
    here_->what_ = what;
  }

 private:
  Resuming(std::coroutine_handle<> next, Call call = nullptr, void* what = nullptr) noexcept
      : next_(next), call_(call), what_(what) {}

  [[gnu::noinline]] static void run_from(Resuming loop) noexcept {
    Resuming* const outer = std::exchange(here_, &loop);
    while (loop.next_ || loop.call_ != nullptr) {
      if (const auto next = std::exchange(loop.next_, nullptr)) next.resume();
      if (const auto call = std::exchange(loop.call_, nullptr)) call(loop.what_);
    }
    here_ = outer;
  }

  static inline thread_local constinit Resuming* here_ = nullptr;
  std::coroutine_handle<> next_;
  Call call_;
  void* what_;
};

class Chain : public Job {
 public:
  // `how` is what its executor calls; it comes to run_next_of().
  Chain(void (*how)(Job&) noexcept, std::shared_ptr<Executor> executor) noexcept
      : Job{how}, executor_(std::move(executor)) {
    executor_->enter();
  }
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;

  // While it is suspended. The chain may be gone when this returns.
  void wake(std::coroutine_handle<> next) noexcept {
    next_ = next;
    const auto executor = executor_;  // the chain's may end while it is still at it
    executor->post(*this);
  }
  // On a thread of its executor's.
  static void run_next_of(Job& job) noexcept {
    Resuming::run(std::exchange(static_cast<Chain&>(job).next_, nullptr));
  }

  // While it is suspended: where it goes on from now on.
  void move_to(void (*how)(Job&) noexcept, std::shared_ptr<Executor> executor) noexcept {
    run = how;
    executor->enter();
    std::exchange(executor_, std::move(executor))->leave();
  }

 protected:
  ~Chain() {
    if (executor_) executor_->leave();
  }
  // Its executor, which it has left.
  void leave() noexcept {
    if (const auto executor = std::exchange(executor_, nullptr)) executor->leave();
  }

 private:
  std::shared_ptr<Executor> executor_;
  std::coroutine_handle<> next_{};
};

// A coroutine that awaits something, for the awaiter that it is suspended in.
class Suspended {
 public:
  // `call` is made with `what` once the coroutine sleeps: then it may be woken.
  template <class P>
  void sleep(std::coroutine_handle<P> awaiting, Resuming::Call call, void* what) noexcept {
    chain_ = &awaiting.promise().chain();
    handle_ = awaiting;
    Resuming::after_suspension(call, what);
  }
  // By that call: it need not wait.
  void go_on() const noexcept { Resuming::then(handle_); }
  // By any thread, once. The awaiter may be gone when this returns.
  void wake() const noexcept { chain_->wake(handle_); }
  Chain& chain() const noexcept { return *chain_; }

 private:
  Chain* chain_ = nullptr;
  std::coroutine_handle<> handle_{};
};

}  // namespace norace::detail
