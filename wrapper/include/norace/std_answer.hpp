// What is known of the standard library's types: their names in std_types.hpp, put to use.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <type_traits>

#include "norace/answer.hpp"
#include "norace/marker.hpp"
#include "norace/std_types.hpp"

namespace norace::detail {

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

// A user may have specialised default_delete for a class of their own, to delete nothing. Nobody
// can ask for that, but such a specialisation is an aggregate, or has no conversion from the
// deleter of a derived class, while std's own is none and has one.
template <class T>
struct DerivedFrom : T {};
template <class D>
inline constexpr bool deletes = false;
template <template <class> class D, class T>
requires is_default_delete<D<T>>
inline constexpr bool deletes<D<T>> = [] {
  if constexpr (!Complete<T>)
    return true;  // and unknown for that reason
  else if constexpr (std::is_aggregate_v<D<T>>)
    return false;
  else if constexpr (!std::is_class_v<T> || std::is_final_v<T>)
    return true;
  else
    return std::is_convertible_v<D<DerivedFrom<T>>, D<T>>;
}();

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
    if (!deletes<D> && !unsafe_send<D>) inner = both(inner, unknown);
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
// What the last thread to arrive calls is in it, and nobody else calls it meanwhile.
template <template <class...> class C, class F>
requires is_barrier<C>
struct Known<C<F>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<F, Seen...>();
    inner.sync = inner.send;
    return inner;
  }
};

}  // namespace norace::detail
