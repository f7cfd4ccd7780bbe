// fork(f, g): two calls at once where a worker is free, else one after the other.
//
// Promise: both are over when it returns or throws. f runs here, and g here too unless a worker
// stole it: then it ran there, as a task of its own. Where nobody stole it, g was no more than a
// job on this stack that went into the worker's deque and came out again: no memory is allocated,
// no lock taken, and its result does not pass through the job.
//
// Threads: on a worker only; call_on_worker() gets there from anywhere. Exceptions: what f throws
// comes out, else what g throws; g runs also where f throws. Memory order: what was before fork()
// happens before g, and g before fork() returns.
//
// Example: `fork(core, [&] { sort(left); }, [&] { sort(right); });`
#pragma once

#include <atomic>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "norace/pool_core.hpp"
#include "norace/runs_as_thread.hpp"
#include "norace/thread.hpp"

namespace norace::detail {

// A call that a worker may make, on the stack of whoever waits for it.
template <class F>
class CallJob : public Job {
 public:
  using R = std::invoke_result_t<F&>;
  CallJob(PoolCore& core, F& f) noexcept : Job{&run_job}, core_(core), f_(f) {}

  void run_here() noexcept {
    std::tuple<> nothing;
    outcome.run(f_, nothing);
  }
  Outcome<R> outcome{};
  std::atomic<bool> done{false};

 private:
  static void run_job(Job& job) noexcept {
    auto& self = static_cast<CallJob&>(job);
    {
      const RunsAsThread task;
      self.run_here();
    }
    self.core_.complete(self.done);
  }
  PoolCore& core_;
  F& f_;
};

// f on a worker, and its result here. What is there already calls it.
template <class F>
[[gnu::noinline]] std::invoke_result_t<F&> send_inside(PoolCore& core, F& f) {
  CallJob<F> job(core, f);
  core.push(job);
  core.wait(job.done);
  return job.outcome.take();
}
template <class F>
[[gnu::always_inline]] inline decltype(auto) run_inside(PoolCore& core, F&& f) {
  return core.is_on_worker() ? f() : send_inside(core, f);
}

// What stands for a result where there is none.
template <class R>
using OrNothing = std::conditional_t<std::is_void_v<R>, std::monostate, R>;
template <class F>
using ForkResult = OrNothing<std::invoke_result_t<F&>>;

template <class F>
ForkResult<F> result_of(F&& f) {
  if constexpr (std::is_void_v<std::invoke_result_t<F&>>) {
    f();
    return {};
  } else {
    return f();
  }
}

template <class F, class G>
std::pair<ForkResult<F>, ForkResult<G>> fork(PoolCore& core, F&& f, G&& g) {
  CallJob<std::remove_reference_t<G>> second(core, g);
  // (False where the deque is full.)
  const bool is_shared = core.try_push_here(second);
  auto first = [&]() -> ForkResult<F> {
    try {
      return result_of(f);
    } catch (...) {
      if (!is_shared || core.take_back(second))
        second.run_here();
      else
        core.wait(second.done);
      throw;
    }
  }();
  if (!is_shared || core.take_back(second)) [[likely]]
    return {std::move(first), result_of(g)};
  core.wait(second.done);
  return {std::move(first), result_of([&] { return second.outcome.take(); })};
}

}  // namespace norace::detail
