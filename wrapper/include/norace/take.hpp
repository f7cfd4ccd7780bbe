// Takes what somebody holds out of where it is, as a move does.
//
// Promise: gives the pointer, flag or exception, and null or false is left. std::exchange() and
// std::swap() would be the same, but ask a dozen traits of every type of pointer: 2 % of what
// norace.hpp costs to include.
//
// Example: `Guard(Guard&& other) noexcept : owner_(take(other.owner_)) {}`
#pragma once

#include <exception>

namespace norace::detail {

template <class T>
constexpr T* take(T*& pointer) noexcept {
  T* const taken = pointer;
  pointer = nullptr;
  return taken;
}
constexpr bool take(bool& flag) noexcept {
  const bool taken = flag;
  flag = false;
  return taken;
}
inline std::exception_ptr take(std::exception_ptr& thrown) noexcept {
  std::exception_ptr taken = thrown;
  thrown = nullptr;
  return taken;
}

template <class T>
constexpr void swap_pointers(T*& one, T*& other) noexcept {
  T* const first = one;
  one = other;
  other = first;
}

}  // namespace norace::detail
