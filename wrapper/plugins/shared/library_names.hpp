// The standard library's classes and functions, by their names, for whoever says what their calls
// do.
#pragma once

#include <algorithm>
#include <initializer_list>
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
  return is_one_of(name, {"std::future", "std::shared_future", "std::__basic_future"});
}
inline bool is_guard_class(std::string_view name) {
  const std::string_view last = last_name(name);
  return (begins_with(name, "std::") || begins_with(name, "boost::")) &&
         is_one_of(last, {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"});
}
inline bool is_atomic_class(std::string_view name) {
  return begins_with(name, "std::") && contains(last_name(name), "atomic");
}
inline bool is_pointer_class(std::string_view name) {
  const std::string_view last = last_name(name);
  return is_one_of(last, {"unique_ptr", "shared_ptr", "__shared_ptr", "__shared_ptr_access",
                          "weak_ptr", "__weak_ptr", "reference_wrapper"});
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
