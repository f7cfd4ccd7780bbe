#include "scoped_name.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/Version.h>

#include <cstddef>

namespace norace::plugin {

namespace {

bool is_closure(const clang::DeclContext& context) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&context);
  return record != nullptr && record->isLambda();
}

std::string own_name(const clang::NamedDecl& named) {
  if (llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(named)) {
    // Not getNameAsString(), which writes a class's template arguments.
    const auto& owner = *llvm::cast<clang::CXXMethodDecl>(named).getParent();
    const bool is_end = llvm::isa<clang::CXXDestructorDecl>(named);
    return (is_end ? "~" : "") + (owner.isLambda() ? "(lambda)" : owner.getName().str());
  }
  if (const auto* conversion = llvm::dyn_cast<clang::CXXConversionDecl>(&named)) {
    clang::PrintingPolicy policy = named.getASTContext().getPrintingPolicy();
    policy.SuppressTagKeyword = true;
    return "operator " + conversion->getConversionType().getCanonicalType().getAsString(policy);
  }
  if (const auto* context = llvm::dyn_cast<clang::DeclContext>(&named))
    if (is_closure(*context)) return "(lambda)";
  return named.getNameAsString();
}

// class_name() of the first argument, if that is a class.
std::string first_class_name(llvm::ArrayRef<clang::TemplateArgument> arguments) {
  if (arguments.empty()) return {};
  const clang::TemplateArgument& first = arguments.front();
  if (first.getKind() == clang::TemplateArgument::Pack)
    return first_class_name(first.getPackAsArray());
  if (first.getKind() != clang::TemplateArgument::Type) return {};
  return first.getAsType()->isReferenceType() ? "" : class_name(first.getAsType());
}

}  // namespace

bool is_norace(const clang::DeclContext& context) {
  const clang::DeclContext* at = &context;
  while (at->getParent() != nullptr && !at->getParent()->isTranslationUnit()) at = at->getParent();
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at);
  return space != nullptr && space->getDeclName().isIdentifier() && space->getName() == "norace";
}

bool has_object(const clang::CXXMethodDecl& method) {
#if CLANG_VERSION_MAJOR >= 19
  return method.isImplicitObjectMemberFunction();
#else
  return method.isInstance();
#endif
}

std::string scoped_name(const clang::NamedDecl& named) {
  std::string name = own_name(named);
  const auto* self = llvm::dyn_cast<clang::DeclContext>(&named);
  if (self != nullptr && is_closure(*self)) return name;
  for (const clang::DeclContext* at = named.getDeclContext(); at != nullptr; at = at->getParent()) {
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at)) {
      if (space->isInline() || space->isAnonymousNamespace()) continue;
      name = space->getName().str() + "::" + name;
    } else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(at)) {
      if (record->isLambda()) return "(lambda)::" + name;
      if (!record->getName().empty()) name = record->getName().str() + "::" + name;
    }
  }
  return name;
}

std::string class_name(clang::QualType type) {
  const auto* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record == nullptr ? "" : scoped_name(*record);
}

std::string element_name(const clang::CXXRecordDecl& record) {
  const auto* made = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  return made == nullptr ? "" : first_class_name(made->getTemplateArgs().asArray());
}

std::string element_name(const clang::FunctionDecl& function) {
  if (const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(function.getDeclContext()))
    return element_name(*owner);
  const clang::TemplateArgumentList* arguments = function.getTemplateSpecializationArgs();
  return arguments == nullptr ? "" : first_class_name(arguments->asArray());
}

}  // namespace norace::plugin
