// Which rule does a coroutine with these parameters and this result break?
//
// Promise: a Task's frame is made of its parameters, and it may run on another thread, and later
// than whoever called it: so each parameter is owned and Send, as an argument of spawn() is. A
// reference, pointer or view is E0521; the object of a member function is such a reference. The
// closure of a lambda is one too, and E0373, unless it is empty.
//
// Example: `async_breaks<int, std::string_view> == Rule::E0521_TASK`.
#pragma once

#include <string_view>
#include <type_traits>

#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace::detail {

// GCC writes `<lambda(`, Clang `(lambda at`; both, with names of their own, only of a closure.
template <class T>
constexpr bool is_closure() {
  const std::string_view name = __PRETTY_FUNCTION__;
  const auto ends_with_lambda = [name](std::string_view mark) {
    const auto at = name.rfind(mark);
    return at != std::string_view::npos &&
           name.find("::", at + mark.size()) == std::string_view::npos;
  };
  return std::is_class_v<T> && (ends_with_lambda("<lambda(") || ends_with_lambda("(lambda at "));
}

// Judged by itself: see ClosurePromise.
template <class T>
inline constexpr bool is_closure_object =
    std::is_lvalue_reference_v<T>&& is_closure<std::remove_cvref_t<T>>();

template <class T>
constexpr Rule find_parameter_rule() {
  if constexpr (std::is_reference_v<T>) {
    return is_closure_object<T> ? Rule::None : if_on(Rule::E0521_TASK);
  } else {
    constexpr Rule rule = answer_for<T>.why;
    return if_on(rule == Rule::E0521 ? Rule::E0521_TASK : rule);
  }
}

template <class R, class... Parameters>
constexpr Rule find_async_rule() {
  Rule rule = Rule::None;
  ((rule = first_of(rule, find_parameter_rule<Parameters>())), ...);
  return first_of(rule, if_on(as_result(answer_for<R>.why)));
}
template <class R, class... Parameters>
inline constexpr Rule async_breaks = find_async_rule<R, Parameters...>();

}  // namespace norace::detail
