#include "effects.hpp"

#include "calls.hpp"
#include "reader.hpp"

namespace norace::plugin {

namespace {

bool has_mark(tree method, const char* mark) {
  return lookup_attribute(mark, DECL_ATTRIBUTES(method)) != NULL_TREE;
}

// Whether a method of the class, or of a base, is marked: only such objects can be used wrongly.
bool has_marked_methods(tree type) {
  type = TYPE_MAIN_VARIANT(type);
  for (tree each = TYPE_FIELDS(type); each != NULL_TREE; each = DECL_CHAIN(each))
    if (TREE_CODE(each) == FUNCTION_DECL && has_mark(each, kUses)) return true;
  tree base = NULL_TREE;
  for (unsigned i = 0;
       TYPE_BINFO(type) != NULL_TREE && BINFO_BASE_ITERATE(TYPE_BINFO(type), i, base); ++i)
    if (has_marked_methods(BINFO_TYPE(base))) return true;
  return false;
}

bool is_free_of_std(tree callee) {
  return callee != NULL_TREE && !DECL_FUNCTION_MEMBER_P(callee) && decl_in_std_namespace_p(callee);
}

// std::move and std::forward: a cast that looks like a call.
bool is_cast(tree callee) {
  if (!is_free_of_std(callee)) return false;
  const std::string name = plain_name(callee);
  return name == "move" || name == "forward";
}

// Whoever asks for T&& takes the object, with these exceptions: it is handed on, or maybe not
// taken.
bool takes(tree callee, tree result) {
  if (TYPE_REF_P(result)) return false;
  if (callee == NULL_TREE) return true;
  const std::string name = plain_name(callee);
  return name.rfind("try_", 0) != 0 && name != "forward_as_tuple";
}

struct Call {
  tree callee;  // NULL_TREE where it is only known at run time
  tree type;
  std::vector<tree> arguments;
  location_t place;
};

Call call_of(tree node, location_t place) {
  Call call{cp_get_callee_fndecl_nofold(node), NULL_TREE, arguments_of(node), place};
  if (EXPR_HAS_LOCATION(node)) call.place = EXPR_LOCATION(node);
  const bool is_plain = TREE_CODE(node) == CALL_EXPR;
  const tree called = is_plain ? CALL_EXPR_FN(node) : AGGR_INIT_EXPR_FN(node);
  if (called != NULL_TREE && TREE_TYPE(called) != NULL_TREE) {
    const tree type = TREE_TYPE(called);
    call.type = INDIRECT_TYPE_P(type) ? TREE_TYPE(type) : type;
  }
  return call;
}

class Reader {
 public:
  explicit Reader(tree function) : function_(function) {}

  void read(tree node, location_t place, bool is_certain);
  Effects take() { return std::move(effects_); }

 private:
  struct Named {
    tree variable = NULL_TREE;
    location_t place;
    bool is_moved = false;  // through std::move: the object of a && method
  };

  bool is_tracked(tree node) const;
  // The variable that an operand is, or is the address of, or a base of.
  Named named_by(tree node, location_t place) const;
  void read_operands(tree node, location_t place, bool is_certain);
  void read_call(const Call& call, bool is_certain);
  void read_object(const Call& call, const Named& object, bool is_certain);
  void read_argument(const Call& call, tree parameter, tree argument, bool is_certain);
  void read_conditional(tree node, location_t place, bool is_certain);

