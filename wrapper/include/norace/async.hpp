// Task<T>: a coroutine that gives a T, once (tokio's and every Rust program's `async fn`).
//
// Promise: a Task does nothing before it is awaited or run: by `co_await`, block_on(), or
// Pool::spawn() (async_pool.hpp). That ends it, so it is moved there; one that has a name and is
// not moved is E0382, one that is dropped N0001. What the coroutine throws comes out where it is
// awaited or run, and its frame ends there, once. Awaiting needs no stack: a million Tasks that
// await each other, or one after the other, are fine.
//
// A Task may run on another thread, and later than whoever called it. So it owns its frame: a
// parameter that is a reference, pointer or view is E0521, and so is the object of a member
// function that is no static one; a lambda that captures something is E0373; a parameter or a
// result that is not Send is E0277. Then a Task is Send. What the coroutine's own variables hold
// over a suspension is the compiler plugins' to see (docs/coroutines.md).
//
// Only what is known to resume a coroutine once, where its Task runs, may be awaited; everything
// else is E0277, and from_callback() (async_callback.hpp) turns a call with a callback into such a
// thing. Nobody has the handle, so no two threads resume it.
//
// block_on(task) runs it here, sleeps while it waits for something, and returns its result. It
// blocks its thread: in a coroutine, co_await.
//
// Threads: a Task is Send, not Sync. Memory order: what was before a Task is awaited or run happens
// before its first statement, and its last one before what awaited it goes on. Between two
// statements of a coroutine too, whichever threads run them.
//
// Example:
//
// ```cpp run
// norace::Task<int> twice(int n) { co_return 2 * n; }
// norace::Task<int> sum(int a, int b) { co_return co_await twice(a) + co_await twice(b); }
//
// int six = norace::block_on(sum(1, 2));
// ```
//
// ```cpp compile_fail,E0521
// norace::Task<> shout(std::string& s) { s += "!"; co_return; }  // E0521
// ```
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <memory>
#include <system_error>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/async_chain.hpp"
#include "norace/async_rule.hpp"
#include "norace/blocked_thread.hpp"
#include "norace/rule.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T = void>
class Task;

namespace detail {

// How a coroutine awaits a Task, a TaskHandle and whatever else resumes it once, through its chain:
// specialised beside each. It is made of what is awaited, which may be gone afterwards.
template <class A>
struct AwaiterOf;
template <class A>
concept Awaited = requires {
  sizeof(AwaiterOf<std::remove_cvref_t<A>>);
};

// What a Task's coroutine may await. Found through a using: Clang complains once instead of twice.
struct Awaiting {
  template <Awaited A>
  requires(!std::is_lvalue_reference_v<A>) static AwaiterOf<std::remove_cvref_t<A>> await_transform(
      A&& awaited) {
    return AwaiterOf<std::remove_cvref_t<A>>(std::move(awaited));
  }
  // The rejected ones. With the rules off, what has a name is moved all the same, and anything is
  // awaited.
  template <Awaited A>
  NORACE_IF_E0382_AWAIT static AwaiterOf<A> await_transform(A& awaited) {
    return AwaiterOf<A>(std::move(awaited));
  }
  template <class A>
  requires(!Awaited<A>) NORACE_IF_E0277_AWAIT static A&& await_transform(A&& awaited) noexcept {
    return static_cast<A&&>(awaited);
  }
};

class PromiseBase : Awaiting {
 public:
  // What is told that the coroutine has ended; its frame is theirs.
  using Finished = void (*)(void* who) noexcept;
  void begin(Chain& chain, Finished finished, void* who) noexcept {
    chain_ = &chain;
    finished_ = finished;
    who_ = who;
  }
  Chain& chain() const noexcept { return *chain_; }

  static std::suspend_always initial_suspend() noexcept { return {}; }
  struct Final {
    static bool await_ready() noexcept { return false; }
    template <class P>
    [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> ended) noexcept {
      const PromiseBase& promise = ended.promise();
      Resuming::after_suspension(promise.finished_, promise.who_);
    }
    static void await_resume() noexcept {}
  };
  static Final final_suspend() noexcept { return {}; }

