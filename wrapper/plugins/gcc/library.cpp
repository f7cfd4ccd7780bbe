#include "library.hpp"

namespace norace::plugin {

namespace {

tree member_of(tree space, const char* name) {
  if (space == NULL_TREE || space == error_mark_node) return NULL_TREE;
  const tree found = get_namespace_binding(space, get_identifier(name));
  return found == error_mark_node ? NULL_TREE : found;
}

tree find_in_detail(const char* name) {
  const tree norace = member_of(global_namespace, "norace");
  if (norace == NULL_TREE || TREE_CODE(norace) != NAMESPACE_DECL) return NULL_TREE;
  const tree detail = member_of(norace, "detail");
  if (detail == NULL_TREE || TREE_CODE(detail) != NAMESPACE_DECL) return NULL_TREE;
  const tree found = member_of(detail, name);
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

// The specialisation of a class template of the library's for `type`; NULL_TREE if it cannot be
// made.
tree specialise(tree what, tree type) {
  tree arguments = make_tree_vec(1);
  TREE_VEC_ELT(arguments, 0) = type;
  tree asked = lookup_template_class(what, arguments, NULL_TREE, NULL_TREE, 0, tf_none);
  if (asked == NULL_TREE || asked == error_mark_node) return NULL_TREE;
  asked = complete_type(asked);
  return COMPLETE_TYPE_P(asked) ? asked : NULL_TREE;
}

// The value of a static member, or -1.
long read(tree asked, const char* member) {
  const tree variable = lookup_field(asked, get_identifier(member), 1, false);
  if (variable == NULL_TREE || variable == error_mark_node) return -1;
  const tree value = maybe_constant_value(scalar_constant_value(variable));
  return value != NULL_TREE && tree_fits_shwi_p(value) ? tree_to_shwi(value) : -1;
}

}  // namespace

Library::Library()
    : static_answer_(find_in_detail("StaticAnswer")),
      static_vouch_(find_in_detail("StaticVouch")),
      capture_answer_(find_in_detail("CaptureAnswer")),
      judged_by_plugin_(find_in_detail("JudgedByPlugin")) {}

std::vector<tree> Library::closures_to_judge() const {
  std::vector<tree> closures;
  if (judged_by_plugin_ == NULL_TREE) return closures;
  for (tree each = DECL_TEMPLATE_INSTANTIATIONS(judged_by_plugin_); each; each = TREE_CHAIN(each)) {
    const tree type = TREE_VALUE(each);
    if (!CLASS_TYPE_P(type) || CLASSTYPE_TEMPLATE_INFO(type) == NULL_TREE) continue;
    const tree closure = TREE_VEC_ELT(INNERMOST_TEMPLATE_ARGS(CLASSTYPE_TI_ARGS(type)), 0);
    if (CLASS_TYPE_P(closure)) closures.push_back(closure);
  }
  std::sort(closures.begin(), closures.end(), [](tree a, tree b) {
    return DECL_SOURCE_LOCATION(TYPE_MAIN_DECL(a)) < DECL_SOURCE_LOCATION(TYPE_MAIN_DECL(b));
  });
  return closures;
}

detail::InCapture Library::in_capture(tree type) {
  const tree asked = capture_answer_ == NULL_TREE ? NULL_TREE : specialise(capture_answer_, type);
  const long value = asked == NULL_TREE ? -1 : read(asked, "value");
  return value < 0 ? detail::InCapture::Unknown : static_cast<detail::InCapture>(value);
}

Knowledge Library::answer(tree type) {
  type = TYPE_MAIN_VARIANT(type);
  const auto [at, is_new] = known_.try_emplace(type);
  if (!is_new) return at->second;
  Knowledge knowledge;
  const std::string name = name_after_std(type);
  if (static_answer_ == NULL_TREE || (!name.empty() && !is_vouched(type))) {
    knowledge = {detail::std_static_if_const(name.c_str()),
                 detail::std_static_if_mutable(name.c_str())};
  } else {
    knowledge = instantiate(type);
  }
  return known_[type] = knowledge;
}

bool Library::is_vouched(tree type) {
  const tree asked = static_vouch_ == NULL_TREE ? NULL_TREE : specialise(static_vouch_, type);
  return asked == NULL_TREE || read(asked, "value") != 0;
}

Knowledge Library::instantiate(tree type) {
  const tree asked = specialise(static_answer_, type);
  const long if_const = asked == NULL_TREE ? -1 : read(asked, "if_const");
  const long if_mutable = asked == NULL_TREE ? -1 : read(asked, "if_mutable");
  if (if_const < 0 || if_mutable < 0) return {};
  return {static_cast<InStatic>(if_const), static_cast<InStatic>(if_mutable)};
}

}  // namespace norace::plugin
