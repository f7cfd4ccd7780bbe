// Looks into an aggregate: its members' declared types, and which of them are `mutable`.
//
// Promise: `visit_members<T>` lists every non-static member of T once, in order, as
// Member<declared type, type of the member seen through a const T&>; or says that it cannot
// (`members_of<T>` is NotVisible), and never stops the compile. The second type of a `mutable`
// member lacks its const; a reference member's first type is a reference. That is what Sync and
// Owned need, and what Boost.PFR strips.
//
// How: structured bindings give the types but stop the compile when the count is wrong, so the
// count is made sure first. If every member can be initialised from {}, the count is the longest
// list of {} that T takes (a {} never spills over, so arrays count as one member); otherwise it is
// the longest list of values that convert to anything, less what arrays swallow. Classes with
// bases, anonymous unions, more than LIMIT members or a tuple_size of their own are not visible.
//
// Example:
//
//   struct Job { int id; std::string name; mutable int cache; };
//   // members_of<Job> = Members<Member<int, const int&>, Member<string, const string&>,
//   //                           Member<int, int&>>
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace norace::detail {

template <class Declared, class ThroughConst>
struct Member {
  using declared = Declared;
  static constexpr bool is_mutable =
      !std::is_reference_v<Declared> && !std::is_const_v<std::remove_reference_t<ThroughConst>>;
};

template <class... Ms>
struct Members {};
struct NotVisible {};      // nothing is known
struct HoldsReference {};  // certain: some member is an lvalue reference

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
template <std::size_t, class P>
using Repeat = P;

inline constexpr std::size_t member_limit = 24;

// Is T{{}, ..., {}, last...} valid, with N times {}?
template <class T, std::size_t N, class... Last>
constexpr bool takes_braces() {
  static_assert(N <= member_limit + 1);
  if constexpr (N == 0) return requires {
      T{Last()...};
    };
  else if constexpr (N == 1)
    return requires { T{{}, Last()...}; };
  else if constexpr (N == 2)
    return requires { T{{}, {}, Last()...}; };
  else if constexpr (N == 3)
    return requires { T{{}, {}, {}, Last()...}; };
  else if constexpr (N == 4)
    return requires { T{{}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 5)
    return requires { T{{}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 6)
    return requires { T{{}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 7)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 8)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 9)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 10)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 11)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 12)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 13)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 14)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 15)
    return requires { T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...}; };
  else if constexpr (N == 16)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 17)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 18)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 19)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 20)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 21)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
        {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 22)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},       {},
        {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 23)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
        {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 24)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},       {},
        {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
  else if constexpr (N == 25)
    return requires {
      T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
        {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Last()...};
    };
}

// Is T{any x I, {any x K}, any x J} valid?
template <class T, class P, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{Repeat<I, P>()...}; };
}
template <class T, std::size_t... I, std::size_t... K, std::size_t... J>
constexpr bool takes_nested(std::index_sequence<I...>, std::index_sequence<K...>,
                            std::index_sequence<J...>) {
  return requires {
    T{Repeat<I, AnyValue>()..., {Repeat<K, AnyValue>()...}, Repeat<J, AnyValue>()...};
  };
}
template <class T, class P, std::size_t... I, std::size_t... J>
constexpr bool takes_at(std::index_sequence<I...>, std::index_sequence<J...>) {
  return requires { T{Repeat<I, AnyValue>()..., P(), Repeat<J, AnyValue>()...}; };
}
template <std::size_t N>
using Indices = std::make_index_sequence<N>;

inline constexpr std::size_t no_count = static_cast<std::size_t>(-1);

template <class T, std::size_t N = 0>
constexpr std::size_t count_braces() {
  if constexpr (N > member_limit)
    return no_count;
  else if constexpr (takes_braces<T, N + 1>())
    return count_braces<T, N + 1>();
  else
    return N;
}

// The longest list of AnyValue (or AnyLvalue) that T takes; no_count if none.
template <class T, class P, std::size_t N = member_limit>
constexpr std::size_t count_values() {
  if constexpr (takes<T, P>(Indices<N>()))
    return N;
  else if constexpr (N == 0)
    return no_count;
  else
    return count_values<T, P, N - 1>();
}

