// Walks over all that the user's own files declare, and all that templates made of it.
//
// Promise: every closure is walked over, once, wherever its expression stands: in a body, and in
// what a RecursiveASTVisitor does not come to by itself (a type's spelling, a base, a default
// argument, what only an unevaluated operand had instantiated). Nothing of a system header is.
//
// `Derived` is as for RecursiveASTVisitor. It walks with walk(declarations), and may define
// TraverseOwn(Decl*) to stand around the walk over a declaration.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include <set>
#include <vector>

namespace norace::plugin {

template <class Derived>
class OwnCode : public clang::RecursiveASTVisitor<Derived> {
  using Visitor = clang::RecursiveASTVisitor<Derived>;

 public:
  explicit OwnCode(const clang::SourceManager& sources) : sources_(sources) {}

  // `declarations` may grow while they are walked over; what is added is looked at as well.
  void walk(const std::vector<clang::Decl*>& declarations) {
    // By index: what a precompiled header holds is read as it is walked over, and added meanwhile.
    for (std::size_t i = 0; i < declarations.size(); ++i) derived().TraverseDecl(declarations[i]);
    if (!declarations.empty())
      walk_closures(*declarations.front()->getASTContext().getTranslationUnitDecl());
  }

  static bool shouldVisitTemplateInstantiations() { return true; }
  static bool shouldVisitImplicitCode() { return false; }
  static bool shouldWalkTypesOfTypeLocs() { return false; }
  // The closures in a type's spelling are found where they are declared.
  static bool TraverseTypeLoc(clang::TypeLoc, bool = true) { return true; }

  bool TraverseDecl(clang::Decl* declaration) {
    if (declaration == nullptr || declaration->isInvalidDecl()) return true;
    const clang::SourceLocation place = declaration->getLocation();
    if (place.isValid() && sources_.isInSystemHeader(sources_.getExpansionLoc(place))) return true;
    return derived().TraverseOwn(declaration);
  }
  bool TraverseOwn(clang::Decl* declaration) {
    if (!Visitor::TraverseDecl(declaration)) return false;
    if (auto* context = llvm::dyn_cast<clang::DeclContext>(declaration)) walk_closures(*context);
    return true;
  }
  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) {
    for (clang::Expr* each : lambda->capture_inits())
      if (!derived().TraverseStmt(each)) return false;
    walk_closure(*lambda->getLambdaClass());
    return true;
  }

 protected:
  const clang::SourceManager& sources() const { return sources_; }

 private:
  Derived& derived() { return static_cast<Derived&>(*this); }

  void walk_closures(clang::DeclContext& context) {
    std::vector<clang::CXXRecordDecl*> closures;  // the walk over one may declare another
    for (clang::Decl* each : context.noload_decls())
      if (auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(each);
          record != nullptr && record->isLambda())
        closures.push_back(record);
    for (clang::CXXRecordDecl* each : closures) walk_closure(*each);
  }

  void walk_closure(clang::CXXRecordDecl& closure) {
    if (!closures_.insert(&closure).second) return;
    clang::CXXMethodDecl* const call = closure.getLambdaCallOperator();
    if (call == nullptr) return;
    if (clang::FunctionTemplateDecl* generic = call->getDescribedFunctionTemplate())
      derived().TraverseDecl(generic);
    else
      derived().TraverseDecl(call);
  }

  const clang::SourceManager& sources_;
  std::set<const clang::CXXRecordDecl*> closures_;
};

}  // namespace norace::plugin
