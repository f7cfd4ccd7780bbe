// Which variables end before a scope joins its threads (E0597, at run time).
//
// Promise: says so of a variable in a stack frame above the scope's, or above a scoped thread's
// function, and of what such a thread was given; of no other one. What a variable owns on the heap
// is not seen.
//
// Example: `Frames::ends_before(frame, &variable)`, where the scope began at `frame`.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define NORACE_HAS_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NORACE_HAS_ASAN
#endif
#endif
#ifdef NORACE_HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace norace::detail {

class ScopeThreads;

// Where a variable is that ends before the scope's threads are joined: in the stack frames that
// scope()'s function, or a thread of the scope, has above itself (stacks grow downwards on all that
// we support); or in what the thread was given, its closure and its arguments.
class Frames {
 public:
  // Where this function's frames begin, on the thread that runs scope().
  static bool ends_before(const void* frame, const void* object) {
    const auto end = reinterpret_cast<std::uintptr_t>(frame);
    const auto at = on_stack(object);
    if (frame == nullptr) return false;
    // In a frame that AddressSanitizer moved, which is one of this thread's that is not left yet;
    // it is the boundary's own where the user's function was inlined into that.
    if (at != reinterpret_cast<std::uintptr_t>(object)) return at <= end;
    return at > reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) && at < end;
  }

  // What ends with the calling thread, if a scope started it.
  struct OfThread {
    const void* frame;
    const void* given_begin;
    const void* given_end;
    ScopeThreads* scope;

    bool ends_with_it(const void* object) const {
      const std::less<> before;
      return ends_before(frame, object) ||
             (!before(object, given_begin) && before(object, given_end));
    }
  };
  static inline thread_local constinit OfThread of_thread{};

  // The boundary for a function with this local variable and this frame.
  static const void* boundary([[maybe_unused]] const void* local, const void* frame) {
#ifdef NORACE_HAS_ASAN
    // Frames that AddressSanitizer moved are known by the place of a call, a little below the real
    // ones: compare like with like.
    if (on_stack(local) != reinterpret_cast<std::uintptr_t>(local))
      return reinterpret_cast<const void*>(on_stack(local));
#endif
    return frame;
  }

  // Not inlined: its frame is the boundary.
  template <class F>
  [[gnu::noinline]] static decltype(auto) run_thread(F&& f) {
    const char here = 0;
    of_thread.frame = boundary(&here, __builtin_dwarf_cfa());
    return std::forward<F>(f)();
  }

 private:
  // AddressSanitizer may keep a frame's variables elsewhere, and knows where the frame is.
  static std::uintptr_t on_stack(const void* object) {
#ifdef NORACE_HAS_ASAN
    if (void* const fake = __asan_get_current_fake_stack())
      if (const void* const real =
              __asan_addr_is_in_fake_stack(fake, const_cast<void*>(object), nullptr, nullptr))
        return reinterpret_cast<std::uintptr_t>(real);
#endif
    return reinterpret_cast<std::uintptr_t>(object);
  }
};

}  // namespace norace::detail
