// select(on(rx, f), on_send(tx, value, g), otherwise(h)): waits for the first of several channels
// (crossbeam's select!, Go's select).
//
// Promise: one of the arms happens, and its function is called with what came of it; select()
// returns what that returns. Of several that are ready each has the same chance (a random one is
// asked first), so that none starves. Where none is ready it sleeps until a channel tells it, or a
// timer is over; nothing is polled. With otherwise() it does not wait. The functions run here,
// after the operation, with no lock held: they may capture what they like.
//
//   on(rx, f)               f(std::optional<T>): a value, or empty where every sender is gone
//   on(timer, f)            f() or f(time_point): of after() or tick() (timer.hpp); on(never<T>(),
//   f) on_send(tx, value, f)   f(Result<void, SendError<T>>): sent, or the value back where the
//   receiver
//                           is gone. Where another arm happens, `value` is as it was
//   otherwise(f)            f(): nothing was ready
//
// Ends are lent for the call; they must not be used by this call's other arms in the other
// direction. A rendezvous channel (capacity 0) passes a value between a select() and a thread that
// waits in send() or recv(); two select()s that face each other, and try_send() to a select(), do
// not meet.
//
// Threads, memory order: as recv() and send().
//
// Example:
//
// <!-- cpp
// void run(int job);
// void report();
// -->
// ```cpp
// void serve(norace::Receiver<int>& jobs, norace::Receiver<bool>& stop) {
//   bool done = false;
//   norace::select(norace::on(jobs, [&](std::optional<int> job) { if (job) run(*job); }),
//                  norace::on(stop, [&](std::optional<bool>) { done = true; }),
//                  norace::on(norace::after(std::chrono::seconds(1)), [&] { report(); }));
// }
// ```
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/channel.hpp"
#include "norace/deadline.hpp"
#include "norace/result.hpp"
#include "norace/timer.hpp"
#include "norace/watch.hpp"

namespace norace {

namespace detail {

struct SelectAccess {
  template <class T>
  static Queue<T>& queue(const Receiver<T>& end) noexcept {
    return *end.queue_;
  }
  template <class T>
  static Queue<T>& queue(const Sender<T>& end) noexcept {
    return end.end_.queue();
  }
  template <class T>
  static Queue<T>& queue(const SyncSender<T>& end) noexcept {
    return end.end_.queue();
  }
};

// From here on each value, and the end of the last sender, wakes the watch's Waker.
template <class T>
void watch_items(Queue<T>& queue, Watch& watch) {
  const std::lock_guard<std::mutex> lock(queue.mutex);
  queue.watch_items(watch);
}
template <class T>
void unwatch_items(Queue<T>& queue, const Watch& watch) noexcept {
  const std::lock_guard<std::mutex> lock(queue.mutex);
  queue.unwatch_items(watch);
}

// Each arm: whether it can happen now (and then it has), what wakes it, when it comes by itself,
// and the call of its function.
template <class T, class F>
class ReceiveArm {
 public:
  using Result = std::invoke_result_t<F&, std::optional<T>>;
  ReceiveArm(Queue<T>& queue, F f) : queue_(queue), f_(std::move(f)) {}
  bool happens() {
    const Got got = queue_.try_pop(item_);
    return got != Got::Nothing;
  }
  void watch(Selection& selection) {
    watch_.waker = &selection;
    watch_items(queue_, watch_);
  }
  void unwatch() noexcept { unwatch_items(queue_, watch_); }
  static WaitClock::time_point deadline() noexcept { return no_deadline; }
  Result call() {
    if (!item_) return std::invoke(f_, std::optional<T>());
    return std::invoke(f_, std::optional<T>(Queue<T>::unpack(*std::move(item_))));
  }

