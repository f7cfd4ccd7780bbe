// How many members has an aggregate?
//
// Promise: `count_members<T>().number` is right, or 0 for unknown: a class whose members cannot be
// initialised by what follows, that has a base or an anonymous union, or more than member_limit
// members. `holds_reference` is certain.
//
// How: by what T can be initialised with. Where each member can be made from {}, the longest list
// of {} is the count, for a {} never spills over: an array takes one. Where one cannot, values that
// convert to anything are counted, and then which of them an array swallows. Either count is
// trusted only when nothing is left out: a member with an initialiser of its own may be, when
// neither {} nor a value can make it. So T is made the first member of a pair, without braces of
// its own: what follows the last value of T then has to be the pair's second member.
//
// Example:
//
// ```cpp
// struct Job { std::string name; int parts[2]; };
// // Job{{}, {}} is the longest list of {}; Followed<Job>{value, {}, End()} is valid: two members
// ```
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "norace/member_number.hpp"

namespace norace::detail {

// Converts to anything by value, to anything by reference, only to a union, only to a base of T.
struct AnyValue {
  template <class U>
  operator U() const;
};
struct AnyLvalue {
  template <class U>
  operator U&() const;
};
struct AnyUnion {
  template <class U>
  requires std::is_union_v<U>
  operator U() const;
};
template <class T>
struct AnyBaseOf {
  template <class U>
  requires(std::is_base_of_v<U, T> && !std::is_same_v<U, T>) operator U() const;
};

// A T and what follows it. After a value that converts to what is in a T and not to the T, a list
// goes on into the T; so its End stands where it belongs only when the T is full.
struct End {};
template <class T>
struct Followed {
  T members;
  End end;
};

// Converts to what is in a T.
template <class T>
struct AnyInside {
  template <class U>
  requires(!std::is_same_v<U, T> && !std::is_same_v<U, End>) operator U() const;
};

template <std::size_t, class P>
using Repeat = P;
template <std::size_t N>
using Indices = std::make_index_sequence<N>;

// Is T{{}, ..., {}, last...} valid, with N times {}?
template <class T, std::size_t N, class... Last>
constexpr bool takes_braces() {
  if constexpr (N == 0) return requires {
      T{Last()...};
    };
  else if constexpr (N > member_limit)
    return false;
  else
    return MemberNumber<N>::template takes_braces<T>(Values<>(), Values<Last...>());
}
// Is T{any x I, last, any x J} valid?
template <class T, class Last, std::size_t... I, std::size_t... J>
constexpr bool takes_at(std::index_sequence<I...>, std::index_sequence<J...>) {
  return requires { T{Repeat<I, AnyValue>()..., Last(), Repeat<J, AnyValue>()...}; };
}
// Is T{any x I, {any x K}, any x J} valid?
template <class T, std::size_t... I, std::size_t... K, std::size_t... J>
constexpr bool takes_nested(std::index_sequence<I...>, std::index_sequence<K...>,
                            std::index_sequence<J...>) {
  return requires {
    T{Repeat<I, AnyValue>()..., {Repeat<K, AnyValue>()...}, Repeat<J, AnyValue>()...};
  };
}
template <class T, class P, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{Repeat<I, P>()...}; };
}
// Do so many values, and N times {} after them, initialise all that is in a T?
template <class T, std::size_t N, std::size_t... I>
constexpr bool fills(std::index_sequence<I...>) {
  if constexpr (N == 0) return requires {
      Followed<T>{Repeat<I, AnyInside<T>>()..., End()};
    };
  else
    return MemberNumber<N>::template takes_braces<Followed<T>>(Values<Repeat<I, AnyInside<T>>...>(),
                                                               Values<End>());
}

struct MemberCount {
  std::size_t number = 0;
  bool holds_reference = false;
};

// The longest list of {} that T takes.
template <class T, std::size_t N = 0>
constexpr std::size_t count_braces() {
  if constexpr (takes_braces<T, N + 1>())
    return count_braces<T, N + 1>();
  else
    return N;
}
// The number of values that fill a T; 0 if none up to the limit does.
template <class T, std::size_t N = 1>
constexpr std::size_t count_values() {
  if constexpr (N > member_limit)
    return 0;
  else if constexpr (fills<T, 0>(Indices<N>()))
    return N;
  else
    return count_values<T, N + 1>();
}
// Is T{any-reference x N} valid for some N, where no list of values is? Then one is a reference.
template <class T, std::size_t N = 1>
constexpr bool takes_lvalues() {
  if constexpr (N > member_limit)
    return false;
  else if constexpr (takes<T, AnyLvalue>(Indices<N>()))
    return true;
  else
    return takes_lvalues<T, N + 1>();
}

