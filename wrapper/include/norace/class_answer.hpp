// What is known of a class that the library has no name for: by its list, its members, or by what
// its objects can be made of.
#pragma once

#include <type_traits>
#include <utility>

#include "norace/answer.hpp"
#include "norace/borrow_detector.hpp"
#include "norace/marker.hpp"
#include "norace/member_list.hpp"
#include "norace/members.hpp"
#include "norace/std_types.hpp"

namespace norace::detail {

// A `mutable` member is used through const by several threads at once, which is what an atomic or a
// mutex is made for.
template <class M, class... Seen>
constexpr Answer answer_member() {
  if constexpr (M::is_mutable && !shares_mutably<typename M::declared>())
    return without_sync(answer<typename M::declared, Seen...>());
  else
    return answer<typename M::declared, Seen...>();
}
template <class... Seen, class... Ms>
constexpr Answer answer_members(Members<Ms...>) {
  Answer result = yes;
  ((result = both(result, answer_member<Ms, Seen...>())), ...);
  return result;
}

// A class that answers `&` itself is unknown: every template that takes its address may run that,
// through a const reference too where the object is `mutable` data of a lock.
template <class T>
concept AnswersAddressOf = requires(T& object) {
  object.operator&();
}
|| requires(T& object) { operator&(object); };

template <class T, class... Seen>
constexpr Answer answer_by_members() {
  using List = members_of<T>;
  if constexpr (std::is_same_v<List, HoldsReference>)
    return borrows;
  else if constexpr (!std::is_same_v<List, NotVisible>)
    return answer_members<T, Seen...>(List());
  else if constexpr (std::is_empty_v<T> && std::is_trivially_copyable_v<T>)
    return yes;
  else if constexpr (holds_no_borrow<T>)
    return send_only;  // a private `mutable` cannot be seen: GCC 12 has no probe for it
  else if constexpr (holds_borrow<T> && !std::is_union_v<T>)
    return borrows;
  else
    return unknown;
}

// A base that is told what derives from it (CRTP) leads to the whole object, whoever lends it.
template <class T, class... Seen>
struct Whole {
  static constexpr Answer answer = yes;
};
template <class T, class D, class... Seen>
constexpr Answer answer_if_derived() {
  if constexpr (std::is_class_v<D> && !std::is_same_v<T, D>) {
    if constexpr (Complete<D>)
      if constexpr (std::is_base_of_v<T, D>) return detail::answer<D, T, Seen...>();
  }
  return yes;
}
template <template <class...> class C, class... Ts, class... Seen>
struct Whole<C<Ts...>, Seen...> {
  static constexpr Answer all() {
    Answer result = yes;
    ((result = both(result, answer_if_derived<C<Ts...>, Ts, Seen...>())), ...);
    return result;
  }
  static constexpr Answer answer = all();
};
template <template <class, auto, auto...> class C, class D, auto N, auto... Ns, class... Seen>
struct Whole<C<D, N, Ns...>, Seen...> {
  static constexpr Answer answer = answer_if_derived<C<D, N, Ns...>, D, Seen...>();
};

template <class T, class... Seen>
constexpr Answer answer_user_class() {
  if constexpr (AnswersAddressOf<T>)
    return unknown;
  else if constexpr (ListsMembers<T>) {
    using List = decltype(MemberListAccess::list(std::declval<const T&>()));
    if constexpr (lists_all_members<T, List>())
      return answer_members<T, Seen...>(List());
    else
      return unknown;
  } else {
    return answer_by_members<T, Seen...>();
  }
}

template <class T, class... Seen>
constexpr Answer answer_class() {
  if constexpr (std::is_base_of_v<NotSend, T>) {
    return one_thread;
  } else if constexpr (is_std_value<T> || is_std_synchroniser<T>) {
    return yes;
  } else if constexpr (is_std_shared<T>) {
    return erased;
  } else {
    const Answer result = both(answer_user_class<T, Seen...>(), Whole<T, Seen...>::answer);
    return std::is_base_of_v<NotSync, T> ? without_sync(result) : result;
  }
}

}  // namespace norace::detail