 private:
  Queue<T>& queue_;
  F f_;
  std::optional<typename Queue<T>::Item> item_{};
  Watch watch_{};
};

template <class T, class F>
class SendArm {
 public:
  using Sending = norace::Result<void, SendError<T>>;
  using Result = std::invoke_result_t<F&, Sending>;
  SendArm(Queue<T>& queue, T& value, F f) : queue_(queue), value_(value), f_(std::move(f)) {}
  // The value is packed only once it can go, so that it is as it was where it does not.
  bool happens() {
    {
      const std::lock_guard<std::mutex> lock(queue_.mutex);
      if (queue_.has_receiver() && !has_room()) return false;
    }
    auto item = Queue<T>::pack(std::move(value_));
    sent_ = queue_.try_push(item);
    if (sent_ != Sent::Yes) value_ = Queue<T>::unpack(std::move(item));
    return sent_ != Sent::Full;
  }
  void watch(Selection& selection) {
    watch_.waker = &selection;
    const std::lock_guard<std::mutex> lock(queue_.mutex);
    queue_.watched_for_room.add(watch_);
  }
  void unwatch() noexcept {
    const std::lock_guard<std::mutex> lock(queue_.mutex);
    queue_.watched_for_room.remove(watch_);
  }
  static WaitClock::time_point deadline() noexcept { return no_deadline; }
  Result call() {
    if (sent_ == Sent::Yes) return std::invoke(f_, Sending());
    return std::invoke(f_, Sending(Err(SendError<T>(std::move(value_)))));
  }

 private:
  bool has_room() const {
    return !queue_.full() && (!queue_.is_rendezvous() || queue_.receiver_waits);
  }
  Queue<T>& queue_;
  T& value_;
  F f_;
  Sent sent_ = Sent::Full;
  Watch watch_{};
};

template <class F>
class TimerArm {
  static constexpr bool wants_time = std::is_invocable_v<F&, Timer::Time>;

 public:
  TimerArm(const Timer& timer, F f) : timer_(timer), f_(std::move(f)) {}
  bool happens() { return (time_ = timer_.try_recv()).has_value(); }
  static void watch(Selection&) noexcept {}
  static void unwatch() noexcept {}
  WaitClock::time_point deadline() const noexcept { return timer_.next(); }
  decltype(auto) call() {
    if constexpr (wants_time)
      return std::invoke(f_, *time_);
    else
      return std::invoke(f_);
  }

 private:
  const Timer& timer_;
  F f_;
  std::optional<Timer::Time> time_{};
};

template <class T, class F>
struct NeverArm {
  using Result = std::invoke_result_t<F&, std::optional<T>>;
  F f;
  static bool happens() noexcept { return false; }
  static void watch(Selection&) noexcept {}
  static void unwatch() noexcept {}
  static WaitClock::time_point deadline() noexcept { return no_deadline; }
  Result call() { return std::invoke(f, std::optional<T>()); }
};

template <class F>
struct OtherwiseArm {
  F f;
};
template <class A>
inline constexpr bool is_otherwise = false;
template <class F>
inline constexpr bool is_otherwise<OtherwiseArm<F>> = true;

// Which arm is asked first: each thread's own numbers (xorshift).
inline std::size_t random_below(std::size_t n) noexcept {
  static thread_local constinit std::uint64_t state = 0;
  if (state == 0) state = reinterpret_cast<std::uintptr_t>(&state) | 1U;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state % n;
}

template <class R, class... Arms>
class Selecting {
 public:
  explicit Selecting(Arms&... arms) : arms_(arms...) {}

  // The number of an arm that has happened, if any has.
  std::optional<std::size_t> try_now() {
    const std::size_t first = random_below(count);
    for (std::size_t i = 0; i < count; ++i)
      if (const std::size_t arm = (first + i) % count; at(arm, [](auto& a) { return a.happens(); }))
        return arm;
    return std::nullopt;
  }
  std::size_t wait() {
    Selection selection;
    const Watching watching(*this, selection);
    for (;;) {
      if (const auto arm = try_now()) return *arm;
      WaitClock::time_point deadline = no_deadline;
      std::apply([&](auto&... arm) { ((deadline = std::min(deadline, arm.deadline())), ...); },
                 arms_);
      selection.wait(deadline);
    }
  }
  R call(std::size_t arm) {
    return at(arm, [](auto& a) -> R { return static_cast<R>(a.call()); });
  }

