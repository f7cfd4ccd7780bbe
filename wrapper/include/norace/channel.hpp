// channel<T>(): values move from any number of Senders to one Receiver (Rust's mpsc).
//
// Promise: a value belongs to the sender until send() and to the receiver after recv(); the two
// never see it at once. The hazard it stops: a vector that every thread appends to.
//
// Threads: all ends are Send when T is Send, and then several threads may use one Sender at once;
// a Receiver belongs to one thread. Memory order: what was before send() happens before the recv()
// that gets the value. Disconnect: send() is false once the Receiver is gone (the value is
// dropped); recv() is empty once every Sender is gone and the queue is drained. Values arrive in
// the order each Sender sent them.
//
// Example:
//
//   auto [tx, rx] = norace::channel<int>();
//   auto h = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(tx));
//   while (auto value = rx.recv()) use(*value);   // or: for (int value : rx)
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class Sender;
template <class T>
class SyncSender;
template <class T>
class Receiver;
template <class T>
struct Channel;
template <class T>
struct SyncChannel;

namespace detail {

// The queue between the ends. `capacity` 0 is unbounded.
template <class T>
struct Queue {
  std::mutex mutex;
  std::condition_variable not_empty;
  std::condition_variable not_full;
  std::deque<T> items;
  std::size_t capacity = 0;
  std::size_t senders = 1;
  bool receiver = true;

  bool full() const { return capacity != 0 && items.size() >= capacity; }

  bool push(T&& value) {
    {
      const std::lock_guard lock(mutex);
      if (!receiver) return false;
      items.push_back(std::move(value));
    }
    not_empty.notify_one();
    return true;
  }
  bool push_when_free(T&& value) {
    {
      std::unique_lock lock(mutex);
      not_full.wait(lock, [this] { return !full() || !receiver; });
      if (!receiver) return false;
      items.push_back(std::move(value));
    }
    not_empty.notify_one();
    return true;
  }
  bool try_push(T&& value) {
    {
      const std::lock_guard lock(mutex);
      if (!receiver || full()) return false;
      items.push_back(std::move(value));
    }
    not_empty.notify_one();
    return true;
  }
  // Under the lock. Whoever waits for room is told under it too: one branch where there is no
  // limit.
  std::optional<T> take() {
    if (items.empty()) return std::nullopt;
    // The item goes when the caller has it: a named optional here makes GCC 12 warn, wrongly, of an
    // item that may not be initialised.
    struct Gone {
      Queue& queue;
      ~Gone() {
        queue.items.pop_front();
        if (queue.capacity != 0) queue.not_full.notify_one();
      }
    } const gone{*this};
    return std::optional<T>(std::move(items.front()));
  }
  std::optional<T> pop() {
    std::unique_lock lock(mutex);
    not_empty.wait(lock, [this] { return !items.empty() || senders == 0; });
    return take();
  }
  template <class Time>
  std::optional<T> pop_until(Time time) {
    std::unique_lock lock(mutex);
    not_empty.wait_until(lock, time, [this] { return !items.empty() || senders == 0; });
    return take();
  }
  std::optional<T> try_pop() {
    const std::lock_guard lock(mutex);
    return take();
  }
  void add_sender() {
    const std::lock_guard lock(mutex);
    ++senders;
  }
  void drop_sender() {
    {
      const std::lock_guard lock(mutex);
      if (--senders != 0) return;
    }
    not_empty.notify_all();
  }
  void drop_receiver() {
    std::deque<T> unread;
    {
      const std::lock_guard lock(mutex);
      receiver = false;
      unread.swap(items);
    }
    not_full.notify_all();
  }
  bool disconnected() {
    const std::lock_guard lock(mutex);
    return items.empty() && senders == 0;
  }
};

// A counted sending end.
template <class T>
class SendingEnd {
 public:
  explicit SendingEnd(std::shared_ptr<Queue<T>> queue) noexcept : queue_(std::move(queue)) {}
  SendingEnd(const SendingEnd& other) : queue_(other.queue_) {
    if (queue_) queue_->add_sender();
  }
  SendingEnd(SendingEnd&& other) noexcept : queue_(std::move(other.queue_)) {}
  SendingEnd& operator=(SendingEnd other) noexcept {
    std::swap(queue_, other.queue_);
    return *this;
  }
  ~SendingEnd() { drop(); }

  void drop() noexcept {
    if (auto queue = std::move(queue_)) {
      queue_ = nullptr;
      queue->drop_sender();
    }
  }
  Queue<T>* operator->() const noexcept { return queue_.get(); }

 private:
  std::shared_ptr<Queue<T>> queue_;
};

}  // namespace detail

