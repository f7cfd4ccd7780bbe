// Clang's types as StaticJudge asks for them.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Sema/Sema.h>

#include <map>
#include <string>
#include <vector>

#include "library.hpp"

namespace norace::plugin {

class ClangTypes {
 public:
  using Type = clang::QualType;  // canonical, so that == compares types
  using Field = const clang::FieldDecl*;

  ClangTypes(clang::Sema& sema, Library& library) : sema_(&sema), library_(&library) {}

  bool is_reference(Type t) const { return t->isReferenceType(); }
  bool is_pointer(Type t) const { return t->isPointerType(); }
  bool is_array(Type t) const { return t->isArrayType(); }
  bool is_class(Type t) const { return t->isRecordType(); }
  bool is_union(Type t) const { return t->isUnionType(); }
  bool is_function(Type t) const { return t->isFunctionType(); }
  bool is_void(Type t) const { return t->isVoidType(); }

  Type target(Type t) const {
    if (t->isArrayType()) return clang::QualType(context().getAsArrayType(t)->getElementType());
    return t->getPointeeType().getCanonicalType();
  }
  bool is_const(Type t) const { return t.isConstQualified(); }
  bool is_volatile(Type t) const { return t.isVolatileQualified(); }
  Type without_cv(Type t) const { return t.getUnqualifiedType(); }

  bool is_complete(Type t) const { return record(t) != nullptr; }
  bool is_empty(Type t) const { return record(t)->isEmpty(); }
  bool is_system(Type t) const {
    const auto& sources = sema_->getSourceManager();
    return sources.isInSystemHeader(
        sources.getExpansionLoc(t->getAsCXXRecordDecl()->getLocation()));
  }
  bool is_norace(Type t) const {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(
        t->getAsCXXRecordDecl()->getDeclContext()->getEnclosingNamespaceContext());
    return space != nullptr && space->getName() == "norace";
  }

  std::vector<Type> bases(Type t) const {
    std::vector<Type> types;
    for (const auto& base : record(t)->bases()) types.push_back(base.getType().getCanonicalType());
    return types;
  }
  std::vector<Field> fields(Type t) const {
    const auto fields = record(t)->fields();
    return {fields.begin(), fields.end()};
  }
  Type type_of(Field f) const { return f->getType().getCanonicalType(); }
  bool is_mutable(Field f) const { return f->isMutable(); }

  std::vector<Type> type_arguments(Type t) const {
    std::vector<Type> types;
    const auto* special =
        llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(t->getAsCXXRecordDecl());
    if (special != nullptr) add_types(special->getTemplateArgs().asArray(), types);
    return types;
  }
  detail::InCapture in_capture(Type t) const { return library_->in_capture(t); }
  InStatic if_const(Type t) const { return library_->answer(t).if_const; }
  InStatic if_mutable(Type t) const { return library_->answer(t).if_mutable; }

 private:
  clang::ASTContext& context() const { return sema_->getASTContext(); }

  // The definition; null where there is none, or where only instantiating would make one.
  static const clang::CXXRecordDecl* record(Type t) {
    const clang::CXXRecordDecl* found = t->getAsCXXRecordDecl();
    return found == nullptr || found->isInvalidDecl() ? nullptr : found->getDefinition();
  }
  static void add_types(llvm::ArrayRef<clang::TemplateArgument> arguments,
                        std::vector<Type>& types) {
    for (const clang::TemplateArgument& each : arguments) {
      if (each.getKind() == clang::TemplateArgument::Type)
        types.push_back(each.getAsType().getCanonicalType());
      else if (each.getKind() == clang::TemplateArgument::Pack)
        add_types(each.pack_elements(), types);
    }
  }

  clang::Sema* sema_;
  Library* library_;
};

}  // namespace norace::plugin
