#include "form_entries.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/Version.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scoped_name.hpp"
#include "variables.hpp"

namespace norace::plugin {

namespace {

template <class List, class Entry>
int append(List& list, Entry entry) {
  list.push_back(std::move(entry));
  return static_cast<int>(list.size()) - 1;
}

// The definition; null where there is none, or where only instantiating would make one.
const clang::CXXRecordDecl* definition_of(const clang::CXXRecordDecl& record) {
  const clang::CXXRecordDecl* found = record.getDefinition();
  return found == nullptr || found->isInvalidDecl() || found->isDependentType() ? nullptr : found;
}

// Null where there is no body, or only a template's.
const clang::FunctionDecl* body_of(const clang::FunctionDecl& function) {
  const clang::FunctionDecl* found = nullptr;
  if (function.isInvalidDecl() || !function.hasBody(found) || found->isInvalidDecl())
    return nullptr;
  return found->isDependentContext() || found->getBody() == nullptr ? nullptr : found;
}

// Does a new memory location begin with it, or behind it?
bool separates(const clang::FieldDecl& field) {
#if CLANG_VERSION_MAJOR >= 20
  return !field.isBitField() || field.isZeroLengthBitField();
#else
  return !field.isBitField() || field.isZeroLengthBitField(field.getASTContext());
#endif
}

// What is written together with it: the first of several bit-fields that stand side by side, or of
// a union's members.
const clang::FieldDecl& memory_location(const clang::FieldDecl& field) {
  const clang::RecordDecl& owner = *field.getParent();
  if (owner.isUnion()) return **owner.field_begin();
  if (!field.isBitField()) return field;
  const clang::FieldDecl* first = nullptr;
  for (const clang::FieldDecl* each : owner.fields()) {
    first = separates(*each) ? nullptr : first == nullptr ? each : first;
    if (each == &field) break;
  }
  return first == nullptr ? field : *first;
}

// The only operator() of its own; null: none, or several.
const clang::CXXMethodDecl* call_operator(const clang::CXXRecordDecl& record) {
  const clang::CXXMethodDecl* only = nullptr;
  for (const clang::CXXMethodDecl* each : record.methods()) {
    if (each->getOverloadedOperator() != clang::OO_Call || each->isDependentContext()) continue;
    if (only != nullptr) return nullptr;
    only = each;
  }
  return only;
}

unsigned raw(clang::SourceLocation place) { return place.getRawEncoding(); }

}  // namespace

bool FormEntries::is_system(const clang::Decl& declaration) const {
  const clang::SourceLocation place = declaration.getLocation();
  return place.isInvalid() || sources_.isInSystemHeader(sources_.getExpansionLoc(place));
}

bool FormEntries::is_own_code(const clang::FunctionDecl& function) const {
  return !is_system(function) && !is_norace(function);
}

int FormEntries::function(const clang::FunctionDecl& function) {
  const auto [at, is_new] = functions_.try_emplace(function.getCanonicalDecl(), -1);
  if (!is_new) return at->second;
  FormFunction made;
  made.name = scoped_name(function);
  made.place = raw(function.getLocation());
  made.is_answered_for = is_answered_for(function);
  at->second = append(form_.functions, std::move(made));
  if (is_own_code(function))
    if (const clang::FunctionDecl* body = body_of(function)) unread_.push_back(body);
  return at->second;
}

const clang::FunctionDecl* FormEntries::take_unread() {
  if (unread_.empty()) return nullptr;
  const clang::FunctionDecl* next = unread_.front();
  unread_.pop_front();
  return next;
}

int FormEntries::variable(const clang::VarDecl& variable) {
  const auto [at, is_new] = variables_.try_emplace(variable.getCanonicalDecl(), -1);
  if (!is_new) return at->second;
  FormVariable made;
  made.name = variable.getNameAsString();
  if (const auto* several = llvm::dyn_cast<clang::DecompositionDecl>(&variable)) {
    for (const auto* each : several->bindings())
      made.name += (made.name.empty() ? "[" : ", ") + each->getNameAsString();
    made.name += "]";
  }
  made.place = raw(variable.getLocation());
  made.is_thread_local = variable.getTLSKind() != clang::VarDecl::TLS_None;
  made.is_static = variable.hasGlobalStorage() && !made.is_thread_local;
  made.is_reference = variable.getType()->isReferenceType();
  const clang::QualType its = variable.getType();
  made.may_write =
      (its->isReferenceType() || its->isPointerType()) && !its->getPointeeType().isConstQualified();
  const int id = append(form_.variables, std::move(made));
  at->second = id;
  const int its_type = type(variable.getType());
  form_.variables[static_cast<std::size_t>(id)].type = its_type;
  return id;
}

int FormEntries::nameless(clang::QualType of, unsigned place) {
  FormVariable made;
  made.place = place;
  made.type = type(of);
  return append(form_.variables, std::move(made));
}

int FormEntries::object_pointer(const clang::CXXMethodDecl& method) {
  FormVariable made;
  made.name = "this";
  made.place = raw(method.getLocation());
  made.may_write = !method.isConst();
  return append(form_.variables, std::move(made));
}

int FormEntries::field(const clang::FieldDecl& field) {
  const auto [at, is_new] = fields_.try_emplace(&memory_location(*field.getCanonicalDecl()), -1);
  if (!is_new) return at->second;
  std::string name = field.getNameAsString();
  const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(field.getParent());
  if (owner != nullptr && owner->isLambda()) {
    // Clang's captures have no names of their own.
    const auto* capture = owner->captures_begin() + field.getFieldIndex();
    if (capture->capturesVariable())
      name = capture->getCapturedVar()->getNameAsString();
    else if (capture->capturesThis())
      name = "this";
  }
  return at->second = append(form_.fields, FormField{std::move(name), raw(field.getLocation())});
}

Parameter FormEntries::parameter(clang::QualType type) {
  Parameter made;
  if (type->isRValueReferenceType())
    made.passing = Passing::RvalueReference;
  else if (type->isReferenceType())
    made.passing =
        type->getPointeeType().isConstQualified() ? Passing::ConstReference : Passing::Reference;
  made.class_name = class_name(type);
  return made;
}

// [[clang::lifetimebound]], behind a parameter or behind a method's qualifiers.
void read_bounds(const clang::FunctionDecl& function, Callee& made) {
  for (unsigned i = 0; i < function.getNumParams() && i < made.parameters.size(); ++i)
    made.parameters[i].is_bound = function.getParamDecl(i)->hasAttr<clang::LifetimeBoundAttr>();
  const clang::TypeSourceInfo* written = function.getTypeSourceInfo();
  if (written == nullptr) return;
  clang::AttributedTypeLoc attributed;
  for (clang::TypeLoc type = written->getTypeLoc();
       !(attributed = type.getAsAdjusted<clang::AttributedTypeLoc>()).isNull();
       type = attributed.getModifiedLoc())
    made.is_bound |= attributed.getAttrAs<clang::LifetimeBoundAttr>() != nullptr;
}

// [[norace::starts_thread]] at any of the function's declarations.
void FormEntries::read_starts(const clang::FunctionDecl& function, Callee& made) {
  for (const clang::FunctionDecl* each : function.redecls())
    for (unsigned i = 0; i < each->getNumParams() && i < made.parameters.size(); ++i)
      for (const auto* note : each->getParamDecl(i)->specific_attrs<clang::AnnotateAttr>()) {
        made.parameters[i].starts_thread |= note->getAnnotation() == kStartsThread;
        made.parameters[i].is_joined |= note->getAnnotation() == kJoined;
        made.parameters[i].is_concurrent |= note->getAnnotation() == kConcurrent;
      }
}

int FormEntries::callee(const clang::FunctionDecl& function, bool is_virtual) {
  const auto key = std::make_pair(function.getCanonicalDecl(), is_virtual);
  const auto [at, is_new] = callees_.try_emplace(key, -1);
  if (!is_new) return at->second;
  Callee made;
  made.name = scoped_name(function);
  made.element = element_name(function);
  if (is_own_code(function) && body_of(function) != nullptr)
    made.function = this->function(function);
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function)) {
    made.is_method = has_object(*method);
    made.is_const = method->isConst();
    made.is_constructor = llvm::isa<clang::CXXConstructorDecl>(method);
    made.is_lambda =
        method->getParent()->isLambda() && method->getOverloadedOperator() == clang::OO_Call;
  }
  made.is_system = is_system(function);
  made.is_virtual = is_virtual;
  for (const clang::ParmVarDecl* each : function.parameters())
    made.parameters.push_back(parameter(each->getType()));
  read_starts(function, made);
  read_bounds(function, made);
  called_.push_back(&function);
  const clang::QualType result = function.getReturnType();
  made.returns_address = result->isReferenceType() || result->isPointerType();
  made.result = class_name(made.returns_address ? result->getPointeeType() : result);
  return callees_[key] = append(form_.callees, std::move(made));
}

