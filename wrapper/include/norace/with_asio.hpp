// Boost.Asio's executors that take checked tasks only, and a channel into an event loop.
//
// AsioExecutor(executor): of a thread pool, a strand, an io_context. post(), dispatch() and defer()
// are Asio's, and what they are given is a SendFn<void()>: a closure by spawn()'s rules (E0373,
// E0277), or task(f, args...), whose arguments are (E0521). Who asks for an AsioExecutor in place
// of an executor is given nothing else. It refers to the executor's context, as an executor does.
//
// AsioReceiver<T>: the receiving end of a channel in an event loop.
//
// Promise: a thread hands a value to another thread's io_context as it hands it to a thread, by
// send(): owned and Send, or rejected (E0277, E0521). The loop itself, its sockets and what its
// handlers refer to stay in the thread that made them: an io_context is not Send, and its address
// does not go into a thread (E0521).
//
// async_recv(token) waits in the loop for the next value, and the handler gets an
// std::optional<T>: empty when every sender is gone and all values are received, or when the
// AsioReceiver ends. One async_recv() at a time, else std::logic_error. Any completion token of
// Asio's will do; a handler runs on its associated executor, else in the io_context. The loop does
// not end while one waits. Where the io_context ends first, the handler is destroyed, not called.
//
// Threads: an AsioReceiver belongs to the thread of its loop: neither Send nor Sync. Memory order:
// as recv(): what was before send() happens before the handler.
//
// Example:
//
// <!-- cpp
// #include <cstdio>
// -->
// ```cpp
// void loop(norace::Receiver<std::string> jobs) {
//   boost::asio::io_context io(1);
//   norace::AsioReceiver<std::string> inbox(io, std::move(jobs));
//   inbox.async_recv([](std::optional<std::string> job) { if (job) std::puts(job->c_str()); });
//   io.run();
// }
// auto [tx, rx] = norace::channel<std::string>();
// auto thread = norace::spawn(loop, std::move(rx));
// ```
//
// <!-- cpp
// #include <boost/asio/thread_pool.hpp>
// #include <norace/task.hpp>
// -->
// ```cpp compile_fail,E0373
// boost::asio::thread_pool threads(2);
// const norace::AsioExecutor pool(threads.get_executor());
// int counter = 0;
// pool.post(norace::task([](int n) { return n; }, counter));
// pool.post([&] { counter += 1; });  // E0373
// ```
#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "norace/channel.hpp"
#include "norace/guarded.hpp"
#include "norace/select.hpp"
#include "norace/send_fn.hpp"
#include "norace/traits.hpp"
#include "norace/watch.hpp"

namespace norace {

namespace detail {

// What has to let go of an io_context before that ends.
class AsioGuest {
 public:
  virtual void leave() noexcept = 0;

 protected:
  virtual ~AsioGuest() = default;

 private:
  friend class AsioGuests;
  AsioGuest* next_ = nullptr;
  AsioGuest* before_ = nullptr;
};

class AsioGuests final : public boost::asio::execution_context::service {
 public:
  // Asio knows a service by such a static.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wglobal-constructors"
#endif
  static inline boost::asio::execution_context::id id;
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
  explicit AsioGuests(boost::asio::execution_context& context) : service(context) {}

  void add(AsioGuest& guest) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    guest.next_ = first_;
    if (first_ != nullptr) first_->before_ = &guest;
    first_ = &guest;
  }
  void remove(AsioGuest& guest) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (guest.next_ != nullptr) guest.next_->before_ = guest.before_;
    (guest.before_ != nullptr ? guest.before_->next_ : first_) = guest.next_;
  }

 private:
  // By the io_context's destructor; a guest's leaving may make others go.
  void shutdown() override {
    for (;;) {
      AsioGuest* guest = nullptr;
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        guest = first_;
      }
      if (guest == nullptr) return;
      remove(*guest);
      guest->leave();
    }
  }
  std::mutex mutex_;
  AsioGuest* first_ = nullptr;
};

// A handler that waits, with its type erased, and the loop that must not end before.
template <class T>
class AsioHandler {
 public:
  AsioHandler() = default;
  AsioHandler(const AsioHandler&) = delete;
  AsioHandler& operator=(const AsioHandler&) = delete;
  virtual ~AsioHandler() = default;
  virtual void call(std::optional<T> value) = 0;
};
template <class T, class Handler>
class AsioHandlerOf final : public AsioHandler<T> {
  using Loop = boost::asio::io_context::executor_type;

 public:
  AsioHandlerOf(Handler handler, const Loop& loop)
      : loop_(loop),
        work_(boost::asio::make_work_guard(handler, loop)),
        handler_(std::move(handler)) {}
  void call(std::optional<T> value) override {
    boost::asio::dispatch(work_.get_executor(),
                          [handler = std::move(handler_), value = std::move(value)]() mutable {
                            std::move(handler)(std::move(value));
                          });
  }

