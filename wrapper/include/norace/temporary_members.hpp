// `m.lock()->push_back(1)`: the members that may be called through a guard that has no name.
//
// Promise: those of the standard containers, of strings, optionals, channels, cells and handles
// that do their work at once; what they return comes out as a value, and a reference to an element
// as an InExpression (see temporary.hpp), so that `int n = all.lock()->front()` and
// `all.lock()->at(0) += 1` are fine. A result that would stay behind (an iterator, a pointer, a
// view) is E0716; where it only says where something was put, as that of insert() does, it is left
// out. Members of other classes are not known, and all of them are E0716.
//
// Example:
//
// <!-- cpp
// #include <map>
// -->
// ```cpp compile_fail,E0716
// const norace::Mutex<std::map<std::string, int>> ages;
// ages.lock()->emplace("ada", 36);
// auto size = ages.lock()->size();
// auto it = ages.lock()->find("ada");  // E0716
// ```
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "norace/rule.hpp"
#include "norace/std_types.hpp"
#include "norace/temporary.hpp"
#include "norace/traits.hpp"

// As in temporary.hpp.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

namespace norace {

namespace detail {

template <class T>
inline constexpr bool members_are_known = false;
template <template <class...> class C, class... Ts>
inline constexpr bool members_are_known<C<Ts...>> =
    is_one_of(template_name<C>(),
              "vector deque list forward_list map multimap set multiset unordered_map "
              "unordered_multimap unordered_set unordered_multiset queue stack priority_queue "
              "basic_string optional");
template <class T>
inline constexpr bool members_are_known<const T> = members_are_known<T>;

template <class T, class... As>
inline constexpr bool finds_number =
    std::is_integral_v<decltype(std::declval<T&>().find(std::declval<As>()...))>;

// What a member's result becomes: nothing, a value, or one that is only there in this expression.
template <class R>
constexpr auto passed_on(R&& result) {
  using Value = std::remove_reference_t<R>;
  if constexpr (std::is_lvalue_reference_v<R>)
    return InExpression<Value>(result);
  else if constexpr (answer_for<Value>.owned)
    return Value(std::forward<R>(result));
}

}  // namespace detail

// One line a member: called with whatever the class takes.
#define NORACE_CALLS(member)                                                          \
  template <class... As>                                                              \
  requires requires(T & t, As && ... as) { t.member(std::forward<As>(as)...); }       \
  auto member(As&&... as) const {                                                     \
    if constexpr (std::is_void_v<decltype(target_->member(std::forward<As>(as)...))>) \
      target_->member(std::forward<As>(as)...);                                       \
    else                                                                              \
      return detail::passed_on<decltype(target_->member(std::forward<As>(as)...))>(   \
          target_->member(std::forward<As>(as)...));                                  \
  }
#define NORACE_STAYS_BEHIND(member)                                             \
  template <class... As>                                                        \
  requires requires(T & t, As && ... as) { t.member(std::forward<As>(as)...); } \
  NORACE_IF_E0716 auto member(As&&... as) const { return target_->member(std::forward<As>(as)...); }

namespace detail {
// Found through a using, as in ScopeThreads: one diagnostic instead of two.
template <class T>
class StaysBehind {
 public:
  NORACE_STAYS_BEHIND(begin)
  NORACE_STAYS_BEHIND(end)
  NORACE_STAYS_BEHIND(cbegin)
  NORACE_STAYS_BEHIND(cend)
  NORACE_STAYS_BEHIND(rbegin)
  NORACE_STAYS_BEHIND(rend)
  NORACE_STAYS_BEHIND(data)
  NORACE_STAYS_BEHIND(c_str)
  NORACE_STAYS_BEHIND(lower_bound)
  NORACE_STAYS_BEHIND(upper_bound)
  NORACE_STAYS_BEHIND(equal_range)

  // Of a string the place of the first match, a number; of a container an iterator.
  template <class... As>
  requires(detail::finds_number<T, As...>) auto find(As&&... as) const {
    return target_->find(std::forward<As>(as)...);
  }
  template <class... As>
  requires(!detail::finds_number<T, As...>) NORACE_IF_E0716 auto find(As&&... as) const {
    return target_->find(std::forward<As>(as)...);
  }