int FormEntries::callee(const std::string& builtin) {
  const auto [at, is_new] = builtins_.try_emplace(builtin, -1);
  if (!is_new) return at->second;
  Callee made;
  made.name = builtin;
  made.is_system = true;
  called_.push_back(nullptr);
  return at->second = append(form_.callees, std::move(made));
}

int FormEntries::plain_function(const clang::CXXMethodDecl& call) {
  const auto [at, is_new] = plain_functions_.try_emplace(call.getCanonicalDecl(), -1);
  if (!is_new) return at->second;
  const unsigned place = raw(call.getLocation());
  FormFunction made;
  made.name = scoped_name(call);
  made.place = place;
  Node* node = form_.add(Op::Call, place);
  node->callee = callee(call, false);
  Node* none = form_.add(Op::Number, place);
  node->parts.push_back(none);
  for (const clang::ParmVarDecl* each : call.parameters()) {
    FormVariable copy;
    copy.name = each->getNameAsString();
    copy.place = raw(each->getLocation());
    copy.is_reference = each->getType()->isReferenceType();
    if (!copy.is_reference) copy.type = type(each->getType());
    made.parameters.push_back(append(form_.variables, std::move(copy)));
    Node* variable = form_.add(Op::Variable, place);
    variable->variable = made.parameters.back();
    Node* read = form_.add(Op::Read, place, {variable});
    read->is_pointer = each->getType()->isReferenceType() || each->getType()->isPointerType();
    node->parts.push_back(read);
  }
  made.body = form_.add(Op::Return, place, {node});
  return plain_functions_[call.getCanonicalDecl()] = append(form_.functions, std::move(made));
}

