// lending(f, borrow(x), borrow_mut(y), owned...): a function with what it is lent for one call.
//
// Promise: what a Pool's join(), for_each() and their like take where a closure alone is not
// enough, with the rules of Scope::spawn(): locals come in through borrow, never through [&]
// (E0373), and a function that join() calls beside another one is lent nothing that the other one
// has (E0499, E0502: BorrowError before either starts). Those calls return when all is done, so
// what is lent may be a local of the caller. It is used where it is made: a loan that is kept is
// E0597.
//
// Example:
//
// <!-- cpp
// #include <algorithm>
// #include <norace/pool.hpp>
// -->
// ```cpp run
// const norace::Pool pool;
// std::vector<int> left{2, 1}, right{4, 3}, all{1, 2}, table{7};
// auto sort_part = [](std::vector<int>& part) { std::ranges::sort(part); };
// pool.join(norace::lending(sort_part, norace::borrow_mut(left)),
//           norace::lending(sort_part, norace::borrow_mut(right)));
// pool.for_each(all, norace::lending([](int& x, const std::vector<int>& t) { x += t[0]; },
//                                    norace::borrow(table)));
// ```
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/borrow.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
struct Lender;
}

// What lending() gives.
template <class F, class... Args>
class LentCall {
 public:
  NORACE_IF_E0597_KEPT LentCall(const LentCall& other) : f_(other.f_), args_(other.args_) {}
  LentCall& operator=(const LentCall&) = delete;

 private:
  friend struct detail::Lender;
  template <class G>
  explicit LentCall(G&& f, Args&... args)
      : f_(std::forward<G>(f)), args_(detail::LentTo<Args>::keep(args)...) {}
  F f_;
  std::tuple<typename detail::LentTo<Args>::kept...> args_;
};

namespace detail {

template <class F, class... Args>
constexpr Rule find_lending_rule() {
  Rule rule = closure_breaks<std::decay_t<F>>;
  ((rule = first_of(rule, LentTo<std::decay_t<Args>>::breaks)), ...);
  return rule;
}
template <class F, class... Args>
inline constexpr Rule lending_breaks = find_lending_rule<F, Args...>();

template <class F>
inline constexpr bool is_lending = false;
template <class F, class... Args>
inline constexpr bool is_lending<LentCall<F, Args...>> = true;

// Whether an argument is lent to one thread alone, or moved into it: for a function that is called
// once.
template <class A>
inline constexpr bool is_lent_alone =
    std::is_same_v<typename LentTo<A>::type, typename LentTo<A>::mut> &&
    !std::is_same_v<typename LentTo<A>::type, A>;

template <class F>
inline constexpr bool lends_alone = false;
template <class F, class... Args>
inline constexpr bool lends_alone<LentCall<F, Args...>> = (is_lent_alone<Args> || ...);

struct Lender {
  template <class F, class... Args>
  static LentCall<std::decay_t<F>, Args...> make(F&& f, Args&... args) {
    return LentCall<std::decay_t<F>, Args...>(std::forward<F>(f), args...);
  }
  // The bytes that each of its arguments lends; none of those that it owns.
  template <class F, class... Args>
  static std::array<LentRange, sizeof...(Args)> ranges(const LentCall<F, Args...>& lent) {
    return std::apply(
        [](const auto&... kept) {
          return std::array<LentRange, sizeof...(Args)>{LentTo<Args>::range(kept)...};
        },
        lent.args_);
  }
  // Once: what it owns is given away.
  template <class F, class... Args>
  static decltype(auto) call_once(LentCall<F, Args...>& lent) {
    return [&]<std::size_t... I>(std::index_sequence<I...>)->decltype(auto) {
      return std::invoke(std::move(lent.f_), LentTo<Args>::open(std::get<I>(lent.args_))...);
    }
    (std::index_sequence_for<Args...>());
  }
  // By several threads at once.
  template <class F, class... Args, class... Given>
  static decltype(auto) call_shared(const LentCall<F, Args...>& lent, Given&&... given) {
    return std::apply(
        [&](const auto&... kept) -> decltype(auto) {
          return std::invoke(lent.f_, std::forward<Given>(given)..., open_shared<Args>(kept)...);
        },
        lent.args_);
  }

  template <class A>
  static decltype(auto) open_shared(const typename LentTo<A>::kept& kept) {
    if constexpr (std::is_same_v<typename LentTo<A>::kept, A>)
      return kept;
    else
      return LentTo<A>::open(kept);
  }
};

}  // namespace detail

template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::None)
    [[nodiscard]] LentCall<std::decay_t<F>, Args...> lending(F&& f, Args... args) {
  return detail::Lender::make(std::forward<F>(f), args...);
}

// The rejected calls, one overload a rule, as Scope::spawn()'s.
template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::E0373) NORACE_REJECT(E0373)
auto lending(F&&, Args&&...) { return detail::never<LentCall<std::decay_t<F>>>(); }
template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
auto lending(F&&, Args&&...) { return detail::never<LentCall<std::decay_t<F>>>(); }
template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::E0521) NORACE_REJECT(E0521)
auto lending(F&&, Args&&...) { return detail::never<LentCall<std::decay_t<F>>>(); }
template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
auto lending(F&&, Args&&...) { return detail::never<LentCall<std::decay_t<F>>>(); }
template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
auto lending(F&&, Args&&...) { return detail::never<LentCall<std::decay_t<F>>>(); }
template <class F, class... Args>
requires(detail::lending_breaks<F, Args...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
auto lending(F&&, Args&&...) { return detail::never<LentCall<std::decay_t<F>>>(); }

}  // namespace norace
