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
//   NORACE_MEMBERS(name_, balance_)   inside a class: its members, checked against its size
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
//   struct Job { std::string name; std::vector<int> parts; };
//   static_assert(norace::Send<Job> && norace::Owned<Job>);
//   struct View { std::string_view name; };
//   static_assert(!norace::Owned<View>);
//   static_assert(!norace::Send<std::shared_ptr<int>>);
#pragma once

#include <array>
#include <atomic>
#include <type_traits>
#include <utility>

#include "norace/borrow_detector.hpp"
#include "norace/member_list.hpp"
#include "norace/members.hpp"
#include "norace/rule.hpp"
#include "norace/static_rule.hpp"
#include "norace/std_types.hpp"

namespace norace {

// Held as a member or a base, these make the class not Send (not Sync). They are deliberately not
// trivially copyable, so that no closure or private member can hide them from the borrow detector.
struct NotSend {
  NotSend() = default;
  NotSend(const NotSend&) noexcept {}
  NotSend& operator=(const NotSend&) noexcept { return *this; }
};
struct NotSync {
  NotSync() = default;
  NotSync(const NotSync&) noexcept {}
  NotSync& operator=(const NotSync&) noexcept { return *this; }
};

template <class T>
inline constexpr bool unsafe_send = false;
template <class T>
inline constexpr bool unsafe_sync = false;
template <class T>
inline constexpr bool unsafe_owned = unsafe_send<T>;
template <class T>
inline constexpr bool not_send = false;
template <class T>
inline constexpr bool not_sync = false;

namespace detail {

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

// May two threads call any operation of one T, the non-const ones too?
template <class T>
constexpr bool shares_mutably() {
  return unsafe_sync_mut<T> || std_static_if_mutable(class_name<T>()) == InStatic::Fine;
}

// What a type knows of itself: specialised beside each type of the library. `answer<Seen...>()`.
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

template <template <class...> class C, class... Ts>
requires owns_its_arguments<C>
struct Known<C<Ts...>> : AllOf<Ts...> {
};
template <template <class...> class C, class... Ts>
requires is_shared<C>
struct Known<C<Ts...>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {AllOf<Ts...>::template answer<Seen...>().owned, false, false, Rule::E0277_SEND};
  }
};
template <template <class...> class C, class... Ts>
requires is_erased<C>
struct Known<C<Ts...>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return erased;
  }
};
template <template <class...> class C, class... Ts>
requires(is_functor<C>&& std::is_empty_v<C<Ts...>>) struct Known<C<Ts...>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
// A const unique_ptr<T> hands a T& to everyone, so T must be const or able to bear it. With another
// deleter than std's it may point at what somebody else owns: vouch for the deleter (or for the
// whole unique_ptr, where the deleter is a function pointer).
template <template <class...> class C, class T, class D>
requires is_one_owner<C>
struct Known<C<T, D>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = both(detail::answer<T, Seen...>(), detail::answer<D, Seen...>());
    if (!std::is_const_v<std::remove_extent_t<T>> && !shares_mutably<std::remove_extent_t<T>>())
      inner.sync = false;
    if (!is_default_delete<D> && !unsafe_send<D>) inner = both(inner, unknown);
    return inner;
  }
};
template <template <class...> class C, class... Ts>
requires is_view<C>
struct Known<C<Ts...>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return borrows;
  }
};
template <class T, std::size_t N>
struct Known<std::array<T, N>> : AllOf<T> {};
template <class T>
struct Known<std::atomic<T>> : AllOf<T> {};

template <class T>
concept IsKnown = requires {
  Known<T>::template answer<>();
};
template <class T>
concept Complete = requires {
  sizeof(T);
};

// A class that lists its members with NORACE_MEMBERS, in whatever part of it.
struct MemberListAccess {
  template <class T>
  static auto list(const T& t) -> decltype(T::norace_members(t));
  template <class L>
  static std::type_identity<L> class_of(void (L::*)() const);
  // The class whose list it is: T, or a base. (In a body, since Clang 14 lets a friend's alias see
  // nothing private.)
  template <class T>
  static auto lister() {
    return decltype(class_of(&T::norace_lists_members))();
  }
};
template <class T>
concept ListsMembers = requires(const T& t) {
  MemberListAccess::list(t);
};

