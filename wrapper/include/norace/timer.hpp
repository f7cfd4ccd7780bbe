// after(), tick(), never(): what a select() waits for beside channels (crossbeam's names).
//
// Promise: after(d) gives one point in time, once it is there; tick(d) one each d, where one that
// nobody took is not made up for: the next comes a whole d after the last that was taken, or at
// once where that is over; never<T>() gives nothing. recv() waits, try_recv() does not; in a
// select() they are receivers as others are. No thread stands behind them. Any duration will do
// (deadline.hpp).
//
// Threads: Send, not Sync, as a Receiver.
//
// Example:
//
// <!-- cpp
// #include <norace/select.hpp>
// -->
// ```cpp
// void until_a_second_has_passed(norace::Receiver<int>& rx) {
//   const auto end = norace::after(std::chrono::seconds(1));
//   while (norace::select(norace::on(rx, [](std::optional<int> n) { return n.has_value(); }),
//                         norace::on(end, [] { return false; }))) {}
// }
// ```
#pragma once

#include <chrono>
#include <optional>

#include "norace/deadline.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace norace {

// Of after() and tick().
class Timer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Waits; empty where none will come any more.
  std::optional<Time> recv() const {
    if (next_ == detail::no_deadline) return std::nullopt;
    sleep_until(next_);
    return try_recv();
  }
  // Empty where it is not time yet.
  std::optional<Time> try_recv() const {
    const auto now = detail::WaitClock::now();
    if (next_ == detail::no_deadline || now < next_) return std::nullopt;
    const auto due = next_;
    next_ = every_.count() == 0                   ? detail::no_deadline
            : detail::no_deadline - due <= every_ ? detail::no_deadline
            : due + every_ > now                  ? due + every_
                                                  : now + every_;
    return due;
  }
  // When the next one comes; time_point::max() for never.
  Time next() const noexcept { return next_; }

 private:
  template <class Rep, class Period>
  friend Timer after(std::chrono::duration<Rep, Period>);
  template <class Rep, class Period>
  friend Timer tick(std::chrono::duration<Rep, Period>);
  Timer(Time next, std::chrono::nanoseconds every) noexcept : next_(next), every_(every) {}
  mutable Time next_;
  std::chrono::nanoseconds every_;  // 0: once
};

template <class Rep, class Period>
[[nodiscard]] Timer after(std::chrono::duration<Rep, Period> patience) {
  return Timer(detail::deadline_after(patience), std::chrono::nanoseconds::zero());
}
// A period of 0 or less is one of a nanosecond.
template <class Rep, class Period>
[[nodiscard]] Timer tick(std::chrono::duration<Rep, Period> period) {
  const auto every = detail::patience_in_nanoseconds(period);
  return Timer(detail::deadline_after(period),
               every.count() > 0 ? every : std::chrono::nanoseconds(1));
}

// A receiver that nothing comes to: for an arm that is there only sometimes.
template <class T>
class Never {
 public:
  std::optional<T> try_recv() const { return std::nullopt; }
};
template <class T>
[[nodiscard]] Never<T> never() {
  return {};
}

namespace detail {
template <>
struct Known<Timer> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};
template <class T>
struct Known<Never<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
}  // namespace detail
}  // namespace norace
