#include "form_entries.hpp"

#include "gcc_names.hpp"
#include "reader.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

// The one that is written, for those that GCC makes of it.
tree written_function(tree function) {
  return DECL_CLONED_FUNCTION_P(function) ? DECL_CLONED_FUNCTION(function) : function;
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

bool is_in_system(tree declared) {
  const location_t place = DECL_SOURCE_LOCATION(declared);
  return place <= BUILTINS_LOCATION || in_system_header_at(place);
}

int FormEntries::function(tree function) {
  function = written_function(function);
  const auto [found, is_new] =
      functions_.try_emplace(function, static_cast<int>(form_.functions.size()));
  if (is_new) {
    FormFunction& added = form_.functions.emplace_back();
    added.name = scoped_name(function);
    added.place = DECL_SOURCE_LOCATION(function);
  }
  return found->second;
}

int FormEntries::variable(tree declared) {
  const auto [found, is_new] =
      variables_.try_emplace(declared, static_cast<int>(form_.variables.size()));
  if (!is_new) return found->second;
  const int index = found->second;
  form_.variables.emplace_back();
  const tree type = TREE_TYPE(declared);
  const int type_index = TYPE_REF_P(type) ? -1 : this->type(type);
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

int FormEntries::nameless(tree type, unsigned place) {
  const int type_index = this->type(type);
  FormVariable& variable = form_.variables.emplace_back();
  variable.type = type_index;
  variable.place = place;
  return static_cast<int>(form_.variables.size()) - 1;
}

int FormEntries::field(tree field) {
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

int FormEntries::type(tree type) {
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
      made.destructor = function(destructor);
    const tree info = TYPE_BINFO(type);
    tree base = NULL_TREE;
    for (unsigned i = 0; info != NULL_TREE && BINFO_BASE_ITERATE(info, i, base); ++i)
      if (const int each = this->type(BINFO_TYPE(base)); each >= 0)
        made.members.push_back({-1, each});
    for (tree each = TYPE_FIELDS(type); each != NULL_TREE; each = DECL_CHAIN(each)) {
      if (TREE_CODE(each) == FUNCTION_DECL && DECL_OVERLOADED_OPERATOR_IS(each, CALL_EXPR))
        made.call = function(each);
      if (TREE_CODE(each) != FIELD_DECL || DECL_FIELD_IS_BASE(each)) continue;
      if (const int inner = this->type(TREE_TYPE(each)); inner >= 0)
        made.members.push_back({field(each), inner});
    }
  }
  form_.classes[static_cast<std::size_t>(index)] = std::move(made);
  return index;
}

Parameter FormEntries::parameter(tree type) {
  Parameter made;
  if (TYPE_REF_P(type)) {
    made.passing = TYPE_REF_IS_RVALUE(type)           ? Passing::RvalueReference
                   : CP_TYPE_CONST_P(TREE_TYPE(type)) ? Passing::ConstReference
                                                      : Passing::Reference;
    type = TREE_TYPE(type);
  }
  made.class_name = class_name(type);
  return made;
}

int FormEntries::callee(tree function) {
  function = written_function(function);
  const auto [found, is_new] =
      callees_.try_emplace(function, static_cast<int>(form_.callees.size()));
  const int index = found->second;
  if (!is_new) return index;
  form_.callees.emplace_back();
  Callee made;
  made.name = scoped_name(function);
  made.is_system = is_in_system(function);
  if (!made.is_system) made.function = this->function(function);
  made.is_method = DECL_NONSTATIC_MEMBER_FUNCTION_P(function);
  made.is_const = DECL_CONST_MEMFUNC_P(function);
  made.is_constructor = DECL_CONSTRUCTOR_P(function);
  made.is_lambda = LAMBDA_FUNCTION_P(function);
  const tree result = TREE_TYPE(TREE_TYPE(function));
  made.returns_address = INDIRECT_TYPE_P(result);
  made.result = class_name(made.returns_address ? TREE_TYPE(result) : result);
  made.is_bound = lookup_attribute(kBound, TYPE_ATTRIBUTES(TREE_TYPE(function))) != NULL_TREE ||
                  lookup_attribute(kBound, DECL_ATTRIBUTES(function)) != NULL_TREE;
  made.element = element_name(function);
  for (tree each = FUNCTION_FIRST_USER_PARMTYPE(function);
       each != NULL_TREE && each != void_list_node; each = TREE_CHAIN(each))
    made.parameters.push_back(parameter(TREE_VALUE(each)));
  std::size_t i = 0;
  for (tree each = FUNCTION_FIRST_USER_PARM(function);
       each != NULL_TREE && i < made.parameters.size(); each = DECL_CHAIN(each), ++i)
    read_start(each, made.parameters[i]);
  form_.callees[static_cast<std::size_t>(index)] = std::move(made);
  return index;
}

tree FormEntries::called(int callee) const {
  for (const auto& [function, each] : callees_)
    if (each == callee) return function;
  return NULL_TREE;
}

}  // namespace norace::plugin
