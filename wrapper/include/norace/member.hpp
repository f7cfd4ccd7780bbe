// What is known of a class's members: their types, and which of them are `mutable`.
//
// Example:
//
// ```cpp
// struct Job { int id; std::string name; mutable int cache; };
// // Members<Member<int, const int&>, Member<string, const string&>, Member<int, int&>>
// ```
#pragma once

#include <type_traits>

namespace norace::detail {

// A member's declared type (a reference, if it is one), and its type seen through a const T&: that
// of a `mutable` member lacks its const.
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

}  // namespace norace::detail
