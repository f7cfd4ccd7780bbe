// sender_on(pool, task): a Task, or a task(f, args...), as a sender of std::execution's shape.
//
// Promise: connect(receiver) and start() run it on the pool; when it has ended, the receiver gets
// set_value(result), of a void Task set_value(), or set_error(std::exception_ptr), once, on a
// worker. It takes tasks and nothing else, so what runs there was looked at where it was written: a
// closure with a reference to a local has no way in (E0373, E0521, E0277). A Task that has begun
// runs to its end, so that set_stopped() is never called.
//
// What the receiver does is its algorithm's affair: a `then([&] { ... })` behind it is not looked
// at.
//
// std::execution is not in the standard libraries of this library's compilers. Its names
// (sender_t, operation_state_t, completion_signatures, set_value_t, set_error_t) are taken from
// NORACE_SENDERS, a namespace: `#define NORACE_SENDERS stdexec`, or your own library's; where
// <execution> has them and the macro is not defined, std::execution. Without either, what
// sender_on() gives has connect() and start() alone.
//
// Threads: a sender is Send and Owned; the operation stays where it is until it has completed. The
// pool's end waits for an operation until it has completed or, where it was not started, is gone.
// Memory order: what was before start() happens before the Task's first statement, and its last one
// before the receiver is called.
//
// Example:
//
// <!-- cpp
// #include <vector>
// -->
// ```cpp compile_fail,E0373
// const norace::Pool pool;
// std::vector<int> list = {1, 2, 3};
// auto size = norace::task([](std::vector<int> v) { return v.size(); }, list);
// auto good = norace::sender_on(pool, size);  // stdexec::sync_wait(std::move(good))
// auto bad = norace::sender_on(pool, norace::task([&] { list.clear(); }));  // E0373
// ```
#pragma once

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <version>

#if !defined(NORACE_SENDERS) && defined(__cpp_lib_senders)
#include <execution>
#define NORACE_SENDERS std::execution
#endif

#include "norace/analysis.hpp"
#include "norace/async.hpp"
#include "norace/async_chain.hpp"
#include "norace/async_pool.hpp"
#include "norace/pool.hpp"
#include "norace/pool_core.hpp"
#include "norace/rule.hpp"
#include "norace/task.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {

#ifdef NORACE_SENDERS
template <class T>
struct SetValue {
  using type = NORACE_SENDERS::set_value_t(T);
};
template <>
struct SetValue<void> {
  using type = NORACE_SENDERS::set_value_t();
};
#endif

// A Task that runs, and who is told.
template <class T, class R>
class SenderOperation final : Chain {
 public:
#ifdef NORACE_SENDERS
  using operation_state_concept = NORACE_SENDERS::operation_state_t;
#endif
  SenderOperation(const std::shared_ptr<PoolCore>& core, norace::Task<T>&& task, R&& receiver)
      : Chain(&run_next_on_worker, core), task_(std::move(task)), receiver_(std::move(receiver)) {}

  // Once. The operation may be gone when this returns.
  void start() noexcept { wake(AsyncAccess::begin(task_, *this, &finish, this)); }

 private:
  static void finish(void* who) noexcept {
    auto& self = *static_cast<SenderOperation*>(who);
    auto outcome = AsyncAccess::end(self.task_);
    self.leave();
    R receiver = std::move(self.receiver_);  // it may end the operation, and the pool
    if (outcome.thrown)
      std::move(receiver).set_error(std::move(outcome.thrown));
    else if constexpr (std::is_void_v<T>)
      std::move(receiver).set_value();
    else
      std::move(receiver).set_value(outcome.take());
  }
  norace::Task<T> task_;
  R receiver_;
};

template <class R, class F, class... Args>
norace::Task<R> call_as_coroutine(norace::OnceTask<R, F, Args...> call) {
  co_return call();
}

}  // namespace detail

template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT PoolSender {
 public:
#ifdef NORACE_SENDERS
  using sender_concept = NORACE_SENDERS::sender_t;
  using completion_signatures =
      NORACE_SENDERS::completion_signatures<typename detail::SetValue<T>::type,
                                            NORACE_SENDERS::set_error_t(std::exception_ptr)>;
#endif
  // A Task runs once, so its sender is connected once: where it has a name, it is moved.
  template <class R>
  detail::SenderOperation<T, R> connect(R receiver) && {
    detail::AsyncAccess::want_frame(task_);
    return detail::SenderOperation<T, R>(core_, std::move(task_), std::move(receiver));
  }

 private:
  template <class U>
  friend PoolSender<U> sender_on(const Pool& pool, Task<U>&& task);
  PoolSender(std::shared_ptr<detail::PoolCore> core, Task<T>&& task) noexcept
      : core_(std::move(core)), task_(std::move(task)) {}
  std::shared_ptr<detail::PoolCore> core_;
  Task<T> task_;
};

template <class T>
PoolSender<T> sender_on(const Pool& pool, Task<T>&& task) {
  detail::AsyncAccess::want_frame(task);
  return PoolSender<T>(detail::AsyncAccess::core(pool), std::move(task));
}
template <class T>
NORACE_IF_E0382_AWAIT PoolSender<T> sender_on(const Pool& pool, Task<T>& task) {
  return norace::sender_on(pool, std::move(task));
}
template <class R, class F, class... Args>
PoolSender<R> sender_on(const Pool& pool, OnceTask<R, F, Args...> call) {
  return norace::sender_on(pool, detail::call_as_coroutine(std::move(call)));
}

namespace detail {
template <class T>
struct Known<PoolSender<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};
}  // namespace detail
}  // namespace norace
