// What sending and receiving may fail with (Rust's SendError, TrySendError, TryRecvError, ...).
//
// Promise: a value that was not sent comes back: it stands in the error, and into_inner() moves it
// out. One answer tells full, empty, timed out and disconnected apart.
//
// Example:
//
// ```cpp run
// auto [tx, rx] = norace::sync_channel<std::string>(1);
// std::vector<std::string> later;
// auto sent = tx.try_send("a job");
// if (!sent && sent.error().is_full()) later.push_back(std::move(sent).error().into_inner());
// ```
#pragma once

#include <concepts>
#include <exception>
#include <utility>

#include "norace/temporary_members.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
// A value that comes back.
template <class T>
class NotSent {
 public:
  explicit NotSent(T value) : value_(std::move(value)) {}
  T& value() & noexcept { return value_; }
  const T& value() const& noexcept { return value_; }
  T value() && { return std::move(value_); }
  T& operator*() & noexcept { return value_; }
  const T& operator*() const& noexcept { return value_; }
  T operator*() && { return std::move(value_); }
  T into_inner() && { return std::move(value_); }
  // Not a template: GCC 12 would ask it of everything that has a SendError in its name.
  friend bool operator==(const NotSent& a, const T& b) requires std::equality_comparable<T> {
    return a.value_ == b;
  }

 private:
  T value_;
};
}  // namespace detail

// The receiver is gone.
template <class T>
class SendError : public detail::NotSent<T> {
 public:
  using detail::NotSent<T>::NotSent;
  static const char* what() noexcept { return "norace: sending on a channel without a receiver"; }
};

// The channel is full now, or the receiver is gone.
template <class T>
class TrySendError : public detail::NotSent<T> {
 public:
  TrySendError(bool is_full, T value) : detail::NotSent<T>(std::move(value)), is_full_(is_full) {}
  bool is_full() const noexcept { return is_full_; }
  bool is_disconnected() const noexcept { return !is_full_; }
  const char* what() const noexcept {
    return is_full_ ? "norace: sending on a full channel"
                    : "norace: sending on a channel without a receiver";
  }

 private:
  bool is_full_;
};

// The time was over, or the receiver is gone.
template <class T>
class SendTimeoutError : public detail::NotSent<T> {
 public:
  SendTimeoutError(bool is_timeout, T value)
      : detail::NotSent<T>(std::move(value)), is_timeout_(is_timeout) {}
  bool is_timeout() const noexcept { return is_timeout_; }
  bool is_disconnected() const noexcept { return !is_timeout_; }

 private:
  bool is_timeout_;
};

// Empty: there is none now. Disconnected: there will be none, every sender is gone.
enum class TryRecvError : unsigned char { Empty, Disconnected };
// Timeout: none came in time. Disconnected: as above.
enum class RecvTimeoutError : unsigned char { Timeout, Disconnected };

namespace detail {
template <class T>
struct Known<SendError<T>> : AllOf<T> {};
template <class T>
struct Known<TrySendError<T>> : AllOf<T> {};
template <class T>
struct Known<SendTimeoutError<T>> : AllOf<T> {};
}  // namespace detail
}  // namespace norace
