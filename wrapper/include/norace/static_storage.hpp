// What has static storage is never destroyed, as in Rust.
//
// Promise: a Mutex, RwLock, OnceLock or LazyLock that is a global, a static member or a function's
// static keeps its value until the process is gone: the destructors that run at exit() do not touch
// it, so a detached thread may go on using it to the very end. Everywhere else (on the stack, on
// the heap, in thread storage) the value ends with its holder. What is static is known by its
// address, between the first and the last byte of the program or library that it is linked into;
// a holder that is built by hand in a static buffer (also the buffer of a static std::optional) is
// taken for static too, and what it holds is left alone.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

extern "C" {
// Defined by the linkers (GNU ld, gold, lld, mold) for each program and library.
extern const char norace_image_begin __asm__("__ehdr_start")
    __attribute__((weak, visibility("hidden")));
extern const char norace_image_end __asm__("_end") __attribute__((weak));
}

namespace norace::detail {

inline bool in_static_storage(const void* object) noexcept {
  const auto at = reinterpret_cast<std::uintptr_t>(object);
  return at >= reinterpret_cast<std::uintptr_t>(&norace_image_begin) &&
         at < reinterpret_cast<std::uintptr_t>(&norace_image_end);
}

// A T that is not destroyed in static storage. Nothing more: it is in all else a member.
template <class T, bool = std::is_trivially_destructible_v<T>>
struct Kept {
  constexpr Kept() : value() {}
  template <class... Args>
  constexpr explicit Kept(std::in_place_t, Args&&... args) : value(std::forward<Args>(args)...) {}
  T value;
};
template <class T>
struct Kept<T, false> {
  constexpr Kept() : value() {}
  template <class... Args>
  constexpr explicit Kept(std::in_place_t, Args&&... args) : value(std::forward<Args>(args)...) {}
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() {
    if (!in_static_storage(this)) value.~T();
  }
  union {
    T value;
  };
};

}  // namespace norace::detail
