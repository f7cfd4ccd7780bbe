#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/Version.h>

#include <utility>

#include "lowering.hpp"

namespace norace::plugin {

namespace {

// Is it made of literals and named constants alone? What is not is not worth evaluating: a call of
// a constexpr function may take its time.
bool is_of_constants(const clang::ASTContext& context, const clang::Expr& expression, int depth) {
  if (depth > 100) return false;
  const auto all = [&](std::initializer_list<const clang::Expr*> parts) {
    for (const clang::Expr* each : parts)
      if (each == nullptr || !is_of_constants(context, *each, depth + 1)) return false;
    return true;
  };
  if (llvm::isa<clang::IntegerLiteral, clang::CharacterLiteral, clang::CXXBoolLiteralExpr,
                clang::UnaryExprOrTypeTraitExpr, clang::TypeTraitExpr, clang::SizeOfPackExpr,
                clang::CXXNoexceptExpr, clang::OffsetOfExpr>(expression))
    return true;
  if (const auto* whole = llvm::dyn_cast<clang::ConstantExpr>(&expression))
    return whole->hasAPValueResult() || all({whole->getSubExpr()});
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&expression)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    return variable != nullptr ? !variable->getType()->isReferenceType() &&
                                     variable->isUsableInConstantExpressions(context)
                               : llvm::isa<clang::EnumConstantDecl>(reference->getDecl());
  }
  if (const auto* parentheses = llvm::dyn_cast<clang::ParenExpr>(&expression))
    return all({parentheses->getSubExpr()});
  if (const auto* parameter = llvm::dyn_cast<clang::SubstNonTypeTemplateParmExpr>(&expression))
    return all({parameter->getReplacement()});
  if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(&expression))
    return all({cast->getSubExpr()});
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&expression))
    return unary->isArithmeticOp() && all({unary->getSubExpr()});
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&expression))
    return !binary->isAssignmentOp() && all({binary->getLHS(), binary->getRHS()});
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&expression))
    return all({choice->getCond(), choice->getTrueExpr(), choice->getFalseExpr()});
  return false;
}

}  // namespace

const Node* Lowering::number(unsigned place, long long value) {
  Node* node = add(Op::Number, place);
  node->number = value;
  return node;
}

const Node* Lowering::variable(unsigned place, int id) {
  Node* node = add(Op::Variable, place);
  node->variable = id;
  return node;
}

const Node* Lowering::read(unsigned place, const Node* object, clang::QualType type) {
  // C's _Atomic: no use that races.
  if (type->isAtomicType()) return add(Op::Unknown, place, {object});
  Node* node = add(Op::Read, place, {object});
  node->is_pointer = type->isPointerType();
  return node;
}

const Node* Lowering::read_pointer(unsigned place, const Node* object) {
  Node* node = add(Op::Read, place, {object});
  node->is_pointer = true;
  return node;
}

const Node* Lowering::sequence(unsigned place, Nodes parts) {
  return parts.size() == 1 ? parts.front() : add(Op::Sequence, place, std::move(parts));
}

const Node* Lowering::function(unsigned place, const clang::FunctionDecl& function) {
  Node* node = add(Op::Function, place);
  node->function = entries_.function(function);
  return node;
}

int Lowering::ending(clang::QualType type, unsigned place) {
  ++temporaries_;
  return entries_.nameless(type, place);
}

const Node* Lowering::unknown(const clang::Expr& expression) {
  Nodes parts;
  for (const clang::Stmt* each : expression.children())
    if (const auto* part = llvm::dyn_cast_or_null<clang::Expr>(each))
      parts.push_back(this->expression(*part));
  return add(Op::Unknown, place(expression), std::move(parts));
}

const Node* Lowering::full(unsigned place, llvm::function_ref<const Node*()> make) {
  const int outer = std::exchange(temporaries_, 0);
  const Node* node = make();
  if (temporaries_ > 0) node = add(Op::Full, place, {node});
  temporaries_ = outer;
  return node;
}

const Node* Lowering::full(const clang::Expr& expression) {
  return full(place(expression), [&] { return this->expression(expression); });
}

const Node* Lowering::full_effect(const clang::Expr& expression) {
  return full(place(expression), [&] { return effect(expression); });
}

