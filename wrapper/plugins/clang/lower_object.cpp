// How objects begin: what initialises them, objects without a name, closures, and `new`.
#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/Version.h>

#include <utility>

#include "lowering.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

// The call operator of a closure that can be told: of a generic one, if it has but one body.
const clang::CXXMethodDecl* body_of_closure(const clang::CXXRecordDecl& closure) {
  const clang::CXXMethodDecl* call = closure.getLambdaCallOperator();
  const clang::FunctionTemplateDecl* generic =
      call == nullptr ? nullptr : call->getDescribedFunctionTemplate();
  if (generic == nullptr) return call;
  const clang::CXXMethodDecl* only = nullptr;
  for (const clang::FunctionDecl* each : generic->specializations()) {
    if (!each->hasBody()) continue;
    if (only != nullptr) return nullptr;
    only = llvm::dyn_cast<clang::CXXMethodDecl>(each);
  }
  return only;
}

// Is all that it does to make the object equal to the other one, as far as a judge cares?
bool is_plain_copy(const clang::CXXConstructExpr& made, bool is_value) {
  const clang::CXXConstructorDecl& constructor = *made.getConstructor();
  if (made.getNumArgs() == 0 || !constructor.isCopyOrMoveConstructor()) return false;
  if (constructor.isTrivial() || constructor.getParent()->isLambda()) return true;
  const bool is_users =
      constructor.isUserProvided() &&
      !constructor.getASTContext().getSourceManager().isInSystemHeader(constructor.getLocation());
  return is_value && (!is_users || made.isElidable());
}

// What makes the object itself, without what only stands around it.
const clang::Expr& without_wrapping(const clang::Expr& expression) {
  const clang::Expr* at = &expression;
  for (;;) {
    if (const auto* whole = llvm::dyn_cast<clang::FullExpr>(at)) {
      at = whole->getSubExpr();
    } else if (const auto* parentheses = llvm::dyn_cast<clang::ParenExpr>(at)) {
      at = parentheses->getSubExpr();
    } else if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(at)) {
      at = bound->getSubExpr();
    } else if (const auto* standing = llvm::dyn_cast<clang::CXXDefaultArgExpr>(at)) {
      at = standing->getExpr();
    } else if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(at);
               cast != nullptr && cast->isPRValue() && cast->getType()->isRecordType() &&
               (cast->getCastKind() == clang::CK_NoOp ||
                cast->getCastKind() == clang::CK_ConstructorConversion ||
                cast->getCastKind() == clang::CK_UserDefinedConversion)) {
      at = cast->getSubExpr();
    } else if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(at);
               made != nullptr && made->isElidable() && made->getNumArgs() > 0) {
      // Before C++17 a prvalue is moved into its object, but for the move that never happens.
      const clang::Expr* source = made->getArg(0)->IgnoreImpCasts();
      const auto* prvalue = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(source);
      if (prvalue == nullptr) return *at;
      at = prvalue->getSubExpr();
    } else {
      return *at;
    }
  }
}

}  // namespace

void Lowering::begin(unsigned place, int id, const clang::Expr* init, Nodes& into) {
  Start start;
  Nodes extended;
  Nodes* const outer = std::exchange(extended_, &extended);
  const int temporaries = std::exchange(temporaries_, 0);
  const auto object = [&] { return variable(place, id); };
  if (init != nullptr) initialise(*init, object, start);
  const bool is_full = std::exchange(temporaries_, temporaries) > 0;
  extended_ = outer;
  into.insert(into.end(), extended.begin(), extended.end());
  if (is_full && start.value != nullptr) start.value = add(Op::Full, place, {start.value});
  if (is_full && !start.behind.empty())
    start.behind = {add(Op::Full, place, {sequence(place, std::move(start.behind))})};
  into.push_back(declared(place, id, start.value));
  into.insert(into.end(), start.behind.begin(), start.behind.end());
}

const Node* Lowering::declared(unsigned place, int variable, const Node* value) {
  Node* node = add(Op::Declare, place, {value});
  node->variable = variable;
  return node;
}

void Lowering::initialise(const clang::Expr& init, Object object, Start& start) {
  const clang::Expr& plain = without_wrapping(init);
  const unsigned here = place(plain);
  if (depth_ > kDeepest) {
    start.value = add(Op::Unknown, here);
    return;
  }
  ++depth_;
  if (const auto* standing = llvm::dyn_cast<clang::CXXDefaultInitExpr>(&plain)) {
    initialise(*standing->getExpr(), object, start);
  } else if (!plain.isPRValue() ||
             !(plain.getType()->isRecordType() || plain.getType()->isArrayType())) {
    start.value = expression(plain);
  } else if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&plain)) {
    construct(*made, object, start);
  } else if (const auto* inheriting = llvm::dyn_cast<clang::CXXInheritedCtorInitExpr>(&plain)) {
    start.behind.push_back(inherited(*inheriting, object));
  } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&plain)) {
    this->list(*list, object, start);
#if CLANG_VERSION_MAJOR >= 19
  } else if (const auto* listed = llvm::dyn_cast<clang::CXXParenListInitExpr>(&plain)) {
    const auto inits = const_cast<clang::CXXParenListInitExpr*>(listed)->getInitExprs();
    if (plain.getType()->isArrayType())
      elements(inits, object, start);
    else
      fields(*plain.getType()->getAsCXXRecordDecl()->getDefinition(), inits, object, start);
#endif
  } else if (!llvm::isa<clang::ImplicitValueInitExpr, clang::CXXScalarValueInitExpr>(plain)) {
    start.value = expression(plain);
  }
  --depth_;
}

