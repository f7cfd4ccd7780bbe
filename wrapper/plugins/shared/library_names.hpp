// The standard library's classes and functions, by their names, for whoever says what their calls
// do.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "memory.hpp"

namespace norace::plugin {

inline bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
inline bool begins_with(std::string_view name, std::string_view begin) {
  return name.substr(0, begin.size()) == begin;
}
inline bool ends_with(std::string_view name, std::string_view end) {
  return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}
inline bool contains(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}
inline std::string_view last_name(std::string_view name) {
  const std::size_t colons = name.rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

inline bool is_thread_class(std::string_view name) {
  return is_one_of(name, {"std::thread", "std::jthread", "boost::thread", "boost::scoped_thread"});
}
inline bool is_future_class(std::string_view name) {
  return is_one_of(name, {"std::future", "std::shared_future", "std::__basic_future",
                          "boost::future", "boost::unique_future", "boost::shared_future",
                          "boost::detail::basic_future", "tf::Future"});
}
inline bool is_guard_class(std::string_view name) {
  const std::string_view last = last_name(name);
  return (begins_with(name, "std::") || begins_with(name, "boost::")) &&
         is_one_of(last, {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"});
}
// What one thread took and the same one has to give back.
inline bool is_bound_class(std::string_view name) {
  return is_guard_class(name) ||
         is_one_of(name,
                   {"norace::MutexGuard", "norace::RwLockReadGuard", "norace::RwLockWriteGuard",
                    "norace::RwLockUpgradableReadGuard", "norace::MappedGuard", "norace::Ref",
                    "norace::RefMut", "norace::Borrow", "norace::BorrowMut", "absl::MutexLock",
                    "absl::ReaderMutexLock", "absl::WriterMutexLock", "QMutexLocker"});
}
// What no other thread may have, so that it cannot sleep in a Task, which any thread may wake.
inline bool is_local_class(std::string_view name) { return name == "norace::Rc"; }
inline bool is_atomic_class(std::string_view name) {
  return begins_with(name, "std::") && contains(last_name(name), "atomic");
}
inline bool is_pointer_class(std::string_view name) {
  const std::string_view last = last_name(name);
  return is_one_of(last, {"unique_ptr", "shared_ptr", "__shared_ptr", "__shared_ptr_access",
                          "weak_ptr", "__weak_ptr", "reference_wrapper"}) ||
         name == "std::coroutine_handle";
}
// A coroutine that waits until an executor starts it.
inline bool is_awaitable_class(std::string_view name) {
  return is_one_of(name, {"boost::asio::awaitable", "asio::awaitable"});
}
inline bool is_callable_class(std::string_view name) {
  return is_one_of(name, {"std::function", "std::packaged_task", "std::move_only_function"});
}
inline bool is_view_class(std::string_view name) {
  return is_one_of(name, {"std::span", "std::basic_string_view"});
}
inline bool is_container_class(std::string_view name) {
  return is_one_of(name, {"std::vector",
                          "std::array",
                          "std::deque",
                          "std::list",
                          "std::forward_list",
                          "std::map",
                          "std::multimap",
                          "std::set",
                          "std::multiset",
                          "std::unordered_map",
                          "std::unordered_set",
                          "std::unordered_multimap",
                          "std::unordered_multiset",
                          "std::basic_string",
                          "std::optional",
                          "std::queue",
                          "std::stack",
                          "std::priority_queue",
                          "std::span",
                          "std::basic_string_view",
                          "std::initializer_list",
                          "std::valarray",
                          "std::bitset",
                          "std::_Optional_base_impl",
                          "std::_Optional_payload_base"});
}
inline bool is_map(std::string_view name) {
  return is_one_of(name, {"std::map", "std::unordered_map"});
}
// Their elements stay where they are when others come.
inline bool is_made_of_nodes(std::string_view name) {
  return !is_one_of(name, {"std::vector", "std::basic_string", "std::array", "std::optional"});
}
inline bool is_iterator_class(std::string_view name) {
  return contains(last_name(name), "iterator") || contains(last_name(name), "_Iterator");
}

// The algorithms of std::ranges are objects: "std::ranges::for_each" for the call of one, "" for
// any other call.
inline std::string ranges_algorithm(std::string_view call) {
  constexpr std::string_view space = "std::ranges::";
  constexpr std::string_view operation = "::operator()";
  if (!begins_with(call, space) || !ends_with(call, operation)) return {};
  std::string_view name = call.substr(space.size(), call.size() - space.size() - operation.size());
  if (ends_with(name, "::__fn")) name.remove_suffix(6);  // libc++: __for_each::__fn
  if (ends_with(name, "_fn")) name.remove_suffix(3);     // libstdc++: __for_each_fn
  if (!begins_with(name, "__") || contains(name, "::")) return {};
  return std::string(space).append(name.substr(2));
}

// Of a library that is neither the standard's nor the system's: what its calls do is not known.
inline bool is_foreign(std::string_view name) {
  constexpr std::string_view known[] = {
      "std::", "__gnu_cxx::", "__gnu_parallel::", "__cxxabiv1::", "__pstl::", "operator "};
  if (std::any_of(std::begin(known), std::end(known),
                  [&](std::string_view each) { return begins_with(name, each); }))
    return false;
  const bool is_in_space = contains(name, "::");
  const bool is_of_qt = name.size() > 1 && name[0] == 'Q' && name[1] >= 'A' && name[1] <= 'Z';
  return is_in_space || is_of_qt;
}

// A guard of such a library's: it is not known which mutex it holds.
inline bool is_foreign_guard(std::string_view name) {
  const std::string_view last = last_name(name);
  return is_foreign(name) && (ends_with(last, "_lock") || contains(last, "Lock"));
}

inline bool is_stream_class(std::string_view name) {
  return begins_with(name, "std::basic_") && ends_with(name, "stream");
}

inline bool only_looks(std::string_view method) {
  return is_one_of(method,
                   {"begin",        "end",         "cbegin",      "cend",          "rbegin",
                    "rend",         "crbegin",     "crend",       "data",          "c_str",
                    "at",           "operator[]",  "front",       "back",          "top",
                    "find",         "lower_bound", "upper_bound", "equal_range",   "value",
                    "operator*",    "operator->",  "first",       "last",          "subspan",
                    "size",         "empty",       "has_value",   "operator bool", "_M_get",
                    "get_allocator"});
}

// The place of an element among those that `place` stands for.
inline Place element_of(const Place& place, const Value& index) {
  const bool is_inside = !place.steps.empty() && is_element(place.steps.back());
  Place part = place;
  if (is_inside) part.steps.pop_back();
  if (index.is(Value::Kind::Number) && !is_inside)
    return part.with({Step::Kind::Element, index.number});
  return part.some();
}

}  // namespace norace::plugin
