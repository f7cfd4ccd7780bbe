// What `*arc` gives for a scalar: its value, which cannot be assigned through.
//
// Promise: `*arc = 1`, `++*arc` and `*arc += 2` are E0594 in our words on every compiler, while
// reading stays natural: `int n = *arc`, `*arc + 1`, `*arc == 3`, `std::cout << *arc`, `if (*arc)`,
// `switch (*arc)`. `auto n = *arc` is a copy of the value that behaves like a number of its own:
// `n += 1` is fine, since n is nobody else's.
//
// Why: `const int&` from operator* is as safe, but then the sentence is the compiler's. Measured:
// GCC says "assignment of read-only location", Clang "cannot assign to return value because
// function 'operator*' returns a const value"; neither has room for our text. What this costs,
// measured: a template that deduces from the value sees ReadOnly<int>, so `std::max(*arc, 1)` needs
// `std::max<int>(*arc, 1)`, a variadic `printf("%d", *arc)` needs `int{*arc}`, and `&*arc` does not
// compile. Scalars only: a class cannot be stood in for, so for `*arc = Config{}` and `arc->x = 1`
// the error is on the user's line but in the compiler's own words.
//
// Example:
//
// ```cpp compile_fail,E0594
// auto limit = norace::Arc<int>::make(7);
// int n = *limit + 1;
// *limit = 8;  // E0594
// ```
#pragma once

#include <type_traits>

#include "norace/answer.hpp"
#include "norace/rule.hpp"

namespace norace {

template <class T>
class ReadOnly {
 public:
  constexpr explicit ReadOnly(T value) noexcept : value_(value) {}
  ReadOnly(const ReadOnly&) = default;

  constexpr operator T() const noexcept { return value_; }

  // A named ReadOnly is its holder's own copy.
  constexpr ReadOnly& operator=(T value) & noexcept { return value_ = value, *this; }
  ReadOnly& operator=(const ReadOnly&) & = default;
  constexpr ReadOnly& operator++() & noexcept { return ++value_, *this; }
  constexpr ReadOnly& operator--() & noexcept { return --value_, *this; }
  constexpr T operator++(int) & noexcept { return value_++; }
  constexpr T operator--(int) & noexcept { return value_--; }

  NORACE_REJECT(E0594) constexpr void operator++() && {}
  NORACE_REJECT(E0594) constexpr void operator--() && {}
  NORACE_REJECT(E0594) constexpr void operator++(int) && {}
  NORACE_REJECT(E0594) constexpr void operator--(int) && {}
  // Not templates: Clang complains twice about a rejected member template.
  NORACE_REJECT(E0594) constexpr void operator+=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator-=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator*=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator/=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator%=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator&=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator|=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator^=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator<<=(const T&) && {}
  NORACE_REJECT(E0594) constexpr void operator>>=(const T&) && {}
  constexpr ReadOnly& operator+=(const T& by) & noexcept requires requires(T& value) {
    value += by;
  }
  {
    value_ = static_cast<T>(value_ + by);
    return *this;
  }
  constexpr ReadOnly& operator-=(const T& by) & noexcept requires requires(T& value) {
    value -= by;
  }
  {
    value_ = static_cast<T>(value_ - by);
    return *this;
  }
  constexpr ReadOnly& operator*=(const T& by) & noexcept requires requires(T& value) {
    value *= by;
  }
  {
    value_ = static_cast<T>(value_ * by);
    return *this;
  }
  constexpr ReadOnly& operator/=(const T& by) & noexcept requires requires(T& value) {
    value /= by;
  }
  {
    value_ = static_cast<T>(value_ / by);
    return *this;
  }
  constexpr ReadOnly& operator%=(const T& by) & noexcept requires requires(T& value) {
    value %= by;
  }
  {
    value_ = static_cast<T>(value_ % by);
    return *this;
  }
  constexpr ReadOnly& operator&=(const T& by) & noexcept requires requires(T& value) {
    value &= by;
  }
  {
    value_ = static_cast<T>(value_ & by);
    return *this;
  }
  constexpr ReadOnly& operator|=(const T& by) & noexcept requires requires(T& value) {
    value |= by;
  }
  {
    value_ = static_cast<T>(value_ | by);
    return *this;
  }
  constexpr ReadOnly& operator^=(const T& by) & noexcept requires requires(T& value) {
    value ^= by;
  }
  {
    value_ = static_cast<T>(value_ ^ by);
    return *this;
  }
  constexpr ReadOnly& operator<<=(const T& by) & noexcept requires requires(T& value) {
    value <<= by;
  }
  {
    value_ = static_cast<T>(value_ << by);
    return *this;
  }
  constexpr ReadOnly& operator>>=(const T& by) & noexcept requires requires(T& value) {
    value >>= by;
  }
  {
    value_ = static_cast<T>(value_ >> by);
    return *this;
  }
  NORACE_REJECT(E0594) constexpr void operator=(const T&) && {}

 private:
  T value_;
};

namespace detail {

#if NORACE_ON_E0594
template <class T>
inline constexpr bool shared_by_value = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T>
using Shared = const T;  // what a shared owner lets out
#else
template <class T>
inline constexpr bool shared_by_value = false;
template <class T>
using Shared = T;
#endif
template <class T>
using SharedRef = std::conditional_t<shared_by_value<T>, ReadOnly<T>, Shared<T>&>;

template <class T>
struct Known<ReadOnly<T>> : AllOf<T> {};

}  // namespace detail
}  // namespace norace
