#include "gcc_names.hpp"
#include "lower.hpp"

namespace norace::plugin {

namespace {

bool is_constant_number(tree variable) {
  return TREE_READONLY(variable) && DECL_INITIALIZED_BY_CONSTANT_EXPRESSION_P(variable) &&
         DECL_INITIAL(variable) != NULL_TREE && TREE_CODE(DECL_INITIAL(variable)) == INTEGER_CST;
}

// The pointer to an array becomes the pointer to its first element.
bool is_decay(tree conversion) {
  const tree from = TREE_TYPE(TREE_OPERAND(conversion, 0));
  const tree to = TREE_TYPE(conversion);
  return INDIRECT_TYPE_P(from) && INDIRECT_TYPE_P(to) && TREE_CODE(TREE_TYPE(from)) == ARRAY_TYPE &&
         TREE_CODE(TREE_TYPE(to)) != ARRAY_TYPE;
}

}  // namespace

const Node* Lowering::number(tree node) {
  if (!tree_fits_shwi_p(node)) return add(Op::Unknown);
  Node* made = add(Op::Number);
  made->number = tree_to_shwi(node);
  return made;
}

const Node* Lowering::unknown(tree node) {
  std::vector<const Node*> parts;
  if (EXPR_P(node))
    for (int i = 0; i < TREE_OPERAND_LENGTH(node); ++i) {
      const tree operand = TREE_OPERAND(node, i);
      if (operand != NULL_TREE && !TYPE_P(operand) && TREE_CODE(operand) != FIELD_DECL)
        parts.push_back(value(operand));
    }
  return add(Op::Unknown, std::move(parts));
}

const Node* Lowering::read(tree node) {
  const tree type = TREE_TYPE(node);
  Node* made = add(Op::Read, {object(node)});
  made->is_pointer = type != NULL_TREE && INDIRECT_TYPE_P(type);
  return made;
}

// What is assigned or counted is an object; where a number is wanted, it is read.
const Node* Lowering::content_of(tree node, const Node* changed) {
  const tree type = TREE_TYPE(node);
  if (type == NULL_TREE || !SCALAR_TYPE_P(type)) return changed;
  Node* content = add(Op::Read, {changed});
  content->is_pointer = INDIRECT_TYPE_P(type);
  return content;
}

// p + bytes
const Node* Lowering::offset(tree node) {
  const Node* pointer = value(TREE_OPERAND(node, 0));
  const tree bytes = TREE_OPERAND(node, 1);
  const tree target = TREE_TYPE(TREE_TYPE(node));
  const tree size = target == NULL_TREE ? NULL_TREE : TYPE_SIZE_UNIT(target);
  if (TREE_CODE(bytes) == INTEGER_CST && size != NULL_TREE && tree_fits_shwi_p(size) &&
      tree_fits_shwi_p(bytes) && tree_to_shwi(size) > 0) {
    Node* index = add(Op::Number);
    index->number = tree_to_shwi(bytes) / tree_to_shwi(size);
    return add(Op::Element, {pointer, index});
  }
  return add(Op::Element, {pointer, unknown(bytes)});
}

const Node* Lowering::value(tree node) {
  const Inside inside(*this, node);
  if (node == NULL_TREE || depth_ > kDeepestExpression) return add(Op::Unknown);
  const Node* made = nullptr;
  switch (static_cast<int>(TREE_CODE(node))) {
    case INTEGER_CST:
      made = number(node);
      break;
    case CONST_DECL:
      made = value(DECL_INITIAL(node));
      break;
    case VAR_DECL:
      if (is_elsewhere(node)) {
        made = value(DECL_VALUE_EXPR(node));
        break;
      }
      if (is_constant_number(node)) {
        made = number(DECL_INITIAL(node));
        break;
      }
      [[fallthrough]];
    case PARM_DECL:
    case RESULT_DECL:
    case COMPONENT_REF:
    case INDIRECT_REF:
    case ARRAY_REF:
      made = read(node);
      break;
    case FUNCTION_DECL:
      made = object(node);
      break;
    case ADDR_EXPR:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
      made = object(TREE_OPERAND(node, 0));
      break;
    case PTRMEM_CST: {
      const tree member = PTRMEM_CST_MEMBER(node);
      made = TREE_CODE(member) == FUNCTION_DECL ? object(member) : add(Op::Unknown);
      break;
    }
    case CONSTRUCTOR:
      if (LAMBDA_TYPE_P(TREE_TYPE(node))) {
        made = add(Op::Read, {closure(node)});
      } else if (TYPE_PTRMEMFUNC_P(TREE_TYPE(node))) {
        made =
            CONSTRUCTOR_NELTS(node) > 0 ? value(CONSTRUCTOR_ELT(node, 0)->value) : add(Op::Unknown);
      } else if (CONSTRUCTOR_NELTS(node) == 0 && !CLASS_TYPE_P(TREE_TYPE(node))) {
        made = add(Op::Number);
      } else {
        made = add(Op::Read, {object(node)});
      }
      break;
    case TARGET_EXPR: {
      Node* content = add(Op::Read, {temporary(node)});
      content->is_pointer = INDIRECT_TYPE_P(TREE_TYPE(node));
      made = content;
      break;
    }
    case MODIFY_EXPR:
    case INIT_EXPR: {
      const tree target = TREE_OPERAND(node, 0);
      const Node* place = object(target);
      made = is_of_range_for(target, "__for_begin")
                 ? add(Op::Write, {place, first_of_range(target, value(TREE_OPERAND(node, 1)))})
                 : into(place, TREE_OPERAND(node, 1));
      made = content_of(node, made);
      break;
    }
    case PREINCREMENT_EXPR:
    case PREDECREMENT_EXPR:
    case POSTINCREMENT_EXPR:
    case POSTDECREMENT_EXPR:
      made = content_of(node, add(Op::Change, {object(TREE_OPERAND(node, 0))}));
      break;
    case POINTER_PLUS_EXPR:
      made = offset(node);
      break;
    case COMPOUND_EXPR:
      // What has no bytes is not copied, but it is still the first part's closure.
      if (static_cast<int>(TREE_CODE(TREE_OPERAND(node, 1))) == EMPTY_CLASS_EXPR) {
        made = value(TREE_OPERAND(node, 0));
        break;
      }
      [[fallthrough]];
    case TRY_FINALLY_EXPR: {  // of a delete: the destructor, and what gives the memory back
      const Node* first = value(TREE_OPERAND(node, 0));
      made = add(Op::Sequence, {first, value(TREE_OPERAND(node, 1))});
      break;
    }
    case COND_EXPR: {
      const Node* asked = value(TREE_OPERAND(node, 0));
      const Node* yes = value(TREE_OPERAND(node, 1));
      made = add(Op::Choice, {asked, yes, value(TREE_OPERAND(node, 2))});
      break;
    }
    case TRUTH_ANDIF_EXPR: {
      const Node* first = value(TREE_OPERAND(node, 0));
      made = add(Op::Choice, {first, value(TREE_OPERAND(node, 1)), nullptr});
      break;
    }
    case TRUTH_ORIF_EXPR: {
      const Node* first = value(TREE_OPERAND(node, 0));
      made = add(Op::Choice, {first, nullptr, value(TREE_OPERAND(node, 1))});
      break;
    }
    case CALL_EXPR:
    case AGGR_INIT_EXPR:
      made = call(node);
      break;
    case TRUTH_NOT_EXPR: {
      const Node* asked = value(TREE_OPERAND(node, 0));
      made = add(Op::Not, {asked});
      break;
    }
    case THROW_EXPR: {
      const Node* thrown = unknown(node);
      made = add(Op::Sequence, {thrown, add(Op::Leave)});
      break;
    }
    case CLEANUP_POINT_EXPR: {
      const Node* inner = value(TREE_OPERAND(node, 0));
      made = add(Op::Full, {inner});
      break;
    }
    case SAVE_EXPR:
    case NON_LVALUE_EXPR:
    case VIEW_CONVERT_EXPR:
    case EXCESS_PRECISION_EXPR:
    case MUST_NOT_THROW_EXPR:
    case TRY_CATCH_EXPR:
    case EXPR_STMT:
      made = value(TREE_OPERAND(node, 0));
      break;
    CASE_CONVERT:
      made = value(TREE_OPERAND(node, 0));
      if (is_decay(node)) {
        Node* first = add(Op::Number);
        made = add(Op::Element, {made, first});
      }
      break;
    case STMT_EXPR:
      made = statement(STMT_EXPR_STMT(node));
      break;
    case STATEMENT_LIST:
    case BIND_EXPR:
    case DECL_EXPR:
    case IF_STMT:
    case FOR_STMT:
    case WHILE_STMT:
    case DO_STMT:
    case RETURN_EXPR:
    case CLEANUP_STMT:
    case TRY_BLOCK:
      made = statement(node);
      break;
    case SIZEOF_EXPR:
    case ALIGNOF_EXPR:
    case NOEXCEPT_EXPR:
    case TYPEID_EXPR:
      made = add(Op::Unknown);
      break;
    default:
      made = unknown(node);
      break;
  }
  return made == nullptr ? add(Op::Unknown) : made;
}

}  // namespace norace::plugin
