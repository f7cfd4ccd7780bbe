// NORACE_MEMBERS(name_, balance_): a class with private members says what they are.
//
// Promise: Send, Sync and Owned of the class follow from the listed members, with their `mutable`,
// as if they were public. The list is checked against the size of the class: a forgotten member
// that could hold a pointer makes the class larger than its list, and then the class is unknown and
// refused. # Safety: what fits into padding (a forgotten `mutable bool`) is not noticed; the author
// owes the whole list, each member once. Members of a base are not listed: give the class a member
// instead, or unsafe_send.
//
// Anywhere in the class, after the members or before; it changes no access and adds no data.
//
// Example:
//
//   class Account {
//    public:
//     explicit Account(std::string owner);
//    private:
//     std::string owner_;
//     long balance_ = 0;
//     NORACE_MEMBERS(owner_, balance_)
//   };
//   static_assert(norace::Send<Account>);
#pragma once

#define NORACE_MEMBERS(...)                                                                     \
  friend struct ::norace::detail::MemberListAccess;                                             \
  void norace_lists_members() const; /* never defined: its type names this class */             \
  template <class Self>                                                                         \
  [[maybe_unused]] static auto norace_members(const Self& self) {                               \
    static_cast<void>(self);                                                                    \
    return ::norace::detail::Members<NORACE_MEMBERS_PICK(                                       \
        __VA_ARGS__, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)(__VA_ARGS__)>(); \
  }

#define NORACE_MEMBERS_PICK(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, \
                            count, ...)                                                            \
  NORACE_MEMBERS_##count
#define NORACE_MEMBER(m) ::norace::detail::Member<decltype(self.m), decltype((self.m))>
#define NORACE_MEMBERS_1(m) NORACE_MEMBER(m)
#define NORACE_MEMBERS_2(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_1(__VA_ARGS__)
#define NORACE_MEMBERS_3(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_2(__VA_ARGS__)
#define NORACE_MEMBERS_4(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_3(__VA_ARGS__)
#define NORACE_MEMBERS_5(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_4(__VA_ARGS__)
#define NORACE_MEMBERS_6(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_5(__VA_ARGS__)
#define NORACE_MEMBERS_7(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_6(__VA_ARGS__)
#define NORACE_MEMBERS_8(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_7(__VA_ARGS__)
#define NORACE_MEMBERS_9(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_8(__VA_ARGS__)
#define NORACE_MEMBERS_10(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_9(__VA_ARGS__)
#define NORACE_MEMBERS_11(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_10(__VA_ARGS__)
#define NORACE_MEMBERS_12(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_11(__VA_ARGS__)
#define NORACE_MEMBERS_13(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_12(__VA_ARGS__)
#define NORACE_MEMBERS_14(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_13(__VA_ARGS__)
#define NORACE_MEMBERS_15(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_14(__VA_ARGS__)
#define NORACE_MEMBERS_16(m, ...) NORACE_MEMBER(m), NORACE_MEMBERS_15(__VA_ARGS__)
