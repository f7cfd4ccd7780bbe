// SendFn<R(Args...)>: any callable that may move to another thread, with its type erased.
//
// Promise: what std::function cannot promise: the callable inside is Send and Owned, so a queue of
// tasks cannot smuggle a reference (E0373). Values that a task needs are bound when it is made:
// SendFn<void()>(f, args...) owns the args and hands f `args&`, the same rule as spawn()'s.
//
// Threads: Send, not Sync. Move-only. Calling an empty or moved-from SendFn throws
// std::bad_function_call.
//
// Example:
//
// ```cpp compile_fail,E0373
// std::vector<norace::SendFn<int(int)>> tasks;
// tasks.push_back([](int x) { return x + 1; });
// tasks.emplace_back([](std::string& s, int x) { return x + int(s.size()); }, std::string("ab"));
// norace::SendFn<void()> bad([&] { tasks.clear(); });  // E0373
// ```
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class Signature>
class SendFn;

namespace detail {
template <class F, class... Bound>
constexpr Rule find_bound_rule() {
  Rule rule = closure_breaks<std::decay_t<F>>;
  ((rule = first_of(rule, moving_breaks<std::decay_t<Bound>>)), ...);
  return rule;
}
template <class F, class... Bound>
inline constexpr Rule bound_breaks = find_bound_rule<F, Bound...>();

template <class T>
inline constexpr bool is_send_fn = false;
template <class S>
inline constexpr bool is_send_fn<SendFn<S>> = true;
}  // namespace detail

template <class R, class... Args>
class SendFn<R(Args...)> {
 public:
  SendFn() noexcept = default;
  template <class F, class... Bound>
  requires(!detail::is_send_fn<std::decay_t<F>> &&
           detail::bound_breaks<F, Bound...> == Rule::None &&
           std::is_invocable_r_v<R, std::decay_t<F>&, std::decay_t<Bound>&...,
                                 Args...>) explicit(sizeof...(Bound) > 0)
      SendFn(F&& f, Bound&&... bound)
      : callable_(std::make_unique<Holder<std::decay_t<F>, std::decay_t<Bound>...>>(
            std::forward<F>(f), std::forward<Bound>(bound)...)) {}

  template <class F, class... Bound>
  requires(!detail::is_send_fn<std::decay_t<F>> && detail::bound_breaks<F, Bound...> == Rule::E0373)
      NORACE_REJECT(E0373)
  explicit(sizeof...(Bound) > 0) SendFn(F&&, Bound&&...) {}
  template <class F, class... Bound>
  requires(!detail::is_send_fn<std::decay_t<F>> &&
           detail::bound_breaks<F, Bound...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
  explicit(sizeof...(Bound) > 0) SendFn(F&&, Bound&&...) {}
  template <class F, class... Bound>
  requires(detail::bound_breaks<F, Bound...> == Rule::E0521) NORACE_REJECT(E0521)
  explicit(sizeof...(Bound) > 0) SendFn(F&&, Bound&&...) {}
  template <class F, class... Bound>
  requires(!detail::is_send_fn<std::decay_t<F>> &&
           detail::bound_breaks<F, Bound...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
  explicit(sizeof...(Bound) > 0) SendFn(F&&, Bound&&...) {}
  template <class F, class... Bound>
  requires(detail::bound_breaks<F, Bound...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
  explicit(sizeof...(Bound) > 0) SendFn(F&&, Bound&&...) {}
  template <class F, class... Bound>
  requires(detail::bound_breaks<F, Bound...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
  explicit(sizeof...(Bound) > 0) SendFn(F&&, Bound&&...) {}

  R operator()(Args... args) {
    if (!callable_) throw std::bad_function_call();
    return callable_->call(std::forward<Args>(args)...);
  }
  explicit operator bool() const noexcept { return callable_ != nullptr; }

 private:
  struct Callable {
    Callable() = default;
    Callable(const Callable&) = delete;
    Callable& operator=(const Callable&) = delete;
    virtual ~Callable() = default;
    virtual R call(Args... args) = 0;
  };
  template <class F, class... Bound>
  struct Holder final : Callable {
    template <class G, class... B>
    explicit Holder(G&& g, B&&... b) : f(std::forward<G>(g)), bound(std::forward<B>(b)...) {}
    R call(Args... args) override {
      return std::apply(
          [&](Bound&... values) -> R {
            return static_cast<R>(std::invoke(f, values..., std::forward<Args>(args)...));
          },
          bound);
    }
    F f;
    std::tuple<Bound...> bound;
  };
  std::unique_ptr<Callable> callable_;
};

namespace detail {
template <class S>
struct Known<SendFn<S>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};
}  // namespace detail
}  // namespace norace
