// What Clang's own analyses are told about the library, for who loads no plugin (docs/plugins.md:
// it sees all of this on every compiler); without them, and with the rule off, nothing.
//
// Promise: with the CMake target norace::strict (the flags stand in wrapper/CMakeLists.txt) Clang
// reports, in its own words and on the user's line,
//
//   E0382   a use of what was moved, dropped or joined before     -Wconsumed
//   E0499   a second exclusive borrow in one scope                -Wthread-safety-analysis
//   E0502   a shared borrow beside an exclusive one               -Wthread-safety-analysis
//   E0515   a reference to guarded data returned                  -Wreturn-stack-address
//   E0716   a reference into a temporary owner or guard           -Wdangling
//   E0597   a reference that outlives its guard or owner          Clang 22's lifetime safety
//
// Without these flags the annotations change nothing: no code, no size, no overload.
//
// Example:
//
// <!-- cpp
// //@ needs: statics-plugin
// -->
// ```cpp compile_fail,E0382
// auto counter = norace::Arc<norace::Mutex<int>>::make(0);
// norace::spawn([](norace::Arc<norace::Mutex<int>>) {}, std::move(counter)).join();
// auto guard = counter->lock();  // E0382
// ```
#pragma once

#include "norace/rule.hpp"

// Use after move: before the name of a class; before a method that needs a live object; before one
// that ends it; before a default constructor, whose object Clang takes for moved-from otherwise.
//
// Every object starts as `unknown`, which is trusted, as is what was passed on by reference: only
// what was certainly moved is complained about. Not before Clang 19 (measured: Clang 14 takes what
// happens after a loop for what happens in it). No version survives a `return;` in a constructor of
// such a class.
#if defined(__clang__) && NORACE_ON_E0382
#if __clang_major__ >= 19
#define NORACE_SEES_MOVES
#endif
#endif
#ifdef NORACE_SEES_MOVES
#define NORACE_MOVES_OUT [[clang::consumable(unknown), clang::consumable_auto_cast_state]]
#define NORACE_USES [[clang::callable_when("unconsumed", "unknown")]]
#define NORACE_ENDS [[clang::set_typestate(consumed)]]
#define NORACE_FRESH [[clang::return_typestate(unknown)]]
#else
#define NORACE_MOVES_OUT
#define NORACE_USES
#define NORACE_ENDS
#define NORACE_FRESH
#endif

// After a parameter, or a method's qualifiers: what is returned refers to it (to the object). GCC
// knows it where Norace's plugin is loaded.
#if __has_cpp_attribute(clang::lifetimebound) && NORACE_ON_E0515 && NORACE_ON_E0597 && \
    NORACE_ON_E0716
#define NORACE_LIFETIMEBOUND [[clang::lifetimebound]]
#else
#define NORACE_LIFETIMEBOUND
#endif

// After a function that lends `object` to a thread of the scope around it. Two loans are told apart
// by how they are written, so v[0] and v[1] are one, as in Rust.
#if defined(__clang__) && (NORACE_ON_E0499 || NORACE_ON_E0502)
#if NORACE_ON_E0499
#define NORACE_NOT_LENT_TWICE(object) locks_excluded(::norace::detail::exclusive_borrow_of(object)),
#else
#define NORACE_NOT_LENT_TWICE(object)
#endif
#if NORACE_ON_E0502
#define NORACE_NOT_LENT_MUT(object) locks_excluded(::norace::detail::exclusive_borrow_of(object)),
#define NORACE_NOT_LENT(object) locks_excluded(::norace::detail::shared_borrow_of(object)),
#else
#define NORACE_NOT_LENT_MUT(object)
#define NORACE_NOT_LENT(object)
#endif
#define NORACE_LENDS_MUT(object)                                       \
  __attribute__((NORACE_NOT_LENT_TWICE(object) NORACE_NOT_LENT(object) \
                     assert_capability(::norace::detail::exclusive_borrow_of(object))))
#define NORACE_LENDS(object)                 \
  __attribute__((NORACE_NOT_LENT_MUT(object) \
                     assert_capability(::norace::detail::shared_borrow_of(object))))

namespace norace::detail {
struct __attribute__((capability("borrow"))) Loan {};
template <class T>
Loan& exclusive_borrow_of(const T& object);  // never called: they only name the loan
template <class T>
Loan& shared_borrow_of(const T& object);
}  // namespace norace::detail
#else
#define NORACE_LENDS_MUT(object)
#define NORACE_LENDS(object)
#endif
