// Result<T, E>: a value, or why there is none (Rust's Result, as std::expected spells it).
//
// Promise: has_value(), `if (result)`, *result, value() and error() as in std::expected; is_ok(),
// is_err(), unwrap(), unwrap_err(), ok() and err() as in Rust. value() and unwrap() of an error
// throw it where it is an exception, else BadResult. A Result that holds no value compares equal to
// std::nullopt, and one that holds a value to that value, so that it may stand where an optional
// stood. It may be ignored: what it holds ends with it.
//
// Threads: Send, Sync and Owned as T and E are.
//
// Example:
//
// <!-- cpp
// #include <cstdio>
// -->
// ```cpp run
// auto [tx, rx] = norace::sync_channel<int>(1);
// norace::Result<void, norace::TrySendError<int>> sent = tx.try_send(7);
// if (!sent && sent.error().is_full()) std::printf("%d", sent.error().value());
// ```
#pragma once

#include <concepts>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/traits.hpp"

namespace norace {

class BadResult : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: the value was asked for of a Result that holds an error";
  }
};

// `return Err(e);` makes a Result that holds an error.
template <class E>
struct Err {
  explicit Err(E e) : error(std::move(e)) {}
  E error;
};
template <class E>
Err(E) -> Err<E>;

namespace detail {

// What Result has with and without a value: the error and its names.
template <class E>
class MayFail {
 public:
  using error_type = E;

  bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }
  bool is_ok() const noexcept { return has_value(); }
  bool is_err() const noexcept { return !has_value(); }

  // Only where has_value() is false.
  E& error() & { return *error_; }
  const E& error() const& { return *error_; }
  E&& error() && { return *std::move(error_); }
  E unwrap_err() && { return *std::move(error_); }
  const E& unwrap_err() const& { return *error_; }
  std::optional<E> err() && { return std::move(error_); }

 protected:
  MayFail() = default;
  template <class G>
  MayFail(std::in_place_t, G&& error) : error_(std::in_place, std::forward<G>(error)) {}
  void want_value() const {
    if (has_value()) return;
    if constexpr (std::derived_from<E, std::exception> && std::copy_constructible<E>)
      throw E(*error_);
    else
      throw BadResult();
  }
  std::optional<E> error_;
};

}  // namespace detail

template <class T, class E>
class Result : public detail::MayFail<E> {
 public:
  using value_type = T;

  template <class U = T>
  requires(!std::same_as<std::remove_cvref_t<U>, Result> && std::constructible_from<T, U>)
      Result(U&& value)  // implicit: `return value;`
      : value_(std::in_place, std::forward<U>(value)) {}
  template <class G>
  Result(Err<G> error) : detail::MayFail<E>(std::in_place, std::move(error.error)) {}

  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return *std::move(value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  T& value() & { return this->want_value(), *value_; }
  const T& value() const& { return this->want_value(), *value_; }
  T value() && { return this->want_value(), *std::move(value_); }
  T unwrap() && { return this->want_value(), *std::move(value_); }
  const T& unwrap() const& { return this->want_value(), *value_; }
  template <class U>
  T value_or(U&& other) const& {
    return this->has_value() ? *value_ : static_cast<T>(std::forward<U>(other));
  }
  template <class U>
  T value_or(U&& other) && {
    return this->has_value() ? *std::move(value_) : static_cast<T>(std::forward<U>(other));
  }
  std::optional<T> ok() && { return std::move(value_); }
  std::optional<T> ok() const& { return value_; }
  operator std::optional<T>() && { return std::move(value_); }

  template <class U>
  requires(!std::same_as<U, Result> &&
           requires(const T& t, const U& u) {
             { t == u } -> std::convertible_to<bool>;
           }) friend bool
  operator==(const Result& a, const U& b) {
    return a.has_value() && *a.value_ == b;
  }
  friend bool operator==(const Result& a, std::nullopt_t) noexcept { return !a.has_value(); }

 private:
  std::optional<T> value_;
};

template <class E>
class Result<void, E> : public detail::MayFail<E> {
 public:
  using value_type = void;

  Result() = default;
  template <class G>
  Result(Err<G> error) : detail::MayFail<E>(std::in_place, std::move(error.error)) {}

  void operator*() const noexcept {}
  void value() const { this->want_value(); }
  void unwrap() const { this->want_value(); }
};

namespace detail {
template <class T, class E>
struct Known<Result<T, E>> : AllOf<T, E> {};
}  // namespace detail
}  // namespace norace
