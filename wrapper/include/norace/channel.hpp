// channel<T>(): values move from any number of Senders to one Receiver (Rust's mpsc).
//
// Promise: a value belongs to the sender until send() and to the receiver after recv(); the two
// never see it at once. The hazard it stops: a vector that every thread appends to.
//
// Threads: all ends are Send when T is Send, and then several threads may use one Sender at once;
// a Receiver belongs to one thread. Memory order: what was before send() happens before the recv()
// that gets the value. Disconnect: once the Receiver is gone send() fails and gives the value back
// in its error; recv() is empty once every Sender is gone and the queue is drained. Values arrive
// in the order each Sender sent them. recv() waits for ever where a Sender lives that sends
// nothing, and so does send() on a full channel whose Receiver receives nothing.
//
// sync_channel(n) holds n values; sync_channel(0) is a rendezvous: send() returns when the value
// was received. A Receiver that is assigned to hangs up first. Values are moved and destroyed while
// no lock is held, so a value may own an end of its own channel.
//
// Example:
//
// ```cpp run
// auto [tx, rx] = norace::channel<int>();
// auto h = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(tx));
// int sum = 0;
// while (auto value = rx.recv()) sum += *value;  // or: for (int value : rx)
// ```
#pragma once

#include <chrono>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/channel_error.hpp"
#include "norace/channel_queue.hpp"
#include "norace/deadline.hpp"
#include "norace/result.hpp"
#include "norace/rule.hpp"
#include "norace/temporary_members.hpp"
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

struct SelectAccess;  // see select.hpp

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
  Queue<T>& queue() const noexcept { return *queue_; }

 private:
  std::shared_ptr<Queue<T>> queue_;
};

}  // namespace detail

template <class T>
class NORACE_MOVES_OUT Sender {
 public:
  // Fails, and gives the value back, if the receiver is gone.
  NORACE_USES Result<void, SendError<T>> send(T value) const {
    auto item = detail::Queue<T>::pack(std::move(value));
    if (end_->push(item)) return {};
    return not_pushed(std::move(item));
  }
  [[nodiscard]] NORACE_USES Sender clone() const { return *this; }
  // Hangs up this copy now. It must not be used again.
  NORACE_USES NORACE_ENDS void drop() noexcept { end_.drop(); }
  // How many values wait to be received; out of date at once where others send and receive.
  NORACE_USES std::size_t len() const { return end_->size(); }
  NORACE_USES bool is_empty() const { return len() == 0; }

 private:
  // By value, so that what is sent may stay in a register; a template, since a T that owns a Sender
  // of its own kind is not complete yet.
  template <class Item>
  [[gnu::cold, gnu::noinline]] Result<void, SendError<T>> not_pushed(Item item) const {
    if (end_->push_selecting(item)) return {};
    return Err(SendError<T>(detail::Queue<T>::unpack(std::move(item))));
  }
  template <class U>
  friend Channel<U> channel();
  friend struct detail::SelectAccess;
  explicit Sender(detail::SendingEnd<T> end) noexcept : end_(std::move(end)) {}
  detail::SendingEnd<T> end_;
};

// Of a bounded channel: send() blocks while it is full, try_send() does not. Each fails, and gives
// the value back, if the receiver is gone.
template <class T>
class NORACE_MOVES_OUT SyncSender {
 public:
  NORACE_USES Result<void, SendError<T>> send(T value) const {
    auto item = detail::Queue<T>::pack(std::move(value));
    if (end_->push_until(item, detail::no_deadline) == detail::Sent::Yes) return {};
    return Err(SendError<T>(detail::Queue<T>::unpack(std::move(item))));
  }
  // Fails also if the channel is full now.
  NORACE_USES Result<void, TrySendError<T>> try_send(T value) const {
    auto item = detail::Queue<T>::pack(std::move(value));
    const auto sent = end_->try_push(item);
    if (sent == detail::Sent::Yes) return {};
    return Err(
        TrySendError<T>(sent == detail::Sent::Full, detail::Queue<T>::unpack(std::move(item))));
  }
  // Fails also if it is full for so long.
  template <class Rep, class Period>
  NORACE_USES Result<void, SendTimeoutError<T>> send_timeout(
      T value, std::chrono::duration<Rep, Period> patience) const {
    auto item = detail::Queue<T>::pack(std::move(value));
    const auto sent = end_->push_until(item, detail::deadline_after(patience));
    if (sent == detail::Sent::Yes) return {};
    return Err(
        SendTimeoutError<T>(sent == detail::Sent::Full, detail::Queue<T>::unpack(std::move(item))));
  }
  [[nodiscard]] NORACE_USES SyncSender clone() const { return *this; }
  NORACE_USES NORACE_ENDS void drop() noexcept { end_.drop(); }
  NORACE_USES std::size_t len() const { return end_->size(); }
  NORACE_USES bool is_empty() const { return len() == 0; }
  NORACE_USES std::size_t capacity() const noexcept { return end_->capacity; }

 private:
  template <class U>
  friend SyncChannel<U> sync_channel(std::size_t);
  friend struct detail::SelectAccess;
  explicit SyncSender(detail::SendingEnd<T> end) noexcept : end_(std::move(end)) {}
  detail::SendingEnd<T> end_;
};