const Node* Lowering::effect(const clang::Expr& expression) {
  const clang::Expr* plain = &expression;
  for (;;) {
    if (const auto* cleanups = llvm::dyn_cast<clang::FullExpr>(plain))
      plain = cleanups->getSubExpr();
    else if (const auto* parentheses = llvm::dyn_cast<clang::ParenExpr>(plain))
      plain = parentheses->getSubExpr();
    else if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(plain);
             cast != nullptr && cast->getCastKind() == clang::CK_ToVoid)
      plain = cast->getSubExpr();
    else
      break;
  }
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(plain);
      unary != nullptr && unary->isIncrementDecrementOp()) {
    const Node* node = this->expression(*unary);
    return node->op == Op::Read ? node->parts.front() : node;
  }
  if (!plain->isPRValue() || !plain->getType()->isRecordType()) return this->expression(*plain);
  const auto* record = plain->getType()->getAsCXXRecordDecl();
  const bool ends = record != nullptr && !record->hasTrivialDestructor();
  return ends || !llvm::isa<clang::CallExpr>(plain) ? temporary(*plain) : this->expression(*plain);
}

const Node* Lowering::expression(const clang::Expr& expression) {
  if (depth_ > kDeepest || expression.isInstantiationDependent() || expression.containsErrors())
    return add(Op::Unknown, place(expression));
  ++depth_;
  const Node* node = constant(expression);
  if (node == nullptr) node = any_expression(expression);
  --depth_;
  return node;
}

const Node* Lowering::constant(const clang::Expr& expression) {
  const clang::QualType type = expression.getType();
  if (!expression.isPRValue()) return nullptr;
  if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(expression))
    return number(place(expression), 0);
  if (!type->isIntegralOrEnumerationType() || !is_of_constants(entries_.context(), expression, 0))
    return nullptr;
  clang::Expr::EvalResult result;
  if (!expression.EvaluateAsInt(result, entries_.context(), clang::Expr::SE_NoSideEffects))
    return nullptr;
  const llvm::APSInt& value = result.Val.getInt();
  if (value.getBitWidth() > 64) return nullptr;
  return number(place(expression), value.isSigned() ? value.getSExtValue()
                                                    : static_cast<long long>(value.getZExtValue()));
}

const Node* Lowering::any_expression(const clang::Expr& expression) {
  const unsigned here = place(expression);
  if (const auto* whole = llvm::dyn_cast<clang::FullExpr>(&expression))
    return this->expression(*whole->getSubExpr());
  if (const auto* parentheses = llvm::dyn_cast<clang::ParenExpr>(&expression))
    return this->expression(*parentheses->getSubExpr());
  if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(&expression))
    return this->expression(*bound->getSubExpr());
  if (const auto* parameter = llvm::dyn_cast<clang::SubstNonTypeTemplateParmExpr>(&expression))
    return this->expression(*parameter->getReplacement());
  if (const auto* standing = llvm::dyn_cast<clang::CXXDefaultArgExpr>(&expression))
    return this->expression(*standing->getExpr());
  if (const auto* standing = llvm::dyn_cast<clang::CXXDefaultInitExpr>(&expression))
    return this->expression(*standing->getExpr());
  if (const auto* made = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(&expression))
    return materialise(*made);
  if (const auto* list = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(&expression))
    return this->expression(*list->getSubExpr());
  if (const auto* rewritten = llvm::dyn_cast<clang::CXXRewrittenBinaryOperator>(&expression))
    return this->expression(*rewritten->getSemanticForm());
  if (const auto* chosen = llvm::dyn_cast<clang::GenericSelectionExpr>(&expression))
    return this->expression(*chosen->getResultExpr());
  if (const auto* chosen = llvm::dyn_cast<clang::ChooseExpr>(&expression))
    return this->expression(*chosen->getChosenSubExpr());
#if CLANG_VERSION_MAJOR >= 19
  if (const auto* indexed = llvm::dyn_cast<clang::PackIndexingExpr>(&expression))
    return this->expression(*indexed->getSelectedExpr());
#endif
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&expression))
    return named(*reference);
  if (const auto* part = llvm::dyn_cast<clang::MemberExpr>(&expression)) return member(*part);
  if (llvm::isa<clang::CXXThisExpr>(expression)) return this_pointer(here);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression)) return this->call(*call);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(&expression))
    return read(here, closure(*lambda, entries_.nameless({}, here)), lambda->getType());
  if (const auto* awaited = llvm::dyn_cast<clang::CoroutineSuspendExpr>(&expression))
    return suspension(*awaited);
  if (is_made_here(expression)) return class_value(expression, false);
  return operation(expression);
}

// What is awaited is made, and used when the coroutine wakes; what that gives is not followed.
const Node* Lowering::suspension(const clang::CoroutineSuspendExpr& awaited) {
  const unsigned here = awaited.getKeywordLoc().getRawEncoding();
  Nodes common;
  if (awaited.getCommonExpr() != nullptr)
    common.push_back(this->expression(*awaited.getCommonExpr()));
  const Node* used = add(Op::Unknown, here, common);
  return sequence(here, {used, add(Op::Suspend, here), add(Op::Unknown, here)});
}