 private:
  static constexpr std::size_t count = sizeof...(Arms);
  struct Watching {
    Watching(Selecting& s, Selection& selection) : selecting(s) {
      std::apply([&](auto&... arm) { (arm.watch(selection), ...); }, selecting.arms_);
    }
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;
    ~Watching() {
      std::apply([](auto&... arm) { (arm.unwatch(), ...); }, selecting.arms_);
    }
    Selecting& selecting;
  };
  template <class G, std::size_t i = 0>
  auto at(std::size_t arm, const G& g) {
    if constexpr (i + 1 < count) {
      if (arm != i) return at<G, i + 1>(arm, g);
    }
    return g(std::get<i>(arms_));
  }
  std::tuple<Arms&...> arms_;
};

template <class... Arms>
using SelectResult = std::common_type_t<decltype(std::declval<Arms&>().call())...>;

}  // namespace detail

template <class T, class F>
requires std::invocable<F&, std::optional<T>>
[[nodiscard]] auto on(const Receiver<T>& end NORACE_LIFETIMEBOUND, F f) {
  return detail::ReceiveArm<T, F>(detail::SelectAccess::queue(end), std::move(f));
}
template <class F>
requires(std::invocable<F&> || std::invocable<F&, Timer::Time>)
    [[nodiscard]] auto on(const Timer& timer NORACE_LIFETIMEBOUND, F f) {
  return detail::TimerArm<F>(timer, std::move(f));
}
template <class T, class F>
requires std::invocable<F&, std::optional<T>>
[[nodiscard]] auto on(const Never<T>&, F f) { return detail::NeverArm<T, F>{std::move(f)}; }
template <class T, class F>
[[nodiscard]] auto on_send(const Sender<T>& end NORACE_LIFETIMEBOUND,
                           std::type_identity_t<T>& value NORACE_LIFETIMEBOUND, F f) {
  return detail::SendArm<T, F>(detail::SelectAccess::queue(end), value, std::move(f));
}
template <class T, class F>
[[nodiscard]] auto on_send(const SyncSender<T>& end NORACE_LIFETIMEBOUND,
                           std::type_identity_t<T>& value NORACE_LIFETIMEBOUND, F f) {
  return detail::SendArm<T, F>(detail::SelectAccess::queue(end), value, std::move(f));
}
template <std::invocable F>
[[nodiscard]] auto otherwise(F f) {
  return detail::OtherwiseArm<F>{std::move(f)};
}

template <class... Arms>
requires(sizeof...(Arms) > 0 && !(detail::is_otherwise<Arms> ||
                                  ...)) detail::SelectResult<Arms...> select(Arms&&... arms) {
  detail::Selecting<detail::SelectResult<Arms...>, Arms...> selecting(arms...);
  const auto now = selecting.try_now();
  return selecting.call(now ? *now : selecting.wait());
}
// otherwise() may stand anywhere; there is one.
template <class F, class... Arms>
requires(sizeof...(Arms) > 0 &&
         !(detail::is_otherwise<Arms> || ...)) auto select(detail::OtherwiseArm<F>&& other,
                                                           Arms&&... arms) {
  using R = std::common_type_t<detail::SelectResult<Arms...>, std::invoke_result_t<F&>>;
  detail::Selecting<R, Arms...> selecting(arms...);
  if (const auto now = selecting.try_now()) return selecting.call(*now);
  return static_cast<R>(std::invoke(other.f));
}
template <class First, class... Arms>
requires(!detail::is_otherwise<First> &&
         (detail::is_otherwise<Arms> || ...)) auto select(First&& first, Arms&&... arms) {
  // The first goes to the end, until otherwise() stands in front.
  return norace::select(std::forward<Arms>(arms)..., std::forward<First>(first));
}

}  // namespace norace
