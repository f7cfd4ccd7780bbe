#include "lower.hpp"

#include "reader.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

Node* Lowering::add(Op op, std::vector<const Node*> parts) {
  return form_.add(op, place_, std::move(parts));
}

Node* Lowering::variable(int index) {
  Node* node = add(Op::Variable);
  node->variable = index;
  return node;
}

void Lowering::add(tree function) {
  if (DECL_SAVED_TREE(function) == NULL_TREE) return;
  const int index = entries_.function(function);
  const FormFunction& known = form_.functions[static_cast<std::size_t>(index)];
  if (known.body != nullptr || known.coroutine != nullptr) return;
  place_ = DECL_SOURCE_LOCATION(function);
  is_unclear_ = false;
  std::vector<int> parameters;
  if (DECL_COROUTINE_P(function)) {
    const Node* body = coroutine(function, parameters);
    if (is_unclear_ || body == nullptr) return;
    FormFunction& added = form_.functions[static_cast<std::size_t>(index)];
    added.parameters = std::move(parameters);
    added.coroutine = body;
    added.result = class_name(TREE_TYPE(TREE_TYPE(function)));
    return;
  }
  for (tree each = DECL_ARGUMENTS(function); each != NULL_TREE; each = DECL_CHAIN(each))
    if (!DECL_ARTIFICIAL(each) || is_this_parameter(each) || entries_.variable(each) >= 0) {
      const std::string& name =
          form_.variables[static_cast<std::size_t>(entries_.variable(each))].name;
      if (name != "__in_chrg" && name != "__vtt_parm")
        parameters.push_back(entries_.variable(each));
    }
  const Node* body = statement(DECL_SAVED_TREE(function));
  if (is_unclear_) return;
  FormFunction& added = form_.functions[static_cast<std::size_t>(index)];
  added.parameters = std::move(parameters);
  added.body = body != nullptr ? body : add(Op::Block);
  added.is_answered_for = is_answered_for(function);
}

}  // namespace norace::plugin