const Node* Lowering::operation(const clang::Expr& expression) {
  const unsigned here = place(expression);
  if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(&expression)) return this->cast(*cast);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&expression))
    return this->unary(*unary);
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&expression))
    return this->binary(*binary);
  if (const auto* choice = llvm::dyn_cast<clang::AbstractConditionalOperator>(&expression))
    return this->choice(*choice);
  if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(&expression))
    return subscript(*element);
  if (const auto* made = llvm::dyn_cast<clang::CXXNewExpr>(&expression)) return make_new(*made);
  if (const auto* gone = llvm::dyn_cast<clang::CXXDeleteExpr>(&expression)) return end_new(*gone);
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&expression))
    return list->getNumInits() == 1 ? this->expression(*list->getInit(0)) : number(here, 0);
  if (llvm::isa<clang::CXXScalarValueInitExpr, clang::ImplicitValueInitExpr>(expression))
    return number(here, 0);
  if (const auto* atomic = llvm::dyn_cast<clang::AtomicExpr>(&expression))
    return this->atomic(*atomic);
  if (const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(&expression))
    return sequence(here, {unknown(*thrown), add(Op::Leave, here)});
  if (const auto* statements = llvm::dyn_cast<clang::StmtExpr>(&expression)) {
    Nodes parts;
    statement(statements->getSubStmt(), parts);
    return add(Op::Unknown, here, std::move(parts));
  }
  if (const auto* given = llvm::dyn_cast<clang::OpaqueValueExpr>(&expression))
    return given->getSourceExpr() == nullptr ? add(Op::Unknown, here)
                                             : this->expression(*given->getSourceExpr());
  if (const auto* copied = llvm::dyn_cast<clang::ArrayInitLoopExpr>(&expression))
    return read(here, this->expression(*copied->getCommonExpr()), copied->getType());
  if (llvm::isa<clang::VAArgExpr, clang::ShuffleVectorExpr, clang::ConvertVectorExpr,
                clang::ExtVectorElementExpr>(expression))
    return unknown(expression);
  return add(Op::Unknown, here);  // literals, unevaluated operands, and what nobody thought of
}

const Node* Lowering::cast(const clang::CastExpr& cast) {
  const clang::Expr& operand = *cast.getSubExpr();
  const unsigned here = place(operand);
  switch (cast.getCastKind()) {
    case clang::CK_LValueToRValue:
      return read(here, expression(operand), operand.getType());
    case clang::CK_ToVoid:
      return effect(operand);
    case clang::CK_NullToPointer:
    case clang::CK_NullToMemberPointer:
      return number(place(cast), 0);
    case clang::CK_ArrayToPointerDecay:
      return add(Op::Element, here, {expression(operand), number(here, 0)});
    case clang::CK_LValueBitCast:
    case clang::CK_BitCast:
    case clang::CK_NoOp:
    case clang::CK_BaseToDerived:
    case clang::CK_DerivedToBase:
    case clang::CK_UncheckedDerivedToBase:
    case clang::CK_Dynamic:
    case clang::CK_FunctionToPointerDecay:
    case clang::CK_BuiltinFnToFnPtr:
    case clang::CK_BaseToDerivedMemberPointer:
    case clang::CK_DerivedToBaseMemberPointer:
    case clang::CK_ReinterpretMemberPointer:
    case clang::CK_MemberPointerToBoolean:
    case clang::CK_UserDefinedConversion:
    case clang::CK_ConstructorConversion:
    case clang::CK_PointerToBoolean:
    case clang::CK_IntegralCast:
    case clang::CK_IntegralToBoolean:
    case clang::CK_BooleanToSignedIntegral:
    case clang::CK_NonAtomicToAtomic:
    case clang::CK_AtomicToNonAtomic:
    case clang::CK_AddressSpaceConversion:
      return expression(operand);
    default:
      return add(Op::Unknown, here, {expression(operand)});
  }
}

const Node* Lowering::unary(const clang::UnaryOperator& operation) {
  const clang::Expr& operand = *operation.getSubExpr();
  const unsigned here = place(operation);
  switch (operation.getOpcode()) {
    case clang::UO_Deref:
    case clang::UO_AddrOf:
    case clang::UO_Plus:
    case clang::UO_Extension:
      return expression(operand);
    case clang::UO_PreInc:
    case clang::UO_PreDec:
    case clang::UO_PostInc:
    case clang::UO_PostDec: {
      const Node* object = expression(operand);
      if (operand.getType()->isAtomicType()) return add(Op::Unknown, here, {object});
      const Node* change = add(Op::Change, here, {object, nullptr});
      return operation.isPRValue() ? read(here, change, operand.getType()) : change;
    }
    case clang::UO_LNot:
      return add(Op::Not, here, {expression(operand)});
    default:
      return add(Op::Unknown, here, {expression(operand)});
  }
}

