#include "uses.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <utility>

#include "own_code.hpp"

namespace norace::plugin {

namespace {

using clang::FunctionDecl;
using clang::SourceLocation;

struct Start {
  SourceLocation place;
  std::vector<const FunctionDecl*> runs;
};

class UseFinder : public OwnCode<UseFinder> {
 public:
  UseFinder(const clang::SourceManager& sources, const std::set<const clang::VarDecl*>& wanted)
      : OwnCode(sources), wanted_(wanted) {}

  bool TraverseOwn(clang::Decl* declaration) {
    const auto* function = llvm::dyn_cast<FunctionDecl>(declaration);
    return inside(function != nullptr ? function->getCanonicalDecl() : function_,
                  [&] { return OwnCode::TraverseOwn(declaration); });
  }

  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) {
    if (expression->isNonOdrUse() != clang::NOUR_Unevaluated)
      refer(expression->getDecl(), expression->getLocation());
    return true;
  }
  bool VisitMemberExpr(clang::MemberExpr* expression) {
    refer(expression->getMemberDecl(), expression->getMemberLoc());
    return true;
  }
  bool VisitCallExpr(clang::CallExpr* call) {
    const FunctionDecl* callee = call->getDirectCallee();
    if (callee == nullptr || !callee->getDeclName().isIdentifier()) return true;
    const llvm::StringRef name = callee->getName();
    if (name == "spawn" || (name == "async" && callee->isInStdNamespace()))
      start(call->getExprLoc(), {call->getArgs(), call->getNumArgs()});
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* made) {
    refer(made->getConstructor(), made->getLocation());
    const auto* record = made->getConstructor()->getParent();
    if (record->isInStdNamespace() && record->getDeclName().isIdentifier() &&
        (record->getName() == "thread" || record->getName() == "jthread"))
      start(made->getExprLoc(), {made->getArgs(), made->getNumArgs()});
    return true;
  }

  Uses uses_of(const clang::VarDecl* variable) const {
    Uses uses;
    std::set<const FunctionDecl*> users;
    for (const auto& [used, place, function] : uses_) {
      if (used != variable) continue;
      uses.places.push_back(place);
      users.insert(function);
    }
    for (const Start& each : starts_)
      if (reaches(each.runs, users)) uses.threads.push_back(each.place);
    put_in_order(uses.places);
    put_in_order(uses.threads);
    return uses;
  }

 private:
  struct Use {
    const clang::VarDecl* variable;
    SourceLocation place;
    const FunctionDecl* function;
  };

  template <class Visit>
  bool inside(const FunctionDecl* function, Visit visit) {
    const FunctionDecl* outer = std::exchange(function_, function);
    const bool go_on = visit();
    function_ = outer;
    return go_on;
  }

  void refer(const clang::ValueDecl* to, SourceLocation place) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(to)) {
      if (wanted_.count(variable->getCanonicalDecl()) != 0)
        uses_.push_back({variable->getCanonicalDecl(), place, function_});
    } else if (const auto* function = llvm::dyn_cast<FunctionDecl>(to)) {
      calls_[function_].insert(function->getCanonicalDecl());
    }
  }

  void start(SourceLocation place, llvm::ArrayRef<clang::Expr*> arguments) {
    Start start{place, {}};
    for (const clang::Expr* each : arguments) {
      const clang::Expr* plain = each->IgnoreImplicit()->IgnoreParenImpCasts();
      if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(plain))
        plain = address->getSubExpr()->IgnoreParenImpCasts();
      if (const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(plain))
        if (const auto* function = llvm::dyn_cast<FunctionDecl>(named->getDecl()))
          start.runs.push_back(function->getCanonicalDecl());
      const auto* closure = plain->getType()->getAsCXXRecordDecl();
      if (closure != nullptr && closure->isLambda())
        start.runs.push_back(closure->getLambdaCallOperator()->getCanonicalDecl());
    }
    if (!start.runs.empty()) starts_.push_back(std::move(start));
  }

  bool reaches(std::vector<const FunctionDecl*> from,
               const std::set<const FunctionDecl*>& users) const {
    std::set<const FunctionDecl*> seen(from.begin(), from.end());
    while (!from.empty()) {
      const FunctionDecl* at = from.back();
      from.pop_back();
      if (users.count(at) != 0) return true;
      const auto called = calls_.find(at);
      if (called == calls_.end()) continue;
      for (const FunctionDecl* next : called->second)
        if (seen.insert(next).second) from.push_back(next);
    }
    return false;
  }

  void put_in_order(std::vector<SourceLocation>& places) const {
    for (SourceLocation& each : places) each = sources().getExpansionLoc(each);
    std::sort(places.begin(), places.end(), [&](SourceLocation a, SourceLocation b) {
      return sources().isBeforeInTranslationUnit(a, b);
    });
    const auto same_line = [&](SourceLocation a, SourceLocation b) {
      return sources().getFileID(a) == sources().getFileID(b) &&
             sources().getExpansionLineNumber(a) == sources().getExpansionLineNumber(b);
    };
    places.erase(std::unique(places.begin(), places.end(), same_line), places.end());
  }

  const std::set<const clang::VarDecl*>& wanted_;
  const FunctionDecl* function_ = nullptr;
  std::vector<Use> uses_;
  std::vector<Start> starts_;
  std::map<const FunctionDecl*, std::set<const FunctionDecl*>> calls_;
};

}  // namespace

std::map<const clang::VarDecl*, Uses> find_uses(const clang::SourceManager& sources,
                                                const std::vector<clang::Decl*>& declarations,
                                                const std::set<const clang::VarDecl*>& wanted) {
  UseFinder finder(sources, wanted);
  finder.walk(declarations);
  std::map<const clang::VarDecl*, Uses> uses;
  for (const clang::VarDecl* each : wanted) uses.emplace(each, finder.uses_of(each));
  return uses;
}

}  // namespace norace::plugin
