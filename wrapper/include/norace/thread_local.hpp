// LocalKey<Tag, T>: one T for each thread, made at its first use there (Rust's thread_local!).
//
// Promise: with(f) hands f this thread's T and returns what f returns, by value; a reference,
// pointer or view of it cannot leave, nor what may hide one (a closure that owns something
// besides), so no other thread can ever see it: E0712. The hazard it stops: `thread_local` plus an
// address that is passed on.
//
// Each key is a type of its own, named by its Tag. T is made by T() or by Tag::init().
//
// Example:
//
//   struct Depth { static int init() { return 1; } };
//   inline constexpr norace::LocalKey<Depth, int> depth;
//   depth.with([](int& d) { ++d; });
//   int here = depth.with([](int& d) { return d; });
#pragma once

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
// As with a lock's with(): what cannot be seen to own all that it holds may hide a reference.
template <class R>
inline constexpr Rule local_breaks = std::is_void_v<R> || answer_for<R>.owned ? Rule::None
                                                                              : if_on(Rule::E0712);

// Found through a using, as in ScopeThreads: one diagnostic instead of two.
template <class Tag, class T>
class LocalValue {
 public:
  template <class F>
  requires(std::invocable<F, T&>&& local_breaks<std::invoke_result_t<F, T&>> ==
           Rule::None) decltype(auto) with(F&& f) const {
    return std::invoke(std::forward<F>(f), value());
  }
  template <class F>
  requires(std::invocable<F, T&>&& local_breaks<std::invoke_result_t<F, T&>> == Rule::E0712)
      NORACE_REJECT(E0712)
  decltype(auto) with(F&& f) const { return std::invoke(std::forward<F>(f), value()); }

 private:
  static T& value() {
    thread_local T value = [] {
      if constexpr (requires { Tag::init(); })
        return T(Tag::init());
      else
        return T();
    }();
    return value;
  }
};
}  // namespace detail

template <class Tag, class T>
class LocalKey : detail::LocalValue<Tag, T> {
 public:
  using detail::LocalValue<Tag, T>::with;

  T get() const requires std::copy_constructible<T> {
    return with([](T& value) -> T { return value; });
  }
  void set(T value) const {
    with([&](T& mine) { mine = std::move(value); });
  }
};

}  // namespace norace