void Lowering::construct(const clang::CXXConstructExpr& made, Object object, Start& start) {
  const unsigned here = place(made);
  const clang::CXXConstructorDecl& constructor = *made.getConstructor();
  if (constructor.isDefaultConstructor() && constructor.isTrivial()) return;
  if (is_plain_copy(made, false) || (made.isElidable() && is_plain_copy(made, true))) {
    start.value = copied(here, made);
    return;
  }
  const Node* target = object();
  if (made.getType()->isArrayType()) target = add(Op::Element, here, {target, nullptr});
  Node* call = add(Op::Call, here, {target});
  call->callee = entries_.callee(constructor, false);
  Nodes parts{target};
  for (const clang::Expr* each : made.arguments()) parts.push_back(argument(*each, constructor));
  call->parts = std::move(parts);
  start.behind.push_back(call);
}

const Node* Lowering::copied(unsigned place, const clang::CXXConstructExpr& made) {
  Node* copy = add(Op::Read, place, {expression(*made.getArg(0))});
  copy->is_move = made.getConstructor()->isMoveConstructor() && made.getArg(0)->isXValue();
  return copy;
}

void Lowering::list(const clang::InitListExpr& list, Object object, Start& start) {
  const clang::InitListExpr* form = list.isSemanticForm() ? &list : list.getSemanticForm();
  if (form == nullptr) form = &list;
  const llvm::ArrayRef<clang::Expr*> inits = const_cast<clang::InitListExpr*>(form)->inits();
  if (form->isTransparent() && inits.size() == 1) return initialise(*inits[0], object, start);
  if (form->getType()->isArrayType()) return elements(inits, object, start);
  const clang::CXXRecordDecl* record = form->getType()->getAsCXXRecordDecl();
  if (record != nullptr) record = record->getDefinition();
  if (record == nullptr) return;
  if (record->isUnion()) {
    const clang::FieldDecl* field = form->getInitializedFieldInUnion();
    if (field == nullptr || inits.size() != 1) return;
    const auto member = [&]() -> const Node* {
      Node* node = add(Op::Member, place(list), {object()});
      node->field = entries_.field(*field);
      return node;
    };
    return part(place(*inits[0]), *inits[0], member, start);
  }
  fields(*record, inits, object, start);
}

void Lowering::elements(llvm::ArrayRef<clang::Expr*> inits, Object object, Start& start) {
  for (std::size_t i = 0; i < inits.size() && i < kMostElements; ++i) {
    const unsigned here = place(*inits[i]);
    const auto element = [&]() -> const Node* {
      return add(Op::Element, here, {object(), number(here, static_cast<long long>(i))});
    };
    part(here, *inits[i], element, start);
  }
}

void Lowering::fields(const clang::CXXRecordDecl& record, llvm::ArrayRef<clang::Expr*> inits,
                      Object object, Start& start) {
  // std::array's elements are its own: nobody else knows the name of its member.
  if (inits.size() == 1 && scoped_name(record) == "std::array") {
    part(place(*inits[0]), *inits[0], object, start);
    return;
  }
  const Object* outer = initialised_;
  std::size_t next = 0;
  for (const auto& base : record.bases()) {
    static_cast<void>(base);
    if (next == inits.size()) break;
    part(place(*inits[next]), *inits[next], object, start);
    ++next;
  }
  for (const clang::FieldDecl* each : record.fields()) {
#if CLANG_VERSION_MAJOR >= 19
    if (each->isUnnamedBitField()) continue;
#else
    if (each->isUnnamedBitfield()) continue;
#endif
    if (next == inits.size()) break;
    const clang::Expr& init = *inits[next++];
    const auto member = [&]() -> const Node* {
      Node* node = add(Op::Member, place(init), {object()});
      node->field = entries_.field(*each);
      return node;
    };
    // `this` of a default member initialiser is the object at hand; of others, it is the
    // function's.
    const bool is_default = llvm::isa<clang::CXXDefaultInitExpr>(init.IgnoreImplicit());
    initialised_ = is_default || llvm::isa<clang::CXXDefaultInitExpr>(init) ? &object : outer;
    part(place(init), init, member, start);
  }
  initialised_ = outer;
}

void Lowering::part(unsigned place, const clang::Expr& init, Object object, Start& start) {
  Start inner;
  initialise(init, object, inner);
  if (inner.value != nullptr)
    start.behind.push_back(add(Op::Write, place, {object(), inner.value}));
  start.behind.insert(start.behind.end(), inner.behind.begin(), inner.behind.end());
}

