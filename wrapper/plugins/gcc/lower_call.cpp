#include "calls.hpp"
#include "lower.hpp"

namespace norace::plugin {

namespace {

bool is_cast_call(tree callee) {
  if (callee == NULL_TREE || DECL_FUNCTION_MEMBER_P(callee) || !decl_in_std_namespace_p(callee) ||
      DECL_NAME(callee) == NULL_TREE)
    return false;
  const std::string_view name = IDENTIFIER_POINTER(DECL_NAME(callee));
  return name == "move" || name == "forward" || name == "as_const" || name == "move_if_noexcept";
}

}  // namespace

const Node* Lowering::call(tree node, const Node* target) {
  const tree callee = cp_get_callee_fndecl_nofold(node);
  const std::vector<tree> arguments = arguments_of(node);
  const location_t place = place_;
  if (is_cast_call(callee) && arguments.size() == 1) return value(arguments.front());
  const bool via_constructor = TREE_CODE(node) == AGGR_INIT_EXPR && AGGR_INIT_VIA_CTOR_P(node);
  std::vector<const Node*> parts;
  Node* declared = nullptr;
  if (via_constructor && target == nullptr) {
    declared = add(Op::Declare);
    declared->variable = entries_.variable(AGGR_INIT_EXPR_SLOT(node));
    form_.variables[static_cast<std::size_t>(declared->variable)].name.clear();
    target = variable(declared->variable);
  }
  if (callee == NULL_TREE) {
    const tree called = TREE_CODE(node) == CALL_EXPR ? CALL_EXPR_FN(node) : AGGR_INIT_EXPR_FN(node);
    if (called == NULL_TREE) {  // an internal function
      for (const tree each : arguments) parts.push_back(value(each));
      return add(Op::Unknown, std::move(parts));
    }
    parts.push_back(TREE_CODE(called) == OBJ_TYPE_REF ? add(Op::Unknown) : value(called));
  }
  if (callee != NULL_TREE && DECL_CONV_FN_P(callee) && LAMBDA_TYPE_P(DECL_CONTEXT(callee))) {
    Node* pointer = add(Op::Function);
    pointer->function = entries_.function(lambda_function(DECL_CONTEXT(callee)));
    return pointer;
  }
  if (callee != NULL_TREE && DECL_IS_OPERATOR_NEW_P(callee)) {
    Node* made = add(Op::New);
    made->variable = entries_.nameless(NULL_TREE, place_);
    return made;
  }
  for (std::size_t i = 0; i < arguments.size(); ++i)
    parts.push_back(i == 0 && via_constructor ? target : value(arguments[i]));
  // What GCC makes of itself has no body here: a copy of the whole, or nothing of note.
  const bool is_made = callee != NULL_TREE && !is_in_system(callee) && DECL_ARTIFICIAL(callee) &&
                       !LAMBDA_FUNCTION_P(callee);
  const bool copies = is_made && parts.size() == 2 &&
                      (DECL_COPY_CONSTRUCTOR_P(callee) || DECL_MOVE_CONSTRUCTOR_P(callee) ||
                       DECL_ASSIGNMENT_OPERATOR_P(callee));
  if (copies || (is_made && parts.size() == 1 && DECL_CONSTRUCTOR_P(callee))) {
    const Node* whole = parts.front();
    const Node* copied =
        copies ? add(Op::Write, {whole, add(Op::Read, {parts[1]})}) : add(Op::Unknown, {whole});
    if (!DECL_CONSTRUCTOR_P(callee)) return add(Op::Sequence, {copied, whole});
    if (declared == nullptr) return copied;
    return add(Op::Sequence, {declared, copied, add(Op::Read, {whole})});
  }
  Node* made = form_.add(callee == NULL_TREE ? Op::Invoke : Op::Call, place, std::move(parts));
  if (callee != NULL_TREE) made->callee = entries_.callee(callee);
  if (callee != NULL_TREE && TREE_THIS_VOLATILE(callee))
    return add(Op::Sequence, {made, add(Op::Leave)});
  if (!via_constructor) return made;
  if (declared == nullptr) return made;
  return add(Op::Sequence, {declared, made, add(Op::Read, {target})});
}

}  // namespace norace::plugin
