#include "gcc_names.hpp"
#include "lower.hpp"

namespace norace::plugin {

namespace {

tree without_wrappers(tree node) {
  while (node != NULL_TREE &&
         (TREE_CODE(node) == CLEANUP_POINT_EXPR || TREE_CODE(node) == EXPR_STMT))
    node = TREE_OPERAND(node, 0);
  return node;
}

bool is_suspension(tree condition) {
  tree node = without_wrappers(condition);
  if (node != NULL_TREE && (TREE_CODE(node) == MODIFY_EXPR || TREE_CODE(node) == INIT_EXPR))
    node = TREE_OPERAND(node, 1);
  return node != NULL_TREE && TREE_CODE(node) == CALL_EXPR && CALL_EXPR_FN(node) == NULL_TREE &&
         CALL_EXPR_IFN(node) == IFN_CO_YIELD;
}

}  // namespace

const Node* Lowering::list(tree node) {
  std::vector<const Node*> parts;
  for (auto at = tsi_start(node); !tsi_end_p(at); tsi_next(&at))
    if (const Node* each = statement(tsi_stmt(at))) parts.push_back(each);
  return add(Op::Sequence, std::move(parts));
}

const Node* Lowering::block(tree node) { return add(Op::Block, {statement(node)}); }

const Node* Lowering::declaration(tree declared, unsigned place) {
  if (!VAR_P(declared) || is_elsewhere(declared)) return nullptr;
  if (frame_variables_.count(declared) != 0) return nullptr;
  if (TREE_STATIC(declared) || DECL_EXTERNAL(declared)) return nullptr;
  const tree initial = DECL_INITIAL(declared);
  Node* node = form_.add(Op::Declare, place);
  node->variable = entries_.variable(declared);
  if (initial != NULL_TREE && initial != error_mark_node) {
    if (!TYPE_REF_P(TREE_TYPE(declared)) && TREE_CODE(initial) == CONSTRUCTOR &&
        !LAMBDA_TYPE_P(TREE_TYPE(initial)) && !TYPE_PTRMEMFUNC_P(TREE_TYPE(initial)))
      return add(Op::Sequence, {node, aggregate(variable(node->variable), initial)});
    node->parts.push_back(first_of_range(declared, value(initial)));
  }
  return node;
}

// `for (x : range)`: from the first of its elements to the last.
const Node* Lowering::first_of_range(tree variable_declared, const Node* begin) {
  if (range_ < 0 || !is_of_range_for(variable_declared, "__for_begin")) return begin;
  Node* range = add(Op::Read, {variable(range_)});
  range->is_pointer = true;
  return add(Op::Sequence, {begin, add(Op::Element, {range, nullptr})});
}

const Node* Lowering::conditional(tree condition, tree then, tree otherwise) {
  const Node* asked = value(condition);
  const Node* yes = block(then);
  const Node* no = otherwise == NULL_TREE ? nullptr : block(otherwise);
  return add(Op::Choice, {asked, yes, no});
}

const Node* Lowering::loop(tree condition, tree body, tree step, bool asks_first) {
  const Node* asked = condition == NULL_TREE ? nullptr : value(condition);
  if (asked == nullptr) {
    Node* always = add(Op::Number);
    always->number = 1;
    asked = always;
  }
  const Node* inside = block(body);
  const Node* next = step == NULL_TREE ? nullptr : value(step);
  Node* node = add(Op::Loop, {asked, inside, next});
  node->asks_first = asks_first;
  return node;
}

const Node* Lowering::try_block(tree node) {
  if (CLEANUP_P(node)) return statement(TRY_STMTS(node));
  std::vector<const Node*> parts{block(TRY_STMTS(node))};
  const tree handlers = TRY_HANDLERS(node);
  if (handlers != NULL_TREE && TREE_CODE(handlers) == STATEMENT_LIST) {
    for (auto at = tsi_start(handlers); !tsi_end_p(at); tsi_next(&at))
      parts.push_back(block(tsi_stmt(at)));
  } else if (handlers != NULL_TREE) {
    parts.push_back(block(handlers));
  }
  return add(Op::Try, std::move(parts));
}

const Node* Lowering::returned(tree operand) {
  if (operand == NULL_TREE) return add(Op::Return);
  // GCC gives a null reference in place of a local's.
  tree returned = TREE_CODE(operand) == INIT_EXPR ? TREE_OPERAND(operand, 1) : operand;
  while (CONVERT_EXPR_P(returned)) returned = TREE_OPERAND(returned, 0);
  if (TREE_CODE(returned) == COMPOUND_EXPR && TREE_TYPE(returned) != NULL_TREE &&
      INDIRECT_TYPE_P(TREE_TYPE(returned)) && integer_zerop(TREE_OPERAND(returned, 1)))
    return add(Op::Return, {value(TREE_OPERAND(returned, 0))});
  if (TREE_CODE(operand) == INIT_EXPR || TREE_CODE(operand) == MODIFY_EXPR)
    if (TREE_CODE(TREE_OPERAND(operand, 0)) == RESULT_DECL)
      return add(Op::Return, {value(TREE_OPERAND(operand, 1))});
  if (TREE_CODE(operand) == RESULT_DECL && VOID_TYPE_P(TREE_TYPE(operand))) return add(Op::Return);
  return add(Op::Return, {value(operand)});
}

const Node* Lowering::statement(tree node) {
  if (node == NULL_TREE) return nullptr;
  const Inside inside(*this, node);
  switch (static_cast<int>(TREE_CODE(node))) {
    case STATEMENT_LIST:
      return list(node);
    case BIND_EXPR:
      if (frame_ != NULL_TREE) return block_of_coroutine(node);
      return block(BIND_EXPR_BODY(node));
    case CLEANUP_STMT:  // ends of scopes are the form's own
      return statement(CLEANUP_BODY(node));
    case CLEANUP_POINT_EXPR: {
      const Node* inner = statement(TREE_OPERAND(node, 0));
      return inner == nullptr ? nullptr : add(Op::Full, {inner});
    }
    case EXPR_STMT:
    case EH_SPEC_BLOCK:
    case MUST_NOT_THROW_EXPR:
    case TRY_FINALLY_EXPR:
    case TRY_CATCH_EXPR:
      return statement(TREE_OPERAND(node, 0));
    case DECL_EXPR: {
      const tree declared = DECL_EXPR_DECL(node);
      if (is_of_range_for(declared, "__for_range")) range_ = entries_.variable(declared);
      return declaration(declared, place_);
    }
    case IF_STMT:
      return add(Op::Block, {conditional(IF_COND(node), THEN_CLAUSE(node), ELSE_CLAUSE(node))});
    case FOR_STMT: {
      const Node* begin = statement(FOR_INIT_STMT(node));
      const Node* turns = loop(FOR_COND(node), FOR_BODY(node), FOR_EXPR(node), true);
      return add(Op::Block, {begin, turns});
    }
    case WHILE_STMT:
      return loop(WHILE_COND(node), WHILE_BODY(node), NULL_TREE, true);
    case DO_STMT:
      return loop(DO_COND(node), DO_BODY(node), NULL_TREE, false);
    case SWITCH_STMT: {
      if (is_suspension(SWITCH_STMT_COND(node))) return suspension();
      const Node* asked = value(SWITCH_STMT_COND(node));
      return add(Op::Switch, {asked, block(SWITCH_STMT_BODY(node))});
    }
    case CASE_LABEL_EXPR:
      return add(Op::Case);
    case BREAK_STMT:
      return add(Op::Break);
    case CONTINUE_STMT:
      return add(Op::Continue);
    case TRY_BLOCK:
      return try_block(node);
    case HANDLER:
      return block(HANDLER_BODY(node));
    case RETURN_EXPR:
      return returned(TREE_OPERAND(node, 0));
    case SWITCH_EXPR:
      return is_suspension(SWITCH_COND(node)) ? suspension() : value(node);
    case GOTO_EXPR:  // GCC's own leads to the end of a constructor, destructor or coroutine
      if (frame_ != NULL_TREE && DECL_P(GOTO_DESTINATION(node)) &&
          DECL_ARTIFICIAL(GOTO_DESTINATION(node)) &&
          !is_called(GOTO_DESTINATION(node), "final.suspend"))
        return nullptr;
      is_unclear_ |= !DECL_P(GOTO_DESTINATION(node)) || !DECL_ARTIFICIAL(GOTO_DESTINATION(node));
      return add(Op::Return);
    case LABEL_EXPR:
      is_unclear_ |= !DECL_ARTIFICIAL(LABEL_EXPR_LABEL(node));
      return nullptr;
    case USING_STMT:
    case PREDICT_EXPR:
    case DEBUG_BEGIN_STMT:
      return nullptr;
    default:
      return value(node);
  }
}

}  // namespace norace::plugin
