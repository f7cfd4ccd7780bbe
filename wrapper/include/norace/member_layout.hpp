// Does the list of NORACE_MEMBERS leave room for a member that it does not name?
//
// Promise: `lists_all_members<T, List>()` is true only if no pointer and no reference fits beside
// the listed members, wherever they stand in the class and in whatever order they are listed. A
// base with data, a vtable and a member that is aligned beyond its type leave such room, so they
// make the list incomplete. What is smaller than its neighbour's padding may be overlooked.
//
// How: each member's offset is known, and what is not covered has to be padding. The end of the
// last member is compared with where a member of a derived class would begin, so that the padding
// at the end of the class, `alignas` included, is none of this. Bit-fields have no address, and an
// empty member may have no byte of its own; where one is listed, no gap may be as large as a
// pointer.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "norace/member.hpp"

namespace norace::detail {

inline constexpr std::size_t no_offset = static_cast<std::size_t>(-1);

// A member of a list. Offset is no_offset for a bit-field.
template <class Declared, class ThroughConst, std::size_t Offset>
struct ListedMember : Member<Declared, ThroughConst> {
  static constexpr std::size_t offset = Offset;
};

struct Place {
  std::size_t offset;
  std::size_t size;
  std::size_t align;
};
template <class M>
constexpr Place place_of() {
  using T = typename M::declared;
  if constexpr (std::is_reference_v<T>)
    return {M::offset, sizeof(void*), alignof(void*)};
  else
    return {M::offset, std::is_empty_v<T> ? 0 : sizeof(T), alignof(T)};
}

// What is left beside the listed members.
struct Gaps {
  std::size_t largest = 0;
  std::size_t all = 0;
  bool only_padding = true;

  constexpr void add(std::size_t size, std::size_t padding_is_less_than) {
    if (size > largest) largest = size;
    all += size;
    if (size >= padding_is_less_than) only_padding = false;
  }
};
template <std::size_t N>
constexpr Gaps find_gaps(std::array<Place, N> places, std::size_t data_size, bool is_plain) {
  for (std::size_t i = 1; i < N; ++i)
    for (std::size_t k = i; k > 0 && places[k].offset < places[k - 1].offset; --k)
      std::swap(places[k], places[k - 1]);
  Gaps gaps;
  std::size_t end = 0;
  std::size_t align = 1;
  for (const Place& place : places) {
    if (place.offset == no_offset || place.size == 0) continue;
    if (place.offset > end) gaps.add(place.offset - end, end == 0 ? 1 : place.align);
    if (place.offset + place.size > end) end = place.offset + place.size;
    if (place.align > align) align = place.align;
  }
  // A class as C has them keeps its padding to itself.
  if (data_size > end) gaps.add(data_size - end, is_plain ? align : 1);
  return gaps;
}

template <class T>
struct WithNext {
  [[no_unique_address]] T object;
  char next;
};
// The size of a T without what others may use of its padding. (offsetof is only promised for
// standard layout, but all our compilers know it for every class; GCC, which forgets the pragma in
// a precompiled header, warns of it only where it is evaluated.)
template <class T>
constexpr std::size_t data_size() {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
  return sizeof(char[1 + __builtin_offsetof(WithNext<T>, next)]) - 1;
#pragma GCC diagnostic pop
}

template <class T, class... Ms>
constexpr bool leaves_no_room(Members<Ms...>) {
  if constexpr (sizeof...(Ms) == 0) {
    return std::is_empty_v<T>;
  } else {
    constexpr std::array<Place, sizeof...(Ms)> places{place_of<Ms>()...};
    constexpr bool is_plain = std::is_trivial_v<T> && std::is_standard_layout_v<T>;
    constexpr Gaps gaps = find_gaps(places, data_size<T>(), is_plain);
    constexpr bool bit_fields = ((Ms::offset == no_offset) || ...);
    constexpr bool empty = ((place_of<Ms>().size == 0) || ...);
    if constexpr (bit_fields || empty)
      return gaps.largest < sizeof(void*) || (bit_fields && gaps.all == sizeof(void*));
    else
      return gaps.only_padding;
  }
}
template <class T, class List>
constexpr bool lists_all_members() {
  if constexpr (std::is_polymorphic_v<T> || std::is_union_v<T>)
    return false;
  else
    return leaves_no_room<T>(List());
}

}  // namespace norace::detail
