// recv_async(receiver): awaits a channel's next value (flume's name for it; tokio's
// `recv().await`).
//
// Promise: `co_await recv_async(rx)` gives what rx.recv() gives, the next value or, once every
// sender is gone and all values are received, nothing; and while there is none no thread waits.
// Whoever sends need not know that a coroutine receives: any Sender or SyncSender of any thread
// will do, by send(), try_send() or a select(). It hands the value over then and there, so a
// rendezvous channel's send() returns before the coroutine has gone on; that goes on on its own
// executor. Nothing of the user's runs under the channel's lock.
//
// The hazard it stops: recv() in a coroutine keeps its worker, and a pool whose workers all wait
// for a value that another of its tasks would send waits for ever.
//
// Sending does not wait, but on a bounded channel that is full: there send() blocks its thread, and
// a coroutine's try_send() does not.
//
// Threads: a Receiver is one coroutine's, as it is one thread's (not Sync, so not in an Arc), and
// goes from one to another as a parameter. Several coroutines that take turns have it in an
// AsyncMutex. Memory order: what was before send() happens before co_await gives the value.
//
// Example:
//
// <!-- cpp
// #include <norace/async_pool.hpp>
// -->
// ```cpp
// norace::Task<int> total(norace::Receiver<int> in) {
//   int sum = 0;
//   while (const auto value = co_await norace::recv_async(in)) sum += *value;
//   co_return sum;
// }
//
// auto [tx, rx] = norace::channel<int>();
// const norace::Pool pool;
// auto sum = pool.spawn(total(std::move(rx)));
// ```
#pragma once

#include <coroutine>
#include <mutex>
#include <optional>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/async.hpp"
#include "norace/async_chain.hpp"
#include "norace/channel.hpp"
#include "norace/select.hpp"
#include "norace/watch.hpp"

namespace norace {

namespace detail {

template <class T>
struct NextItem {
  Queue<T>& queue;
};

template <class T>
struct AwaiterOf<NextItem<T>> final : Waker {
  explicit AwaiterOf(NextItem<T>&& next) noexcept : queue_(&next.queue) {}
  bool await_ready() { return queue_->try_pop(item_) != Got::Nothing; }
  template <class P>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> awaiting) noexcept {
    coroutine_.sleep(awaiting, &wait, this);
  }
  std::optional<T> await_resume() {
    if (!item_) return std::nullopt;
    return Queue<T>::unpack(*std::move(item_));
  }

 private:
  static void wait(void* who) noexcept {
    auto& self = *static_cast<AwaiterOf*>(who);
    if (!self.is_told_later()) self.coroutine_.go_on();
  }
  // Told as soon as the lock is let go, and gone then perhaps.
  bool is_told_later() noexcept {
    const std::lock_guard<std::mutex> lock(queue_->mutex);
    if (!queue_->items.empty() || queue_->senders == 0) {
      take_if_any();
      return false;
    }
    watch_.waker = this;
    queue_->watch_items(watch_);
    queue_->begin_waiting();
    return true;
  }
  // By whoever sent something, or was the last who could have, under the queue's lock.
  void wake() noexcept override {
    take_if_any();
    queue_->receiver_waits = false;
    queue_->unwatch_items(watch_);
    coroutine_.wake();
  }
  void take_if_any() noexcept {
    if (!queue_->items.empty()) item_.emplace(queue_->take());
  }

  Queue<T>* queue_;
  std::optional<typename Queue<T>::Item> item_{};
  Suspended coroutine_{};
  Watch watch_{};
};

}  // namespace detail

// `co_await recv_async(receiver)`: an std::optional<T>.
template <class T>
[[nodiscard]] detail::NextItem<T> recv_async(const Receiver<T>& end NORACE_LIFETIMEBOUND) noexcept {
  return {detail::SelectAccess::queue(end)};
}

}  // namespace norace