int FormEntries::type(clang::QualType type) {
  if (type.isNull() || type->isReferenceType() || type->isDependentType()) return -1;
  const auto* record = context_.getBaseElementType(type)->getAsCXXRecordDecl();
  return record == nullptr ? -1 : add_class(*record);
}

int FormEntries::add_class(const clang::CXXRecordDecl& record) {
  const auto [at, is_new] = classes_.try_emplace(record.getCanonicalDecl(), -1);
  if (!is_new) return at->second;
  FormClass made;
  made.name = scoped_name(record);
  made.element = element_name(record);
  const int id = append(form_.classes, std::move(made));
  at->second = id;
  const clang::CXXRecordDecl* definition = definition_of(record);
  if (definition == nullptr || is_system(*definition) || is_norace(*definition)) return id;
  const clang::CXXDestructorDecl* destructor = definition->getDestructor();
  const int end =
      destructor != nullptr && destructor->isUserProvided() ? function(*destructor) : -1;
  const clang::CXXMethodDecl* operation = call_operator(*definition);
  const int call = operation == nullptr ? -1 : function(*operation);
  std::vector<FormClass::Member> members = members_of(*definition);
  form_.classes[static_cast<std::size_t>(id)].destructor = end;
  form_.classes[static_cast<std::size_t>(id)].call = call;
  form_.classes[static_cast<std::size_t>(id)].members = std::move(members);
  return id;
}

std::vector<FormClass::Member> FormEntries::members_of(const clang::CXXRecordDecl& record) {
  std::vector<FormClass::Member> members;
  for (const auto& base : record.bases())
    if (const int its_type = type(base.getType()); its_type >= 0) members.push_back({-1, its_type});
  // Of the members of a union at most one is there, and only the run knows which.
  if (record.isUnion()) return members;
  for (const clang::FieldDecl* each : record.fields())
    if (const int its_type = type(each->getType()); its_type >= 0)
      members.push_back({field(*each), its_type});
  return members;
}

}  // namespace norace::plugin
