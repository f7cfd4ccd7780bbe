// GCC's two kinds of calls, read alike.
#pragma once

#include "headers.hpp"

namespace norace::plugin {

inline bool is_call(tree node) {
  return TREE_CODE(node) == CALL_EXPR || TREE_CODE(node) == AGGR_INIT_EXPR;
}

inline std::vector<tree> arguments_of(tree call) {
  std::vector<tree> arguments;
  const bool is_plain = TREE_CODE(call) == CALL_EXPR;
  const int count = is_plain ? call_expr_nargs(call) : aggr_init_expr_nargs(call);
  for (int i = 0; i < count; ++i)
    arguments.push_back(is_plain ? CALL_EXPR_ARG(call, i) : AGGR_INIT_EXPR_ARG(call, i));
  return arguments;
}

}  // namespace norace::plugin