// Where the listed members would end, laid out in order: a forgotten one makes T larger. A derived
// class may put members of its own into the padding behind its base's.
struct Extent {
  std::size_t size;
  bool is_padded;
};
template <class... Ms>
constexpr Extent extent_of_members(Members<Ms...>) {
  std::size_t end = 0;
  std::size_t align = 1;
  auto add = [&](std::size_t size, std::size_t alignment) {
    end = (end + alignment - 1) / alignment * alignment + size;
    if (alignment > align) align = alignment;
  };
  (add(sizeof(std::remove_reference_t<typename Ms::declared>),
       alignof(std::remove_reference_t<typename Ms::declared>)),
   ...);
  const std::size_t whole = (end + align - 1) / align * align;
  return {whole == 0 ? 1 : whole, whole != end};
}
template <class T, class List>
constexpr bool lists_all_members() {
  constexpr Extent extent = extent_of_members(List());
  return extent.size == sizeof(T) && !std::is_polymorphic_v<T> &&
         (std::is_same_v<typename decltype(MemberListAccess::lister<T>())::type, T> ||
          !extent.is_padded);
}

template <class... Seen, class... Ms>
constexpr Answer answer_members(Members<Ms...>) {
  Answer result = yes;
  ((result = both(result, Ms::is_mutable ? without_sync(answer<typename Ms::declared, Seen...>())
                                         : answer<typename Ms::declared, Seen...>())),
   ...);
  return result;
}

template <class T, class... Seen>
constexpr Answer answer_class() {
  if constexpr (std::is_base_of_v<NotSend, T>) {
    return one_thread;
  } else if constexpr (is_std_value<T> || is_std_synchroniser<T>) {
    return yes;
  } else if constexpr (is_std_shared<T>) {
    return erased;
  } else if constexpr (ListsMembers<T>) {
    using List = decltype(MemberListAccess::list(std::declval<const T&>()));
    if constexpr (lists_all_members<T, List>())
      return answer_members<T, Seen...>(List());
    else
      return unknown;
  } else {
    using List = members_of<T>;
    if constexpr (std::is_same_v<List, HoldsReference>) {
      return borrows;
    } else if constexpr (!std::is_same_v<List, NotVisible>) {
      return answer_members<T, Seen...>(List());
    } else if constexpr (std::is_empty_v<T> && std::is_trivially_copyable_v<T>) {
      return yes;
    } else if constexpr (holds_no_borrow<T>) {
      return send_only;  // a private `mutable` cannot be seen: GCC 12 has no probe for it
    } else if constexpr (holds_borrow<T> && !std::is_union_v<T>) {
      return borrows;
    } else {
      return unknown;
    }
  }
}

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

// What the library knows of T as the type of a static, by T's name or because somebody vouched. The
// compiler plugins instantiate this.
template <class T>
struct StaticByName {
  static constexpr InStatic if_const = std_static_if_const(class_name<T>());
  static constexpr InStatic if_mutable = std_static_if_mutable(class_name<T>());
};
template <template <class...> class C, class... Ts>
struct StaticByName<C<Ts...>> {
  static constexpr InStatic if_const = std_static_if_const(template_name<C>());
  static constexpr InStatic if_mutable = std_static_if_mutable(template_name<C>());
};
template <class T, std::size_t N>
struct StaticByName<std::array<T, N>> {
  static constexpr InStatic if_const = InStatic::Elements;
  static constexpr InStatic if_mutable = InStatic::Elements;
};

// Has anybody vouched for T, or opted it out? Cheap: for a type of namespace std that nobody spoke
// of, the plugins read the tables of static_rule.hpp themselves.
template <class T>
struct StaticVouch {
  static constexpr int value = not_sync<T> || unsafe_sync<T> || unsafe_sync_mut<T> ? 1 : 0;
};
template <class T>
struct StaticAnswer {
  static constexpr InStatic find_if_const() {
    if constexpr (not_sync<T>)
      return InStatic::Refused;
    else if constexpr (unsafe_sync<T> || unsafe_sync_mut<T>)
      return InStatic::Fine;
    else if constexpr (StaticByName<T>::if_const != InStatic::Inside)
      return StaticByName<T>::if_const;
    else if constexpr (IsKnown<T>)
      return answer_for<T>.sync ? InStatic::Fine : InStatic::Refused;
    else
      return InStatic::Inside;
  }
  static constexpr InStatic find_if_mutable() {
    if constexpr (unsafe_sync_mut<T>)
      return InStatic::Fine;
    else if constexpr (StaticByName<T>::if_mutable != InStatic::Inside)
      return StaticByName<T>::if_mutable;
    else
      return IsKnown<T> ? InStatic::Refused : InStatic::Inside;
  }
  static constexpr int if_const = static_cast<int>(find_if_const());
  static constexpr int if_mutable = static_cast<int>(find_if_mutable());
};

// And of T as a capture of a closure that goes to another thread.
enum class InCapture : int { Fine, Borrows, NotSend, Unknown };
template <class T>
struct CaptureAnswer {
  static constexpr Rule why = answer_for<T>.why;
  static constexpr int value = static_cast<int>(why == Rule::None            ? InCapture::Fine
                                                : why == Rule::E0521         ? InCapture::Borrows
                                                : why == Rule::E0277_UNKNOWN ? InCapture::Unknown
                                                                             : InCapture::NotSend);
};

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
