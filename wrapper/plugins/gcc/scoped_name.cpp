#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

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

std::string first_argument_name(tree info) {
  if (info == NULL_TREE || TI_ARGS(info) == NULL_TREE) return {};
  const tree arguments = INNERMOST_TEMPLATE_ARGS(TI_ARGS(info));
  if (arguments == NULL_TREE || TREE_VEC_LENGTH(arguments) == 0) return {};
  const tree first = TREE_VEC_ELT(arguments, 0);
  return first != NULL_TREE && TYPE_P(first) ? class_name(first) : std::string();
}

}  // namespace

std::string scoped_name(tree declared) {
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
  return name == NULL_TREE || !DECL_P(name) ? std::string() : scoped_name(name);
}

std::string element_name(tree declared) {
  if (TYPE_P(declared))
    return CLASS_TYPE_P(declared)
               ? first_argument_name(CLASSTYPE_TEMPLATE_INFO(TYPE_MAIN_VARIANT(declared)))
               : std::string();
  if (DECL_CLASS_SCOPE_P(declared)) return element_name(DECL_CONTEXT(declared));
  return first_argument_name(DECL_TEMPLATE_INFO(declared));
}

}  // namespace norace::plugin