// How many of the N values does the member at value I swallow? More than one if it is an array.
template <class T, std::size_t N, std::size_t I, std::size_t K = 2>
constexpr std::size_t values_of_member() {
  if constexpr (I + K > N)
    return 1;
  else if constexpr (takes_nested<T>(Indices<I>(), Indices<K>(), Indices<N - I - K>()) &&
                     !takes_nested<T>(Indices<I>(), Indices<K>(), Indices<N - I - 1>()))
    return K;
  else
    return values_of_member<T, N, I, K + 1>();
}
// How many members do N values initialise?
template <class T, std::size_t N, std::size_t I = 0>
constexpr std::size_t count_members() {
  if constexpr (I >= N)
    return 0;
  else
    return 1 + count_members<T, N, I + values_of_member<T, N, I>()>();
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

template <class T, std::size_t M = 0>
constexpr bool has_base() {
  if constexpr (M > member_limit)
    return false;
  else if constexpr (takes_at<T, AnyBaseOf<T>>(Indices<0>(), Indices<M>()))
    return true;
  else if constexpr (takes_braces<T, 0>())
    return false;
  else
    return has_base<T, M + 1>();
}

template <class T>
concept TupleLike = requires {
  std::tuple_size<T>::value;
};

template <class T, std::size_t N>
constexpr auto bind_members(const T& t) {
  if constexpr (N == 0) {
    return static_cast<void>(t), Members<>();
  } else if constexpr (N == 1) {
    auto& [m0] = t;
    return Members<Member<decltype(m0), decltype((m0))>>();
  } else if constexpr (N == 2) {
    auto& [m0, m1] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>>();
  } else if constexpr (N == 3) {
    auto& [m0, m1, m2] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>>();
  } else if constexpr (N == 4) {
    auto& [m0, m1, m2, m3] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>>();
  } else if constexpr (N == 5) {
    auto& [m0, m1, m2, m3, m4] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>>();
  } else if constexpr (N == 6) {
    auto& [m0, m1, m2, m3, m4, m5] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>>();
  } else if constexpr (N == 7) {
    auto& [m0, m1, m2, m3, m4, m5, m6] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>>();
  } else if constexpr (N == 8) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>>();
  } else if constexpr (N == 9) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>>();
  } else if constexpr (N == 10) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>>();
  } else if constexpr (N == 11) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>>();
  } else if constexpr (N == 12) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>,
                   Member<decltype(m11), decltype((m11))>>();
  } else if constexpr (N == 13) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>>();
  } else if constexpr (N == 14) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>,
                   Member<decltype(m13), decltype((m13))>>();
  } else if constexpr (N == 15) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>>();
  } else if constexpr (N == 16) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>,
                   Member<decltype(m15), decltype((m15))>>();
  } else if constexpr (N == 17) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>>();
  } else if constexpr (N == 18) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>,
                   Member<decltype(m17), decltype((m17))>>();
  } else if constexpr (N == 19) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>, Member<decltype(m17), decltype((m17))>,
                   Member<decltype(m18), decltype((m18))>>();
  } else if constexpr (N == 20) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18,
           m19] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>, Member<decltype(m17), decltype((m17))>,
                   Member<decltype(m18), decltype((m18))>,
                   Member<decltype(m19), decltype((m19))>>();
  } else if constexpr (N == 21) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19,
           m20] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>, Member<decltype(m17), decltype((m17))>,
                   Member<decltype(m18), decltype((m18))>, Member<decltype(m19), decltype((m19))>,
                   Member<decltype(m20), decltype((m20))>>();
  } else if constexpr (N == 22) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19,
           m20, m21] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>, Member<decltype(m17), decltype((m17))>,
                   Member<decltype(m18), decltype((m18))>, Member<decltype(m19), decltype((m19))>,
                   Member<decltype(m20), decltype((m20))>,
                   Member<decltype(m21), decltype((m21))>>();
  } else if constexpr (N == 23) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19,
           m20, m21, m22] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>, Member<decltype(m17), decltype((m17))>,
                   Member<decltype(m18), decltype((m18))>, Member<decltype(m19), decltype((m19))>,
                   Member<decltype(m20), decltype((m20))>, Member<decltype(m21), decltype((m21))>,
                   Member<decltype(m22), decltype((m22))>>();
  } else if constexpr (N == 24) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19,
           m20, m21, m22, m23] = t;
    return Members<Member<decltype(m0), decltype((m0))>, Member<decltype(m1), decltype((m1))>,
                   Member<decltype(m2), decltype((m2))>, Member<decltype(m3), decltype((m3))>,
                   Member<decltype(m4), decltype((m4))>, Member<decltype(m5), decltype((m5))>,
                   Member<decltype(m6), decltype((m6))>, Member<decltype(m7), decltype((m7))>,
                   Member<decltype(m8), decltype((m8))>, Member<decltype(m9), decltype((m9))>,
                   Member<decltype(m10), decltype((m10))>, Member<decltype(m11), decltype((m11))>,
                   Member<decltype(m12), decltype((m12))>, Member<decltype(m13), decltype((m13))>,
                   Member<decltype(m14), decltype((m14))>, Member<decltype(m15), decltype((m15))>,
                   Member<decltype(m16), decltype((m16))>, Member<decltype(m17), decltype((m17))>,
                   Member<decltype(m18), decltype((m18))>, Member<decltype(m19), decltype((m19))>,
                   Member<decltype(m20), decltype((m20))>, Member<decltype(m21), decltype((m21))>,
                   Member<decltype(m22), decltype((m22))>,
                   Member<decltype(m23), decltype((m23))>>();
  }
}

template <class T>
constexpr auto visit_by_values() {
  constexpr std::size_t n = count_values<T, AnyValue>();
  if constexpr (n == no_count) {
    if constexpr (count_values<T, AnyLvalue>() != no_count)
      return HoldsReference();
    else
      return NotVisible();
  } else if constexpr (n == member_limit ||
                       takes_nested<T>(Indices<n>(), Indices<0>(), Indices<0>())) {
    return NotVisible();
  } else if constexpr (takes_at<T, AnyLvalue>(Indices<n>(), Indices<0>())) {
    return HoldsReference();
  } else if constexpr (has_union_values<T, n>()) {
    return NotVisible();
  } else {
    return decltype(bind_members<T, count_members<T, n>()>(std::declval<const T&>()))();
  }
}

template <class T>
constexpr auto visit() {
  if constexpr (!std::is_aggregate_v<T> || std::is_union_v<T> || std::is_array_v<T> ||
                TupleLike<T>) {
    return NotVisible();
  } else if constexpr (has_base<T>()) {
    return NotVisible();
  } else if constexpr (takes_braces<T, 0>()) {
    constexpr std::size_t n = count_braces<T>();
    if constexpr (n == no_count || n > member_limit)
      return NotVisible();
    else if constexpr (takes_braces<T, n, AnyValue>() || takes_braces<T, n, AnyLvalue>())
      return visit_by_values<T>();  // a default member initialiser hides what {} cannot make
    else if constexpr (has_union_braces<T, n>())
      return NotVisible();
    else
      return decltype(bind_members<T, n>(std::declval<const T&>()))();
  } else {
    return visit_by_values<T>();
  }
}

template <class T>
using members_of = decltype(visit<T>());

}  // namespace norace::detail
