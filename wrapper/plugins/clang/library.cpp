#include "library.hpp"

#include <clang/Basic/SourceManager.h>
#include <clang/Basic/Version.h>
#include <clang/Sema/Lookup.h>
#include <clang/Sema/Template.h>

#include <algorithm>

namespace norace::plugin {

namespace {

clang::NamespaceDecl* find_namespace(clang::ASTContext& context, clang::DeclContext* in,
                                     llvm::StringRef name) {
  for (clang::NamedDecl* found : in->lookup(&context.Idents.get(name)))
    if (auto* space = llvm::dyn_cast<clang::NamespaceDecl>(found)) return space;
  return nullptr;
}

clang::ClassTemplateDecl* find_in_detail(clang::ASTContext& context, llvm::StringRef name) {
  auto* norace = find_namespace(context, context.getTranslationUnitDecl(), "norace");
  auto* detail = norace == nullptr ? nullptr : find_namespace(context, norace, "detail");
  if (detail == nullptr) return nullptr;
  for (clang::NamedDecl* found : detail->lookup(&context.Idents.get(name)))
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
    : sema_(sema),
      static_answer_(find_in_detail(sema.getASTContext(), "StaticAnswer")),
      static_vouch_(find_in_detail(sema.getASTContext(), "StaticVouch")),
      capture_answer_(find_in_detail(sema.getASTContext(), "CaptureAnswer")),
      judged_by_plugin_(find_in_detail(sema.getASTContext(), "JudgedByPlugin")) {}

std::vector<clang::QualType> Library::closures_to_judge() const {
  std::vector<clang::QualType> closures;
  if (judged_by_plugin_ == nullptr) return closures;
  for (const clang::ClassTemplateSpecializationDecl* each : judged_by_plugin_->specializations())
    closures.push_back(each->getTemplateArgs()[0].getAsType().getCanonicalType());
  const auto place = [](clang::QualType closure) {
    return closure->getAsCXXRecordDecl()->getLocation();
  };
  std::sort(closures.begin(), closures.end(), [&](clang::QualType a, clang::QualType b) {
    return sema_.getSourceManager().isBeforeInTranslationUnit(place(a), place(b));
  });
  return closures;
}

detail::InCapture Library::in_capture(clang::QualType type) {
  if (capture_answer_ == nullptr) return detail::InCapture::Unknown;
  const auto values = read(capture_answer_, type, {"value"});
  return values.empty() ? detail::InCapture::Unknown
                        : static_cast<detail::InCapture>(values.front());
}

Knowledge Library::answer(clang::QualType type) {
  const auto [at, is_new] = known_.try_emplace(type.getAsOpaquePtr());
  if (!is_new) return at->second;
  Knowledge knowledge;
  const auto* record = type->getAsCXXRecordDecl();
  const std::string name = record == nullptr ? "" : name_after_std(*record);
  if (static_answer_ == nullptr || (!name.empty() && !is_vouched(type))) {
    knowledge = {detail::std_static_if_const(name.c_str()),
                 detail::std_static_if_mutable(name.c_str())};
  } else {
    knowledge = instantiate(type);
  }
  return known_[type.getAsOpaquePtr()] = knowledge;
}

bool Library::is_vouched(clang::QualType type) {
  const auto values = read(static_vouch_, type, {"value"});
  return values.empty() || values.front() != 0;
}

Knowledge Library::instantiate(clang::QualType type) {
  const auto values = read(static_answer_, type, {"if_const", "if_mutable"});
  if (values.size() < 2) return {};
  return {static_cast<InStatic>(values[0]), static_cast<InStatic>(values[1])};
}

std::vector<long> Library::read(clang::ClassTemplateDecl* what, clang::QualType type,
                                std::initializer_list<const char*> members) {
  const clang::SourceLocation here = what->getLocation();
  const clang::QualType asked = specialise(sema_, what, type);
  if (asked.isNull() || !sema_.isCompleteType(here, asked)) return {};
  clang::CXXRecordDecl* record = asked->getAsCXXRecordDecl()->getDefinition();
  std::vector<long> values;
  for (const char* member : members) {
    for (clang::NamedDecl* found : record->lookup(&sema_.getASTContext().Idents.get(member))) {
      auto* variable = llvm::dyn_cast<clang::VarDecl>(found);
      if (variable == nullptr) continue;
      if (!variable->hasInit()) sema_.InstantiateVariableDefinition(here, variable);
      if (const clang::APValue* value = variable->evaluateValue(); value && value->isInt())
        values.push_back(value->getInt().getExtValue());
    }
  }
  return values;
}

}  // namespace norace::plugin