 protected:
  explicit StaysBehind(T& object) noexcept : target_(std::addressof(object)) {}
  ~StaysBehind() = default;
  T* target_;
};
}  // namespace detail

template <class T>
class MembersInExpression : detail::StaysBehind<T> {
  using detail::StaysBehind<T>::target_;

 public:
  explicit MembersInExpression(T& object) noexcept : detail::StaysBehind<T>(object) {}
  using detail::StaysBehind<T>::begin;
  using detail::StaysBehind<T>::end;
  using detail::StaysBehind<T>::cbegin;
  using detail::StaysBehind<T>::cend;
  using detail::StaysBehind<T>::rbegin;
  using detail::StaysBehind<T>::rend;
  using detail::StaysBehind<T>::data;
  using detail::StaysBehind<T>::c_str;
  using detail::StaysBehind<T>::lower_bound;
  using detail::StaysBehind<T>::upper_bound;
  using detail::StaysBehind<T>::equal_range;
  using detail::StaysBehind<T>::find;
  MembersInExpression(const MembersInExpression&) = delete;
  MembersInExpression& operator=(const MembersInExpression&) = delete;
  const MembersInExpression* operator->() const noexcept { return this; }

  // clang-format off
  NORACE_CALLS(size) NORACE_CALLS(length) NORACE_CALLS(empty) NORACE_CALLS(capacity)
  NORACE_CALLS(clear) NORACE_CALLS(reserve) NORACE_CALLS(resize) NORACE_CALLS(shrink_to_fit)
  NORACE_CALLS(push_back) NORACE_CALLS(push_front) NORACE_CALLS(push)
  NORACE_CALLS(pop_back) NORACE_CALLS(pop_front) NORACE_CALLS(pop)
  NORACE_CALLS(emplace) NORACE_CALLS(emplace_back) NORACE_CALLS(emplace_front)
  NORACE_CALLS(try_emplace) NORACE_CALLS(insert) NORACE_CALLS(insert_or_assign)
  NORACE_CALLS(erase) NORACE_CALLS(assign) NORACE_CALLS(append) NORACE_CALLS(merge)
  NORACE_CALLS(sort) NORACE_CALLS(reverse) NORACE_CALLS(unique) NORACE_CALLS(remove)
  NORACE_CALLS(count) NORACE_CALLS(contains) NORACE_CALLS(compare) NORACE_CALLS(substr)
  NORACE_CALLS(starts_with) NORACE_CALLS(ends_with)
  NORACE_CALLS(front) NORACE_CALLS(back) NORACE_CALLS(top) NORACE_CALLS(at)
  NORACE_CALLS(has_value) NORACE_CALLS(value) NORACE_CALLS(value_or) NORACE_CALLS(reset)
      // clang-format on

      // Braces: `->push_back({1, 2})`, `->insert({key, value})`.
      template <class V = typename T::value_type>
  requires requires(T& t, V v) { t.push_back(std::move(v)); }
  void push_back(typename T::value_type value) const { target_->push_back(std::move(value)); }
  template <class V = typename T::value_type>
  requires requires(T& t, V v) { t.insert(std::move(v)); }
  void insert(typename T::value_type value) const { target_->insert(std::move(value)); }
};
#undef NORACE_CALLS
#undef NORACE_STAYS_BEHIND

// None of their members leads to what they hold: any may be called through a guard without a name.
template <class T>
inline constexpr bool lends_nothing = false;
template <class T>
inline constexpr bool lends_nothing<const T> = lends_nothing<T>;

namespace detail {

template <class T>
concept CalledInExpression = members_are_known<T> || lends_nothing<T> || !NORACE_ON_E0716;

template <class T>
auto members_in_expression(T& object) noexcept {
  if constexpr (members_are_known<T> && NORACE_ON_E0716)
    return MembersInExpression<T>(object);
  else
    return std::addressof(object);
}
template <class T>
using MembersOf = decltype(members_in_expression(std::declval<T&>()));

}  // namespace detail
}  // namespace norace

#pragma GCC diagnostic pop