  tree function_;
  Effects effects_;
  std::set<tree> seen_;  // expressions may be shared
};

bool Reader::is_tracked(tree node) const {
  const tree_code code = TREE_CODE(node);
  if (code != VAR_DECL && code != PARM_DECL && code != RESULT_DECL) return false;
  if (DECL_NAME(node) == NULL_TREE || DECL_CONTEXT(node) != function_) return false;
  if (VAR_P(node) && (TREE_STATIC(node) || DECL_EXTERNAL(node) || DECL_HAS_VALUE_EXPR_P(node)))
    return false;
  const tree type = TREE_TYPE(node);
  return CLASS_TYPE_P(type) && COMPLETE_TYPE_P(type) && has_marked_methods(type);
}

Reader::Named Reader::named_by(tree node, location_t place) const {
  Named named{NULL_TREE, place, false};
  while (node != NULL_TREE) {
    if (EXPR_P(node) && EXPR_HAS_LOCATION(node)) named.place = EXPR_LOCATION(node);
    if (is_tracked(node)) {
      named.variable = node;
      return named;
    }
    const tree_code code = TREE_CODE(node);
    if (CONVERT_EXPR_CODE_P(code) || code == NON_LVALUE_EXPR || code == ADDR_EXPR ||
        code == VIEW_CONVERT_EXPR || code == INDIRECT_REF) {
      node = TREE_OPERAND(node, 0);
    } else if (code == COMPONENT_REF && TREE_CODE(TREE_OPERAND(node, 1)) == FIELD_DECL &&
               DECL_FIELD_IS_BASE(TREE_OPERAND(node, 1))) {
      node = TREE_OPERAND(node, 0);
    } else if (code == CALL_EXPR && call_expr_nargs(node) == 1 &&
               is_cast(cp_get_callee_fndecl_nofold(node))) {
      named.is_moved = true;
      node = CALL_EXPR_ARG(node, 0);
    } else {
      break;
    }
  }
  return named;
}

void Reader::read_operands(tree node, location_t place, bool is_certain) {
  for (int i = 0; i < TREE_OPERAND_LENGTH(node); ++i)
    read(TREE_OPERAND(node, i), place, is_certain);
}

void Reader::read_object(const Call& call, const Named& object, bool is_certain) {
  const tree callee = call.callee;
  const tree variable = object.variable;
  if (callee == NULL_TREE || object.is_moved || DECL_CONSTRUCTOR_P(callee) ||
      DECL_DESTRUCTOR_P(callee)) {
    effects_.changed.insert(variable);
    return;
  }
  const bool uses = has_mark(callee, kUses);
  if (uses) effects_.uses.push_back({variable, call.place});
  if (has_mark(callee, kEnds)) {
    if (is_certain) effects_.ends.push_back({variable, call.place, plain_name(callee)});
  } else if (!uses && !DECL_CONST_MEMFUNC_P(callee)) {
    effects_.changed.insert(variable);
  }
}

void Reader::read_argument(const Call& call, tree parameter, tree argument, bool is_certain) {
  const Named named = named_by(argument, call.place);
  const bool is_indirect = parameter != NULL_TREE && INDIRECT_TYPE_P(parameter);
  if (named.variable == NULL_TREE || !is_indirect) {
    read(argument, call.place, is_certain);
    return;
  }
  const tree result = TREE_TYPE(call.type);
  if (TYPE_REF_P(parameter) && TYPE_REF_IS_RVALUE(parameter)) {
    if (!takes(call.callee, result)) {
      effects_.lent.insert(named.variable);
      return;
    }
    effects_.uses.push_back({named.variable, named.place});
    if (is_certain) effects_.ends.push_back({named.variable, named.place});
    return;
  }
  if (CP_TYPE_CONST_P(TREE_TYPE(parameter))) return;
  // Those of the standard keep it, as std::ref does, or swap it; one that returns an address may
  // return this one.
  const bool keeps = is_free_of_std(call.callee) || INDIRECT_TYPE_P(result);
  (keeps ? effects_.lent : effects_.changed).insert(named.variable);
}

void Reader::read_call(const Call& call, bool is_certain) {
  if (call.callee != NULL_TREE && TREE_THIS_VOLATILE(call.callee) && is_certain)
    effects_.leaves = true;
  if (call.type == NULL_TREE || !FUNC_OR_METHOD_TYPE_P(call.type)) {
    for (const tree each : call.arguments) read(each, call.place, is_certain);
    return;
  }
  tree parameters = TYPE_ARG_TYPES(call.type);
  bool is_object = TREE_CODE(call.type) == METHOD_TYPE;
  for (const tree each : call.arguments) {
    const tree parameter = parameters == NULL_TREE ? NULL_TREE : TREE_VALUE(parameters);
    if (parameters != NULL_TREE) parameters = TREE_CHAIN(parameters);
    const Named object = is_object ? named_by(each, call.place) : Named{NULL_TREE, call.place};
    if (object.variable != NULL_TREE)
      read_object(call, object, is_certain);
    else
      read_argument(call, is_object ? NULL_TREE : parameter, each, is_certain);
    is_object = false;
  }
}

void Reader::read_conditional(tree node, location_t place, bool is_certain) {
  read(TREE_OPERAND(node, 0), place, is_certain);
  for (int i = 1; i < TREE_OPERAND_LENGTH(node); ++i) read(TREE_OPERAND(node, i), place, false);
}

void Reader::read(tree node, location_t place, bool is_certain) {
  if (node == NULL_TREE || TYPE_P(node)) return;
  // A reference or an address that goes somewhere, or what is not known here.
  if (is_tracked(node)) {
    effects_.lent.insert(node);
    return;
  }
  if (TREE_CODE(node) == CONSTRUCTOR) {
    unsigned HOST_WIDE_INT i = 0;
    tree value = NULL_TREE;
    FOR_EACH_CONSTRUCTOR_VALUE(CONSTRUCTOR_ELTS(node), i, value) read(value, place, is_certain);
    return;
  }
  if (TREE_CODE(node) == STATEMENT_LIST) {  // in an expression: ({ ... })
    for (auto at = tsi_start(node); !tsi_end_p(at); tsi_next(&at))
      read(*tsi_stmt_ptr(at), place, false);
    return;
  }
  if (!EXPR_P(node) || !seen_.insert(node).second) return;
  if (EXPR_HAS_LOCATION(node)) place = EXPR_LOCATION(node);
  if (is_call(node)) return read_call(call_of(node, place), is_certain);
  switch (static_cast<int>(TREE_CODE(node))) {
    case TARGET_EXPR:
      return read(TARGET_EXPR_INITIAL(node), place, is_certain);
    case BIND_EXPR:
      return read(BIND_EXPR_BODY(node), place, false);
    case COND_EXPR:
    case TRUTH_ANDIF_EXPR:
    case TRUTH_ORIF_EXPR:
      return read_conditional(node, place, is_certain);
    case INIT_EXPR:
    case MODIFY_EXPR:
      if (is_tracked(TREE_OPERAND(node, 0))) {
        effects_.changed.insert(TREE_OPERAND(node, 0));
        return read(TREE_OPERAND(node, 1), place, is_certain);
      }
      break;
    case THROW_EXPR:
      effects_.leaves |= is_certain;
      break;
    case NOP_EXPR:
    case CONVERT_EXPR:
      if (TYPE_REF_P(TREE_TYPE(node)) && CP_TYPE_CONST_P(TREE_TYPE(TREE_TYPE(node))) &&
          named_by(node, place).variable != NULL_TREE)
        return;  // nobody changes it through a reference to const
      break;
    default:
      break;
  }
  read_operands(node, place, is_certain);
}

}  // namespace

Effects effects_of(tree function, tree expression, location_t place) {
  Reader reader(function);
  reader.read(expression, place, true);
  return reader.take();
}

}  // namespace norace::plugin