const Node* Lowering::binary(const clang::BinaryOperator& operation) {
  const unsigned here = place(operation);
  const clang::Expr& left = *operation.getLHS();
  const clang::Expr& right = *operation.getRHS();
  if (operation.getOpcode() == clang::BO_Comma) {
    const Node* first = effect(left);
    return sequence(here, {first, expression(right)});
  }
  const Node* first = expression(left);
  const Node* second = expression(right);
  if (operation.isAssignmentOp() && left.getType()->isAtomicType())
    return add(Op::Unknown, here, {first, second});
  if (operation.getOpcode() == clang::BO_Assign) return add(Op::Write, here, {first, second});
  if (operation.isCompoundAssignmentOp()) return add(Op::Change, here, {first, second});
  if (operation.getOpcode() == clang::BO_LAnd)
    return add(Op::Choice, here, {first, second, nullptr});
  if (operation.getOpcode() == clang::BO_LOr)
    return add(Op::Choice, here, {first, nullptr, second});
  if (operation.isAdditiveOp() && operation.getType()->isPointerType()) {
    if (right.getType()->isPointerType()) std::swap(first, second);
    if (operation.getOpcode() == clang::BO_Sub) second = add(Op::Unknown, here, {second});
    return add(Op::Element, here, {first, second});
  }
  return add(Op::Unknown, here, {first, second});
}

const Node* Lowering::choice(const clang::AbstractConditionalOperator& choice) {
  const unsigned here = place(choice);
  if (const auto* either = llvm::dyn_cast<clang::BinaryConditionalOperator>(&choice)) {
    const Node* first = expression(*either->getCommon());
    return add(Op::Choice, here, {first, nullptr, expression(*either->getFalseExpr())});
  }
  const Node* condition = expression(*choice.getCond());
  const Node* first = expression(*choice.getTrueExpr());
  return add(Op::Choice, here, {condition, first, expression(*choice.getFalseExpr())});
}

const Node* Lowering::own_object(unsigned place) {
  const Node* object = variable(place, object_);
  return is_object_a_value_ ? object : read_pointer(place, object);
}

const Node* Lowering::this_pointer(unsigned place) {
  if (initialised_ != nullptr) return (*initialised_)();
  if (captured_this_ != nullptr) {
    Node* field = add(Op::Member, place, {own_object(place)});
    field->field = entries_.field(*captured_this_);
    return captured_this_->getType()->isPointerType() ? read_pointer(place, field) : field;
  }
  return object_ < 0 ? add(Op::Unknown, place) : own_object(place);
}

const Node* Lowering::captured(unsigned place, const clang::FieldDecl& capture) {
  Node* field = add(Op::Member, place, {own_object(place)});
  field->field = entries_.field(capture);
  return capture.getType()->isReferenceType() ? read_pointer(place, field) : field;
}

const Node* Lowering::named(const clang::DeclRefExpr& expression) {
  return named(place(expression), *expression.getDecl());
}

const Node* Lowering::named(unsigned place, const clang::ValueDecl& what) {
  if (const auto capture = captures_.find(&what); capture != captures_.end())
    return captured(place, *capture->second);
  if (const auto other = other_names_.find(&what); other != other_names_.end())
    return expression(*other->second);
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&what))
    return this->function(place, *function);
  if (const auto* constant = llvm::dyn_cast<clang::EnumConstantDecl>(&what))
    return number(place, constant->getInitVal().getExtValue());
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&what)) {
    if (const clang::VarDecl* held = binding->getHoldingVar()) return named(place, *held);
    return binding->getBinding() == nullptr ? add(Op::Unknown, place)
                                            : expression(*binding->getBinding());
  }
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&what);
  if (variable == nullptr) return add(Op::Unknown, place);
  const Node* object = this->variable(place, entries_.variable(*variable));
  return variable->getType()->isReferenceType() ? read_pointer(place, object) : object;
}

const Node* Lowering::member(const clang::MemberExpr& expression) {
  const unsigned here = place(expression);
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(expression.getMemberDecl());
  if (field == nullptr) {
    const Node* what = named(here, *expression.getMemberDecl());
    return expression.isImplicitAccess() ? what
                                         : sequence(here, {effect(*expression.getBase()), what});
  }
  Node* node = add(Op::Member, here, {object(*expression.getBase())});
  node->field = entries_.field(*field);
  return field->getType()->isReferenceType() ? read_pointer(here, node) : node;
}

const Node* Lowering::subscript(const clang::ArraySubscriptExpr& expression) {
  const Node* base = object(*expression.getBase());
  return add(Op::Element, place(expression), {base, this->expression(*expression.getIdx())});
}

}  // namespace norace::plugin