// How many of the N values does the member at value I swallow? More than one if it is an array: so
// many in braces of their own leave no room, and no more than so many are missing.
template <class T, std::size_t N, std::size_t I, std::size_t K = 2>
constexpr std::size_t values_of_member() {
  if constexpr (I + K > N)
    return 1;
  else if constexpr (K == 2 && (takes_nested<T>(Indices<I>(), Indices<0>(), Indices<N - I - 1>()) ||
                                takes_nested<T>(Indices<I>(), Indices<1>(), Indices<N - I - 1>())))
    return 1;
  else if constexpr (takes_nested<T>(Indices<I>(), Indices<K>(), Indices<N - I - K>()) &&
                     !takes_nested<T>(Indices<I>(), Indices<K>(), Indices<N - I - 1>()))
    return K;
  else
    return values_of_member<T, N, I, K + 1>();
}
template <class T, std::size_t N, std::size_t I = 0>
constexpr std::size_t count_members_of_values() {
  if constexpr (I >= N)
    return 0;
  else
    return 1 + count_members_of_values<T, N, I + values_of_member<T, N, I>()>();
}

template <class T, std::size_t N, std::size_t I = 0>
constexpr bool has_union_braces() {
  if constexpr (I >= N)
    return false;
  else
    return takes_braces<T, I, AnyUnion>() || has_union_braces<T, N, I + 1>();
}
template <class T, std::size_t N, std::size_t I = 0>
constexpr bool has_union_values() {
  if constexpr (I >= N)
    return false;
  else
    return takes_at<T, AnyUnion>(Indices<I>(), Indices<N - 1 - I>()) ||
           has_union_values<T, N, I + 1>();
}

template <class T>
constexpr MemberCount count_by_values() {
  constexpr std::size_t n = count_values<T>();
  if constexpr (n == 0)
    return {0, takes_lvalues<T>()};
  else if constexpr (takes_at<T, AnyBaseOf<T>>(Indices<0>(), Indices<n - 1>()) ||
                     has_union_values<T, n>())
    return {};
  else
    return {count_members_of_values<T, n>()};
}

// Is there a member behind N times {}: a reference, or what up to J values make?
template <class T, std::size_t N, std::size_t... J>
constexpr bool takes_braces_and(std::index_sequence<J...>) {
  return takes_braces<T, N, Repeat<J, AnyValue>...>();
}
template <class T, std::size_t N, std::size_t J>
constexpr bool has_more() {
  if constexpr (J == 0)
    return takes_braces<T, N, AnyLvalue>();
  else
    return takes_braces_and<T, N>(Indices<J>()) || has_more<T, N, J - 1>();
}

// Is N, the longest list of {}, all that T has? Without initialisers of their own there is no
// member that T{} could make and {} could not. Else one value makes the first member, {} the
// others, and then T has to be full. An array takes K values in braces and no more; when it is
// longer than we count, it is enough that no value is left over.
template <class T, std::size_t N, std::size_t K = 2>
constexpr bool is_all_behind_array() {
  if constexpr (K > member_limit)
    return takes<T, AnyValue>(Indices<K>()) && !has_more<T, N, 4>();
  else if constexpr (!takes_nested<T>(Indices<0>(), Indices<K>(), Indices<0>()))
    return false;
  else if constexpr (!takes_nested<T>(Indices<0>(), Indices<K + 1>(), Indices<0>()))
    return fills<T, N - 1>(Indices<K>()) && !has_more<T, N, K - 1>();
  else
    return is_all_behind_array<T, N, K + 1>();
}
template <class T, std::size_t N>
constexpr bool is_all_braces() {
  if constexpr (std::is_trivially_default_constructible_v<T>)
    return true;
  else if constexpr (fills<T, N - 1>(Indices<1>()))
    return true;
  else
    return is_all_behind_array<T, N>();
}

template <class T>
constexpr MemberCount count_members() {
  if constexpr (!takes_braces<T, 0>()) {
    return count_by_values<T>();
  } else {
    constexpr std::size_t n = count_braces<T>();
    if constexpr (n == 0 || n > member_limit)
      return count_by_values<T>();
    else if constexpr (takes_at<T, AnyBaseOf<T>>(Indices<0>(), Indices<0>()) ||
                       has_union_braces<T, n>())
      return {};
    else if constexpr (is_all_braces<T, n>())
      return {n};
    else
      return count_by_values<T>();
  }
}

}  // namespace norace::detail
