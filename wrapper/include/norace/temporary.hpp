// What may be done with a guard that has no name: `*m.lock() += 1`, `int n = *m.lock()`.
//
// Promise: a guard lives to the end of the expression that it stands in, so whatever is finished by
// then is safe; what could stay behind (a reference, a pointer, an iterator, a range-for) is E0716.
// `*m.lock()` is no `T&` but an InExpression<T>, which can be read, assigned to and counted up and
// down, and binds to nothing; `m.lock()->push_back(1)` calls a member through
// MembersInExpression<T>, which knows those of the standard containers, of channels and of cells,
// and gives their results as values. Members of one's own classes are not known: name the guard.
//
// `auto n = *m.lock()` of a scalar is a copy, which may be read (Rust's `let n = *m.lock()`); to
// change it is E0716, since it might be meant for the original. What this costs, since it is a
// class: `auto& r = *m.lock()` is refused in the compiler's own words, and a variadic
// `printf("%d", *m.lock())` needs `int{*m.lock()}`.
//
// Example:
//
// ```cpp compile_fail,E0716
// const norace::Mutex<int> hits(0); const norace::Mutex<std::vector<int>> all;
// *hits.lock() += 1;
// all.lock()->push_back(*hits.lock());
// int& n = *hits.lock();          // E0716
// auto it = all.lock()->begin();  // E0716
// ```
#pragma once

#include <compare>
#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/std_types.hpp"
#include "norace/traits.hpp"

// What is passed on is converted as if it were written there, and warned about where it is not.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

namespace norace {

namespace detail {

template <class T>
concept Scalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// What both kinds have: the changes that are finished when the expression is.
template <class Self, class T>
class ChangesInExpression {
 public:
  NORACE_IF_E0716 T* operator&() const noexcept { return target(); }

  template <class U>
  requires std::assignable_from<T&, U&&>
  void operator=(U&& value) && { *target() = std::forward<U>(value); }
  template <class U>
  requires requires(T& t, const U& by) { t += by; }
  void operator+=(const U& by) && { *target() += by; }
  template <class U>
  requires requires(T& t, const U& by) { t -= by; }
  void operator-=(const U& by) && { *target() -= by; }
  template <class U>
  requires requires(T& t, const U& by) { t *= by; }
  void operator*=(const U& by) && { *target() *= by; }
  template <class U>
  requires requires(T& t, const U& by) { t /= by; }
  void operator/=(const U& by) && { *target() /= by; }
  template <class U>
  requires requires(T& t, const U& by) { t %= by; }
  void operator%=(const U& by) && { *target() %= by; }
  template <class U>
  requires requires(T& t, const U& by) { t &= by; }
  void operator&=(const U& by) && { *target() &= by; }
  template <class U>
  requires requires(T& t, const U& by) { t |= by; }
  void operator|=(const U& by) && { *target() |= by; }
  template <class U>
  requires requires(T& t, const U& by) { t ^= by; }
  void operator^=(const U& by) && { *target() ^= by; }

 protected:
  ChangesInExpression() = default;
  ~ChangesInExpression() = default;

 private:
  T* target() const noexcept { return static_cast<const Self*>(this)->target_; }
};

}  // namespace detail

// Of a class: changed, asked and compared in place.
template <class T>
class InExpression : public detail::ChangesInExpression<InExpression<T>, T> {
  using Changes = detail::ChangesInExpression<InExpression, T>;

 public:
  explicit InExpression(T& object) noexcept : target_(std::addressof(object)) {}
  InExpression(const InExpression&) = delete;
  InExpression& operator=(const InExpression&) = delete;
  using Changes::operator=;

  // A copy, as Rust makes one of what is Copy.
  operator std::remove_const_t<T>() const&& noexcept requires std::is_trivially_copyable_v<T> {
    return *target_;
  }
  template <class U>
  requires(std::same_as<U, T> ||
           (std::same_as<U, const T> && !std::is_trivially_copyable_v<T>)) NORACE_IF_E0716
  operator U&() const&& noexcept {
    return *target_;
  }
  explicit operator bool() && requires std::constructible_from<bool, T&> {
    return static_cast<bool>(*target_);
  }
  NORACE_IF_E0716 auto begin() const requires requires(T& t) { t.begin(); }
  { return target_->begin(); }
  auto end() const requires requires(T& t) { t.end(); }
  { return target_->end(); }

  template <class I>
  requires requires(T& t, const I& i) { t[i]; }
  auto operator[](const I& i) && {
    using Element = std::remove_reference_t<decltype((*target_)[i])>;
    if constexpr (std::is_reference_v<decltype((*target_)[i])>)
      return InExpression<Element>((*target_)[i]);
    else
      return static_cast<typename std::remove_const_t<T>::value_type>((*target_)[i]);
  }
  template <class U>
  requires(!std::same_as<U, InExpression> &&
           requires(const T& t, const U& u) {
             { t == u } -> std::convertible_to<bool>;
           }) bool
  operator==(const U& other) const&& {
    return *target_ == other;
  }

 private:
  friend Changes;
  T* target_;
};

// Of a scalar: it also has the value that was there when it was made, which it is read by.
template <class T>
requires detail::Scalar<T>
class InExpression<T> : public detail::ChangesInExpression<InExpression<T>, T> {
  using Changes = detail::ChangesInExpression<InExpression, T>;
  using Value = std::remove_const_t<T>;

 public:
  explicit InExpression(T& object) noexcept : target_(std::addressof(object)), value_(object) {}
  InExpression(const InExpression&) = delete;
  InExpression& operator=(const InExpression&) = delete;
  using Changes::operator=;

  operator Value() const noexcept { return value_; }
  template <class U>
  requires std::same_as<U, T> NORACE_IF_E0716 operator U&() const noexcept { return *target_; }

  Value operator++() && requires requires(T& t) { ++t; }
  { return ++*target_; }
  Value operator--() && requires requires(T& t) { --t; }
  { return --*target_; }
  Value operator++(int) && requires requires(T& t) { t++; }
  { return (*target_)++; }
  Value operator--(int) && requires requires(T& t) { t--; }
  { return (*target_)--; }
  // A copy with a name, or a reference to one, is not the original. (Not templates: Clang complains
  // twice about a rejected member template.)
  NORACE_IF_E0716 Value operator++() & requires requires(T& t) { ++t; }
  { return ++*target_; }
  NORACE_IF_E0716 Value operator--() & requires requires(T& t) { --t; }
  { return --*target_; }
  NORACE_IF_E0716 Value operator++(int) & requires requires(T& t) { t++; }
  { return (*target_)++; }
  NORACE_IF_E0716 void operator=(const Value& value) & { *target_ = value; }
  NORACE_IF_E0716 void operator+=(const Value& by) & requires requires(T& t) { t += by; }
  { *target_ += by; }
  NORACE_IF_E0716 void operator-=(const Value& by) & requires requires(T& t) { t -= by; }
  { *target_ -= by; }
  using Changes::operator+=;
  using Changes::operator-=;

 private:
  friend Changes;
  T* target_;
  Value value_;
};

namespace detail {

#if NORACE_ON_E0716
template <class T>
using InExpressionType = InExpression<T>;
#else
template <class T>
using InExpressionType = T&;
#endif

template <class T>
InExpressionType<T> in_expression(T& object) noexcept {
  return InExpressionType<T>(object);
}

}  // namespace detail
}  // namespace norace

#pragma GCC diagnostic pop
