// What the compiler plugins ask the library about a type: of a static, and of a capture.
//
// Promise: the plugins find these templates by their names in this namespace, instantiate them for
// the user's types, and read the values; nothing else of the library is read by them.
//
// Example: `StaticAnswer<std::string>::if_const == int(InStatic::Arguments)`.
#pragma once

#include <array>
#include <cstddef>

#include "norace/answer.hpp"
#include "norace/marker.hpp"
#include "norace/static_rule.hpp"
#include "norace/std_types.hpp"

namespace norace::detail {

// What the library knows of T as the type of a static, by T's name or because somebody vouched. The
// compiler plugins instantiate this.
template <class T>
struct StaticByName {
  static constexpr InStatic if_const = std_static_if_const(class_name<T>());
  static constexpr InStatic if_mutable = std_static_if_mutable(class_name<T>());
};
template <template <class...> class C, class... Ts>
struct StaticByName<C<Ts...>> {
  static constexpr InStatic if_const = std_static_if_const(template_name<C>());
  static constexpr InStatic if_mutable = std_static_if_mutable(template_name<C>());
};
template <class T, std::size_t N>
struct StaticByName<std::array<T, N>> {
  static constexpr InStatic if_const = InStatic::Elements;
  static constexpr InStatic if_mutable = InStatic::Elements;
};

// Has anybody vouched for T, or opted it out? Cheap: for a type of namespace std that nobody spoke
// of, the plugins read the tables of static_rule.hpp themselves.
template <class T>
struct StaticVouch {
  static constexpr int value = not_sync<T> || unsafe_sync<T> || unsafe_sync_mut<T> ? 1 : 0;
};
template <class T>
struct StaticAnswer {
  // By itself: a condition that names answer<T>() instantiates it, also where it is not asked.
  static constexpr InStatic find_if_known() {
    constexpr Answer known = answer<T>();
    if (is_made_once<T> && known.why == Rule::E0277_UNKNOWN) return InStatic::Elements;
    return known.sync ? InStatic::Fine : InStatic::Refused;
  }
  static constexpr InStatic find_if_const() {
    if constexpr (not_sync<T>)
      return InStatic::Refused;
    else if constexpr (unsafe_sync<T> || unsafe_sync_mut<T>)
      return InStatic::Fine;
    else if constexpr (StaticByName<T>::if_const != InStatic::Inside)
      return StaticByName<T>::if_const;
    else if constexpr (IsKnown<T>)
      return find_if_known();
    else
      return InStatic::Inside;
  }
  static constexpr InStatic find_if_mutable() {
    if constexpr (unsafe_sync_mut<T>)
      return InStatic::Fine;
    else if constexpr (StaticByName<T>::if_mutable != InStatic::Inside)
      return StaticByName<T>::if_mutable;
    else
      return IsKnown<T> ? InStatic::Refused : InStatic::Inside;
  }
  static constexpr int if_const = static_cast<int>(find_if_const());
  static constexpr int if_mutable = static_cast<int>(find_if_mutable());
};

// And of T as a capture of a closure that goes to another thread.
enum class InCapture : int { Fine, Borrows, NotSend, Unknown };
template <class T>
struct CaptureAnswer {
  static constexpr Rule why = answer<T>().why;
  static constexpr int value = static_cast<int>(why == Rule::None            ? InCapture::Fine
                                                : why == Rule::E0521         ? InCapture::Borrows
                                                : why == Rule::E0277_UNKNOWN ? InCapture::Unknown
                                                                             : InCapture::NotSend);
};

}  // namespace norace::detail