const Node* Lowering::temporary(const clang::Expr& expression) {
  return temporary(expression, ending(expression.getType(), place(expression)));
}

const Node* Lowering::temporary(const clang::Expr& expression, int id) {
  const clang::Expr& plain = without_wrapping(expression);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(&plain)) return closure(*lambda, id);
  const unsigned here = place(plain);
  const auto object = [&] { return variable(here, id); };
  Start start;
  initialise(plain, object, start);
  Nodes parts{declared(here, id, start.value)};
  parts.insert(parts.end(), start.behind.begin(), start.behind.end());
  parts.push_back(object());
  return sequence(here, std::move(parts));
}

bool Lowering::is_made_here(const clang::Expr& expression) {
  return expression.isPRValue() &&
         (expression.getType()->isRecordType() || expression.getType()->isArrayType()) &&
         llvm::isa<clang::CXXConstructExpr, clang::InitListExpr, clang::CXXScalarValueInitExpr,
#if CLANG_VERSION_MAJOR >= 19
                   clang::CXXParenListInitExpr,
#endif
                   clang::ImplicitValueInitExpr>(expression);
}

const Node* Lowering::class_value(const clang::Expr& expression, bool ends) {
  const clang::Expr& plain = without_wrapping(expression);
  const unsigned here = place(plain);
  if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&plain);
      made != nullptr && is_plain_copy(*made, true))
    return copied(here, *made);
  if (!is_made_here(plain)) return this->expression(plain);
  const int id = ends ? ending(plain.getType(), here) : entries_.nameless({}, here);
  Nodes parts = temporary(plain, id)->parts;
  parts.back() = read(here, parts.back(), plain.getType());
  return sequence(here, std::move(parts));
}

const Node* Lowering::materialise(const clang::MaterializeTemporaryExpr& made) {
  const bool is_extended =
      made.getStorageDuration() != clang::SD_FullExpression && extended_ != nullptr;
  if (!is_extended) return temporary(*made.getSubExpr());
  const unsigned here = place(made);
  const int id = entries_.nameless(made.getType(), here);
  Nodes& into = *extended_;
  begin(here, id, made.getSubExpr(), into);
  return variable(here, id);
}

const Node* Lowering::closure(const clang::LambdaExpr& lambda, int id) {
  const unsigned here = place(lambda);
  Node* node = add(Op::Closure, here);
  node->variable = id;
  const clang::CXXRecordDecl& record = *lambda.getLambdaClass();
  auto init = lambda.capture_init_begin();
  for (const clang::FieldDecl* each : record.fields()) {
    if (init == lambda.capture_init_end()) break;
    const clang::Expr* value = *init++;
    if (value == nullptr) continue;
    node->fields.push_back(entries_.field(*each));
    node->parts.push_back(expression(*value));
  }
  if (const clang::CXXMethodDecl* body = body_of_closure(record))
    node->function = entries_.function(*body);
  return node;
}

const Node* Lowering::make_new(const clang::CXXNewExpr& made) {
  const unsigned here = place(made);
  Nodes parts;
  for (const clang::Expr* each : made.placement_arguments()) parts.push_back(expression(*each));
  Node* node = add(Op::New, here);
  node->variable = entries_.nameless(made.getAllocatedType(), here);
  const int id = node->variable;
  if (const auto size = made.getArraySize(); size && *size != nullptr) {
    const clang::Expr* count = *size;
    parts.push_back(expression(*count));
  }
  Nodes does;
  if (const clang::Expr* init = made.getInitializer()) {
    Start start;
    part(
        here, *init, [&] { return variable(here, id); }, start);
    does = std::move(start.behind);
  }
  node->parts.push_back(does.empty() ? nullptr : sequence(here, std::move(does)));
  parts.push_back(node);
  return sequence(here, std::move(parts));
}

const Node* Lowering::end_new(const clang::CXXDeleteExpr& gone) {
  const unsigned here = place(gone);
  const clang::Expr& pointer = *gone.getArgument();
  Node* release = add(Op::Call, here, {expression(pointer)});
  release->callee =
      gone.getOperatorDelete() != nullptr
          ? entries_.callee(*gone.getOperatorDelete(), false)
          : entries_.callee(gone.isArrayForm() ? "operator delete[]" : "operator delete");
  const auto* record = gone.getDestroyedType()->getAsCXXRecordDecl();
  const clang::CXXDestructorDecl* end = record == nullptr || record->getDefinition() == nullptr
                                            ? nullptr
                                            : record->getDefinition()->getDestructor();
  // Named twice below; what would be done twice is left out.
  const bool is_named = llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::CXXThisExpr>(
      pointer.IgnoreParenImpCasts());
  if (end == nullptr || !end->isUserProvided() || gone.isArrayForm() || !is_named) return release;
  Node* call = add(Op::Call, here, {expression(pointer)});
  call->callee = entries_.callee(*end, end->isVirtual() && !record->isEffectivelyFinal());
  return sequence(here, {call, release});
}

}  // namespace norace::plugin
