// The names that GCC gives to what it makes itself.
#pragma once

#include <string_view>

#include "headers.hpp"

namespace norace::plugin {

inline bool is_called(tree declared, const char* name) {
  return DECL_P(declared) && DECL_NAME(declared) != NULL_TREE &&
         id_equal(DECL_NAME(declared), name);
}

// Of `for (x : range)` GCC makes __for_range, __for_begin and __for_end.
inline bool is_of_range_for(tree variable, std::string_view which) {
  return VAR_P(variable) && DECL_NAME(variable) != NULL_TREE &&
         std::string_view(IDENTIFIER_POINTER(DECL_NAME(variable))).rfind(which, 0) == 0;
}

// What a coroutine awaits is Aw0, Aw1, ..., and Yd0 what it yields.
inline bool is_awaited_object(tree declared) {
  if (DECL_NAME(declared) == NULL_TREE || !DECL_HAS_VALUE_EXPR_P(declared)) return false;
  const std::string_view name = IDENTIFIER_POINTER(DECL_NAME(declared));
  const std::string_view which = name.substr(0, 2);
  return (which == "Aw" || which == "Yd") &&
         name.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

}  // namespace norace::plugin
