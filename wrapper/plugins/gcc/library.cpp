#include "library.hpp"

namespace norace::plugin {

namespace {

tree member_of(tree space, const char* name) {
  if (space == NULL_TREE || space == error_mark_node) return NULL_TREE;
  const tree found = get_namespace_binding(space, get_identifier(name));
  return found == error_mark_node ? NULL_TREE : found;
}

tree find_static_answer() {
  const tree norace = member_of(global_namespace, "norace");
  if (norace == NULL_TREE || TREE_CODE(norace) != NAMESPACE_DECL) return NULL_TREE;
  const tree detail = member_of(norace, "detail");
  if (detail == NULL_TREE || TREE_CODE(detail) != NAMESPACE_DECL) return NULL_TREE;
  const tree found = member_of(detail, "StaticAnswer");
  return found != NULL_TREE && DECL_CLASS_TEMPLATE_P(found) ? found : NULL_TREE;
}

// "vector" for std::vector<int>, "chrono::duration" likewise, "" for what is not of namespace std.
std::string name_after_std(tree type) {
  const tree declaration = TYPE_MAIN_DECL(type);
  if (declaration == NULL_TREE || DECL_NAME(declaration) == NULL_TREE) return {};
  std::string name = IDENTIFIER_POINTER(DECL_NAME(declaration));
  for (tree at = CP_DECL_CONTEXT(declaration); at != NULL_TREE && at != global_namespace;) {
    const bool is_class = TYPE_P(at);
    const tree named = is_class ? TYPE_MAIN_DECL(at) : at;
    if (named == std_node) return name;
    if (named == NULL_TREE || (!is_class && TREE_CODE(at) != NAMESPACE_DECL) ||
        DECL_NAME(named) == NULL_TREE)
      return {};
    const bool is_inline = !is_class && DECL_NAMESPACE_INLINE_P(at);
    if (!is_inline) name = std::string(IDENTIFIER_POINTER(DECL_NAME(named))) + "::" + name;
    at = CP_DECL_CONTEXT(named);
  }
  return {};
}

}  // namespace

Library::Library() : static_answer_(find_static_answer()) {}

Knowledge Library::answer(tree type) {
  type = TYPE_MAIN_VARIANT(type);
  const auto [at, is_new] = known_.try_emplace(type);
  if (!is_new) return at->second;
  Knowledge knowledge;
  if (static_answer_ != NULL_TREE) {
    knowledge = instantiate(type);
  } else {
    const std::string name = name_after_std(type);
    knowledge = {detail::std_static_if_const(name.c_str()),
                 detail::std_static_if_mutable(name.c_str())};
  }
  return known_[type] = knowledge;
}

Knowledge Library::instantiate(tree type) {
  tree arguments = make_tree_vec(1);
  TREE_VEC_ELT(arguments, 0) = type;
  tree asked = lookup_template_class(static_answer_, arguments, NULL_TREE, NULL_TREE, 0, tf_none);
  if (asked == NULL_TREE || asked == error_mark_node) return {};
  asked = complete_type(asked);
  if (!COMPLETE_TYPE_P(asked)) return {};
  const auto read = [&](const char* member) {
    const tree variable = lookup_field(asked, get_identifier(member), 1, false);
    if (variable == NULL_TREE || variable == error_mark_node) return InStatic::Inside;
    const tree value = maybe_constant_value(scalar_constant_value(variable));
    return value != NULL_TREE && tree_fits_shwi_p(value)
               ? static_cast<InStatic>(tree_to_shwi(value))
               : InStatic::Inside;
  };
  return {read("if_const"), read("if_mutable")};
}

}  // namespace norace::plugin
