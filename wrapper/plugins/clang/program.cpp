#include "program.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <utility>

#include "hidden_state.hpp"
#include "own_code.hpp"
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

bool is_free_or_std(const FunctionDecl& function) {
  return function.isInStdNamespace() || function.isExternC() ||
         function.getDeclContext()->getRedeclContext()->isTranslationUnit() ||
         (function.getDeclContext()->isNamespace() &&
          function.getDeclContext()->getParent()->isStdNamespace());
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
  return variable != nullptr && variable->isInStdNamespace() &&
                 is_standard_stream(plain_name(*variable))
             ? variable
             : nullptr;
}

}  // namespace

class ProgramReader : public OwnCode<ProgramReader> {
 public:
  ProgramReader(const clang::SourceManager& sources, Program& program)
      : OwnCode(sources), program_(program) {}

  bool TraverseOwn(clang::Decl* declaration) {
    const auto* function = llvm::dyn_cast<FunctionDecl>(declaration);
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
    const clang::VarDecl* const outer = initialised_;
    if (function != nullptr) {
      initialised_ = nullptr;
      if (is_answered_for(*function)) program_.bodies_[function->getCanonicalDecl()].locks = true;
    } else if (variable != nullptr && variable->hasGlobalStorage()) {
      initialised_ = variable;
    }
    const bool go_on = inside(function != nullptr ? function->getCanonicalDecl() : function_,
                              [&] { return OwnCode::TraverseOwn(declaration); });
    initialised_ = outer;
    return go_on;
  }
  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) {
    program_.bodies_[function_].calls.insert(lambda->getCallOperator()->getCanonicalDecl());
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
    if (is_lock_method(name)) program_.bodies_[function_].locks = true;
    if (name == "join" || name == "get" || name == "wait")
      program_.bodies_[function_].joins.push_back(call->getExprLoc());
    if (name == "sync_with_stdio" && call->getNumArgs() == 1) {
      const auto* on =
          llvm::dyn_cast<clang::CXXBoolLiteralExpr>(call->getArg(0)->IgnoreParenImpCasts());
      if (on != nullptr && !on->getValue()) program_.unsynchronised_.push_back(call->getExprLoc());
    }
    if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(call))
      look_at_method(*method);
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* made) {
    refer(made->getConstructor(), made->getLocation());
    const auto* record = made->getConstructor()->getParent();
    const std::string_view name = plain_name(*record);
    if (is_lock_class(name)) program_.bodies_[function_].locks = true;
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
      if (variable->hasGlobalStorage())
        program_.mentions_.push_back({variable->getCanonicalDecl(), place, function_});
    } else if (const auto* function = llvm::dyn_cast<FunctionDecl>(to)) {
      program_.bodies_[function_].calls.insert(function->getCanonicalDecl());
      const std::string_view name = plain_name(*function);
      if ((hidden_state_of(name) != nullptr || reads_environment(name)) &&
          is_free_or_std(*function))
        program_.mentions_.push_back({function, place, function_});
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
    program_.changes_.push_back(
        {std::string(plain_name(stream)) + "' by '" + std::string(plain_name(by)), use_own_format,
         place, function_});
  }

  void start(SourceLocation place, llvm::ArrayRef<clang::Expr*> arguments) {
    Program::Start start{place, {}, function_, initialised_};
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
    if (!start.runs.empty()) program_.starts_.push_back(std::move(start));
  }

  Program& program_;
  const FunctionDecl* function_ = nullptr;
  const clang::VarDecl* initialised_ = nullptr;  // a static, inside of its initialiser
};

Program::Program(const clang::SourceManager& sources, const std::vector<clang::Decl*>& declarations)
    : sources_(sources) {
  ProgramReader(sources, *this).walk(declarations);
}

bool Program::is_before(SourceLocation a, SourceLocation b) const {
  return sources_.isBeforeInTranslationUnit(sources_.getExpansionLoc(a),
                                            sources_.getExpansionLoc(b));
}

std::set<Program::Function> Program::reached_by(const Start& start, bool through_locks) const {
  std::set<Function> reached;
  std::vector<Function> open(start.runs);
  while (!open.empty()) {
    const Function at = open.back();
    open.pop_back();
    const auto body = bodies_.find(at);
    if (body != bodies_.end() && body->second.locks && !through_locks) continue;
    if (!reached.insert(at).second || body == bodies_.end()) continue;
    open.insert(open.end(), body->second.calls.begin(), body->second.calls.end());
  }
  return reached;
}

Uses Program::uses_of(const clang::VarDecl* variable) const {
  Uses uses;
  std::set<Function> users;
  for (const Mention& each : mentions_) {
    if (each.what != variable) continue;
    uses.places.push_back(each.place);
    users.insert(each.function);
  }
  for (const Start& each : starts_) {
    const auto reached = reached_by(each, true);
    if (std::any_of(users.begin(), users.end(), [&](Function user) { return reached.count(user); }))
      uses.threads.push_back(each.place);
  }
  put_in_order(uses.places);
  put_in_order(uses.threads);
  return uses;
}

