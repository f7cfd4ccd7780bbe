#include "reader.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <utility>

#include "own_code.hpp"
#include "scoped_name.hpp"
#include "variables.hpp"

namespace norace::plugin {

using clang::FunctionDecl;
using clang::SourceLocation;

namespace {

// "" for operators and constructors.
std::string_view plain_name(const clang::NamedDecl& named) {
  if (!named.getDeclName().isIdentifier()) return {};
  const llvm::StringRef name = named.getName();
  return {name.data(), name.size()};
}

// Of the global namespace or std's, and not the user's own of the same name.
bool is_of_system(const clang::SourceManager& sources, const FunctionDecl& function) {
  const clang::DeclContext* space = function.getDeclContext()->getRedeclContext();
  while (space->isInlineNamespace()) space = space->getParent();
  const bool is_free = space->isTranslationUnit() || space->isStdNamespace() ||
                       (space->isNamespace() && space->getParent()->isStdNamespace());
  return is_free && sources.isInSystemHeader(sources.getExpansionLoc(function.getLocation()));
}

bool is_stream(const clang::VarDecl& variable) {
  return variable.isInStdNamespace() && is_standard_stream(plain_name(variable));
}

// The standard stream that `<<`s and method calls begin with, or null.
const clang::VarDecl* stream_of(const clang::Expr* expression) {
  expression = expression->IgnoreParenImpCasts();
  while (const auto* shift = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) {
    if (shift->getOperator() != clang::OO_LessLess &&
        shift->getOperator() != clang::OO_GreaterGreater)
      return nullptr;
    expression = shift->getArg(0)->IgnoreParenImpCasts();
  }
  const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(expression);
  const auto* variable =
      named == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(named->getDecl());
  return variable != nullptr && is_stream(*variable) ? variable : nullptr;
}

class Reader : public OwnCode<Reader> {
 public:
  Reader(const clang::SourceManager& sources, ClangProgram& program)
      : OwnCode(sources), program_(program) {}

  bool TraverseOwn(clang::Decl* declaration) {
    // The library's own calls lead nowhere that the user's do not: a closure counts where it
    // stands.
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration);
        space != nullptr && is_norace(*space))
      return true;
    const auto* function = llvm::dyn_cast<FunctionDecl>(declaration);
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
    const clang::VarDecl* const outer = initialised_;
    if (function != nullptr) {
      initialised_ = nullptr;
      if (is_answered_for(*function)) program_.body(function->getCanonicalDecl()).locks = true;
    } else if (variable != nullptr && variable->hasGlobalStorage()) {
      initialised_ = variable;
    }
    const bool go_on = inside(function != nullptr ? function->getCanonicalDecl() : function_,
                              [&] { return OwnCode::TraverseOwn(declaration); });
    initialised_ = outer;
    return go_on;
  }
  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) {
    program_.body(function_).calls.insert(lambda->getCallOperator()->getCanonicalDecl());
    return OwnCode::TraverseLambdaExpr(lambda);
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
    if (callee == nullptr) return true;
    if (const auto* shift = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call)) {
      look_at_shift(*shift);
      return true;
    }
    const std::string_view name = plain_name(*callee);
    if (name.empty()) return true;
    if (name == "spawn" || (name == "async" && callee->isInStdNamespace()))
      start(call->getExprLoc(), {call->getArgs(), call->getNumArgs()});
    if (is_lock_method(name)) program_.body(function_).locks = true;
    if (name == "join" || name == "get" || name == "wait")
      program_.body(function_).joins.push_back(call->getExprLoc());
    if (name == "sync_with_stdio" && call->getNumArgs() == 1) {
      const auto* on =
          llvm::dyn_cast<clang::CXXBoolLiteralExpr>(call->getArg(0)->IgnoreParenImpCasts());
      if (on != nullptr && !on->getValue()) program_.unsynchronise(call->getExprLoc());
    }
    if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(call))
      look_at_method(*method);
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* made) {
    refer(made->getConstructor(), made->getLocation());
    const auto* record = made->getConstructor()->getParent();
    const std::string_view name = plain_name(*record);
    if (is_lock_class(name)) program_.body(function_).locks = true;
    if (record->isInStdNamespace() && (name == "thread" || name == "jthread"))
      start(made->getExprLoc(), {made->getArgs(), made->getNumArgs()});
    return true;
  }

 private:
  template <class Visit>
  bool inside(const FunctionDecl* function, Visit visit) {
    const FunctionDecl* outer = std::exchange(function_, function);
    const bool go_on = visit();
    function_ = outer;
    return go_on;
  }

  void refer(const clang::ValueDecl* to, SourceLocation place) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(to)) {
      if (is_stream(*variable))
        program_.mention_stream(place, function_);
      else if (variable->hasGlobalStorage() && !variable->isInStdNamespace())
        program_.mention(variable->getCanonicalDecl(), place, function_);
    } else if (const auto* function = llvm::dyn_cast<FunctionDecl>(to)) {
      program_.body(function_).calls.insert(function->getCanonicalDecl());
      const std::string_view name = plain_name(*function);
      if ((hidden_state_of(name) != nullptr || reads_environment(name)) &&
          is_of_system(sources(), *function))
        program_.mention_hidden(name, place, function_);
    }
  }

  // std::cout << std::setw(3) and std::cout << std::hex
  void look_at_shift(const clang::CXXOperatorCallExpr& shift) {
    if (shift.getOperator() != clang::OO_LessLess &&
        shift.getOperator() != clang::OO_GreaterGreater)
      return;
    const clang::VarDecl* const stream = stream_of(&shift);
    if (stream == nullptr) return;
    const clang::Expr* right = shift.getArg(1)->IgnoreImplicit()->IgnoreParenImpCasts();
    const clang::NamedDecl* manipulator = nullptr;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(right))
      manipulator = call->getDirectCallee();
    else if (const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(right))
      manipulator = llvm::dyn_cast<FunctionDecl>(named->getDecl());
    if (manipulator != nullptr && is_format_manipulator(plain_name(*manipulator)))
      change(*manipulator, *stream, right->getExprLoc());
  }
  // std::cout.width(3)
  void look_at_method(const clang::CXXMemberCallExpr& call) {
    const auto* method = call.getMethodDecl();
    if (method == nullptr || call.getNumArgs() == 0 || !is_format_method(plain_name(*method)))
      return;
    const clang::Expr* object = call.getImplicitObjectArgument();
    if (const clang::VarDecl* stream = object == nullptr ? nullptr : stream_of(object))
      change(*method, *stream, call.getExprLoc());
  }
  void change(const clang::NamedDecl& by, const clang::VarDecl& stream, SourceLocation place) {
    program_.change_format(stream.getNameAsString(), by.getNameAsString(), place, function_);
  }

  void start(SourceLocation place, llvm::ArrayRef<clang::Expr*> arguments) {
    ClangProgram::Start start{place, {}, function_, std::nullopt};
    if (initialised_ != nullptr) start.initialises = initialised_->getCanonicalDecl();
    for (const clang::Expr* each : arguments) {
      const clang::Expr* plain = each->IgnoreImplicit()->IgnoreParenImpCasts();
      if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(plain))
        plain = address->getSubExpr()->IgnoreParenImpCasts();
      if (const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(plain))
        if (const auto* function = llvm::dyn_cast<FunctionDecl>(named->getDecl()))
          start.runs.push_back(function->getCanonicalDecl());
      const auto* object = plain->getType().getNonReferenceType()->getAsCXXRecordDecl();
      if (object == nullptr || !object->hasDefinition()) continue;
      for (const clang::CXXMethodDecl* method : object->methods())
        if (method->getOverloadedOperator() == clang::OO_Call)
          start.runs.push_back(method->getCanonicalDecl());
    }
    program_.start(std::move(start));
  }

  ClangProgram& program_;
  const FunctionDecl* function_ = nullptr;
  const clang::VarDecl* initialised_ = nullptr;  // a static, inside of its initialiser
};

}  // namespace

