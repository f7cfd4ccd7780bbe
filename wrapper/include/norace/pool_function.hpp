// The functions that a Pool's for_each(), transform(), reduce() and sort() take, and those that
// join() takes.
//
// Promise: each mistake is one sentence, on the user's line, by the rules of Scope::spawn(). On top
// of those: what several workers call at once is called as const, so a closure that changes what it
// captured is E0594, one with captures that are not Sync is E0277, and one that is lent something
// exclusively is E0499. A closure that holds plain values is copied for each part, since nobody can
// see whether they are Sync.
//
// Example: `template <...> void for_each(Range& range, PoolFn<EachKernel<T>> f);`
#pragma once

#include <bit>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "norace/borrow.hpp"
#include "norace/chunks.hpp"
#include "norace/lending.hpp"
#include "norace/pool_core.hpp"
#include "norace/pool_sort.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace::detail {

// What is called by several workers at once.
template <class F>
inline constexpr bool is_copied_for_each_part =
    !answer_for<F>.sync && std::is_trivially_copyable_v<F>;
template <class F>
struct SharedCall {
  static constexpr Rule breaks = first_of(
      closure_breaks<F>,
      answer_for<F>.sync || is_copied_for_each_part<F> ? Rule::None : if_on(Rule::E0277_SYNC));
  template <class... Given>
  static constexpr bool is_callable = std::is_invocable_v<const F&, Given...>;
  template <class... Given>
  static constexpr bool is_callable_alone = std::is_invocable_v<F&, Given...>;
  template <class... Given>
  static decltype(auto) call(const F& f, Given&&... given) {
    return std::invoke(f, std::forward<Given>(given)...);
  }
};
template <class F, class... Args>
struct SharedCall<LentCall<F, Args...>> {
  template <class A>
  static constexpr Rule argument_breaks() {
    if constexpr (is_lent_alone<A>)
      return if_on(Rule::E0499);
    else if constexpr (std::is_same_v<typename LentTo<A>::kept, A> && !answer_for<A>.sync)
      return if_on(Rule::E0277_SYNC);
    else
      return Rule::None;
  }
  static constexpr Rule breaks = [] {
    Rule rule = answer_for<F>.sync ? Rule::None : if_on(Rule::E0277_SYNC);
    ((rule = first_of(rule, argument_breaks<Args>())), ...);
    return rule;
  }();
  template <class A>
  using Opened = decltype(Lender::open_shared<A>(std::declval<const typename LentTo<A>::kept&>()));
  template <class... Given>
  static constexpr bool is_callable = std::is_invocable_v<const F&, Given..., Opened<Args>...>;
  template <class... Given>
  static constexpr bool is_callable_alone =
      std::is_invocable_v<F&, Given..., typename LentTo<Args>::mut&...>;
  template <class... Given>
  static decltype(auto) call(const LentCall<F, Args...>& f, Given&&... given) {
    return Lender::call_shared(f, std::forward<Given>(given)...);
  }
};

// With E0594 off, a closure that changes what it captured is called as if nothing were shared.
template <class F, class... Given>
decltype(auto) call_shared(const F& f, Given&&... given) {
  if constexpr (SharedCall<F>::template is_callable<Given...>)
    return SharedCall<F>::call(f, std::forward<Given>(given)...);
  else
    return std::invoke(const_cast<F&>(f), std::forward<Given>(given)...);
}

// The function of one part.
template <class F>
using ForPart = std::conditional_t<is_copied_for_each_part<F> && !is_lending<F>, F, const F&>;
template <class F>
struct OrderForPart {
  ForPart<F> f;
  template <class T>
  bool operator()(const T& a, const T& b) const {
    return call_shared(f, a, b);
  }
};

// for_each: f(T&).
template <class T>
struct EachKernel {
  using Run = void(const void* f, std::span<T> part);
  static constexpr Rule breaks = lending_mut_breaks<T>;
  template <class F>
  static constexpr bool is_callable = SharedCall<F>::template is_callable<T&>;
  template <class F>
  static constexpr bool is_callable_alone = SharedCall<F>::template is_callable_alone<T&>;
  template <class F>
  static void run(const void* f, std::span<T> part) {
    ForPart<F> mine = *static_cast<const F*>(f);
    for (T& element : part) call_shared(mine, element);
  }
};
// transform: U = f(const T&).
template <class T, class U>
struct MapKernel {
  using Run = void(const void* f, std::span<const T> from, std::span<U> to);
  static constexpr Rule breaks =
      first_of(may_be_shared<T> ? Rule::None : if_on(Rule::E0277_SYNC), lending_mut_breaks<U>);
  template <class F>
  static constexpr bool is_callable = SharedCall<F>::template is_callable<const T&>;
  template <class F>
  static constexpr bool is_callable_alone = SharedCall<F>::template is_callable_alone<const T&>;
  template <class F>
  static void run(const void* f, std::span<const T> from, std::span<U> to) {
    ForPart<F> mine = *static_cast<const F*>(f);
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = call_shared(mine, from[i]);
  }
};
// reduce: T = f(T, const T&).
template <class T>
struct FoldKernel {
  using Run = T(const void* f, T sum, std::span<const T> part);
  static constexpr Rule breaks =
      first_of(may_be_shared<T> ? Rule::None : if_on(Rule::E0277_SYNC), lending_mut_breaks<T>);
  template <class F>
  static constexpr bool is_callable = SharedCall<F>::template is_callable<T, const T&>;
  template <class F>
  static constexpr bool is_callable_alone = SharedCall<F>::template is_callable_alone<T, const T&>;
  template <class F>
  static T run(const void* f, T sum, std::span<const T> part) {
    ForPart<F> mine = *static_cast<const F*>(f);
    for (const T& element : part) sum = call_shared(mine, std::move(sum), element);
    return sum;
  }
};

