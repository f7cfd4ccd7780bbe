// Asks whether an object of a closed type (a closure, a class with private members) can hold a
// borrow: a pointer, a reference, or a view made of them.
//
// Promise: `holds_no_borrow<T>` is true only when no object of type T can hold a pointer, a
// reference, a pointer to member or a union that hides one, at any depth. It may be false for an
// innocent T; unknown is refused.
//
// How: a trivially copyable T can be made by `__builtin_bit_cast` from bytes, and that is a
// constant expression only if no pointer, reference, union or volatile is inside. Measured on
// GCC 12.2 and Clang 14, 19, 22. A class that is empty holds nothing. Closures that own something
// (a string, an Arc) are not trivially copyable and look the same as ones that borrow: false. What
// is smaller than a pointer has none, bit-fields too, which Clang cannot cast.
//
// GCC 12 does not look into arrays: `[arr]` with `int* arr[2]` passes the cast. So where the probe
// is blind, a T that is aligned like a pointer must also be good for a template's argument, which a
// pointer made of numbers is not; measured: true of closures. What has private members never is: it
// must be layout-compatible with one or two scalars, or with three or four alike. What has another
// shape is refused on GCC 12 and accepted on Clang.
// GCC 12 also refuses the cast for a class without a constexpr constructor, whatever it holds; such
// a one is asked for its layout alone.
//
// Example:
//
// ```cpp
// int n = 1;
// auto owns = [n] { return n; };
// auto borrows = [&n] { return n; };
// auto hides = [p = &n] { return *p; };
// static_assert(norace::detail::holds_no_borrow<decltype(owns)>);
// static_assert(!norace::detail::holds_no_borrow<decltype(borrows)>);
// static_assert(!norace::detail::holds_no_borrow<decltype(hides)>);
// ```
#pragma once

#include <cstddef>
#include <type_traits>

namespace norace::detail {

template <std::size_t N>
struct Bytes {
  unsigned char bytes[N];
};

template <class T>
concept BitCastsInConstant = std::is_trivially_copyable_v<T> && requires {
  typename std::integral_constant<bool, (__builtin_bit_cast(T, Bytes<sizeof(T)>{}), true)>;
};

// A template's argument cannot hold a pointer that is no constant's address, in an array neither.
// So of a closure that GCC takes as an argument, filled with ones, nothing is one.
template <std::size_t N>
constexpr Bytes<N> ones() {
  Bytes<N> result{};
  for (unsigned char& byte : result.bytes) byte = 1;
  return result;
}
template <auto>
struct TakesValue {};
template <class T>
concept IsTemplateArgument = requires {
  typename TakesValue<__builtin_bit_cast(T, ones<sizeof(T)>())>;
};

// True on GCC 12: the cast above does not notice a pointer inside an array.
struct ArrayOfPointers {
  int* inside[1];
};
inline constexpr bool blind_to_arrays = BitCastsInConstant<ArrayOfPointers>;

template <class A>
struct OneScalar {
  A a;
};
template <class A, class B>
struct TwoScalars {
  A a;
  B b;
};

template <class A>
struct ThreeAlike {
  A a, b, c;
};
template <class A>
struct FourAlike {
  A a, b, c, d;
};

template <class... Scalars>
struct ScalarLayouts {
  template <class T, class First>
  static constexpr bool starts_with() {
#if defined(__GNUC__) && !defined(__clang__)
    return (__is_layout_compatible(T, TwoScalars<First, Scalars>) || ...);
#else
    return false;
#endif
  }
  template <class T>
  static constexpr bool match() {
#if defined(__GNUC__) && !defined(__clang__)
    return (__is_layout_compatible(T, OneScalar<Scalars>) || ...) ||
           (__is_layout_compatible(T, ThreeAlike<Scalars>) || ...) ||
           (__is_layout_compatible(T, FourAlike<Scalars>) || ...) ||
           (starts_with<T, Scalars>() || ...);
#else
    return false;
#endif
  }
};
using CommonLayouts = ScalarLayouts<bool, char, int, unsigned, long, unsigned long, long long,
                                    unsigned long long, float, double>;

template <class T>
constexpr bool no_hidden_array() {
  if constexpr (!blind_to_arrays || alignof(T) < alignof(void*))
    return true;
  else if constexpr (IsTemplateArgument<T>)
    return true;
  else
    return CommonLayouts::match<T>();
}

template <class T>
constexpr bool find_no_borrow() {
  if constexpr (!std::is_trivially_copyable_v<T>)
    return false;
  else if constexpr (std::is_empty_v<T> || sizeof(T) < sizeof(void*))
    return true;
  else if constexpr (BitCastsInConstant<T>)
    return no_hidden_array<T>();
  else
    return CommonLayouts::match<T>();
}

template <class T>
inline constexpr bool holds_no_borrow = find_no_borrow<T>();

// A T that does hold a pointer, a reference or a union, as far as the probe says; else it is
// unknown.
template <class T>
inline constexpr bool holds_borrow = std::is_trivially_copyable_v<T> && !BitCastsInConstant<T>;

}  // namespace norace::detail
