// from_callback<T>(start): awaits a call that says by a callback that it is done (Asio's
// async_..., a timer, a C library).
//
// Promise: start(done) is called once the coroutine has suspended, on its thread, with no lock
// held; `done` may go to any thread, and be copied. The first call of done(value) or
// done.fail(exception) resumes the coroutine, on its own executor, with the value or the exception;
// later ones do nothing. Where start() throws, that comes out, and where the last copy of `done` is
// dropped uncalled, std::system_error (operation_canceled). So whatever the other library does, the
// coroutine goes on once.
//
// Threads: done is Send and Sync where T is Send, and may be called on a thread of
// anybody's. Memory order: what was before done() happens before co_await gives its value.
//
// Example:
//
// <!-- cpp
// #include <boost/asio/steady_timer.hpp>
// #include <boost/asio/system_executor.hpp>
// -->
// ```cpp
// norace::Task<> nap() {
//   boost::asio::steady_timer timer(boost::asio::system_executor(), std::chrono::seconds(1));
//   co_await norace::from_callback<void>([&](norace::Completion<void> done) {
//     timer.async_wait([done](boost::system::error_code) { done(); });
//   });
// }
// ```
#pragma once

#include <atomic>
#include <coroutine>
#include <exception>
#include <memory>
#include <system_error>
#include <type_traits>
#include <utility>

#include "norace/async.hpp"
#include "norace/async_chain.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {

// Between the coroutine and whoever calls.
template <class T>
struct Callback {
  // The first of all calls has it.
  bool take() noexcept { return !is_called.exchange(true, std::memory_order_acq_rel); }
  void fail(std::exception_ptr thrown) noexcept {
    if (!take()) return;
    outcome.thrown = std::move(thrown);
    coroutine.wake();
  }
  std::atomic<bool> is_called{false};
  Outcome<T> outcome{};
  Suspended coroutine{};
};

template <class T>
class CallbackOwner {
 public:
  explicit CallbackOwner(std::shared_ptr<Callback<T>> callback) noexcept
      : callback_(std::move(callback)) {}
  CallbackOwner(const CallbackOwner&) = delete;
  CallbackOwner& operator=(const CallbackOwner&) = delete;
  ~CallbackOwner() {
    if (!callback_->is_called.load(std::memory_order_acquire))
      callback_->fail(std::make_exception_ptr(
          std::system_error(std::make_error_code(std::errc::operation_canceled),
                            "norace: a callback was dropped, and not called")));
  }
  Callback<T>& operator*() const noexcept { return *callback_; }

 private:
  const std::shared_ptr<Callback<T>> callback_;
};

}  // namespace detail

// The callback that start() gets.
template <class T>
class Completion {
 public:
  template <class... Value>
  requires(std::is_void_v<T> ? sizeof...(Value) == 0 : sizeof...(Value) == 1) void operator()(
      Value&&... value) const {
    auto& callback = **owner_;
    if (!callback.take()) return;
    try {
      callback.outcome.value.emplace(std::forward<Value>(value)...);
    } catch (...) {
      callback.outcome.thrown = std::current_exception();
    }
    callback.coroutine.wake();
  }
  void fail(std::exception_ptr thrown) const noexcept { (**owner_).fail(std::move(thrown)); }

 private:
  template <class A>
  friend struct detail::AwaiterOf;
  explicit Completion(std::shared_ptr<detail::CallbackOwner<T>> owner) noexcept
      : owner_(std::move(owner)) {}
  std::shared_ptr<detail::CallbackOwner<T>> owner_;
};

namespace detail {

template <class T, class F>
struct FromCallback {
  F start;
};
template <class T, class F>
struct AwaiterOf<FromCallback<T, F>> {
  explicit AwaiterOf(FromCallback<T, F>&& from)
      : start_(std::move(from.start)), callback_(std::make_shared<Callback<T>>()) {}
  static bool await_ready() noexcept { return false; }
  template <class P>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> awaiting) noexcept {
    callback_->coroutine.sleep(awaiting, &begin, this);
  }
  T await_resume() { return callback_->outcome.take(); }

 private:
  // The coroutine may go on, and this object end, while start() is still at it.
  static void begin(void* who) noexcept {
    auto& self = *static_cast<AwaiterOf*>(who);
    F start = std::move(self.start_);
    const auto callback = self.callback_;
    try {
      start(Completion<T>(std::make_shared<CallbackOwner<T>>(callback)));
    } catch (...) {
      callback->fail(std::current_exception());
    }
  }
  F start_;
  std::shared_ptr<Callback<T>> callback_;
};

template <class T>
struct Known<Completion<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.send;
    return inner;
  }
};

}  // namespace detail

template <class T, class F>
requires(Send<T>&& Owned<T>&& std::is_invocable_v<F&, Completion<T>>)
    [[nodiscard]] detail::FromCallback<T, std::decay_t<F>> from_callback(F&& start) {
  return {std::forward<F>(start)};
}

}  // namespace norace
