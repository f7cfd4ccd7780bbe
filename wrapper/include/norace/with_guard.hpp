// with(f): calls f with the data while a guard is held, and lets only values out (E0515).
//
// Promise: what f returns is no reference, pointer or view of the data, and the guard is held
// exactly for the call. Shared by Mutex and RwLock, which find these through a using: Clang
// complains twice about a rejected member template that is called directly, but once through a
// using.
//
// Example:
//
// ```cpp compile_fail,E0515
// const norace::Mutex<int> hits(0);
// int now = hits.with([](int& n) { return ++n; });
// int* out = hits.with([](int& n) { return &n; });  // E0515
// ```
#pragma once

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"

namespace norace::detail {

template <class F, class Data, Rule rule>
concept CallBreaks =
    std::invocable<F, Data&> &&
    result_breaks<std::invoke_result_t<F, Data&>, std::remove_cvref_t<F>, Data&> == rule;

template <class Self, class T>
class WithLock {
 public:
  template <class F>
  requires CallBreaks<F, T, Rule::None>
  decltype(auto) with(F&& f) const {
    auto guard = static_cast<const Self*>(this)->lock();
    return std::invoke(std::forward<F>(f), *guard);
  }
  template <class F>
  requires CallBreaks<F, T, Rule::E0515> NORACE_REJECT(E0515)
  decltype(auto) with(F&& f) const {
    auto guard = static_cast<const Self*>(this)->lock();
    return std::invoke(std::forward<F>(f), *guard);
  }
  template <class F>
  requires CallBreaks<F, T, Rule::E0515_OPAQUE> NORACE_REJECT(E0515_OPAQUE)
  decltype(auto) with(F&& f) const {
    auto guard = static_cast<const Self*>(this)->lock();
    return std::invoke(std::forward<F>(f), *guard);
  }
};

template <class Self, class T>
class WithReadOrWrite {
 public:
  template <class F>
  requires CallBreaks<F, const T, Rule::None>
  decltype(auto) with_read(F&& f) const {
    auto guard = static_cast<const Self*>(this)->read();
    return std::invoke(std::forward<F>(f), guard.as_ref());
  }
  template <class F>
  requires CallBreaks<F, T, Rule::None>
  decltype(auto) with_write(F&& f) const {
    auto guard = static_cast<const Self*>(this)->write();
    return std::invoke(std::forward<F>(f), *guard);
  }
  template <class F>
  requires CallBreaks<F, const T, Rule::E0515> NORACE_REJECT(E0515)
  decltype(auto) with_read(F&& f) const {
    auto guard = static_cast<const Self*>(this)->read();
    return std::invoke(std::forward<F>(f), guard.as_ref());
  }
  template <class F>
  requires CallBreaks<F, const T, Rule::E0515_OPAQUE> NORACE_REJECT(E0515_OPAQUE)
  decltype(auto) with_read(F&& f) const {
    auto guard = static_cast<const Self*>(this)->read();
    return std::invoke(std::forward<F>(f), guard.as_ref());
  }
  template <class F>
  requires CallBreaks<F, T, Rule::E0515> NORACE_REJECT(E0515)
  decltype(auto) with_write(F&& f) const {
    auto guard = static_cast<const Self*>(this)->write();
    return std::invoke(std::forward<F>(f), *guard);
  }
  template <class F>
  requires CallBreaks<F, T, Rule::E0515_OPAQUE> NORACE_REJECT(E0515_OPAQUE)
  decltype(auto) with_write(F&& f) const {
    auto guard = static_cast<const Self*>(this)->write();
    return std::invoke(std::forward<F>(f), *guard);
  }
};

}  // namespace norace::detail