std::vector<HiddenUse> Program::hidden_uses() const {
  std::vector<HiddenUse> uses;
  for (const Start& start : starts_) {
    const auto reached = reached_by(start, false);
    for (const Mention& each : mentions_) {
      const std::string_view name = plain_name(*each.what);
      const HiddenState* row = llvm::isa<FunctionDecl>(each.what) ? hidden_state_of(name) : nullptr;
      if (row != nullptr && reached.count(each.function) != 0)
        uses.push_back({each.place, std::string(name), std::string(row->instead), start.place});
    }
    for (const Change& each : changes_)
      if (reached.count(each.function) != 0)
        uses.push_back({each.place, each.name, each.instead, start.place});
  }
  add_environment_uses(uses);
  add_unsynchronised(uses);
  for (HiddenUse& each : uses) each.place = sources_.getExpansionLoc(each.place);
  std::stable_sort(uses.begin(), uses.end(), [&](const HiddenUse& a, const HiddenUse& b) {
    return sources_.isBeforeInTranslationUnit(a.place, b.place);
  });
  const auto same = [&](const HiddenUse& a, const HiddenUse& b) {
    return a.name == b.name && sources_.getFileID(a.place) == sources_.getFileID(b.place) &&
           sources_.getExpansionLineNumber(a.place) == sources_.getExpansionLineNumber(b.place);
  };
  uses.erase(std::unique(uses.begin(), uses.end(), same), uses.end());
  return uses;
}

// setenv() behind the start of a thread that asks getenv(), in the same function.
void Program::add_environment_uses(std::vector<HiddenUse>& uses) const {
  for (const Mention& writer : mentions_) {
    const std::string_view name = plain_name(*writer.what);
    const auto body = bodies_.find(writer.function);
    if (!llvm::isa<FunctionDecl>(writer.what) || !changes_environment(name) ||
        body == bodies_.end() || body->second.locks)
      continue;
    for (const Start& start : starts_) {
      if (start.function != writer.function || !is_before(start.place, writer.place)) continue;
      const auto is_between = [&](SourceLocation join) {
        return is_before(start.place, join) && is_before(join, writer.place);
      };
      const auto& joins = body->second.joins;
      if (std::any_of(joins.begin(), joins.end(), is_between)) continue;
      const auto reached = reached_by(start, false);
      for (const Mention& reader : mentions_) {
        if (!reads_environment(plain_name(*reader.what)) || reached.count(reader.function) == 0)
          continue;
        uses.push_back({writer.place, std::string(name),
                        std::string(hidden_state_of(name)->instead), start.place});
        break;
      }
    }
  }
}

void Program::add_unsynchronised(std::vector<HiddenUse>& uses) const {
  if (unsynchronised_.empty()) return;
  for (const Start& start : starts_) {
    const auto reached = reached_by(start, false);
    for (const Mention& each : mentions_) {
      if (!each.what->isInStdNamespace() || !is_standard_stream(plain_name(*each.what)) ||
          reached.count(each.function) == 0)
        continue;
      for (const SourceLocation place : unsynchronised_)
        uses.push_back({place, std::string("sync_with_stdio"), use_synchronised, start.place});
      return;
    }
  }
}

std::vector<Program::EarlyThread> Program::early_threads() const {
  std::vector<EarlyThread> found;
  for (const Start& start : starts_) {
    if (start.initialises == nullptr || !start.initialises->isFileVarDecl()) continue;
    const auto reached = reached_by(start, true);
    for (const Mention& each : mentions_) {
      const auto* used = llvm::dyn_cast<clang::VarDecl>(each.what);
      if (used == nullptr || !used->isFileVarDecl() || used->isInStdNamespace() ||
          used->getTLSKind() != clang::VarDecl::TLS_None || reached.count(each.function) == 0 ||
          used->getCanonicalDecl() == start.initialises->getCanonicalDecl())
        continue;
      const clang::VarDecl* const definition = used->getDefinition();
      if (definition != nullptr && (definition->hasConstantInitialization() ||
                                    !is_before(start.place, definition->getLocation())))
        continue;
      if (definition == nullptr && used->getType().getCanonicalType()->isScalarType()) continue;
      found.push_back({start.initialises, used, each.place});
      break;
    }
  }
  return found;
}

void Program::put_in_order(std::vector<SourceLocation>& places) const {
  for (SourceLocation& each : places) each = sources_.getExpansionLoc(each);
  std::sort(places.begin(), places.end(), [&](SourceLocation a, SourceLocation b) {
    return sources_.isBeforeInTranslationUnit(a, b);
  });
  const auto same_line = [&](SourceLocation a, SourceLocation b) {
    return sources_.getFileID(a) == sources_.getFileID(b) &&
           sources_.getExpansionLineNumber(a) == sources_.getExpansionLineNumber(b);
  };
  places.erase(std::unique(places.begin(), places.end(), same_line), places.end());
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
  static bool is_norace(const clang::DeclContext& context) {
    const clang::DeclContext* at = &context;
    while (!at->getParent()->isTranslationUnit()) at = at->getParent();
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at);
    return space != nullptr && space->getDeclName().isIdentifier() && space->getName() == "norace";
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
