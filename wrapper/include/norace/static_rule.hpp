// What a variable of static storage duration may be (E0133): every thread can reach it by its name.
//
// Promise: this header answers for one type at a time, and the compiler plugins ask it; they add
// what types cannot see, which is the variables, the members of closed classes, and who uses what.
// A variable is fine when it is `const` and what it holds is Sync, when it is `thread_local`, or
// when *every* operation on it, the non-const ones too, may be called by several threads at once:
// std::atomic, std::mutex, std::condition_variable, std::once_flag, norace::Atomic, and whatever
// says so:
//
//   unsafe_sync_mut<T>   the author vouches. # Safety: the author owes that two threads may call
//   any
//                        operations of one T, assignment and destruction by others excepted, at the
//                        same time
//
// One variable may be answered for instead, with `[[norace::unsafe_static("why")]]`, spelled
// NORACE_UNSAFE_STATIC("why") for compilers without the plugin, which would warn. # Safety: the
// author owes that its uses do not race, and says why.
//
// NORACE_UNSAFE_SHARED("why"), before a declaration or a statement, answers likewise for what two
// threads do there (N0005). # Safety: the author owes that it does not race, and says why.
//
// A pointer or reference to const is fine in a static, although it is not Owned: what it points at
// outlives the threads or is a static itself, and is judged where it stands.
//
// Example:
//
// <!-- cpp
// //@ needs: statics-plugin
// -->
// ```cpp compile_fail,E0133
// const norace::Mutex<int> counter(0);          // fine
// const char* const names[] = {"one", "two"};   // fine
// std::atomic<int> hits;                        // fine
// int total = 0;                                // E0133
// void add() { ++total; }
// ```
#pragma once

#include "norace/rule.hpp"
#include "norace/std_types.hpp"

// The plugin defines NORACE_PLUGIN.
#if defined(NORACE_PLUGIN)
#define NORACE_UNSAFE_STATIC(why) [[norace::unsafe_static(why)]]
#else
#define NORACE_UNSAFE_STATIC(why)
#define NORACE_UNSAFE_SHARED(why)
#endif

namespace norace {

template <class T>
inline constexpr bool unsafe_sync_mut = false;

namespace detail {

// A static of this class is made once and then only read, as a const static of its first template
// argument is: what is trusted there is trusted here.
template <class T>
inline constexpr bool is_made_once = false;

// What is known of a type as the type of a static.
enum class InStatic : int {
  Fine,       // every thread may use it
  Refused,    // not Sync; or, if the variable is not const, it can be changed
  Arguments,  // fine if all its template arguments are, as const
  Elements,   // as its first template argument, const or not as it is itself
  Target,     // like a pointer to its first template argument
  Inside,     // nothing is known by name: its members decide
};

// `name` stands after "std::"; empty for what is not of namespace std.
constexpr InStatic std_static_if_const(const char* name) {
  if (is_one_of(name, "unique_ptr shared_ptr weak_ptr reference_wrapper span"))
    return InStatic::Target;
  if (is_one_of(name, "array")) return InStatic::Elements;
  if (is_one_of(name, "basic_string_view initializer_list atomic")) return InStatic::Arguments;
  if (is_one_of(name, owner_names) || is_one_of(name, functor_names)) return InStatic::Arguments;
  // Reads of one are safe; not Send, though.
  if (is_one_of(name, "locale error_code error_condition")) return InStatic::Fine;
  if (is_one_of(name, value_names) || is_one_of(name, synchroniser_names)) return InStatic::Fine;
  if (is_one_of(name, shared_names) || is_one_of(name, erased_names) ||
      is_one_of(name, view_names) || is_one_of(name, hidden_state_names))
    return InStatic::Refused;
  return InStatic::Inside;
}
constexpr InStatic std_static_if_mutable(const char* name) {
  if (*name == '\0') return InStatic::Inside;
  if (is_one_of(name,
                "mutex recursive_mutex timed_mutex recursive_timed_mutex shared_mutex "
                "shared_timed_mutex condition_variable condition_variable_any once_flag latch "
                "barrier counting_semaphore atomic_flag"))
    return InStatic::Fine;
  if (is_one_of(name, "atomic")) return InStatic::Arguments;
  if (is_one_of(name, "array")) return InStatic::Elements;
  return InStatic::Refused;
}

}  // namespace detail
}  // namespace norace
