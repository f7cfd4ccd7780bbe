// Send, Sync and Owned: what may cross into another thread, derived member by member.
//
//   Send<T>    a T may move to another thread.
//   Sync<T>    one T may be used through `const T&` by several threads at once.
//   Owned<T>   nothing in a T borrows: no pointer, reference, view or iterator (Rust's 'static).
//
// Promise: each is true only where it is known. Scalars, the standard containers and smart
// pointers, tuples, arrays and aggregates are derived; a closure or a class with private members is
// seen only through the borrow detector; everything else is refused until someone answers for it:
//
//   NORACE_MEMBERS(name_, balance_)   inside a class: its members, checked against its layout
//   unsafe_send<T>, unsafe_sync<T>    the author vouches. # Safety: the author owes that moving a T
//                                     (sharing a const T&) between threads cannot race, and for
//                                     unsafe_send that nothing in T borrows (else set
//                                     unsafe_owned<T> to false as well)
//   not_send<T>, not_sync<T>          opt out; or hold a member or base NotSend, NotSync
//
// A specialisation must stand before the first use of its type. Types that are read while
// incomplete are refused. A recursive type (`struct Node { unique_ptr<Node> next; }`) is assumed to
// be fine where it meets itself, which is the greatest fixed point, as in Rust.
//
// Example:
//
// ```cpp
// struct Job { std::string name; std::vector<int> parts; };
// static_assert(norace::Send<Job> && norace::Owned<Job>);
// struct View { std::string_view name; };
// static_assert(!norace::Owned<View>);
// static_assert(!norace::Send<std::shared_ptr<int>>);
// ```
#pragma once

#include <type_traits>

#include "norace/answer.hpp"
#include "norace/borrow_detector.hpp"
#include "norace/class_answer.hpp"
#include "norace/marker.hpp"
#include "norace/plugin_answer.hpp"
#include "norace/rule.hpp"
#include "norace/std_answer.hpp"

namespace norace {
namespace detail {

template <class T, class... Seen>
constexpr Answer answer_unvouched() {
  if constexpr (std::is_void_v<T> || std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                std::is_null_pointer_v<T> || std::is_member_pointer_v<T> || std::is_function_v<T>)
    return yes;
  else if constexpr (std::is_pointer_v<T>)
    return std::is_function_v<std::remove_pointer_t<T>> ? yes : borrows;
  else if constexpr (IsKnown<T>)
    return Known<T>::template answer<Seen...>();
  else if constexpr (!Complete<T>)
    return unknown;
  else if constexpr (std::is_class_v<T> || std::is_union_v<T>)
    return answer_class<T, Seen...>();
  else
    return holds_no_borrow<T> ? yes : unknown;  // __int128 and the like
}

template <class T, class... Seen>
constexpr Answer answer() {
  if constexpr (std::is_reference_v<T>) {
    return borrows;
  } else if constexpr (std::is_volatile_v<T>) {
    return without_sync(answer<std::remove_volatile_t<T>, Seen...>());
  } else if constexpr (std::is_const_v<T>) {
    return answer<std::remove_const_t<T>, Seen...>();
  } else if constexpr (std::is_array_v<T>) {
    return answer<std::remove_extent_t<T>, Seen...>();
  } else if constexpr ((std::is_same_v<T, Seen> || ...)) {
    return yes;
  } else {
    Answer result = unknown;
    if constexpr (unsafe_send<T> && unsafe_sync<T>)
      result = yes;
    else
      result = answer_unvouched<T, Seen...>();
    if (unsafe_sync<T>) result.sync = true;
    if (unsafe_send<T>) {
      result.send = true;
      result.owned = unsafe_owned<T>;
      result.why = result.owned ? Rule::None : Rule::E0521;
    }
    if (not_send<T>) {
      result.send = false;
      result.why = Rule::E0277_SEND;
    }
    if (not_sync<T>) result.sync = false;
    return result;
  }
}

template <>
struct Known<NotSend> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {true, false, true, Rule::E0277_SEND};
  }
};
template <>
struct Known<NotSync> {
  template <class... Seen>
  static constexpr Answer answer() {
    return send_only;
  }
};

template <class T>
inline constexpr Answer answer_for = answer<T>();

// The rule that moving a T to a new thread, which may outlive us, would break.
template <class T>
inline constexpr Rule moving_breaks = if_on(answer_for<T>.why);

}  // namespace detail

template <class T>
concept Owned = detail::answer_for<T>
.owned;
template <class T>
concept Send = detail::answer_for<T>
.send;
template <class T>
concept Sync = detail::answer_for<T>
.sync;

}  // namespace norace