template <class T>
class NORACE_MOVES_OUT Sender {
 public:
  // False if the receiver is gone.
  NORACE_USES bool send(T value) const { return end_->push(std::move(value)); }
  [[nodiscard]] NORACE_USES Sender clone() const { return *this; }
  // Hangs up this copy now. It must not be used again.
  NORACE_USES NORACE_ENDS void drop() noexcept { end_.drop(); }

 private:
  template <class U>
  friend Channel<U> channel();
  explicit Sender(detail::SendingEnd<T> end) noexcept : end_(std::move(end)) {}
  detail::SendingEnd<T> end_;
};

// Of a bounded channel: send() blocks while it is full, try_send() does not.
template <class T>
class NORACE_MOVES_OUT SyncSender {
 public:
  NORACE_USES bool send(T value) const { return end_->push_when_free(std::move(value)); }
  // False if the channel is full or the receiver is gone.
  NORACE_USES bool try_send(T value) const { return end_->try_push(std::move(value)); }
  [[nodiscard]] NORACE_USES SyncSender clone() const { return *this; }
  NORACE_USES NORACE_ENDS void drop() noexcept { end_.drop(); }

 private:
  template <class U>
  friend SyncChannel<U> sync_channel(std::size_t);
  explicit SyncSender(detail::SendingEnd<T> end) noexcept : end_(std::move(end)) {}
  detail::SendingEnd<T> end_;
};

template <class T>
class NORACE_MOVES_OUT Receiver {
 public:
  Receiver(Receiver&&) noexcept = default;
  Receiver& operator=(Receiver&& other) noexcept {
    std::swap(queue_, other.queue_);
    return *this;
  }
  NORACE_IF_E0507 Receiver(const Receiver& other) : queue_(other.queue_) {}
  ~Receiver() {
    if (queue_) queue_->drop_receiver();
  }

  // Blocks for the next value; empty when every sender is gone.
  NORACE_USES std::optional<T> recv() const { return queue_->pop(); }
  // Empty if there is none now.
  NORACE_USES std::optional<T> try_recv() const { return queue_->try_pop(); }
  // Empty when the time is over or every sender is gone; is_disconnected() tells which.
  template <class Rep, class Period>
  NORACE_USES std::optional<T> recv_timeout(std::chrono::duration<Rep, Period> patience) const {
    return queue_->pop_until(std::chrono::steady_clock::now() + patience);
  }
  NORACE_USES bool is_disconnected() const { return queue_->disconnected(); }

  // for (T value : rx): until every sender is gone.
  class Iterator {
   public:
    T& operator*() { return *value_; }
    Iterator& operator++() {
      value_ = from_->recv();
      return *this;
    }
    bool operator!=(std::nullptr_t) const { return value_.has_value(); }

   private:
    friend class Receiver;
    explicit Iterator(const Receiver* from) : from_(from), value_(from->recv()) {}
    const Receiver* from_;
    std::optional<T> value_;
  };
  NORACE_USES Iterator begin() const { return Iterator(this); }
  std::nullptr_t end() const { return nullptr; }

 private:
  template <class U>
  friend Channel<U> channel();
  template <class U>
  friend SyncChannel<U> sync_channel(std::size_t);
  explicit Receiver(std::shared_ptr<detail::Queue<T>> queue) noexcept : queue_(std::move(queue)) {}
  std::shared_ptr<detail::Queue<T>> queue_;
};

// Both ends: `auto [tx, rx] = channel<int>();`
template <class T>
struct Channel {
  Sender<T> sender;
  Receiver<T> receiver;
};
template <class T>
struct SyncChannel {
  SyncSender<T> sender;
  Receiver<T> receiver;
};

template <class T>
[[nodiscard]] Channel<T> channel() {
  auto queue = std::make_shared<detail::Queue<T>>();
  return {Sender<T>(detail::SendingEnd<T>(queue)), Receiver<T>(queue)};
}
// At most `capacity` values wait (at least one: a channel of size zero counts as one).
template <class T>
[[nodiscard]] SyncChannel<T> sync_channel(std::size_t capacity) {
  auto queue = std::make_shared<detail::Queue<T>>();
  queue->capacity = capacity == 0 ? 1 : capacity;
  return {SyncSender<T>(detail::SendingEnd<T>(queue)), Receiver<T>(queue)};
}

namespace detail {

// Values pass through; nobody looks at one through a Sender, so T itself need not be Sync.
template <class T>
struct ManySend {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.send;
    return inner;
  }
};
template <class T>
struct OneReceives {
  template <class... Seen>
  static constexpr Answer answer() {
    return without_sync(detail::answer<T, Seen...>());
  }
};
template <class T>
struct Known<Sender<T>> : ManySend<T> {};
template <class T>
struct Known<SyncSender<T>> : ManySend<T> {};
template <class T>
struct Known<Receiver<T>> : OneReceives<T> {};

}  // namespace detail
}  // namespace norace
