// spawn(f, args...) runs f(args...) on a new thread and gives a JoinHandle (Rust's thread::spawn).
//
// Promise: nothing borrowed enters the thread and nothing that is not Send: not through the closure
// (E0373), an argument (E0521, E0277) or the result (E0515, E0277). A closure may be empty or hold
// plain values; what it owns comes in as an argument, since a closure cannot be seen into. The
// arguments are moved or copied first, then handed to f as rvalues, as std::thread does.
//
// JoinHandle: join() waits and returns f's result or rethrows its exception. A handle that is
// dropped joins and discards both, after it said on stderr what was thrown; nothing detaches unless
// detach() says so, and what a detached thread throws is said on stderr too. So the end of a handle
// may wait, and waits for ever where its thread never ends: one that waits for a channel whose
// Sender lives longer than the handle, say. A thread that is left by pthread_exit() or cancelled is
// unwound; join() then throws ThreadExited. (With libc++ the program ends: no catch of its runtime
// can let such an unwinding go on.)
// Memory order: what was before spawn() happens before f; f happens before join() returns.
// sleep(), sleep_until() and yield_now() are this thread's own; they order nothing.
//
// Example:
//
// ```cpp compile_fail,E0373
// auto text = std::string("hello");
// auto handle = norace::spawn([](std::string s) { return s.size(); }, text);
// std::size_t n = handle.join();
// norace::spawn([&] { text.clear(); });  // E0373
// ```
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/deadline.hpp"
#include "norace/os_thread.hpp"
#include "norace/park.hpp"
#include "norace/poison.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/take.hpp"
#include "norace/thread_record.hpp"
#include "norace/traits.hpp"

namespace norace {

// Thrown by join() of a thread that ended by pthread_exit() or pthread_cancel(): there is no
// result.
class ThreadExited : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: the thread was left by pthread_exit() or cancelled, and has no result";
  }
};

namespace detail {

// What nobody will rethrow: said, as Rust says each panic.
[[gnu::cold, gnu::noinline]] inline void say_thrown(const std::exception_ptr& thrown) noexcept {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "norace: a thread that nobody joined threw: %s\n", e.what());
  } catch (...) {
    std::fprintf(stderr, "norace: a thread that nobody joined threw what is no std::exception\n");
  }
}

// Where a thread leaves its result or its exception.
template <class R>
struct Outcome {
  struct Nothing {};
  using Value = std::conditional_t<
      std::is_void_v<R>, Nothing,
      std::conditional_t<std::is_reference_v<R>, std::remove_reference_t<R>*, R>>;
  std::optional<Value> value;
  std::exception_ptr thrown;

  template <class F, class Tuple>
  void run(F& f, Tuple& args) {
    try {
      if constexpr (std::is_void_v<R>) {
        std::apply(std::move(f), std::move(args));
        value.emplace();
      } else if constexpr (std::is_reference_v<R>) {
        value.emplace(std::addressof(std::apply(std::move(f), std::move(args))));
      } else {
        value.emplace(std::apply(std::move(f), std::move(args)));
      }
    } catch (...) {
      thrown = std::current_exception();
      // No exception of C++: pthread_exit() and pthread_cancel() unwind, and must not be stopped.
      if (!thrown) throw;
    }
  }
  R take() {
    if (thrown) std::rethrow_exception(std::move(thrown));
    if (!value) throw ThreadExited();
    if constexpr (std::is_reference_v<R>) {
      return static_cast<R>(**value);
    } else if constexpr (!std::is_void_v<R>) {
      struct Taken {
        std::optional<Value>& value;
        ~Taken() { value.reset(); }
      } const taken{value};
      return std::move(*value);
    }
  }
  // Nobody wants it any more.
  void discard() noexcept {
    if (thrown) say_thrown(detail::take(thrown));
    value.reset();
  }
};

template <class R>
struct Joined : ThreadRecord {
  Outcome<R> outcome;
  // Set by the end of the function and by detach(); true if the other one was here before.
  bool end_or_detach() noexcept { return one_was_here.exchange(true, std::memory_order_acq_rel); }
  std::atomic<bool> one_was_here{false};
};

struct StartThread;

}  // namespace detail

template <class R>
class NORACE_MOVES_OUT JoinHandle {
 public:
  // Of no thread, until one is assigned: there is nothing to join.
  NORACE_FRESH JoinHandle() noexcept = default;
  // What emplace_back() makes of a closure.
  template <class F>
  requires(std::invocable<F>&& NORACE_ON_N0006) NORACE_REJECT(N0006_CLOSURE)
  explicit JoinHandle(F&&) {}
  JoinHandle(JoinHandle&&) noexcept = default;
  JoinHandle& operator=(JoinHandle&& other) noexcept {
    if (this == &other) return *this;
    finish();
    thread_ = std::move(other.thread_);
    record_ = std::move(other.record_);
    return *this;
  }
  ~JoinHandle() { finish(); }