  using Awaiting::await_transform;

 private:
  Chain* chain_ = nullptr;
  Finished finished_ = nullptr;
  void* who_ = nullptr;
};

template <class T>
class ValuePromise : public PromiseBase {
 public:
  template <class U = T>
  requires std::constructible_from<T, U>
  void return_value(U&& value) { outcome_.value.emplace(std::forward<U>(value)); }
  void unhandled_exception() noexcept { outcome_.thrown = std::current_exception(); }
  Outcome<T>& outcome() noexcept { return outcome_; }

 private:
  Outcome<T> outcome_{};
};
template <class T>
requires std::is_reference_v<T>
class ValuePromise<T> : public PromiseBase {
 public:
  template <class U>
  void return_value(U&& value) noexcept {
    outcome_.value.emplace(std::addressof(value));
  }
  void unhandled_exception() noexcept { outcome_.thrown = std::current_exception(); }
  Outcome<T>& outcome() noexcept { return outcome_; }

 private:
  Outcome<T> outcome_{};
};
template <class T>
requires std::is_void_v<T>
class ValuePromise<T> : public PromiseBase {
 public:
  void return_void() { outcome_.value.emplace(); }
  void unhandled_exception() noexcept { outcome_.thrown = std::current_exception(); }
  Outcome<T>& outcome() noexcept { return outcome_; }

 private:
  Outcome<T> outcome_{};
};

// The library's own way to a Task. Each is used by the one who has it.
struct AsyncAccess {
  template <class T, class P>
  static norace::Task<T> task_of(P& promise) noexcept {
    return norace::Task<T>(std::coroutine_handle<P>::from_promise(promise), promise);
  }
  template <class T>
  static bool has_frame(const norace::Task<T>& task) noexcept {
    return task.frame_ != nullptr;
  }
  template <class T>
  static void want_frame(const norace::Task<T>& task) {
    if (!has_frame(task))
      throw std::system_error(std::make_error_code(std::errc::invalid_argument),
                              "norace: a Task was awaited or run before");
  }
  // What is to be resumed.
  template <class T>
  static std::coroutine_handle<> begin(const norace::Task<T>& task, Chain& chain,
                                       PromiseBase::Finished finished, void* who) noexcept {
    task.promise_->begin(chain, finished, who);
    return task.frame_;
  }
  // Once it has finished. The frame, and with it what the coroutine was given, ends here.
  template <class T>
  static Outcome<T> end(norace::Task<T>& task) {
    Outcome<T> outcome = std::move(task.promise_->outcome());
    task.destroy();
    return outcome;
  }
  template <class P>
  static const auto& core(const P& pool) noexcept {
    return pool.core_;
  }
  template <class H>
  static auto taken(H&& handle) {
    return handle.taken();
  }
};

template <class T>
class TaskPromise : public ValuePromise<T> {
 public:
  norace::Task<T> get_return_object() noexcept { return AsyncAccess::task_of<T>(*this); }
};

// The promise of a coroutine that is rejected: one class a rule.
template <class T, Rule rule>
class RejectedPromise;
#define NORACE_REJECTED_PROMISE(rule)                                                            \
  template <class T>                                                                             \
  class RejectedPromise<T, Rule::rule> : public ValuePromise<T> {                                \
   public:                                                                                       \
    NORACE_REJECT(rule) norace::Task<T> get_return_object() { return never<norace::Task<T>>(); } \
  };
NORACE_REJECTED_PROMISE(E0373_TASK)
NORACE_REJECTED_PROMISE(E0515)
NORACE_REJECTED_PROMISE(E0521_TASK)
NORACE_REJECTED_PROMISE(E0277_SEND)
NORACE_REJECTED_PROMISE(E0277_SYNC)
NORACE_REJECTED_PROMISE(E0277_UNKNOWN)
#undef NORACE_REJECTED_PROMISE

// Of a lambda. Its closure is not complete while its body is compiled, but it is when this function
// is instantiated; so here alone the sentence stands in this header, and the user's line below it.
template <class Closure>
requires(std::is_empty_v<Closure> || !NORACE_ON_E0373_TASK) void refuse_captures() noexcept {}
template <class Closure>
requires(!std::is_empty_v<Closure> && NORACE_ON_E0373_TASK) NORACE_REJECT(E0373_TASK)
void refuse_captures() noexcept {}
template <class T, class Closure>
class ClosurePromise : public ValuePromise<T> {
 public:
  norace::Task<T> get_return_object() noexcept {
    refuse_captures<Closure>();
    return AsyncAccess::task_of<T>(*this);
  }
};

template <class T, Rule rule, class... Parameters>
struct PromiseOf {
  using type = RejectedPromise<T, rule>;
};
template <class T, class... Parameters>
struct PromiseOf<T, Rule::None, Parameters...> {
  using type = TaskPromise<T>;
};
template <class T, class First, class... Parameters>
requires is_closure_object<First>
struct PromiseOf<T, Rule::None, First, Parameters...> {
  using type = ClosurePromise<T, std::remove_cvref_t<First>>;
};

}  // namespace detail