bool ClangPlaces::may_be_late(Variable used, Variable starter, Place start) const {
  if (!used->isFileVarDecl() || !starter->isFileVarDecl() ||
      used->getTLSKind() != clang::VarDecl::TLS_None)
    return false;
  const clang::VarDecl* const definition = used->getDefinition();
  if (definition == nullptr) return !used->getType().getCanonicalType()->isScalarType();
  return !definition->hasConstantInitialization() && is_before(start, definition->getLocation());
}

ClangProgram read_program(const clang::SourceManager& sources,
                          const std::vector<clang::Decl*>& declarations) {
  ClangProgram program{ClangPlaces(sources)};
  Reader(sources, program).walk(declarations);
  return program;
}

namespace {

class HandingOver : public OwnCode<HandingOver> {
 public:
  HandingOver(const clang::SourceManager& sources, const clang::CXXRecordDecl& closure)
      : OwnCode(sources), closure_(closure.getCanonicalDecl()) {}

  // The library hands it on, in headers that need not be the system's.
  bool TraverseOwn(clang::Decl* declaration) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration);
    return (space != nullptr && is_norace(*space)) || OwnCode::TraverseOwn(declaration);
  }

  bool VisitCallExpr(clang::CallExpr* call) {
    return look_at(call->getDirectCallee(), {call->getArgs(), call->getNumArgs()},
                   call->getExprLoc());
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* made) {
    return look_at(made->getConstructor(), {made->getArgs(), made->getNumArgs()},
                   made->getLocation());
  }

  SourceLocation place() const { return place_; }

 private:
  bool look_at(const FunctionDecl* callee, llvm::ArrayRef<clang::Expr*> arguments,
               SourceLocation place) {
    if (callee == nullptr || place_.isValid() || !is_norace(*callee)) return true;
    for (const clang::Expr* each : arguments) {
      const auto* record = each->getType().getNonReferenceType()->getAsCXXRecordDecl();
      if (record != nullptr && record->getCanonicalDecl() == closure_) place_ = place;
    }
    return true;
  }
  const clang::CXXRecordDecl* closure_;
  SourceLocation place_;
};

}  // namespace

SourceLocation find_handing_over(const clang::SourceManager& sources,
                                 const std::vector<clang::Decl*>& declarations,
                                 const clang::CXXRecordDecl& closure) {
  HandingOver finder(sources, closure);
  finder.walk(declarations);
  return finder.place();
}

}  // namespace norace::plugin