  // Waits; returns the result or rethrows. At most once: std::system_error the second time.
  NORACE_USES NORACE_ENDS R join() {
    thread_.join();
    return record_->outcome.take();
  }
  // Lets the thread go on by itself. It owns all it uses; the process may end before it does.
  NORACE_USES NORACE_ENDS void detach() {
    if (!thread_.joinable()) thread_.detach();  // says so
    let_go();
  }
  bool joinable() const noexcept { return thread_.joinable(); }
  // Whether the function is done, so that join() will not wait for long.
  NORACE_USES bool is_finished() const noexcept {
    return !record_ || record_->finished.load(std::memory_order_acquire);
  }
  NORACE_USES Thread thread() const noexcept { return detail::ThreadHandle::of(record_); }

 private:
  friend struct detail::StartThread;
  JoinHandle(detail::OsThread thread, detail::IntrusivePtr<detail::Joined<R>> record) noexcept
      : thread_(std::move(thread)), record_(std::move(record)) {}
  void finish() noexcept {
    if (!thread_.joinable()) return;
    if (thread_.is_current()) {  // a handle that ends inside its own thread
      let_go();
    } else {
      thread_.join();
      record_->outcome.discard();
    }
  }
  // A thread whose function is done has only its thread-locals to destroy, and needs its record for
  // them: it is waited for. Any other one keeps the record itself.
  void let_go() {
    const auto record = std::move(record_);
    if (!record) return;
    if (record->end_or_detach()) {
      thread_.join();
      record->outcome.discard();
    } else {
      thread_.detach();
    }
  }

  detail::OsThread thread_;
  detail::IntrusivePtr<detail::Joined<R>> record_;
};

namespace detail {

// The call and its result in one allocation, as std::thread has one for the call alone.
template <class R, class F, class... Args>
struct Task : Joined<R> {
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
    auto* const self = static_cast<Task*>(task);
    name_this_thread(self->name);
    self->adopt();
    struct Ended {
      Task& task;
      ~Ended() {
        auto mine = std::move(task.self);
        task.call.reset();  // what the thread was given ends with it, not with its handle
        task.finished.store(true, std::memory_order_release);
        if (!task.end_or_detach()) return;  // the handle has the record, until it has joined
        task.outcome.discard();
        ThreadRecord::keep(std::move(mine));
      }
    } const ended{*self};
    self->outcome.run(self->call->f, self->call->args);
    return nullptr;
  }
  std::optional<Call> call;
  IntrusivePtr<Task> self;  // the thread's, until it runs
};

struct StartThread {
  template <class R, class F, class... Args>
  static JoinHandle<R> with(const ThreadOptions& options, F&& f, Args&&... args) {
    using Begun = Task<R, std::decay_t<F>, std::decay_t<Args>...>;
    IntrusivePtr<Begun> task(new Begun(std::forward<F>(f), std::forward<Args>(args)...));
    if (!options.name.empty()) task->name = without_nul(options.name);
    task->self = task;
    try {
      OsThread thread(&Begun::run_here, task.get(), options);
      return JoinHandle<R>(std::move(thread), std::move(task));
    } catch (...) {
      task->self = {};
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

// Until this point in time of any clock; at once where it is over.
template <class Clock, class Duration>
void sleep_until(std::chrono::time_point<Clock, Duration> time) {
  for (;;) {
    const auto now = detail::WaitClock::now();
    const auto deadline = detail::deadline_at(time);
    if (deadline <= now) return;
    std::this_thread::sleep_for(
        std::min<detail::WaitClock::duration>(deadline - now, std::chrono::hours(1)));
  }
}
// Waits at least this long (Rust's thread::sleep). To wait for another thread, ask it: join(),
// recv(), a Condvar.
template <class Rep, class Period>
void sleep(std::chrono::duration<Rep, Period> time) {
  sleep_until(detail::deadline_after(time));
}
// How many threads may run at once here; at least one.
inline std::size_t available_parallelism() noexcept {
  return std::max(1U, std::thread::hardware_concurrency());
}
// Is this thread unwinding because of an exception (Rust's thread::panicking)?
inline bool panicking() noexcept { return detail::exceptions_unwinding() > 0; }
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
