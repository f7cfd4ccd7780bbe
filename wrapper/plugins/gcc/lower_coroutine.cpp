// GCC has taken the coroutine apart already: its body stands in a helper function, whose variables
// are those of the source, kept in a frame. What suspends is a switch on an internal function, in a
// block with the awaited object, and what GCC adds of its own leads there by labels.
#include "gcc_names.hpp"
#include "lower.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

// The awaited object of the suspension in front of the body (Is), or behind it (Fs).
tree awaited(tree bind, const char* name) {
  const tree first = BIND_EXPR_VARS(bind);
  return first != NULL_TREE && is_called(first, name) ? first : NULL_TREE;
}

bool is_of_coroutine(tree bind) {
  for (tree each = BIND_EXPR_VARS(bind); each != NULL_TREE; each = DECL_CHAIN(each))
    if (is_called(each, "_Coro_promise")) return true;
  return false;
}

tree find_body(tree* node, int*, void*) {
  return TREE_CODE(*node) == BIND_EXPR && is_of_coroutine(*node) ? *node : NULL_TREE;
}

}  // namespace

const Node* Lowering::coroutine(tree function, std::vector<int>& parameters) {
  const tree helper = DECL_ACTOR_FN(function);
  if (helper == NULL_TREE || DECL_SAVED_TREE(helper) == NULL_TREE) return nullptr;
  const tree body = walk_tree_without_duplicates(&DECL_SAVED_TREE(helper), find_body, nullptr);
  if (body == NULL_TREE) return nullptr;
  frame_ = TYPE_MAIN_VARIANT(TREE_TYPE(TREE_TYPE(DECL_ARGUMENTS(helper))));
  for (tree each = BIND_EXPR_VARS(body); each != NULL_TREE; each = DECL_CHAIN(each))
    frame_variables_.insert(each);
  for (tree each = DECL_ARGUMENTS(function); each != NULL_TREE; each = DECL_CHAIN(each)) {
    tree kept = BIND_EXPR_VARS(body);
    while (kept != NULL_TREE && DECL_NAME(kept) != DECL_NAME(each)) kept = DECL_CHAIN(kept);
    parameters.push_back(
        entries_.variable(kept == NULL_TREE || DECL_NAME(each) == NULL_TREE ? each : kept));
  }
  const Node* made = block(BIND_EXPR_BODY(body));
  frame_ = NULL_TREE;
  frame_variables_.clear();
  return made;
}

const Node* Lowering::block_of_coroutine(tree bind) {
  if (awaited(bind, "Fs") != NULL_TREE) return nullptr;
  if (const tree first = awaited(bind, "Is"); first != NULL_TREE)
    return class_name(TREE_TYPE(first)) == "std::suspend_never" ? nullptr : add(Op::Suspend);
  const unsigned outer = awaited_at_;
  for (tree each = BIND_EXPR_VARS(bind); each != NULL_TREE; each = DECL_CHAIN(each))
    if (is_awaited_object(each)) awaited_at_ = DECL_SOURCE_LOCATION(each);
  const Node* made = block(BIND_EXPR_BODY(bind));
  awaited_at_ = outer;
  return made;
}

const Node* Lowering::suspension() {
  Node* made = add(Op::Suspend);
  if (awaited_at_ != 0) made->place = awaited_at_;
  return made;
}

// A name for a part of something else, as a structured binding is.
bool Lowering::is_elsewhere(tree variable) const {
  if (!DECL_HAS_VALUE_EXPR_P(variable)) return false;
  const tree place = DECL_VALUE_EXPR(variable);
  return frame_ == NULL_TREE || TREE_CODE(place) != COMPONENT_REF ||
         TYPE_MAIN_VARIANT(TREE_TYPE(TREE_OPERAND(place, 0))) != frame_;
}

}  // namespace norace::plugin
