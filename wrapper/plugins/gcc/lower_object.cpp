// What stands for an object, and how objects begin: without a name, part by part, closures.
#include "lower.hpp"

namespace norace::plugin {

const Node* Lowering::object(tree node) {
  const Inside inside(*this, node);
  if (node == NULL_TREE || depth_ > kDeepestExpression) return add(Op::Unknown);
  const Node* made = nullptr;
  switch (static_cast<int>(TREE_CODE(node))) {
    case VAR_DECL:
      if (is_elsewhere(node)) {
        made = object(DECL_VALUE_EXPR(node));
        break;
      }
      [[fallthrough]];
    case PARM_DECL:
    case RESULT_DECL:
      made = variable(entries_.variable(node));
      break;
    case FUNCTION_DECL: {
      Node* function = add(Op::Function);
      function->function = entries_.function(node);
      made = function;
      break;
    }
    case COMPONENT_REF: {
      const tree field = TREE_OPERAND(node, 1);
      const Node* whole = object(TREE_OPERAND(node, 0));
      if (TREE_CODE(field) != FIELD_DECL || DECL_FIELD_IS_BASE(field) ||
          (DECL_NAME(field) == NULL_TREE && ANON_AGGR_TYPE_P(TREE_TYPE(field)))) {
        made = whole;
        break;
      }
      Node* member = add(Op::Member, {whole});
      member->field = entries_.field(field);
      made = member;
      break;
    }
    case INDIRECT_REF:
      made = value(TREE_OPERAND(node, 0));
      break;
    case ARRAY_REF: {
      const Node* whole = object(TREE_OPERAND(node, 0));
      made = add(Op::Element, {whole, value(TREE_OPERAND(node, 1))});
      break;
    }
    case TARGET_EXPR:
      made = temporary(node);
      break;
    case COMPOUND_EXPR: {
      const Node* first = value(TREE_OPERAND(node, 0));
      made = add(Op::Sequence, {first, object(TREE_OPERAND(node, 1))});
      break;
    }
    case COND_EXPR: {
      const Node* asked = value(TREE_OPERAND(node, 0));
      const Node* yes = object(TREE_OPERAND(node, 1));
      made = add(Op::Choice, {asked, yes, object(TREE_OPERAND(node, 2))});
      break;
    }
    case MODIFY_EXPR:
    case INIT_EXPR:
    case PREINCREMENT_EXPR:
    case PREDECREMENT_EXPR:
      made = value(node);
      if (made->op == Op::Read) made = made->parts[0];
      break;
    case SAVE_EXPR:
    case NON_LVALUE_EXPR:
    case VIEW_CONVERT_EXPR:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
    CASE_CONVERT:
      made = object(TREE_OPERAND(node, 0));
      break;
    case CONSTRUCTOR:
      if (LAMBDA_TYPE_P(TREE_TYPE(node))) {
        made = closure(node);
        break;
      }
      [[fallthrough]];
    case STRING_CST:
      made = add(Op::Unknown);
      break;
    default: {
      // A value without a name: an object of its own.
      const int own = entries_.nameless(TREE_TYPE(node), place_);
      Node* declared = add(Op::Declare);
      declared->variable = own;
      const Node* filled = into(variable(own), node);
      made = add(Op::Sequence, {declared, filled, variable(own)});
      break;
    }
  }
  return made;
}

const Node* Lowering::temporary(tree node) {
  const tree slot = TARGET_EXPR_SLOT(node);
  const tree initial = TARGET_EXPR_INITIAL(node);
  if (initial != NULL_TREE && TREE_CODE(initial) == CONSTRUCTOR &&
      LAMBDA_TYPE_P(TREE_TYPE(initial)))
    return closure(initial);
  const int own = entries_.variable(slot);
  form_.variables[static_cast<std::size_t>(own)].name.clear();
  Node* declared = add(Op::Declare);
  declared->variable = own;
  if (initial == NULL_TREE) return add(Op::Sequence, {declared, variable(own)});
  const bool fills_it = VOID_TYPE_P(TREE_TYPE(initial)) && TREE_CODE(initial) != AGGR_INIT_EXPR;
  const Node* filled = fills_it ? value(initial) : into(variable(own), initial);
  return add(Op::Sequence, {declared, filled, variable(own)});
}

// What `source` makes is made at `target`.
const Node* Lowering::into(const Node* target, tree source) {
  while (TREE_CODE(source) == NOP_EXPR &&
         same_type_ignoring_top_level_qualifiers_p(TREE_TYPE(source),
                                                   TREE_TYPE(TREE_OPERAND(source, 0))))
    source = TREE_OPERAND(source, 0);
  if (TREE_CODE(source) == TARGET_EXPR && TARGET_EXPR_INITIAL(source) != NULL_TREE &&
      !VOID_TYPE_P(TREE_TYPE(TARGET_EXPR_INITIAL(source))))
    return into(target, TARGET_EXPR_INITIAL(source));
  if (TREE_CODE(source) == AGGR_INIT_EXPR && AGGR_INIT_VIA_CTOR_P(source))
    return call(source, target);
  if (TREE_CODE(source) == CONSTRUCTOR && !LAMBDA_TYPE_P(TREE_TYPE(source)) &&
      !TYPE_PTRMEMFUNC_P(TREE_TYPE(source)))
    return aggregate(target, source);
  return add(Op::Write, {target, value(source)});
}

const Node* Lowering::aggregate(const Node* target, tree constructor) {
  std::vector<const Node*> parts;
  unsigned HOST_WIDE_INT i = 0;
  tree index = NULL_TREE, part = NULL_TREE;
  FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(constructor), i, index, part) {
    if (part == NULL_TREE) continue;
    if (index != NULL_TREE && TREE_CODE(index) == FIELD_DECL) {
      const Node* place = target;
      if (!DECL_FIELD_IS_BASE(index)) {
        Node* member = add(Op::Member, {target});
        member->field = entries_.field(index);
        place = member;
      }
      parts.push_back(into(place, part));
    } else {
      Node* at = add(Op::Number);
      at->number = static_cast<long long>(i);
      parts.push_back(into(add(Op::Element, {target, at}), part));
    }
  }
  parts.push_back(target);
  return add(Op::Sequence, std::move(parts));
}

const Node* Lowering::closure(tree constructor) {
  Node* made = add(Op::Closure);
  made->variable = entries_.nameless(TREE_TYPE(constructor), place_);
  unsigned HOST_WIDE_INT i = 0;
  tree field = NULL_TREE, part = NULL_TREE;
  FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(constructor), i, field, part) {
    if (field == NULL_TREE || TREE_CODE(field) != FIELD_DECL || part == NULL_TREE) continue;
    const int index = entries_.field(field);
    const Node* captured = value(part);
    made->fields.push_back(index);
    made->parts.push_back(captured);
  }
  const tree body = lambda_function(TREE_TYPE(constructor));
  if (body != NULL_TREE && TREE_CODE(body) == FUNCTION_DECL)
    made->function = entries_.function(body);
  return made;
}

}  // namespace norace::plugin
