// Could a function with this result and these parameters be a coroutine?
//
// Promise: true for every function that is one. A coroutine returns at its first suspension, and
// its parameters, references too, live on in its frame: so what a call lends to it, a lock's data
// or a scope's loan, is used after the call.
//
// Example: `MayBeCoroutine<Task, int&>` where Task has a promise_type.
#pragma once

#ifdef __cpp_impl_coroutine
#include <coroutine>
#endif

namespace norace::detail {

template <class R, class... Args>
concept MayBeCoroutine = requires {
  typename R::promise_type;
}
#ifdef __cpp_impl_coroutine
|| requires {
  typename std::coroutine_traits<R, Args...>::promise_type;
}
#endif
;

// F is called with Args: its own object comes first where it is one.
template <class R, class F, class... Args>
inline constexpr bool may_suspend = MayBeCoroutine<R, Args...> || MayBeCoroutine<R, F&, Args...> ||
                                    MayBeCoroutine<R, const F&, Args...>;

}  // namespace norace::detail
