// What C++ can only say of a number of members that is written out: a list of so many {}, and a
// structured binding of so many names.
//
// Promise: MemberNumber<N> for N of 1 to member_limit. `takes_braces<T>(first, last)`: is
// T{first..., {}, ..., {}, last...} valid, with N times {}? `bind(t)` gives the members of a T that
// has exactly N of them, and stops the compile for one that has not.
//
// NORACE_3(X) is X(m1), X(m2), X(m3), and so on: each number has one line, whatever it is used for.
// What is written here is read 1,176 times by everybody's compiler: keep it short. (A line begins
// with the last number of eight before it: each macro in a macro costs as much as a name.)
#pragma once

#include <cstddef>

#include "norace/member.hpp"

namespace norace::detail {

inline constexpr std::size_t member_limit = 48;

// What stands before or behind the {} of a list.
template <class... Ts>
struct Values {};

// Of names that were bound to the members of a const T: a `mutable` member's type lacks the const.
template <class... Ts>
constexpr Members<Member<Ts, Ts&>...> bound_members() {
  return {};
}

template <std::size_t N>
struct MemberNumber;

// clang-format off
#define NORACE_1(X) X(m1)
#define NORACE_2(X) X(m1), X(m2)
#define NORACE_3(X) X(m1), X(m2), X(m3)
#define NORACE_4(X) X(m1), X(m2), X(m3), X(m4)
#define NORACE_5(X) X(m1), X(m2), X(m3), X(m4), X(m5)
#define NORACE_6(X) X(m1), X(m2), X(m3), X(m4), X(m5), X(m6)
#define NORACE_7(X) X(m1), X(m2), X(m3), X(m4), X(m5), X(m6), X(m7)
#define NORACE_8(X) X(m1), X(m2), X(m3), X(m4), X(m5), X(m6), X(m7), X(m8)
#define NORACE_9(X) NORACE_8(X), X(m9)
#define NORACE_10(X) NORACE_8(X), X(m9), X(m10)
#define NORACE_11(X) NORACE_8(X), X(m9), X(m10), X(m11)
#define NORACE_12(X) NORACE_8(X), X(m9), X(m10), X(m11), X(m12)
#define NORACE_13(X) NORACE_8(X), X(m9), X(m10), X(m11), X(m12), X(m13)
#define NORACE_14(X) NORACE_8(X), X(m9), X(m10), X(m11), X(m12), X(m13), X(m14)
#define NORACE_15(X) NORACE_8(X), X(m9), X(m10), X(m11), X(m12), X(m13), X(m14), X(m15)
#define NORACE_16(X) NORACE_8(X), X(m9), X(m10), X(m11), X(m12), X(m13), X(m14), X(m15), X(m16)
#define NORACE_17(X) NORACE_16(X), X(m17)
#define NORACE_18(X) NORACE_16(X), X(m17), X(m18)
#define NORACE_19(X) NORACE_16(X), X(m17), X(m18), X(m19)
#define NORACE_20(X) NORACE_16(X), X(m17), X(m18), X(m19), X(m20)
#define NORACE_21(X) NORACE_16(X), X(m17), X(m18), X(m19), X(m20), X(m21)
#define NORACE_22(X) NORACE_16(X), X(m17), X(m18), X(m19), X(m20), X(m21), X(m22)
#define NORACE_23(X) NORACE_16(X), X(m17), X(m18), X(m19), X(m20), X(m21), X(m22), X(m23)
#define NORACE_24(X) NORACE_16(X), X(m17), X(m18), X(m19), X(m20), X(m21), X(m22), X(m23), X(m24)
#define NORACE_25(X) NORACE_24(X), X(m25)
#define NORACE_26(X) NORACE_24(X), X(m25), X(m26)
#define NORACE_27(X) NORACE_24(X), X(m25), X(m26), X(m27)
#define NORACE_28(X) NORACE_24(X), X(m25), X(m26), X(m27), X(m28)
#define NORACE_29(X) NORACE_24(X), X(m25), X(m26), X(m27), X(m28), X(m29)
#define NORACE_30(X) NORACE_24(X), X(m25), X(m26), X(m27), X(m28), X(m29), X(m30)
#define NORACE_31(X) NORACE_24(X), X(m25), X(m26), X(m27), X(m28), X(m29), X(m30), X(m31)
#define NORACE_32(X) NORACE_24(X), X(m25), X(m26), X(m27), X(m28), X(m29), X(m30), X(m31), X(m32)
#define NORACE_33(X) NORACE_32(X), X(m33)
#define NORACE_34(X) NORACE_32(X), X(m33), X(m34)
#define NORACE_35(X) NORACE_32(X), X(m33), X(m34), X(m35)
#define NORACE_36(X) NORACE_32(X), X(m33), X(m34), X(m35), X(m36)
#define NORACE_37(X) NORACE_32(X), X(m33), X(m34), X(m35), X(m36), X(m37)
#define NORACE_38(X) NORACE_32(X), X(m33), X(m34), X(m35), X(m36), X(m37), X(m38)
#define NORACE_39(X) NORACE_32(X), X(m33), X(m34), X(m35), X(m36), X(m37), X(m38), X(m39)
#define NORACE_40(X) NORACE_32(X), X(m33), X(m34), X(m35), X(m36), X(m37), X(m38), X(m39), X(m40)
#define NORACE_41(X) NORACE_40(X), X(m41)
#define NORACE_42(X) NORACE_40(X), X(m41), X(m42)
#define NORACE_43(X) NORACE_40(X), X(m41), X(m42), X(m43)
#define NORACE_44(X) NORACE_40(X), X(m41), X(m42), X(m43), X(m44)
#define NORACE_45(X) NORACE_40(X), X(m41), X(m42), X(m43), X(m44), X(m45)
#define NORACE_46(X) NORACE_40(X), X(m41), X(m42), X(m43), X(m44), X(m45), X(m46)
#define NORACE_47(X) NORACE_40(X), X(m41), X(m42), X(m43), X(m44), X(m45), X(m46), X(m47)
#define NORACE_48(X) NORACE_40(X), X(m41), X(m42), X(m43), X(m44), X(m45), X(m46), X(m47), X(m48)
#define NORACE_NAME(m) m
#define NORACE_BRACES(m) {}
#define NORACE_TYPE(m) decltype(m)
#define NORACE_NUMBER(N)                                                       \
  template <>                                                                  \
  struct MemberNumber<N> {                                                     \
    template <class T, class... First, class... Last>                          \
    static constexpr bool takes_braces(Values<First...>, Values<Last...>) {    \
      return requires { T{First()..., NORACE_##N(NORACE_BRACES), Last()...}; }; \
    }                                                                          \
    template <class T>                                                         \
    static constexpr auto bind(const T& t) {                                   \
      auto& [NORACE_##N(NORACE_NAME)] = t;                                     \
      return bound_members<NORACE_##N(NORACE_TYPE)>();                         \
    }                                                                          \
  };
NORACE_NUMBER(1)
NORACE_NUMBER(2)
NORACE_NUMBER(3)
NORACE_NUMBER(4)
NORACE_NUMBER(5)
NORACE_NUMBER(6)
NORACE_NUMBER(7)
NORACE_NUMBER(8)
NORACE_NUMBER(9)
NORACE_NUMBER(10)
NORACE_NUMBER(11)
NORACE_NUMBER(12)
NORACE_NUMBER(13)
NORACE_NUMBER(14)
NORACE_NUMBER(15)
NORACE_NUMBER(16)
NORACE_NUMBER(17)
NORACE_NUMBER(18)
NORACE_NUMBER(19)
NORACE_NUMBER(20)
NORACE_NUMBER(21)
NORACE_NUMBER(22)
NORACE_NUMBER(23)
NORACE_NUMBER(24)
NORACE_NUMBER(25)
NORACE_NUMBER(26)
NORACE_NUMBER(27)
NORACE_NUMBER(28)
NORACE_NUMBER(29)
NORACE_NUMBER(30)
NORACE_NUMBER(31)
NORACE_NUMBER(32)
NORACE_NUMBER(33)
NORACE_NUMBER(34)
NORACE_NUMBER(35)
NORACE_NUMBER(36)
NORACE_NUMBER(37)
NORACE_NUMBER(38)
NORACE_NUMBER(39)
NORACE_NUMBER(40)
NORACE_NUMBER(41)
NORACE_NUMBER(42)
NORACE_NUMBER(43)
NORACE_NUMBER(44)
NORACE_NUMBER(45)
NORACE_NUMBER(46)
NORACE_NUMBER(47)
NORACE_NUMBER(48)
#undef NORACE_NAME
#undef NORACE_BRACES
#undef NORACE_TYPE
#undef NORACE_NUMBER
#undef NORACE_1
#undef NORACE_2
#undef NORACE_3
#undef NORACE_4
#undef NORACE_5
#undef NORACE_6
#undef NORACE_7
#undef NORACE_8
#undef NORACE_9
#undef NORACE_10
#undef NORACE_11
#undef NORACE_12
#undef NORACE_13
#undef NORACE_14
#undef NORACE_15
#undef NORACE_16
#undef NORACE_17
#undef NORACE_18
#undef NORACE_19
#undef NORACE_20
#undef NORACE_21
#undef NORACE_22
#undef NORACE_23
#undef NORACE_24
#undef NORACE_25
#undef NORACE_26
#undef NORACE_27
#undef NORACE_28
#undef NORACE_29
#undef NORACE_30
#undef NORACE_31
#undef NORACE_32
#undef NORACE_33
#undef NORACE_34
#undef NORACE_35
#undef NORACE_36
#undef NORACE_37
#undef NORACE_38
#undef NORACE_39
#undef NORACE_40
#undef NORACE_41
#undef NORACE_42
#undef NORACE_43
#undef NORACE_44
#undef NORACE_45
#undef NORACE_46
#undef NORACE_47
#undef NORACE_48
// clang-format on

}  // namespace norace::detail
