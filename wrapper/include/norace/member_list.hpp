// NORACE_MEMBERS(name_, balance_): a class with private members says what they are.
//
// Promise: Send, Sync and Owned of the class follow from the listed members, with their `mutable`,
// as if they were public. The list is checked against the layout of the class (member_layout.hpp):
// where a forgotten pointer would fit, the class is unknown and refused. # Safety: what fits into
// padding (a forgotten `mutable bool`) is not noticed; the author owes the whole list, of an
// anonymous union every alternative. Members of a base are not listed: give the class a member
// instead, or unsafe_send.
//
// Anywhere in the class, after the members or before; it changes no access and adds no data. A
// class without any lists none: NORACE_MEMBERS().
//
// Example:
//
// ```cpp
// class Account {
//  public:
//   explicit Account(std::string owner);
//  private:
//   std::string owner_;
//   long balance_ = 0;
//   NORACE_MEMBERS(owner_, balance_)
// };
// static_assert(norace::Send<Account>);
// ```
#pragma once

#include <cstddef>

#include "norace/member_layout.hpp"

// offsetof is only promised for standard layout, but all our compilers know it for every class.
#define NORACE_MEMBERS(...)                                                                        \
  friend struct ::norace::detail::MemberListAccess;                                                \
  _Pragma("GCC diagnostic push")                                                                   \
      _Pragma("GCC diagnostic ignored \"-Winvalid-offsetof\"") template <class Self>               \
      [[maybe_unused]] static auto norace_members(const Self& self) {                              \
    static_cast<void>(self);                                                                       \
    return ::norace::detail::Members<__VA_OPT__(NORACE_AGAIN(NORACE_EACH_MEMBER(__VA_ARGS__)))>(); \
  }                                                                                                \
  _Pragma("GCC diagnostic pop")

#define NORACE_MEMBER(m)                                                    \
  ::norace::detail::ListedMember<decltype(self.m), decltype((self.m)), [] { \
    if constexpr (requires(Self & of) { &of.m; })                           \
      return __builtin_offsetof(Self, m);                                   \
    else                                                                    \
      return ::norace::detail::no_offset;                                   \
  }()>
// One member, and the others when it is scanned again, which 85 times is.
#define NORACE_EACH_MEMBER(m, ...) \
  NORACE_MEMBER(m) __VA_OPT__(, NORACE_EACH_MEMBER_LATER NORACE_PARENS(__VA_ARGS__))
#define NORACE_EACH_MEMBER_LATER() NORACE_EACH_MEMBER
#define NORACE_PARENS ()
#define NORACE_AGAIN(...) \
  NORACE_AGAIN_21(NORACE_AGAIN_21(NORACE_AGAIN_21(NORACE_AGAIN_21(__VA_ARGS__))))
#define NORACE_AGAIN_21(...) \
  NORACE_AGAIN_5(NORACE_AGAIN_5(NORACE_AGAIN_5(NORACE_AGAIN_5(__VA_ARGS__))))
#define NORACE_AGAIN_5(...) \
  NORACE_AGAIN_1(NORACE_AGAIN_1(NORACE_AGAIN_1(NORACE_AGAIN_1(__VA_ARGS__))))
#define NORACE_AGAIN_1(...) __VA_ARGS__

namespace norace::detail {

// A class that lists its members, in whatever part of it.
struct MemberListAccess {
  template <class T>
  static auto list(const T& t) -> decltype(T::norace_members(t));
};
template <class T>
concept ListsMembers = requires(const T& t) {
  MemberListAccess::list(t);
};

}  // namespace norace::detail
