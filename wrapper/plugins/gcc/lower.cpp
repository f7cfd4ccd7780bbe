#include "lower.hpp"

#include "calls.hpp"
#include "reader.hpp"

namespace norace::plugin {

namespace {

constexpr int kDeepestExpression = 400;

bool is_in_system(tree declared) {
  const location_t place = DECL_SOURCE_LOCATION(declared);
  return place <= BUILTINS_LOCATION || in_system_header_at(place);
}

std::string own_name(tree declared) {
  if (TREE_CODE(declared) == FUNCTION_DECL) {
    if (DECL_CONSTRUCTOR_P(declared)) return own_name(TYPE_NAME(DECL_CONTEXT(declared)));
    if (DECL_DESTRUCTOR_P(declared)) return "~" + own_name(TYPE_NAME(DECL_CONTEXT(declared)));
    if (DECL_CONV_FN_P(declared))
      return std::string("operator ") +
             type_as_string(TREE_TYPE(TREE_TYPE(declared)), TFF_PLAIN_IDENTIFIER);
  }
  if (TREE_CODE(declared) == TYPE_DECL && LAMBDA_TYPE_P(TREE_TYPE(declared))) return "(lambda)";
  if (DECL_NAME(declared) == NULL_TREE || IDENTIFIER_ANON_P(DECL_NAME(declared))) return "";
  return IDENTIFIER_POINTER(DECL_NAME(declared));
}

// With its scopes, but without inline and unnamed ones, functions and template arguments.
std::string full_name(tree declared) {
  std::string name = own_name(declared);
  for (tree scope = CP_DECL_CONTEXT(declared); scope != NULL_TREE && scope != global_namespace;) {
    if (TYPE_P(scope)) scope = TYPE_NAME(scope);
    if (scope == NULL_TREE || !DECL_P(scope)) break;
    const bool is_inline = TREE_CODE(scope) == NAMESPACE_DECL && DECL_NAMESPACE_INLINE_P(scope);
    const std::string outer = is_inline || TREE_CODE(scope) == FUNCTION_DECL ? "" : own_name(scope);
    if (!outer.empty()) name = outer + "::" + name;
    scope = CP_DECL_CONTEXT(scope);
  }
  return name;
}

std::string class_name(tree type) {
  if (type == NULL_TREE || !CLASS_TYPE_P(type)) return {};
  const tree name = TYPE_NAME(TYPE_MAIN_VARIANT(type));
  return name == NULL_TREE || !DECL_P(name) ? std::string() : full_name(name);
}

std::string first_argument_name(tree info) {
  if (info == NULL_TREE || TI_ARGS(info) == NULL_TREE) return {};
  const tree arguments = INNERMOST_TEMPLATE_ARGS(TI_ARGS(info));
  if (arguments == NULL_TREE || TREE_VEC_LENGTH(arguments) == 0) return {};
  const tree first = TREE_VEC_ELT(arguments, 0);
  return first != NULL_TREE && TYPE_P(first) ? class_name(first) : std::string();
}

std::string element_name(tree type) {
  if (type == NULL_TREE || !CLASS_TYPE_P(type)) return {};
  return first_argument_name(CLASSTYPE_TEMPLATE_INFO(TYPE_MAIN_VARIANT(type)));
}

// The one that is written, for those that GCC makes of it.
tree written_function(tree function) {
  return DECL_CLONED_FUNCTION_P(function) ? DECL_CLONED_FUNCTION(function) : function;
}

bool is_cast_call(tree callee) {
  if (callee == NULL_TREE || DECL_FUNCTION_MEMBER_P(callee) || !decl_in_std_namespace_p(callee) ||
      DECL_NAME(callee) == NULL_TREE)
    return false;
  const std::string_view name = IDENTIFIER_POINTER(DECL_NAME(callee));
  return name == "move" || name == "forward" || name == "as_const" || name == "move_if_noexcept";
}

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

// GCC's own variables of `for (x : range)`: __for_range, __for_begin, __for_end.
bool is_of_range_for(tree variable, std::string_view which) {
  return VAR_P(variable) && DECL_NAME(variable) != NULL_TREE &&
         std::string_view(IDENTIFIER_POINTER(DECL_NAME(variable))).rfind(which, 0) == 0;
}

// What a coroutine awaits GCC calls Aw0, Aw1, ..., and Yd0 what it yields.
bool is_awaited_object(tree declared) {
  if (DECL_NAME(declared) == NULL_TREE || !DECL_HAS_VALUE_EXPR_P(declared)) return false;
  const std::string_view name = IDENTIFIER_POINTER(DECL_NAME(declared));
  const std::string_view which = name.substr(0, 2);
  return (which == "Aw" || which == "Yd") &&
         name.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

// [[norace::starts_thread]] and what stands with it.
void read_start(tree declared, Parameter& parameter) {
  const auto has = [&](const char* attribute) {
    return lookup_attribute(attribute, DECL_ATTRIBUTES(declared)) != NULL_TREE;
  };
  parameter.starts_thread = has(kStartsThread);
  parameter.is_joined = has(kJoined);
  parameter.is_concurrent = has(kConcurrent);
  parameter.is_bound = has(kBound);
}

tree element_type(tree type) {
  while (type != NULL_TREE && TREE_CODE(type) == ARRAY_TYPE) type = TREE_TYPE(type);
  return type;
}

}  // namespace

// Nodes get the place of the expression that they are made for, and not that of one of its parts.
struct Lowering::Inside {
  Inside(Lowering& lowering, tree node) : outer(lowering), place(lowering.place_) {
    ++outer.depth_;
    if (node != NULL_TREE && EXPR_P(node) && EXPR_HAS_LOCATION(node))
      outer.place_ = EXPR_LOCATION(node);
  }
  ~Inside() {
    --outer.depth_;
    outer.place_ = place;
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  Lowering& outer;
  unsigned place;
};

Node* Lowering::add(Op op, std::vector<const Node*> parts) {
  return form_.add(op, place_, std::move(parts));
}

Node* Lowering::variable(int index) {
  Node* node = add(Op::Variable);
  node->variable = index;
  return node;
}

// -- what is named --------------------------------------------------------------------------------

int Lowering::function_of(tree function) {
  function = written_function(function);
  const auto [found, is_new] =
      functions_.try_emplace(function, static_cast<int>(form_.functions.size()));
  if (is_new) {
    FormFunction& added = form_.functions.emplace_back();
    added.name = full_name(function);
    added.place = DECL_SOURCE_LOCATION(function);
  }
  return found->second;
}

int Lowering::variable_of(tree declared) {
  const auto [found, is_new] =
      variables_.try_emplace(declared, static_cast<int>(form_.variables.size()));
  if (!is_new) return found->second;
  const int index = found->second;
  form_.variables.emplace_back();
  const tree type = TREE_TYPE(declared);
  const int type_index = TYPE_REF_P(type) ? -1 : class_of(type);
  FormVariable& variable = form_.variables[static_cast<std::size_t>(index)];
  if (DECL_NAME(declared) != NULL_TREE && !DECL_IGNORED_P(declared) && !is_awaited_object(declared))
    variable.name = IDENTIFIER_POINTER(DECL_NAME(declared));
  if (is_this_parameter(declared) ||
      (DECL_NAME(declared) != NULL_TREE && id_equal(DECL_NAME(declared), "__closure")))
    variable.name = "this";
  if (VAR_P(declared) && DECL_DECOMPOSITION_P(declared) && variable.name.empty())
    variable.name = "[...]";
  if (variable.name.find(' ') != std::string::npos || variable.name.rfind("__for_", 0) == 0)
    variable.name = "(range)";
  variable.place = DECL_SOURCE_LOCATION(declared);
  if (VAR_P(declared)) {
    variable.is_thread_local = CP_DECL_THREAD_LOCAL_P(declared);
    variable.is_static =
        !variable.is_thread_local && (TREE_STATIC(declared) || DECL_EXTERNAL(declared));
  }
  variable.is_reference = TYPE_REF_P(type);
  variable.may_write = INDIRECT_TYPE_P(type) && !CP_TYPE_CONST_P(TREE_TYPE(type));
  variable.type = type_index;
  return index;
}

int Lowering::nameless(tree type) {
  const int type_index = class_of(type);
  FormVariable& variable = form_.variables.emplace_back();
  variable.type = type_index;
  variable.place = place_;
  return static_cast<int>(form_.variables.size()) - 1;
}

int Lowering::field_of(tree field) {
  // Bit-fields of one word are written together, and a union's members are one place.
  tree part = field;
  if (TREE_CODE(DECL_CONTEXT(field)) == UNION_TYPE)
    part = DECL_CONTEXT(field);
  else if (DECL_C_BIT_FIELD(field) && DECL_BIT_FIELD_REPRESENTATIVE(field) != NULL_TREE)
    part = DECL_BIT_FIELD_REPRESENTATIVE(field);
  const auto [found, is_new] = fields_.try_emplace(part, static_cast<int>(form_.fields.size()));
  if (is_new) {
    FormField& added = form_.fields.emplace_back();
    if (DECL_NAME(field) != NULL_TREE) added.name = IDENTIFIER_POINTER(DECL_NAME(field));
    if (added.name.rfind("__", 0) == 0) added.name.erase(0, 2);  // a capture
    added.place = DECL_SOURCE_LOCATION(field);
  }
  return found->second;
}

int Lowering::class_of(tree type) {
  type = element_type(type);
  if (type == NULL_TREE || !CLASS_TYPE_P(type) || !COMPLETE_TYPE_P(TYPE_MAIN_VARIANT(type)))
    return -1;
  type = TYPE_MAIN_VARIANT(type);
  const auto [found, is_new] = classes_.try_emplace(type, static_cast<int>(form_.classes.size()));
  const int index = found->second;
  if (!is_new) return index;
  form_.classes.emplace_back();
  FormClass made;
  made.name = class_name(type);
  made.element = element_name(type);
  const tree name = TYPE_NAME(type);
  const bool is_own = name != NULL_TREE && DECL_P(name) && !is_in_system(name);
  if (is_own) {
    const tree destructor = CLASSTYPE_DESTRUCTOR(type);
    if (destructor != NULL_TREE && TREE_CODE(destructor) == FUNCTION_DECL &&
        !DECL_ARTIFICIAL(destructor) && !DECL_DEFAULTED_FN(destructor))
      made.destructor = function_of(destructor);
    const tree info = TYPE_BINFO(type);
    tree base = NULL_TREE;
    for (unsigned i = 0; info != NULL_TREE && BINFO_BASE_ITERATE(info, i, base); ++i)
      if (const int each = class_of(BINFO_TYPE(base)); each >= 0)
        made.members.push_back({-1, each});
    for (tree each = TYPE_FIELDS(type); each != NULL_TREE; each = DECL_CHAIN(each)) {
      if (TREE_CODE(each) == FUNCTION_DECL && DECL_OVERLOADED_OPERATOR_IS(each, CALL_EXPR))
        made.call = function_of(each);
      if (TREE_CODE(each) != FIELD_DECL || DECL_FIELD_IS_BASE(each)) continue;
      if (const int inner = class_of(TREE_TYPE(each)); inner >= 0)
        made.members.push_back({field_of(each), inner});
    }
  }
  form_.classes[static_cast<std::size_t>(index)] = std::move(made);
  return index;
}

int Lowering::callee_of(tree function) {
  function = written_function(function);
  const auto [found, is_new] =
      callees_.try_emplace(function, static_cast<int>(form_.callees.size()));
  const int index = found->second;
  if (!is_new) return index;
  form_.callees.emplace_back();
  Callee made;
  made.name = full_name(function);
  made.is_system = is_in_system(function);
  if (!made.is_system) made.function = function_of(function);
  made.is_method = DECL_NONSTATIC_MEMBER_FUNCTION_P(function);
  made.is_const = DECL_CONST_MEMFUNC_P(function);
  made.is_constructor = DECL_CONSTRUCTOR_P(function);
  made.is_lambda = LAMBDA_FUNCTION_P(function);
  const tree result = TREE_TYPE(TREE_TYPE(function));
  made.returns_address = INDIRECT_TYPE_P(result);
  made.result = class_name(made.returns_address ? TREE_TYPE(result) : result);
  made.is_bound = lookup_attribute(kBound, TYPE_ATTRIBUTES(TREE_TYPE(function))) != NULL_TREE ||
                  lookup_attribute(kBound, DECL_ATTRIBUTES(function)) != NULL_TREE;
  made.element = DECL_CLASS_SCOPE_P(function) ? element_name(DECL_CONTEXT(function))
                                              : first_argument_name(DECL_TEMPLATE_INFO(function));
  for (tree each = FUNCTION_FIRST_USER_PARMTYPE(function);
       each != NULL_TREE && each != void_list_node; each = TREE_CHAIN(each)) {
    const tree type = TREE_VALUE(each);
    Parameter parameter;
    if (TYPE_REF_P(type)) {
      parameter.passing = TYPE_REF_IS_RVALUE(type)           ? Passing::RvalueReference
                          : CP_TYPE_CONST_P(TREE_TYPE(type)) ? Passing::ConstReference
                                                             : Passing::Reference;
      parameter.class_name = class_name(TREE_TYPE(type));
    } else {
      parameter.class_name = class_name(type);
    }
    made.parameters.push_back(std::move(parameter));
  }
  std::size_t i = 0;
  for (tree each = FUNCTION_FIRST_USER_PARM(function);
       each != NULL_TREE && i < made.parameters.size(); each = DECL_CHAIN(each), ++i)
    read_start(each, made.parameters[i]);
  form_.callees[static_cast<std::size_t>(index)] = std::move(made);
  return index;
}

// -- functions ------------------------------------------------------------------------------------

void Lowering::add(tree function) {
  if (DECL_SAVED_TREE(function) == NULL_TREE) return;
  const int index = function_of(function);
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
    if (!DECL_ARTIFICIAL(each) || is_this_parameter(each) || variable_of(each) >= 0) {
      const std::string& name = form_.variables[static_cast<std::size_t>(variable_of(each))].name;
      if (name != "__in_chrg" && name != "__vtt_parm") parameters.push_back(variable_of(each));
    }
  const Node* body = statement(DECL_SAVED_TREE(function));
  if (is_unclear_) return;
  FormFunction& added = form_.functions[static_cast<std::size_t>(index)];
  added.parameters = std::move(parameters);
  added.body = body != nullptr ? body : add(Op::Block);
  added.is_answered_for = is_answered_for(function);
}

// -- coroutines -----------------------------------------------------------------------------------

// GCC has taken the coroutine apart already: its body stands in a helper function, whose variables
// are those of the source, kept in a frame. What suspends is a switch on an internal function, in a
// block with the awaited object, and what GCC adds of its own leads there by labels.
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

bool is_called(tree declared, const char* name) {
  return DECL_P(declared) && DECL_NAME(declared) != NULL_TREE &&
         id_equal(DECL_NAME(declared), name);
}

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
        variable_of(kept == NULL_TREE || DECL_NAME(each) == NULL_TREE ? each : kept));
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

// -- statements -----------------------------------------------------------------------------------

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
  node->variable = variable_of(declared);
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
      if (is_of_range_for(declared, "__for_range")) range_ = variable_of(declared);
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

// -- expressions ----------------------------------------------------------------------------------

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
      made = variable(variable_of(node));
      break;
    case FUNCTION_DECL: {
      Node* function = add(Op::Function);
      function->function = function_of(node);
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
      member->field = field_of(field);
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
      const int own = nameless(TREE_TYPE(node));
      Node* declared = add(Op::Declare);
      declared->variable = own;
      const Node* filled = into(variable(own), node);
      made = add(Op::Sequence, {declared, filled, variable(own)});
      break;
    }
  }
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

const Node* Lowering::temporary(tree node) {
  const tree slot = TARGET_EXPR_SLOT(node);
  const tree initial = TARGET_EXPR_INITIAL(node);
  if (initial != NULL_TREE && TREE_CODE(initial) == CONSTRUCTOR &&
      LAMBDA_TYPE_P(TREE_TYPE(initial)))
    return closure(initial);
  const int own = variable_of(slot);
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
        member->field = field_of(index);
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
  made->variable = nameless(TREE_TYPE(constructor));
  unsigned HOST_WIDE_INT i = 0;
  tree field = NULL_TREE, part = NULL_TREE;
  FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(constructor), i, field, part) {
    if (field == NULL_TREE || TREE_CODE(field) != FIELD_DECL || part == NULL_TREE) continue;
    const int index = field_of(field);
    const Node* captured = value(part);
    made->fields.push_back(index);
    made->parts.push_back(captured);
  }
  const tree body = lambda_function(TREE_TYPE(constructor));
  if (body != NULL_TREE && TREE_CODE(body) == FUNCTION_DECL) made->function = function_of(body);
  return made;
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
    declared->variable = variable_of(AGGR_INIT_EXPR_SLOT(node));
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
    pointer->function = function_of(lambda_function(DECL_CONTEXT(callee)));
    return pointer;
  }
  if (callee != NULL_TREE && DECL_IS_OPERATOR_NEW_P(callee)) {
    Node* made = add(Op::New);
    made->variable = nameless(NULL_TREE);
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
  if (callee != NULL_TREE) made->callee = callee_of(callee);
  if (callee != NULL_TREE && TREE_THIS_VOLATILE(callee))
    return add(Op::Sequence, {made, add(Op::Leave)});
  if (!via_constructor) return made;
  if (declared == nullptr) return made;
  return add(Op::Sequence, {declared, made, add(Op::Read, {target})});
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
