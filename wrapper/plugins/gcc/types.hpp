// GCC's types as StaticJudge asks for them.
#pragma once

#include "headers.hpp"
#include "library.hpp"

namespace norace::plugin {

// A tree that is a type; two are the same when the language says so.
struct GccType {
  tree type;
  friend bool operator==(GccType a, GccType b) { return same_type_p(a.type, b.type); }
};

inline bool is_system_place(location_t place) { return in_system_header_at(place); }

class GccTypes {
 public:
  using Type = GccType;
  using Field = tree;

  explicit GccTypes(Library& library) : library_(&library) {}

  static bool is_reference(Type t) { return TYPE_REF_P(t.type); }
  static bool is_pointer(Type t) { return TYPE_PTR_P(t.type); }
  static bool is_array(Type t) { return TREE_CODE(t.type) == ARRAY_TYPE; }
  // Pointers to member functions are records to GCC.
  static bool is_class(Type t) { return CLASS_TYPE_P(t.type); }
  static bool is_union(Type t) { return TREE_CODE(t.type) == UNION_TYPE; }
  static bool is_function(Type t) { return FUNC_OR_METHOD_TYPE_P(t.type); }
  static bool is_void(Type t) { return VOID_TYPE_P(t.type); }

  static Type target(Type t) { return {TREE_TYPE(t.type)}; }
  static bool is_const(Type t) { return (cp_type_quals(t.type) & TYPE_QUAL_CONST) != 0; }
  static bool is_volatile(Type t) { return (cp_type_quals(t.type) & TYPE_QUAL_VOLATILE) != 0; }
  static Type without_cv(Type t) { return {cv_unqualified(t.type)}; }

  static bool is_complete(Type t) { return COMPLETE_TYPE_P(TYPE_MAIN_VARIANT(t.type)); }
  static bool is_empty(Type t) { return is_std_layout_empty(t.type); }
  static bool is_system(Type t) {
    const tree declaration = TYPE_MAIN_DECL(TYPE_MAIN_VARIANT(t.type));
    return declaration != NULL_TREE && is_system_place(DECL_SOURCE_LOCATION(declaration));
  }
  static bool is_norace(Type t) {
    const tree declaration = TYPE_MAIN_DECL(TYPE_MAIN_VARIANT(t.type));
    if (declaration == NULL_TREE) return false;
    const tree space = decl_namespace_context(declaration);
    return space != global_namespace && DECL_NAME(space) != NULL_TREE &&
           std::string(IDENTIFIER_POINTER(DECL_NAME(space))) == "norace";
  }

  static std::vector<Type> bases(Type t) {
    std::vector<Type> types;
    const tree info = TYPE_BINFO(TYPE_MAIN_VARIANT(t.type));
    tree base = NULL_TREE;
    for (unsigned i = 0; info != NULL_TREE && BINFO_BASE_ITERATE(info, i, base); ++i)
      types.push_back({BINFO_TYPE(base)});
    return types;
  }
  static std::vector<Field> fields(Type t) {
    std::vector<Field> fields;
    for (tree field = TYPE_FIELDS(TYPE_MAIN_VARIANT(t.type)); field; field = DECL_CHAIN(field)) {
      if (TREE_CODE(field) != FIELD_DECL || DECL_FIELD_IS_BASE(field) || DECL_VIRTUAL_P(field))
        continue;
      fields.push_back(field);
    }
    return fields;
  }
  static Type type_of(Field f) {
    const tree declared = DECL_BIT_FIELD_TYPE(f);
    return {declared != NULL_TREE ? declared : TREE_TYPE(f)};
  }
  static bool is_mutable(Field f) { return DECL_MUTABLE_P(f); }

  static std::vector<Type> type_arguments(Type t) {
    std::vector<Type> types;
    const tree type = TYPE_MAIN_VARIANT(t.type);
    if (CLASSTYPE_TEMPLATE_INFO(type) != NULL_TREE)
      add_types(INNERMOST_TEMPLATE_ARGS(CLASSTYPE_TI_ARGS(type)), types);
    return types;
  }
  detail::InCapture in_capture(Type t) const { return library_->in_capture(t.type); }
  InStatic if_const(Type t) const { return library_->answer(t.type).if_const; }
  InStatic if_mutable(Type t) const { return library_->answer(t.type).if_mutable; }

 private:
  static bool is_std_layout_empty(tree type) {
    return CLASS_TYPE_P(type) && CLASSTYPE_EMPTY_P(TYPE_MAIN_VARIANT(type)) &&
           !TYPE_CONTAINS_VPTR_P(TYPE_MAIN_VARIANT(type));
  }
  static void add_types(tree arguments, std::vector<Type>& types) {
    if (arguments == NULL_TREE) return;
    for (int i = 0; i < TREE_VEC_LENGTH(arguments); ++i) {
      const tree each = TREE_VEC_ELT(arguments, i);
      if (each == NULL_TREE) continue;
      if (ARGUMENT_PACK_P(each))
        add_types(ARGUMENT_PACK_ARGS(each), types);
      else if (TYPE_P(each))
        types.push_back({each});
    }
  }

  Library* library_;
};

}  // namespace norace::plugin
