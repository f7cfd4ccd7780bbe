#include "library.hpp"

#include <clang/Basic/Version.h>
#include <clang/Sema/Lookup.h>
#include <clang/Sema/Template.h>

namespace norace::plugin {

namespace {

clang::NamespaceDecl* find_namespace(clang::ASTContext& context, clang::DeclContext* in,
                                     llvm::StringRef name) {
  for (clang::NamedDecl* found : in->lookup(&context.Idents.get(name)))
    if (auto* space = llvm::dyn_cast<clang::NamespaceDecl>(found)) return space;
  return nullptr;
}

clang::ClassTemplateDecl* find_static_answer(clang::ASTContext& context) {
  auto* norace = find_namespace(context, context.getTranslationUnitDecl(), "norace");
  auto* detail = norace == nullptr ? nullptr : find_namespace(context, norace, "detail");
  if (detail == nullptr) return nullptr;
  for (clang::NamedDecl* found : detail->lookup(&context.Idents.get("StaticAnswer")))
    if (auto* answer = llvm::dyn_cast<clang::ClassTemplateDecl>(found)) return answer;
  return nullptr;
}

clang::QualType specialise(clang::Sema& sema, clang::ClassTemplateDecl* what,
                           clang::QualType type) {
  const clang::SourceLocation here = what->getLocation();
  clang::TemplateArgumentListInfo arguments(here, here);
  arguments.addArgument(clang::TemplateArgumentLoc(
      clang::TemplateArgument(type), sema.getASTContext().getTrivialTypeSourceInfo(type, here)));
#if CLANG_VERSION_MAJOR >= 22
  return sema.CheckTemplateIdType(clang::ElaboratedTypeKeyword::None, clang::TemplateName(what),
                                  here, arguments, nullptr, false);
#else
  return sema.CheckTemplateIdType(clang::TemplateName(what), here, arguments);
#endif
}

}  // namespace

std::string name_after_std(const clang::CXXRecordDecl& record) {
  std::string name = record.getName().str();
  for (const clang::DeclContext* at = record.getDeclContext(); at != nullptr;
       at = at->getParent()) {
    if (llvm::isa<clang::TranslationUnitDecl>(at)) return {};
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at)) {
      if (space->isStdNamespace()) return name;
      if (space->isInline()) continue;
    }
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(at);
    if (named == nullptr || named->getDeclName().isEmpty()) return {};
    name = named->getNameAsString() + "::" + name;
  }
  return {};
}

Library::Library(clang::Sema& sema)
    : sema_(sema), static_answer_(find_static_answer(sema.getASTContext())) {}

Knowledge Library::answer(clang::QualType type) {
  const auto [at, is_new] = known_.try_emplace(type.getAsOpaquePtr());
  if (!is_new) return at->second;
  Knowledge knowledge;
  if (static_answer_ != nullptr) {
    knowledge = instantiate(type);
  } else if (const auto* record = type->getAsCXXRecordDecl()) {
    const std::string name = name_after_std(*record);
    knowledge = {detail::std_static_if_const(name.c_str()),
                 detail::std_static_if_mutable(name.c_str())};
  }
  return known_[type.getAsOpaquePtr()] = knowledge;
}

Knowledge Library::instantiate(clang::QualType type) {
  const clang::SourceLocation here = static_answer_->getLocation();
  const clang::QualType asked = specialise(sema_, static_answer_, type);
  if (asked.isNull() || !sema_.isCompleteType(here, asked)) return {};
  clang::CXXRecordDecl* record = asked->getAsCXXRecordDecl()->getDefinition();
  const auto read = [&](llvm::StringRef member) {
    for (clang::NamedDecl* found : record->lookup(&sema_.getASTContext().Idents.get(member))) {
      auto* variable = llvm::dyn_cast<clang::VarDecl>(found);
      if (variable == nullptr) continue;
      if (!variable->hasInit()) sema_.InstantiateVariableDefinition(here, variable);
      if (const clang::APValue* value = variable->evaluateValue(); value && value->isInt())
        return static_cast<InStatic>(value->getInt().getExtValue());
    }
    return InStatic::Inside;
  };
  return {read("if_const"), read("if_mutable")};
}

}  // namespace norace::plugin
