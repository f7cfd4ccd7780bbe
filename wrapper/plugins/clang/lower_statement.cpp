#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Stmt.h>
#include <clang/AST/StmtCXX.h>

#include <algorithm>
#include <utility>

#include "lowering.hpp"

namespace norace::plugin {

namespace {

unsigned start_of(const clang::Stmt& statement) { return statement.getBeginLoc().getRawEncoding(); }

// A variable that is another name for what `init` names, and for no object that an expression
// makes.
bool is_plain_name(const clang::Expr& init) {
  const clang::Expr* at = init.IgnoreParenImpCasts();
  while (const auto* member = llvm::dyn_cast<clang::MemberExpr>(at))
    at = member->getBase()->IgnoreParenImpCasts();
  return llvm::isa<clang::DeclRefExpr, clang::CXXThisExpr>(at);
}

// Does what it goes through hold its elements, as an array and the library's containers do?
bool holds_elements(clang::QualType range) {
  range = range.getNonReferenceType();
  if (range->isArrayType()) return true;
  const auto* record = range->getAsCXXRecordDecl();
  return record != nullptr && record->isInStdNamespace();
}

}  // namespace

const Node* Lowering::block(unsigned place, Nodes parts) {
  return add(Op::Block, place, std::move(parts));
}

void Lowering::statement(const clang::Stmt* statement, Nodes& into) {
  if (statement == nullptr) return;
  if (depth_ > kDeepest) {
    into.push_back(add(Op::Unknown, start_of(*statement)));
    return;
  }
  ++depth_;
  any_statement(*statement, into);
  --depth_;
}

const Node* Lowering::scoped(const clang::Stmt* statement) {
  Nodes parts;
  this->statement(statement, parts);
  if (parts.empty()) return nullptr;
  if (parts.size() == 1 && parts.front()->op != Op::Declare) return parts.front();
  return block(start_of(*statement), std::move(parts));
}

void Lowering::any_statement(const clang::Stmt& statement, Nodes& into) {
  const unsigned here = start_of(statement);
  if (const auto* compound = llvm::dyn_cast<clang::CompoundStmt>(&statement)) {
    Nodes parts;
    for (const clang::Stmt* each : compound->body()) this->statement(each, parts);
    into.push_back(block(here, std::move(parts)));
  } else if (const auto* labelled = llvm::dyn_cast<clang::LabelStmt>(&statement)) {
    is_unclear_ = true;
    this->statement(labelled->getSubStmt(), into);
  } else if (const auto* expression = llvm::dyn_cast<clang::Expr>(&statement)) {
    into.push_back(full_effect(*expression));
  } else if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const clang::Decl* each : declaration->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(each)) declare(*variable, into);
  } else if (const auto* returned = llvm::dyn_cast<clang::ReturnStmt>(&statement)) {
    const clang::Expr* value = returned->getRetValue();
    const bool is_void = value != nullptr && value->getType()->isVoidType();
    if (is_void) into.push_back(full_effect(*value));
    into.push_back(is_void ? add(Op::Return, here) : add(Op::Return, here, {result(*returned)}));
  } else if (const auto* choice = llvm::dyn_cast<clang::IfStmt>(&statement)) {
    if_statement(*choice, into);
  } else if (const auto* counted = llvm::dyn_cast<clang::ForStmt>(&statement)) {
    Nodes parts;
    this->statement(counted->getInit(), parts);
    loop(here, counted->getConditionVariable(), counted->getCond(), counted->getBody(),
         counted->getInc(), parts);
    into.push_back(block(here, std::move(parts)));
  } else if (const auto* repeated = llvm::dyn_cast<clang::WhileStmt>(&statement)) {
    loop(here, repeated->getConditionVariable(), repeated->getCond(), repeated->getBody(), nullptr,
         into);
  } else if (const auto* done = llvm::dyn_cast<clang::DoStmt>(&statement)) {
    const Node* body = scoped(done->getBody());
    Node* node = add(Op::Loop, here, {full(*done->getCond()), body, nullptr});
    node->asks_first = false;
    into.push_back(node);
  } else if (const auto* ranged = llvm::dyn_cast<clang::CXXForRangeStmt>(&statement)) {
    range_for(*ranged, into);
  } else if (const auto* switched = llvm::dyn_cast<clang::SwitchStmt>(&statement)) {
    switch_statement(*switched, into);
  } else if (const auto* one = llvm::dyn_cast<clang::SwitchCase>(&statement)) {
    into.push_back(add(Op::Case, here));
    this->statement(one->getSubStmt(), into);
  } else if (const auto* tried = llvm::dyn_cast<clang::CXXTryStmt>(&statement)) {
    into.push_back(try_statement(*tried));
  } else if (const auto* attributed = llvm::dyn_cast<clang::AttributedStmt>(&statement)) {
    this->statement(attributed->getSubStmt(), into);
  } else if (llvm::isa<clang::BreakStmt>(statement)) {
    into.push_back(add(Op::Break, here));
  } else if (llvm::isa<clang::ContinueStmt>(statement)) {
    into.push_back(add(Op::Continue, here));
  } else if (const auto* given = llvm::dyn_cast<clang::CoreturnStmt>(&statement)) {
    if (const clang::Expr* call = given->getPromiseCall()) into.push_back(full_effect(*call));
    into.push_back(add(Op::Return, here));
  } else if (llvm::isa<clang::GotoStmt, clang::IndirectGotoStmt>(statement)) {
    is_unclear_ = true;
    into.push_back(add(Op::Leave, here));
  } else if (!llvm::isa<clang::NullStmt>(statement)) {
    into.push_back(add(Op::Unknown, here));
  }
}

