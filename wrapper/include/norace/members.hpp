// Looks into an aggregate: its members' declared types, and which of them are `mutable`.
//
// Promise: `members_of<T>` lists every non-static member of T once, in order; or it is NotVisible.
// What cannot be counted is never taken to be empty. That is what Sync and Owned need, and what
// Boost.PFR strips.
//
// How: structured bindings give the types but stop the compile when the count is wrong, so the
// count is made sure first (member_count.hpp). Classes with bases, anonymous unions, more than
// member_limit members or a tuple_size of their own are not visible.
#pragma once

#include <type_traits>
#include <utility>

#include "norace/member.hpp"
#include "norace/member_count.hpp"
#include "norace/member_number.hpp"

namespace norace::detail {

template <class T>
concept TupleLike = requires {
  std::tuple_size<T>::value;
};

template <class T>
constexpr auto visit() {
  if constexpr (!std::is_aggregate_v<T> || std::is_union_v<T> || std::is_array_v<T> ||
                std::is_empty_v<T> || TupleLike<T>) {
    return NotVisible();  // of an empty one, its bases and its empty members are not visible
  } else {
    constexpr MemberCount count = count_members<T>();
    if constexpr (count.holds_reference)
      return HoldsReference();
    else if constexpr (count.number == 0)
      return NotVisible();
    else
      return decltype(MemberNumber<count.number>::bind(std::declval<const T&>()))();
  }
}

template <class T>
using members_of = decltype(visit<T>());

}  // namespace norace::detail
