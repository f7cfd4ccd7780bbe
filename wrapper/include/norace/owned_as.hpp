// When may an Arc<D> or an Rc<D> be one of a base class T?
//
// Promise: when a D* is a T*, and D is as Send, Sync and Owned as T is said to be: an interface
// that somebody vouched for must not carry what is not.
#pragma once

#include <concepts>
#include <type_traits>

#include "norace/traits.hpp"

namespace norace::detail {

template <class D, class T>
concept OwnedAs =
    !std::same_as<D, T> && std::is_convertible_v<D*, T*> &&
    (answer_for<D>.send || !answer_for<T>.send) && (answer_for<D>.sync || !answer_for<T>.sync) &&
    (answer_for<D>.owned || !answer_for<T>.owned);

}  // namespace norace::detail