const Node* Lowering::coroutine(const clang::CoroutineBodyStmt& statement) {
  const unsigned here = start_of(statement);
  Nodes parts;
  const auto* first = llvm::dyn_cast_or_null<clang::Expr>(statement.getInitSuspendStmt());
  const auto* awaited = first == nullptr
                            ? nullptr
                            : llvm::dyn_cast<clang::CoroutineSuspendExpr>(first->IgnoreImplicit());
  const bool is_eager =
      awaited != nullptr && class_name(awaited->getCommonExpr()->getType()) == "std::suspend_never";
  if (!is_eager) parts.push_back(add(Op::Suspend, here));
  this->statement(statement.getBody(), parts);
  return block(here, std::move(parts));
}

const Node* Lowering::result(const clang::ReturnStmt& statement) {
  const clang::Expr* value = statement.getRetValue();
  if (value == nullptr) return nullptr;
  // The variable may be the caller's object from the start: nothing is copied.
  if (const clang::VarDecl* same = statement.getNRVOCandidate())
    return read(place(*value), named(place(*value), *same), same->getType());
  return full(*value);
}

void Lowering::declare(const clang::VarDecl& variable, Nodes& into) {
  // A static's initialiser runs once, and no thread runs on beside it.
  if (!variable.hasLocalStorage()) return;
  begin(variable.getLocation().getRawEncoding(), entries_.variable(variable), variable.getInit(),
        into);
  declare_bindings(variable, into);
}

// The references that the names of a tuple's parts are.
void Lowering::declare_bindings(const clang::VarDecl& variable, Nodes& into) {
  const auto* several = llvm::dyn_cast<clang::DecompositionDecl>(&variable);
  if (several == nullptr) return;
  for (const clang::BindingDecl* each : several->bindings())
    if (const clang::VarDecl* held = each->getHoldingVar()) declare(*held, into);
}

void Lowering::if_statement(const clang::IfStmt& statement, Nodes& into) {
  const unsigned here = start_of(statement);
  Nodes parts;
  this->statement(statement.getInit(), parts);
  if (statement.isConsteval()) {
    this->statement(statement.isNegatedConsteval() ? statement.getThen() : statement.getElse(),
                    parts);
  } else if (statement.isConstexpr()) {
    if (const auto taken = statement.getNondiscardedCase(entries_.context()))
      this->statement(*taken, parts);
  } else {
    if (const clang::VarDecl* condition = statement.getConditionVariable())
      declare(*condition, parts);
    const Node* condition = full(*statement.getCond());
    const Node* first = scoped(statement.getThen());
    parts.push_back(add(Op::Choice, here, {condition, first, scoped(statement.getElse())}));
  }
  if (parts.empty()) return;
  into.push_back(parts.size() == 1 && parts.front()->op != Op::Declare
                     ? parts.front()
                     : block(here, std::move(parts)));
}

void Lowering::loop(unsigned place, const clang::VarDecl* variable, const clang::Expr* condition,
                    const clang::Stmt* body, const clang::Expr* step, Nodes& into) {
  const Node* asked = nullptr;
  const Node* turn = nullptr;
  if (variable != nullptr && condition != nullptr) {
    // Each turn has a variable of its own, whose block is the turn.
    Nodes parts;
    declare(*variable, parts);
    const Node* goes_on = full(*condition);
    parts.push_back(add(Op::Choice, place, {goes_on, nullptr, add(Op::Break, place)}));
    statement(body, parts);
    turn = block(place, std::move(parts));
  } else {
    asked = condition == nullptr ? nullptr : full(*condition);
    turn = scoped(body);
  }
  const Node* stepped = step == nullptr ? nullptr : full_effect(*step);
  into.push_back(add(Op::Loop, place, {asked, turn, stepped}));
}