template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT Task {
  using Promise = detail::ValuePromise<T>;

 public:
  Task(Task&& other) noexcept
      : frame_(std::exchange(other.frame_, nullptr)), promise_(other.promise_) {}
  Task& operator=(Task&& other) noexcept {
    if (this == &other) return *this;
    destroy();
    frame_ = std::exchange(other.frame_, nullptr);
    promise_ = other.promise_;
    return *this;
  }
  ~Task() { destroy(); }

 private:
  friend struct detail::AsyncAccess;
  Task(std::coroutine_handle<> frame, Promise& promise) noexcept
      : frame_(frame), promise_(&promise) {}
  void destroy() noexcept {
    if (const auto frame = std::exchange(frame_, nullptr)) frame.destroy();
  }
  std::coroutine_handle<> frame_;
  Promise* promise_;  // in the frame
};

namespace detail {

template <class T>
struct AwaiterOf<norace::Task<T>> {
  explicit AwaiterOf(norace::Task<T>&& task) noexcept : task_(std::move(task)) {}
  bool await_ready() const noexcept { return !AsyncAccess::has_frame(task_); }
  template <class P>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> awaiting) noexcept {
    Resuming::then(
        AsyncAccess::begin(task_, awaiting.promise().chain(), &go_on, awaiting.address()));
  }
  T await_resume() {
    AsyncAccess::want_frame(task_);
    return AsyncAccess::end(task_).take();
  }

 private:
  static void go_on(void* awaiting) noexcept {
    Resuming::then(std::coroutine_handle<>::from_address(awaiting));
  }
  norace::Task<T> task_;
};

template <class T>
T block_on(norace::Task<T>& task) {
  AsyncAccess::want_frame(task);
  BlockedThread thread;
  {
    BlockingChain chain(thread);
    const auto finished = [](void* who) noexcept { static_cast<BlockedThread*>(who)->finish(); };
    Resuming::run(AsyncAccess::begin(task, chain, finished, &thread));
    thread.run();
  }
  return AsyncAccess::end(task).take();
}

// What it holds was looked at where its coroutine was written.
template <class T>
struct Known<norace::Task<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};

}  // namespace detail

// Runs it on this thread, and waits for it.
template <class T>
T block_on(norace::Task<T>&& task) {
  norace::Task<T> mine =
      std::move(task);  // its frame ends before this returns, also where it throws
  return detail::block_on(mine);
}
template <class T>
NORACE_IF_E0382_AWAIT T block_on(norace::Task<T>& task) {
  return norace::block_on(std::move(task));
}

}  // namespace norace

template <class T, class... Parameters>
struct std::coroutine_traits<norace::Task<T>, Parameters...> {
  using promise_type =
      typename norace::detail::PromiseOf<T, norace::detail::async_breaks<T, Parameters...>,
                                         Parameters...>::type;
};
