// Owned, Send and Sync of one type, as a value that can be put together from those of its parts.
//
// Promise: `answer<T>()` is the one function that decides; `Known<T>` is what a type says of
// itself, specialised beside each type of the library. `Seen...` are the classes that are being
// looked into on the way here.
//
// Example (a box that answers as its content does):
//
// <!-- cpp
// template <class T> class Box {};
// -->
// ```cpp
// template <class T> struct norace::detail::Known<Box<T>> : AllOf<T> {};
// ```
#pragma once

#include <type_traits>

#include "norace/rule.hpp"
#include "norace/static_rule.hpp"
#include "norace/std_types.hpp"

namespace norace::detail {

// All three concepts of one type, and the rule that moving it to a thread would break.
struct Answer {
  bool owned;
  bool send;
  bool sync;
  Rule why;
};
inline constexpr Answer yes{true, true, true, Rule::None};
inline constexpr Answer borrows{false, false, false, Rule::E0521};
inline constexpr Answer unknown{false, false, false, Rule::E0277_UNKNOWN};
inline constexpr Answer one_thread{true, false, false, Rule::E0277_SEND};
inline constexpr Answer erased{false, false, false, Rule::E0277_SEND};
inline constexpr Answer send_only{true, true, false, Rule::None};

constexpr Answer both(Answer a, Answer b) {
  return {a.owned && b.owned, a.send && b.send, a.sync && b.sync,
          a.why != Rule::None ? a.why : b.why};
}
constexpr Answer without_sync(Answer a) {
  a.sync = false;
  return a;
}

template <class T, class... Seen>
constexpr Answer answer();

// `answer<Seen...>()`.
template <class T>
struct Known;

template <class... Ts>
struct AllOf {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer result = yes;
    ((result = both(result, detail::answer<Ts, Seen...>())), ...);
    return result;
  }
};

template <class T>
concept IsKnown = requires {
  Known<T>::template answer<>();
};
template <class T>
concept Complete = requires {
  sizeof(T);
};

// May two threads call any operation of one T, the non-const ones too?
template <class T>
constexpr bool shares_mutably() {
  constexpr InStatic by_name = std_static_if_mutable(class_name<T>());
  return unsafe_sync_mut<T> || by_name == InStatic::Fine || by_name == InStatic::Arguments;
}
template <class T>
requires std::is_array_v<T>
constexpr bool shares_mutably() { return shares_mutably<std::remove_all_extents_t<T>>(); }

}  // namespace norace::detail