template <class T>
class NORACE_MOVES_OUT Receiver {
 public:
  Receiver(Receiver&&) noexcept = default;
  Receiver& operator=(Receiver&& other) noexcept {
    if (this == &other) return *this;
    const auto hung_up = std::exchange(queue_, std::move(other.queue_));
    if (hung_up) hung_up->drop_receiver();
    return *this;
  }
  NORACE_IF_E0507 Receiver(const Receiver& other) : queue_(other.queue_) {}
  ~Receiver() {
    if (queue_) queue_->drop_receiver();
  }

  // Blocks for the next value; empty when every sender is gone.
  NORACE_USES std::optional<T> recv() const { return queue_->pop(); }
  NORACE_USES Result<T, TryRecvError> try_recv() const {
    std::optional<typename detail::Queue<T>::Item> item;
    const auto got = queue_->try_pop(item);
    if (got == detail::Got::Value) return detail::Queue<T>::unpack(*std::move(item));
    return Err(got == detail::Got::Nothing ? TryRecvError::Empty : TryRecvError::Disconnected);
  }
  template <class Rep, class Period>
  NORACE_USES Result<T, RecvTimeoutError> recv_timeout(
      std::chrono::duration<Rep, Period> patience) const {
    return recv_before(detail::deadline_after(patience));
  }
  template <class Clock, class Duration>
  NORACE_USES Result<T, RecvTimeoutError> recv_deadline(
      std::chrono::time_point<Clock, Duration> time) const {
    return recv_before(detail::deadline_at(time));
  }
  NORACE_USES bool is_disconnected() const { return queue_->disconnected(); }
  NORACE_USES std::size_t len() const { return queue_->size(); }
  NORACE_USES bool is_empty() const { return len() == 0; }
  // Empty where there is no limit.
  NORACE_USES std::optional<typename detail::Queue<T>::Size> capacity() const noexcept {
    if (queue_->capacity == detail::Queue<T>::unlimited) return std::nullopt;
    return queue_->capacity;
  }

  // An input iterator. `for (T& value : rx)` lends each value until the next one; those of iter()
  // and try_iter() give it away, so `for (T value : rx.iter())` takes also what cannot be copied.
  template <bool blocks, class Given>
  class IteratorOf {
   public:
    using iterator_concept = std::input_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    Given operator*() const { return static_cast<Given>(*value_); }
    IteratorOf& operator++() {
      value_ = next(from_);
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const IteratorOf& i, std::default_sentinel_t) {
      return !i.value_.has_value();
    }

   private:
    friend class Receiver;
    explicit IteratorOf(const Receiver* from) : from_(from), value_(next(from)) {}
    static std::optional<T> next(const Receiver* from) {
      if constexpr (blocks)
        return from->recv();
      else
        return from->try_recv();
    }
    const Receiver* from_;
    mutable std::optional<T> value_;
  };
  template <bool blocks>
  class RangeOf {
   public:
    IteratorOf<blocks, T&&> begin() const { return IteratorOf<blocks, T&&>(from_); }
    std::default_sentinel_t end() const { return {}; }

   private:
    friend class Receiver;
    explicit RangeOf(const Receiver* from) : from_(from) {}
    const Receiver* from_;
  };
  NORACE_USES IteratorOf<true, T&> begin() const { return IteratorOf<true, T&>(this); }
  std::default_sentinel_t end() const { return {}; }
  // Until every sender is gone; and what is there now, without waiting.
  NORACE_USES RangeOf<true> iter() const NORACE_LIFETIMEBOUND { return RangeOf<true>(this); }
  NORACE_USES RangeOf<false> try_iter() const NORACE_LIFETIMEBOUND { return RangeOf<false>(this); }

 private:
  template <class U>
  friend Channel<U> channel();
  template <class U>
  friend SyncChannel<U> sync_channel(std::size_t);
  friend struct detail::SelectAccess;
  explicit Receiver(std::shared_ptr<detail::Queue<T>> queue) noexcept : queue_(std::move(queue)) {}
  Result<T, RecvTimeoutError> recv_before(detail::WaitClock::time_point deadline) const {
    std::optional<typename detail::Queue<T>::Item> item;
    const auto got = queue_->pop_until(item, deadline);
    if (got == detail::Got::Value) return detail::Queue<T>::unpack(*std::move(item));
    return Err(got == detail::Got::Nothing ? RecvTimeoutError::Timeout
                                           : RecvTimeoutError::Disconnected);
  }
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
// At most `capacity` values wait; with 0, send() waits until its value is received.
template <class T>
[[nodiscard]] SyncChannel<T> sync_channel(std::size_t capacity) {
  auto queue = std::make_shared<detail::Queue<T>>();
  queue->capacity = capacity;
  return {SyncSender<T>(detail::SendingEnd<T>(queue)), Receiver<T>(queue)};
}

// A Receiver behind a Mutex: `jobs.lock()->recv()` gives the value away.
template <class T>
inline constexpr bool lends_nothing<Receiver<T>> = true;
template <class T>
inline constexpr bool lends_nothing<Sender<T>> = true;
template <class T>
inline constexpr bool lends_nothing<SyncSender<T>> = true;

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