// sort: f(const T&, const T&).
template <class T>
struct SortKernel {
  using Run = void(const void* f, PoolCore& core, std::span<T> all);
  static constexpr Rule breaks = lending_mut_breaks<T>;
  template <class F>
  static constexpr bool is_callable = SharedCall<F>::template is_callable<const T&, const T&>;
  template <class F>
  static constexpr bool is_callable_alone =
      SharedCall<F>::template is_callable_alone<const T&, const T&>;
  template <class F>
  static void run(const void* f, PoolCore& core, std::span<T> all) {
    PoolSort<T, OrderForPart<F>>::run(core, all, OrderForPart<F>{*static_cast<const F*>(f)},
                                      2 * static_cast<int>(std::bit_width(all.size())));
  }
};

template <class Kernel, class F>
constexpr Rule find_pool_rule() {
  if constexpr (SharedCall<F>::breaks != Rule::None)
    return SharedCall<F>::breaks;
  else if constexpr (Kernel::breaks != Rule::None)
    return Kernel::breaks;
  else if constexpr (Kernel::template is_callable<F>)
    return Rule::None;
  else if constexpr (Kernel::template is_callable_alone<F>)
    return if_on(Rule::E0594);
  else
    return if_on(Rule::N0006);
}
template <class Kernel, class F>
inline constexpr Rule pool_breaks = find_pool_rule<Kernel, std::remove_cvref_t<F>>();

// Refers to f, for as long as the expression that it stands in.
template <class Kernel>
class PoolFn {
 public:
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::None &&
           !(is_lending<std::remove_cvref_t<F>> && std::is_lvalue_reference_v<F>))
      PoolFn(F&& f)  // implicit: this is where a closure is looked at
      : f_(std::addressof(f)), run_(&Kernel::template run<std::remove_cvref_t<F>>) {}
  template <class F>
  requires(is_lending<F>) NORACE_IF_E0597_KEPT PoolFn(F& f)
      : f_(std::addressof(f)), run_(&Kernel::template run<F>) {}

  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::E0373) NORACE_REJECT(E0373)
  PoolFn(F&&) {}
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
  PoolFn(F&&) {}
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
  PoolFn(F&&) {}
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
  PoolFn(F&&) {}
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::E0499) NORACE_REJECT(E0499)
  PoolFn(F&&) {}
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::E0594) NORACE_REJECT(E0594)
  PoolFn(F&&) {}
  template <class F>
  requires(pool_breaks<Kernel, F> == Rule::N0006) NORACE_REJECT(N0006)
  PoolFn(F&&) {}

  template <class... Given>
  decltype(auto) operator()(Given&&... given) const {
    return run_(f_, std::forward<Given>(given)...);
  }

 private:
  const void* f_ = nullptr;
  typename Kernel::Run* run_ = nullptr;
};

// What join() calls once.
template <class F>
struct OnceCall {
  static constexpr Rule breaks = spawn_breaks<F>;
  static constexpr auto find() { return std::type_identity<ResultIfAny<F>>(); }
  static decltype(auto) call(F& f) { return std::invoke(std::move(f)); }
};
template <class F, class... Args>
struct OnceCall<LentCall<F, Args...>> {
  static constexpr Rule find_rule() {
    if constexpr (std::is_invocable_v<F, Lent<Args>...>)
      return thread_result_breaks<std::invoke_result_t<F, Lent<Args>...>, F, Lent<Args>...>;
    else if constexpr (std::is_invocable_v<F, typename LentTo<Args>::mut...>)
      return if_on(Rule::E0594);
    else
      return if_on(Rule::N0006);
  }
  static constexpr Rule breaks = find_rule();
  static constexpr auto find() {
    if constexpr (std::is_invocable_v<F, Lent<Args>...>)
      return std::type_identity<std::invoke_result_t<F, Lent<Args>...>>();
    else
      return std::type_identity<void>();
  }
  static decltype(auto) call(LentCall<F, Args...>& f) { return Lender::call_once(f); }
};
template <class F, class G>
inline constexpr Rule join_breaks = first_of(OnceCall<std::decay_t<F>>::breaks,
                                             OnceCall<std::decay_t<G>>::breaks);

}  // namespace norace::detail
