// Takes a pointer out of where it is, as a move does.
//
// Promise: gives the pointer, and null is left. std::exchange(pointer, nullptr) would be the same,
// but asks a dozen traits of every type of pointer: 2 % of what norace.hpp costs to include.
//
// Example: `Guard(Guard&& other) noexcept : owner_(take(other.owner_)) {}`
#pragma once

namespace norace::detail {

template <class T>
constexpr T* take(T*& pointer) noexcept {
  T* const taken = pointer;
  pointer = nullptr;
  return taken;
}

}  // namespace norace::detail
