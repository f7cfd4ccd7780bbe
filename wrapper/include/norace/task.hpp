// task(f, args...): a call that any executor may take: std::async, Asio, oneTBB, Qt, a queue of
// std::function.
//
// Promise: what spawn() rejects is rejected here, by the same rules and in the same words, so that
// an executor that takes tasks and nothing else cannot be given a reference to a local (E0373,
// E0521) or what is not Send (E0277). The call owns f and its arguments, and hands them to f as
// rvalues, as spawn() does.
//
// The task may be moved, copied and called as const, since executors do all of these; all copies
// are the one call, which is made once: a second one throws std::bad_function_call. What it was
// given ends with the call, or with the last copy. It returns what f returns, and throws what f
// throws.
//
// Threads: Send and Owned; copies may be called from any thread. Memory order: what was before
// task() happens before f where the executor hands the task on as it should.
//
// Example:
//
// <!-- cpp
// #include <future>
// #include <boost/asio/post.hpp>
// #include <boost/asio/thread_pool.hpp>
// int add(std::vector<int> v);
// -->
// ```cpp compile_fail,E0373
// std::vector<int> v{1, 2};
// auto sum = std::async(std::launch::async, norace::task(add, v));
// boost::asio::thread_pool pool(2);
// boost::asio::post(pool, norace::task([](std::vector<int> mine) { add(mine); }, v));
// boost::asio::post(pool, norace::task([&] { v.clear(); }));  // E0373
// ```
#pragma once

#include <atomic>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
struct MakeTask;
}

// What task() gives: one call with the result R.
template <class R, class F, class... Args>
class OnceTask {
 public:
  R operator()() const {
    if (call_ == nullptr || call_->is_taken.exchange(true, std::memory_order_acq_rel))
      throw std::bad_function_call();
    struct Ended {
      std::optional<std::tuple<F, Args...>>& given;
      ~Ended() { given.reset(); }
    } const ended{call_->given};
    return std::apply(
        [](F& f, Args&... args) -> R { return std::invoke(std::move(f), std::move(args)...); },
        *call_->given);
  }

 private:
  friend struct detail::MakeTask;
  struct Call {
    template <class... Given>
    explicit Call(Given&&... all) : given(std::in_place, std::forward<Given>(all)...) {}
    std::optional<std::tuple<F, Args...>> given;
    std::atomic<bool> is_taken{false};
  };
  explicit OnceTask(std::shared_ptr<Call> call) noexcept : call_(std::move(call)) {}
  std::shared_ptr<Call> call_;
};

namespace detail {
struct MakeTask {
  template <class F, class... Args>
  static auto with(F&& f, Args&&... args) {
    using Made = OnceTask<SpawnResult<F, Args...>, std::decay_t<F>, std::decay_t<Args>...>;
    return Made(
        std::make_shared<typename Made::Call>(std::forward<F>(f), std::forward<Args>(args)...));
  }
};
template <class R, class F, class... Args>
struct Known<OnceTask<R, F, Args...>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};
}  // namespace detail

template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::None &&
         std::invocable<std::decay_t<F>, std::decay_t<Args>...>)
    [[nodiscard]] auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}

// The rejected calls, one overload a rule.
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0373) NORACE_REJECT(E0373)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0515) NORACE_REJECT(E0515)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0521) NORACE_REJECT(E0521)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
auto task(F&& f, Args&&... args) {
  return detail::MakeTask::with(std::forward<F>(f), std::forward<Args>(args)...);
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::N0006) NORACE_REJECT(N0006)
auto task(F&&, Args&&...) {
  return [] {};
}
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::N0006_OWNED) NORACE_REJECT(N0006_OWNED)
auto task(F&&, Args&&...) {
  return [] {};
}

}  // namespace norace
