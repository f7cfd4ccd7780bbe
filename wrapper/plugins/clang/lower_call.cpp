#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/Version.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>
#include <string>
#include <utility>

#include "lowering.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

// std::move(x) and its like: the pointer to x.
bool only_hands_on(const clang::FunctionDecl& callee) {
  if (!callee.isInStdNamespace() || !callee.getDeclName().isIdentifier() ||
      callee.getNumParams() != 1)
    return false;
  const llvm::StringRef name = callee.getName();
  return name == "move" || name == "forward" || name == "as_const" || name == "addressof" ||
         name == "move_if_noexcept" || name == "forward_like" || name == "launder";
}

bool is_plain_assignment(const clang::FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  return method != nullptr &&
         (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator()) &&
         (method->isTrivial() || method->getParent()->isLambda());
}

}  // namespace

const Node* Lowering::object(const clang::Expr& expression) {
  return expression.isPRValue() && expression.getType()->isRecordType()
             ? temporary(expression)
             : this->expression(expression);
}

const Node* Lowering::argument(const clang::Expr& expression, const clang::FunctionDecl& callee) {
  return expression.isPRValue() && expression.getType()->isRecordType() &&
                 !entries_.is_own_code(callee)
             ? class_value(expression, true)
             : this->expression(expression);
}

const Node* Lowering::call(const clang::CallExpr& call) {
  const clang::FunctionDecl* callee = call.getDirectCallee();
  if (callee == nullptr) return invoke(call);
  if (only_hands_on(*callee) && call.getNumArgs() == 1) return expression(*call.getArg(0));
  if (const Node* pointer = converted_closure(call, *callee)) return pointer;
  const Node* node = call_of(call, *callee);
  if (!callee->isNoReturn()) return node;
  return sequence(place(call), {node, add(Op::Leave, place(call))});
}

const Node* Lowering::call_of(const clang::CallExpr& call, const clang::FunctionDecl& callee) {
  const unsigned here = place(call);
  const clang::FunctionDecl* called = &callee;
  llvm::ArrayRef<const clang::Expr*> arguments(call.getArgs(), call.getNumArgs());
  const clang::Expr* on = nullptr;
  bool may_dispatch = true;
  if (const auto* by_method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    on = by_method->getImplicitObjectArgument();
    const auto* member = llvm::dyn_cast<clang::MemberExpr>(call.getCallee()->IgnoreParens());
    may_dispatch = member == nullptr || !member->hasQualifier();
  } else if (llvm::isa<clang::CXXOperatorCallExpr>(call) &&
             llvm::isa<clang::CXXMethodDecl>(callee) && !arguments.empty() &&
             (has_object(llvm::cast<clang::CXXMethodDecl>(callee)) ||
              arguments.size() > callee.getNumParams())) {
    on = arguments.front();
    arguments = arguments.drop_front();
  }
  if (on != nullptr && is_plain_assignment(callee) && arguments.size() == 1) {
    const Node* target = object(*on);
    const Node* source = expression(*arguments.front());
    if (arguments.front()->isGLValue()) source = read(here, source, arguments.front()->getType());
    return add(Op::Write, here, {target, source});
  }
  bool is_virtual = false;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
      method != nullptr && method->isVirtual() && may_dispatch) {
    const clang::CXXMethodDecl* known =
        on == nullptr ? nullptr : method->getDevirtualizedMethod(on, false);
    is_virtual = known == nullptr;
    if (known != nullptr) called = known;
  }
  Nodes parts;
  if (on != nullptr) parts.push_back(object(*on));
  for (const clang::Expr* each : arguments) parts.push_back(argument(*each, *called));
  Node* node = add(Op::Call, here);
  node->callee = entries_.callee(*called, is_virtual);
  if (on == nullptr || !llvm::isa<clang::CXXMethodDecl>(called) ||
      llvm::cast<clang::CXXMethodDecl>(called)->isInstance()) {
    node->parts = std::move(parts);
    return node;
  }
  // A static method has no object; where that comes from counts all the same.
  const Node* object = parts.front();
  node->parts.assign(parts.begin() + 1, parts.end());
  return sequence(here, {object, node});
}

// A captureless closure as a pointer to a function.
const Node* Lowering::converted_closure(const clang::CallExpr& call,
                                        const clang::FunctionDecl& callee) {
  const auto* conversion = llvm::dyn_cast<clang::CXXConversionDecl>(&callee);
  if (conversion == nullptr || !conversion->getParent()->isLambda()) return nullptr;
  const clang::CXXMethodDecl* body = conversion->getParent()->getLambdaCallOperator();
  clang::FunctionTemplateDecl* generic =
      body == nullptr ? nullptr : body->getDescribedFunctionTemplate();
  if (generic != nullptr) {
    const auto* arguments = conversion->getTemplateSpecializationArgs();
    void* position = nullptr;
    const clang::FunctionDecl* made =
        arguments == nullptr ? nullptr
                             : generic->findSpecialization(arguments->asArray(), position);
    body = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(made);
  }
  if (body == nullptr || !entries_.is_own_code(*body)) return nullptr;
  Node* node = add(Op::Function, place(call));
  node->function = body->isStatic() ? entries_.function(*body) : entries_.plain_function(*body);
  return node;
}

const Node* Lowering::invoke(const clang::CallExpr& call) {
  const unsigned here = place(call);
  const clang::Expr* callee = call.getCallee()->IgnoreParens();
  if (llvm::isa<clang::CXXPseudoDestructorExpr>(callee)) return add(Op::Unknown, here);
  Nodes parts;
  if (const auto* bound = llvm::dyn_cast<clang::BinaryOperator>(callee);
      bound != nullptr && bound->isPtrMemOp()) {
    parts.push_back(expression(*bound->getRHS()));
    parts.push_back(object(*bound->getLHS()));
  } else {
    parts.push_back(expression(*call.getCallee()));
  }
  for (const clang::Expr* each : call.arguments()) parts.push_back(expression(*each));
  return add(Op::Invoke, here, std::move(parts));
}

// __atomic_fetch_add(&n, 1, __ATOMIC_RELAXED): the compiler's own, with the order last.
const Node* Lowering::atomic(const clang::AtomicExpr& expression) {
  auto* given = const_cast<clang::AtomicExpr*>(&expression);
  const clang::SourceManager& sources = entries_.sources();
  const clang::SourceLocation start = sources.getSpellingLoc(expression.getBuiltinLoc());
  Nodes parts;
  for (unsigned i = 0; i < given->getNumSubExprs(); ++i)
    if (const clang::Expr* each = given->getSubExprs()[i]) parts.push_back(this->expression(*each));
  if (parts.size() > 2) std::rotate(parts.begin() + 1, parts.begin() + 2, parts.end());
  Node* node = add(Op::Call, place(expression), std::move(parts));
  const llvm::StringRef name = clang::Lexer::getSourceText(
      clang::CharSourceRange::getTokenRange(start), sources, entries_.context().getLangOpts());
  node->callee = entries_.callee(name.str());
  return node;
}

// A constructor that is `using Base::Base;` hands its own arguments on.
const Node* Lowering::inherited(const clang::CXXInheritedCtorInitExpr& made, Object object) {
  const unsigned here = place(made);
  Nodes parts{object()};
  for (const clang::ParmVarDecl* each : function_.parameters()) {
    const Node* argument = named(here, *each);
    parts.push_back(each->getType()->isReferenceType() ? argument
                                                       : read(here, argument, each->getType()));
  }
  Node* node = add(Op::Call, here, std::move(parts));
  node->callee = entries_.callee(*made.getConstructor(), false);
  return node;
}

}  // namespace norace::plugin