void Lowering::range_for(const clang::CXXForRangeStmt& statement, Nodes& into) {
  const unsigned here = start_of(statement);
  const auto* range = llvm::cast<clang::VarDecl>(statement.getRangeStmt()->getSingleDecl());
  Nodes parts;
  this->statement(statement.getInit(), parts);
  if (range->getInit() != nullptr && is_plain_name(*range->getInit()))
    other_names_[range] = range->getInit();
  else
    declare(*range, parts);
  // What a user's own begin() does is done; the iterator is not looked at.
  const auto* start = statement.getBeginStmt() == nullptr
                          ? nullptr
                          : llvm::cast<clang::VarDecl>(statement.getBeginStmt()->getSingleDecl());
  if (start != nullptr && start->getInit() != nullptr && !range->getType()->isDependentType() &&
      !range->getType().getNonReferenceType()->isArrayType())
    parts.push_back(full_effect(*start->getInit()));
  const Node* body = range_body(statement);
  parts.push_back(add(Op::Loop, here, {nullptr, body, nullptr}));
  into.push_back(block(here, std::move(parts)));
}

const Node* Lowering::range_body(const clang::CXXForRangeStmt& statement) {
  const auto& range = *llvm::cast<clang::VarDecl>(statement.getRangeStmt()->getSingleDecl());
  const clang::VarDecl& variable = *statement.getLoopVariable();
  const unsigned here = variable.getLocation().getRawEncoding();
  const Node* from = named(here, range);
  if (!holds_elements(range.getType())) from = add(Op::Unknown, here, {from});
  const Node* value = add(Op::Element, here, {from, nullptr});
  if (!variable.getType()->isReferenceType()) value = read(here, value, variable.getType());
  Nodes parts{declared(here, entries_.variable(variable), value)};
  declare_bindings(variable, parts);
  this->statement(statement.getBody(), parts);
  return block(here, std::move(parts));
}

void Lowering::switch_statement(const clang::SwitchStmt& statement, Nodes& into) {
  const unsigned here = start_of(statement);
  Nodes parts;
  this->statement(statement.getInit(), parts);
  if (const clang::VarDecl* condition = statement.getConditionVariable())
    declare(*condition, parts);
  const Node* value = full(*statement.getCond());
  parts.push_back(add(Op::Switch, here, {value, scoped(statement.getBody())}));
  into.push_back(parts.size() == 1 ? parts.front() : block(here, std::move(parts)));
}

const Node* Lowering::try_statement(const clang::CXXTryStmt& statement) {
  Nodes parts{scoped(statement.getTryBlock())};
  for (unsigned i = 0; i < statement.getNumHandlers(); ++i) {
    const clang::CXXCatchStmt& handler = *statement.getHandler(i);
    Nodes handles;
    if (const clang::VarDecl* caught = handler.getExceptionDecl())
      handles.push_back(
          declared(caught->getLocation().getRawEncoding(), entries_.variable(*caught), nullptr));
    this->statement(handler.getHandlerBlock(), handles);
    parts.push_back(block(start_of(handler), std::move(handles)));
  }
  return add(Op::Try, start_of(statement), std::move(parts));
}

void Lowering::member_initialisers(const clang::CXXConstructorDecl& constructor, Nodes& into) {
  for (const clang::CXXCtorInitializer* each : constructor.inits())
    if (each->getInit() != nullptr) member_initialiser(*each, into);
}

void Lowering::member_initialiser(const clang::CXXCtorInitializer& init, Nodes& into) {
  const clang::Expr& value = *init.getInit();
  if (!init.isWritten()) {
    // Nothing stands there: only a constructor that somebody wrote does anything.
    const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(value.IgnoreImplicit());
    if (made != nullptr && made->getNumArgs() == 0 && !made->getConstructor()->isUserProvided() &&
        !entries_.is_own_code(*made->getConstructor()))
      return;
  }
  const unsigned here =
      (init.getSourceLocation().isValid() ? init.getSourceLocation() : function_.getLocation())
          .getRawEncoding();
  const auto object = [&]() -> const Node* {
    const Node* at = own_object(here);
    const auto add_field = [&](const clang::FieldDecl& field) {
      Node* node = add(Op::Member, here, {at});
      node->field = entries_.field(field);
      at = node;
    };
    if (const clang::IndirectFieldDecl* path = init.getIndirectMember()) {
      for (const clang::NamedDecl* each : path->chain())
        add_field(*llvm::cast<clang::FieldDecl>(each));
    } else if (const clang::FieldDecl* field = init.getMember()) {
      add_field(*field);
    }
    return at;
  };
  into.push_back(full(here, [&] {
    Start start;
    part(here, value, object, start);
    return start.behind.empty() ? nullptr : sequence(here, std::move(start.behind));
  }));
  if (into.back() == nullptr) into.pop_back();
}

}  // namespace norace::plugin
