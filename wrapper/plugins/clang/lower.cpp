#include "lower.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/StmtCXX.h>

#include <utility>

#include "form_entries.hpp"
#include "lowering.hpp"
#include "own_code.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

class BodyFinder : public OwnCode<BodyFinder> {
 public:
  BodyFinder(const clang::SourceManager& sources, FormEntries& entries)
      : OwnCode(sources), entries_(entries) {}

  bool TraverseOwn(clang::Decl* declaration) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration);
    return (space != nullptr && is_norace(*space)) || OwnCode::TraverseOwn(declaration);
  }
  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    if (function->doesThisDeclarationHaveABody() && !function->isDependentContext() &&
        entries_.is_own_code(*function))
      entries_.function(*function);
    return true;
  }

 private:
  FormEntries& entries_;
};

}  // namespace

Lowering::Lowering(FormEntries& entries, const clang::FunctionDecl& function)
    : entries_(entries), function_(function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  if (method == nullptr || !method->getParent()->isLambda() ||
      method->getOverloadedOperator() != clang::OO_Call)
    return;
  auto field = method->getParent()->field_begin();
  for (const clang::LambdaCapture& each : method->getParent()->captures()) {
    if (field == method->getParent()->field_end()) break;
    if (each.capturesVariable())
      captures_[each.getCapturedVar()] = *field;
    else if (each.capturesThis())
      captured_this_ = *field;
    ++field;
  }
}

void Lowering::lower() {
  std::vector<int> parameters;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function_);
  if (method != nullptr && has_object(*method)) {
    object_ = entries_.object_pointer(*method);
    parameters.push_back(object_);
  }
  for (const clang::ParmVarDecl* each : function_.parameters())
    parameters.push_back(entries_.variable(*each));
  if (method != nullptr && object_ < 0 && method->isInstance() && !parameters.empty()) {
    object_ = parameters.front();
    is_object_a_value_ = !function_.getParamDecl(0)->getType()->isReferenceType();
  }
  const clang::Stmt& written = *function_.getBody();
  const int id = entries_.function(function_);
  if (const auto* coroutine = llvm::dyn_cast<clang::CoroutineBodyStmt>(&written)) {
    const Node* body = this->coroutine(*coroutine);
    FormFunction& entry = entries_.form().functions[static_cast<std::size_t>(id)];
    entry.parameters = std::move(parameters);
    entry.result = class_name(function_.getReturnType());
    if (!is_unclear_) entry.coroutine = body;
    return;
  }
  Nodes parts;
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function_))
    member_initialisers(*constructor, parts);
  statement(&written, parts);
  FormFunction& entry = entries_.form().functions[static_cast<std::size_t>(id)];
  entry.parameters = std::move(parameters);
  if (!is_unclear_)
    entry.body = parts.size() == 1
                     ? parts.front()
                     : block(written.getBeginLoc().getRawEncoding(), std::move(parts));
}

Form lower(const clang::ASTContext& context, const clang::SourceManager& sources,
           const std::vector<clang::Decl*>& declarations,
           std::vector<const clang::FunctionDecl*>& called) {
  Form form;
  if (!context.getLangOpts().CPlusPlus) return form;
  FormEntries entries(context, sources, form);
  BodyFinder(sources, entries).walk(declarations);
  while (const clang::FunctionDecl* next = entries.take_unread()) Lowering(entries, *next).lower();
  called = entries.called();
  return form;
}

}  // namespace norace::plugin
