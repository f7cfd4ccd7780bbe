// What is known about the types of the standard library, without including their headers.
//
// Promise: a class template of namespace std is recognised by its own name, so that
// `std::vector<int>` is Send while a stranger's class that merely looks like a container is
// unknown. Nothing outside namespace std can match: the compiler prints the full name.
//
// Why by name: including <vector>, <map>, <filesystem> and so on would cost every user their
// compile time, and the standard forbids forward declarations of its templates. __PRETTY_FUNCTION__
// ends in `C = std::vector]` on GCC and Clang; inline namespaces (`__cxx11`, `__1`) are skipped.
//
// The table in docs/rules/std-types.md says what comes out; wrapper/tests/std_types_test.cpp checks
// it.
#pragma once

#include <cstddef>

namespace norace::detail {

// The text after "std::" and any inline namespace, or "" for a name outside std.
constexpr const char* after_std(const char* text, char letter) {
  // "... [with C = std::vector]" on GCC, "... [C = std::vector]" on Clang
  while (*text != '\0' && !((text[0] == ' ' || text[0] == '[') && text[1] == letter &&
                            text[2] == ' ' && text[3] == '=' && text[4] == ' '))
    ++text;
  if (*text == '\0') return text;
  text += 5;
  const char prefix[] = "std::";
  for (std::size_t i = 0; prefix[i] != '\0'; ++i, ++text)
    if (*text != prefix[i]) return "";
  while (text[0] == '_' && text[1] == '_') {  // std::__cxx11::, std::__1::
    const char* next = text;
    while (*next != ':' && *next != '\0' && *next != ']') ++next;
    if (next[0] != ':' || next[1] != ':') break;
    text = next + 2;
  }
  return text;
}

// Is `name` one of the space-separated words of `list`? `name` ends at '<', ']', ';' or its own
// end.
constexpr bool is_one_of(const char* name, const char* list) {
  if (*name == '\0') return false;
  while (*list != '\0') {
    const char* n = name;
    for (; *list != ' ' && *list != '\0' && *n == *list; ++list) ++n;
    const bool list_ends = *list == ' ' || *list == '\0';
    const bool name_ends = *n == '<' || *n == ']' || *n == ';' || *n == '\0';
    if (list_ends && name_ends) return true;
    while (*list != ' ' && *list != '\0') ++list;
    if (*list == ' ') ++list;
  }
  return false;
}

template <template <class...> class C>
constexpr const char* template_name() {
  return after_std(__PRETTY_FUNCTION__, 'C');
}
template <class C>
constexpr const char* class_name() {
  return after_std(__PRETTY_FUNCTION__, 'C');
}

// The lists stand by themselves: the compiler plugins read them too, for files without our headers.

// Own their elements, and answer as their type arguments do (allocators and comparators included).
inline constexpr char owner_names[] =
    "vector deque list forward_list map multimap set multiset unordered_map "
    "unordered_multimap unordered_set unordered_multiset queue stack priority_queue "
    "basic_string variant optional pair tuple complex valarray expected unexpected "
    "flat_map flat_multimap flat_set flat_multiset _Mem_fn __mem_fn "
    "chrono::duration chrono::time_point chrono::hh_mm_ss";
template <template <class...> class C>
inline constexpr bool owns_its_arguments = is_one_of(template_name<C>(), owner_names);

// Its const is shallow, and its deleter decides whether it owns.
template <template <class...> class C>
inline constexpr bool is_one_owner = is_one_of(template_name<C>(), "unique_ptr");
template <class D>
inline constexpr bool is_default_delete = is_one_of(class_name<D>(), "default_delete");

// Arguments of the above that hold nothing, unless a user specialised them with members.
inline constexpr char functor_names[] =
    "allocator char_traits default_delete hash less greater less_equal greater_equal "
    "equal_to not_equal_to plus minus multiplies owner_less in_place_type_t";
template <template <class...> class C>
inline constexpr bool is_functor = is_one_of(template_name<C>(), functor_names);

// Own what they hold, and cannot say that no other thread holds it too.
inline constexpr char shared_names[] = "shared_ptr weak_ptr shared_future";
template <template <class...> class C>
inline constexpr bool is_shared = is_one_of(template_name<C>(), shared_names);

// Their type does not say what they hold: a closure that borrows, say (a future of
// std::async(std::launch::deferred) holds one), or any exception (a promise); or they are tied to
// the thread that locked.
inline constexpr char erased_names[] =
    "function move_only_function packaged_task future promise "
    "unique_lock lock_guard scoped_lock shared_lock atomic_ref";
template <template <class...> class C>
inline constexpr bool is_erased = is_one_of(template_name<C>(), erased_names);

// Views of somebody else's data.
inline constexpr char view_names[] =
    "basic_string_view reference_wrapper initializer_list move_iterator reverse_iterator "
    "back_insert_iterator front_insert_iterator insert_iterator istream_iterator "
    "ostream_iterator coroutine_handle ranges::ref_view ranges::iota_view";
template <template <class...> class C>
inline constexpr bool is_view = is_one_of(template_name<C>(), view_names);

// Classes (not templates) that own what they hold: values through and through.
inline constexpr char value_names[] =
    "filesystem::path filesystem::__cxx11::path thread thread::id __thread_id "
    "type_index source_location monostate nullopt_t unexpect_t "
    "filesystem::file_status strong_ordering weak_ordering partial_ordering "
    "chrono::day chrono::month chrono::year chrono::weekday chrono::weekday_indexed "
    "chrono::weekday_last chrono::month_day chrono::month_day_last chrono::month_weekday "
    "chrono::month_weekday_last chrono::year_month chrono::year_month_day "
    "chrono::year_month_day_last chrono::year_month_weekday chrono::year_month_weekday_last "
    "chrono::last_spec";
template <class C>
inline constexpr bool is_std_value = is_one_of(class_name<C>(), value_names);

// Classes whose const *and* mutating use by several threads is their purpose.
inline constexpr char synchroniser_names[] =
    "mutex recursive_mutex timed_mutex recursive_timed_mutex shared_mutex "
    "shared_timed_mutex condition_variable condition_variable_any once_flag latch "
    "counting_semaphore atomic_flag";
template <class C>
inline constexpr bool is_std_synchroniser = is_one_of(class_name<C>(), synchroniser_names);
template <template <class...> class C>
inline constexpr bool is_barrier = is_one_of(template_name<C>(), "barrier");

// Share hidden state, or do not say what they hold. The stop_* ones run whatever closure a
// std::stop_callback has, on the thread that asks to stop; a jthread has one inside. An error_code
// leads to its category, which may be anybody's.
inline constexpr char hidden_state_names[] =
    "exception_ptr any locale error_code error_condition random_device "
    "__exception_ptr::exception_ptr "
    "stop_source stop_token jthread";
template <class C>
inline constexpr bool is_std_shared = is_one_of(class_name<C>(), hidden_state_names);

}  // namespace norace::detail
