// spawn(f, args...) runs f(args...) on a new thread and gives a JoinHandle (Rust's thread::spawn).
//
// Promise: nothing borrowed enters the thread and nothing that is not Send: not through the closure
// (E0373), an argument (E0521, E0277) or the result (E0515, E0277). A closure may be empty or hold
// plain values; what it owns comes in as an argument, since a closure cannot be seen into. The
// arguments are moved or copied first, then handed to f as rvalues, as std::thread does.
//
// JoinHandle: join() waits and returns f's result or rethrows its exception. A handle that is
// dropped joins (and discards both); nothing detaches unless detach() says so.
// Memory order: what was before spawn() happens before f; f happens before join() returns.
// sleep() and yield_now() are this thread's own; neither orders anything.
//
// Example:
//
//   auto text = std::string("hello");
//   auto handle = norace::spawn([](std::string s) { return s.size(); }, text);
//   std::size_t n = handle.join();
//   norace::spawn([&] { text.clear(); });  // E0373
#pragma once

#include <chrono>
#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/os_thread.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {

// Where a thread leaves its result or its exception.
template <class R>
struct Result {
  std::optional<std::conditional_t<std::is_reference_v<R>, std::remove_reference_t<R>*, R>> value;
  std::exception_ptr thrown;

  template <class F, class Tuple>
  void run(F& f, Tuple& args) {
    try {
      if constexpr (std::is_reference_v<R>)
        value.emplace(std::addressof(std::apply(std::move(f), std::move(args))));
      else
        value.emplace(std::apply(std::move(f), std::move(args)));
    } catch (...) {
      thrown = std::current_exception();
    }
  }
  R take() {
    if (thrown) std::rethrow_exception(std::move(thrown));
    if constexpr (std::is_reference_v<R>)
      return static_cast<R>(**value);
    else
      return std::move(*value);
  }
};
template <>
struct Result<void> {
  std::exception_ptr thrown;

  template <class F, class Tuple>
  void run(F& f, Tuple& args) {
    try {
      std::apply(std::move(f), std::move(args));
    } catch (...) {
      thrown = std::current_exception();
    }
  }
  void take() {
    if (thrown) std::rethrow_exception(std::move(thrown));
  }
};

struct StartThread;

}  // namespace detail

template <class R>
class NORACE_MOVES_OUT JoinHandle {
 public:
  // Of no thread, until one is assigned.
  NORACE_FRESH JoinHandle() noexcept = default;
  // What emplace_back() makes of a closure.
  template <class F>
  requires(std::invocable<F>&& NORACE_ON_N0006) NORACE_REJECT(N0006_CLOSURE)
  explicit JoinHandle(F&&) {}
  JoinHandle(JoinHandle&&) noexcept = default;
  JoinHandle& operator=(JoinHandle&& other) noexcept {
    finish();
    thread_ = std::move(other.thread_);
    result_ = std::move(other.result_);
    return *this;
  }
  ~JoinHandle() { finish(); }

  // Waits; returns the result or rethrows. At most once: std::system_error the second time.
  NORACE_USES NORACE_ENDS R join() {
    thread_.join();
    return result_->take();
  }
  // Lets the thread go on by itself. It owns all it uses; the process may end before it does.
  NORACE_USES NORACE_ENDS void detach() {
    thread_.detach();
    result_.reset();
  }
  bool joinable() const noexcept { return thread_.joinable(); }

 private:
  friend struct detail::StartThread;
  JoinHandle(detail::OsThread thread, std::shared_ptr<detail::Result<R>> result) noexcept
      : thread_(std::move(thread)), result_(std::move(result)) {}
  void finish() noexcept {
    if (!thread_.joinable()) return;
    if (thread_.is_current())
      thread_.detach();  // a handle that ends inside its own thread
    else
      thread_.join();
  }

  detail::OsThread thread_;
  std::shared_ptr<detail::Result<R>> result_;
};

namespace detail {

// The call and its result in one allocation, as std::thread has one for the call alone.
template <class R, class F, class... Args>
struct Task : Result<R> {
  struct Call {
    template <class G, class Given>
    Call(G&& g, Given&& given) : f(std::forward<G>(g)), args(std::forward<Given>(given)) {}
    F f;
    std::tuple<Args...> args;
  };
  template <class G, class... Given>
  explicit Task(G&& f, Given&&... args)
      : call(std::in_place, std::forward<G>(f), std::tuple<Args...>(std::forward<Given>(args)...)) {
  }

  static void* run_here(void* task) {
    const auto self = std::move(static_cast<Task*>(task)->self);
    self->run(self->call->f, self->call->args);
    self->call.reset();  // what the thread was given ends with the thread, not with its handle
    return nullptr;
  }
  std::optional<Call> call;
  std::shared_ptr<Task> self;  // the thread's, until it runs
};

struct StartThread {
  template <class R, class F, class... Args>
  static JoinHandle<R> with(const ThreadOptions& options, F&& f, Args&&... args) {
    using Begun = Task<R, std::decay_t<F>, std::decay_t<Args>...>;
    auto task = std::make_shared<Begun>(std::forward<F>(f), std::forward<Args>(args)...);
    task->self = task;
    try {
      OsThread thread(&Begun::run_here, task.get(), options);
      return JoinHandle<R>(std::move(thread), std::move(task));
    } catch (...) {
      task->self.reset();
      throw;
    }
  }
};

template <class R>
struct Known<JoinHandle<R>> : AllOf<R> {};

}  // namespace detail

template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::None &&
         std::invocable<std::decay_t<F>, std::decay_t<Args>...>)
    NORACE_IF_N0001 JoinHandle<detail::SpawnResult<F, Args...>> spawn(F&& f, Args&&... args) {
  return detail::StartThread::with<detail::SpawnResult<F, Args...>>({}, std::forward<F>(f),
                                                                    std::forward<Args>(args)...);
}

// Waits at least this long (Rust's thread::sleep). To wait for another thread, ask it: join(),
// recv(), a Condvar.
template <class Rep, class Period>
void sleep(std::chrono::duration<Rep, Period> time) {
  std::this_thread::sleep_for(time);
}
// Lets other threads run first (Rust's thread::yield_now; `yield` is another word in C++).
inline void yield_now() noexcept { std::this_thread::yield(); }

// The rejected calls, one overload a rule. Written out: a macro would add lines to each diagnostic.
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0373) NORACE_REJECT(E0373)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0515) NORACE_REJECT(E0515)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0521) NORACE_REJECT(E0521)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::N0006) NORACE_REJECT(N0006)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }
template <class F, class... Args>
requires(detail::spawn_breaks<F, Args...> == Rule::N0006_OWNED) NORACE_REJECT(N0006_OWNED)
auto spawn(F&&, Args&&...) { return detail::never<JoinHandle<detail::ResultIfAny<F, Args...>>>(); }

}  // namespace norace
