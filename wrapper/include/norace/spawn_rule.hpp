// Which rule does a thread with this closure, these arguments and this result break?
//
// Promise: spawn(), Scope::spawn(), Builder::spawn() and SendFn decide alike, here. The closure is
// asked first, then the arguments from left to right, then the result; the first answer counts, so
// each mistake gives one sentence. The closure's body is not looked at before its captures are
// fine.
//
// Example: `detail::spawn_breaks<decltype([] {}), int*> == Rule::E0521`.
#pragma once

#include <functional>
#include <type_traits>

#include "norace/coroutine.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace::detail {

// What is E0521 as an argument is E0373 as a capture, and E0515 as a result.
constexpr Rule as_capture(Rule rule) {
  return rule == Rule::E0521           ? Rule::E0373
         : rule == Rule::E0277_UNKNOWN ? Rule::E0373_OPAQUE
                                       : rule;
}
constexpr Rule as_result(Rule rule) { return rule == Rule::E0521 ? Rule::E0515 : rule; }

// With -DNORACE_PLUGIN_CAPTURES and the compiler plugin, a closure that types cannot look into is
// the plugin's to judge: it finds the specialisations of this class when the file is compiled,
// looks at each F's captures one by one, and names the one that is wrong. So `[counter] { ... }`
// may own what it captures, as Rust's `move ||` does. What F itself says (not_send) is no capture.
template <class F>
struct JudgedByPlugin {
  static constexpr bool is_left_to_it = true;
};
#if defined(NORACE_PLUGIN) && defined(NORACE_PLUGIN_CAPTURES)
inline constexpr bool plugin_judges_captures = true;
#else
inline constexpr bool plugin_judges_captures = false;
#endif

// A class with a reference member is never standard-layout (measured for closures on all four), so
// a closed type that is not is taken to borrow; otherwise it may only own what cannot be seen.
template <class F>
constexpr Rule find_closure_rule() {
  constexpr Rule rule = answer_for<F>.why;
  if constexpr (plugin_judges_captures && rule != Rule::None && std::is_class_v<F> && !IsKnown<F> &&
                !not_send<F>)
    return JudgedByPlugin<F>::is_left_to_it ? Rule::None : rule;
  else if constexpr (rule == Rule::E0277_UNKNOWN && !std::is_standard_layout_v<F>)
    return if_on(Rule::E0373);
  else
    return if_on(as_capture(rule));
}
template <class F>
inline constexpr Rule closure_breaks = find_closure_rule<F>();
// F returns R when it is called with Args. A coroutine's frame keeps the arguments.
template <class R, class F, class... Args>
inline constexpr Rule thread_result_breaks = may_suspend<R, F, Args...>
                                                 ? if_on(Rule::E0515)
                                                 : if_on(as_result(answer_for<R>.why));

// For with(f): a reference or view out of a lock, or what may hide one: an inner guard, a
// std::function, a class that cannot be seen into, a coroutine. Whether it is Send does not matter
// here.
template <class R, class F, class... Args>
inline constexpr Rule result_breaks = may_suspend<R, F, Args...> ? if_on(Rule::E0515)
                                      : std::is_void_v<R> || answer_for<R>.owned ? Rule::None
                                      : answer_for<R>.why == Rule::E0521
                                          ? if_on(Rule::E0515)
                                          : if_on(Rule::E0515_OPAQUE);

constexpr Rule first_of(Rule a, Rule b) { return a != Rule::None ? a : b; }

template <class F, class... Args>
using SpawnResult = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;

template <class F, class... Args>
constexpr Rule find_spawn_rule() {
  if constexpr (closure_breaks<std::decay_t<F>> != Rule::None) {
    return closure_breaks<std::decay_t<F>>;
  } else {
    constexpr Rule arguments = [] {
      Rule rule = Rule::None;
      ((rule = first_of(rule, moving_breaks<std::decay_t<Args>>)), ...);
      return rule;
    }();
    if constexpr (arguments != Rule::None)
      return arguments;
    else if constexpr (std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>)
      return thread_result_breaks<SpawnResult<F, Args...>, std::decay_t<F>, std::decay_t<Args>...>;
    else if constexpr (std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>&...>)
      return if_on(Rule::N0006_OWNED);
    else
      return if_on(Rule::N0006);
  }
}
template <class F, class... Args>
inline constexpr Rule spawn_breaks = find_spawn_rule<F, Args...>();

// The type a rejected spawn() has, so that one mistake gives one error: f's result where it has
// one.
template <class F, class... Args>
constexpr auto find_result_type() {
  if constexpr (std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>)
    return std::type_identity<SpawnResult<F, Args...>>();
  else
    return std::type_identity<void>();
}
template <class F, class... Args>
using ResultIfAny = typename decltype(find_result_type<F, Args...>())::type;

}  // namespace norace::detail