 private:
  boost::asio::executor_work_guard<Loop> loop_;
  boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler, Loop>> work_;
  Handler handler_;
};

// What an AsioReceiver and the calls that it has posted share.
template <class T>
class AsioInbox final : public Waker,
                        public AsioGuest,
                        public std::enable_shared_from_this<AsioInbox<T>> {
 public:
  AsioInbox(boost::asio::io_context& io, Receiver<T> end) : io_(&io), end_(std::move(end)) {
    watch_.waker = this;
    watch_items(queue(), watch_);
    boost::asio::use_service<AsioGuests>(io).add(*this);
  }

  template <class Handler>
  void start(Handler handler) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (io_ == nullptr)
      throw std::logic_error("norace: async_recv() in an io_context that is gone");
    if (handler_) throw std::logic_error("norace: a second async_recv() while the first one waits");
    handler_ = std::make_unique<AsioHandlerOf<T, Handler>>(std::move(handler), io_->get_executor());
    post_look();
  }
  // The AsioReceiver ends.
  void close() {
    std::unique_ptr<AsioHandler<T>> last;
    boost::asio::io_context* io = nullptr;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      io = std::exchange(io_, nullptr);
      last = std::move(handler_);
    }
    if (io == nullptr) return;
    unwatch_items(queue(), watch_);
    boost::asio::use_service<AsioGuests>(*io).remove(*this);
    if (last) boost::asio::post(*io, [last = std::move(last)] { last->call(std::nullopt); });
  }

 private:
  // By a sender, under the queue's lock, while the io_context is there: see close() and leave().
  void wake() noexcept override {
    if (waits_.exchange(false)) post_look();
  }
  void leave() noexcept override {
    std::unique_ptr<AsioHandler<T>> last;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      io_ = nullptr;
      last = std::move(handler_);
    }
    unwatch_items(queue(), watch_);
  }
  void post_look() {
    boost::asio::post(*loop_, [self = this->shared_from_this()] { self->look(); });
  }
  // In the loop.
  void look() {
    std::unique_ptr<AsioHandler<T>> handler;
    std::optional<T> value;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!handler_) return;
      waits_ = true;  // before looking, so that no value is missed
      std::optional<typename Queue<T>::Item> item;
      const Got got = queue().try_pop(item);
      if (got == Got::Nothing) return;
      waits_ = false;
      if (got == Got::Value) value.emplace(Queue<T>::unpack(*std::move(item)));
      handler = std::move(handler_);
    }
    handler->call(std::move(value));
  }
  Queue<T>& queue() const noexcept { return SelectAccess::queue(end_); }

  std::mutex mutex_;  // of io_ and handler_; taken before the queue's
  boost::asio::io_context* io_;
  boost::asio::io_context* const loop_ = io_;
  std::unique_ptr<AsioHandler<T>> handler_;
  std::atomic<bool> waits_{false};
  const Receiver<T> end_;
  Watch watch_;
};

}  // namespace detail

template <class Executor>
class AsioExecutor {
 public:
  explicit AsioExecutor(Executor executor) noexcept : executor_(std::move(executor)) {}
  // Later, by a thread of the executor's.
  void post(SendFn<void()> f) const { boost::asio::post(executor_, std::move(f)); }
  // Here and now, where this is such a thread.
  void dispatch(SendFn<void()> f) const { boost::asio::dispatch(executor_, std::move(f)); }
  // Later, as what comes after what runs now.
  void defer(SendFn<void()> f) const { boost::asio::defer(executor_, std::move(f)); }

 private:
  Executor executor_;
};

template <class T>
class AsioReceiver {
 public:
  AsioReceiver(boost::asio::io_context& io, Receiver<T> end)
      : inbox_(std::make_shared<detail::AsioInbox<T>>(io, std::move(end))) {}
  AsioReceiver(const AsioReceiver&) = delete;
  AsioReceiver& operator=(const AsioReceiver&) = delete;
  ~AsioReceiver() { inbox_->close(); }

  template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(std::optional<T>)) Token>
  auto async_recv(Token&& token) {
    return boost::asio::async_initiate<Token, void(std::optional<T>)>(
        [](auto handler, const std::shared_ptr<detail::AsioInbox<T>>& inbox) {
          inbox->start(std::move(handler));
        },
        token, inbox_);
  }

 private:
  const std::shared_ptr<detail::AsioInbox<T>> inbox_;
};

namespace detail {
template <class T>
struct Known<AsioReceiver<T>> : NeverLeaves {};
}  // namespace detail
}  // namespace norace
