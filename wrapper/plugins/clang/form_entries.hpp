// What a Form has in numbered lists, found by Clang's declarations: functions, variables, fields,
// classes and callees.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Basic/SourceManager.h>

#include <deque>
#include <map>
#include <utility>

#include "form.hpp"

namespace norace::plugin {

class FormEntries {
 public:
  FormEntries(const clang::ASTContext& context, const clang::SourceManager& sources, Form& form)
      : context_(context), sources_(sources), form_(form) {}

  Form& form() { return form_; }
  const clang::ASTContext& context() const { return context_; }
  const clang::SourceManager& sources() const { return sources_; }

  // Each of these makes the entry when it is asked for first.
  int function(const clang::FunctionDecl& function);
  int variable(const clang::VarDecl& variable);
  int field(const clang::FieldDecl& field);
  int callee(const clang::FunctionDecl& function, bool is_virtual);
  int callee(const std::string& builtin);
  // What a captureless closure converts to: a function that calls `call`, on no object.
  int plain_function(const clang::CXXMethodDecl& call);
  // Of a class or an array of one; -1 for others.
  int type(clang::QualType type);

  // An object without a name; nothing ends one without a type.
  int nameless(clang::QualType type, unsigned place);
  // The pointer that a method has to its object.
  int object_pointer(const clang::CXXMethodDecl& method);

  // Is this a function of the user's own, whose body is to be read?
  bool is_own_code(const clang::FunctionDecl& function) const;

  // What Form::callees stand for; null for what is built into the compiler.
  const std::vector<const clang::FunctionDecl*>& called() const { return called_; }

  // A function with a body that has been mentioned and not been taken yet; null: none is left.
  const clang::FunctionDecl* take_unread();

 private:
  bool is_system(const clang::Decl& declaration) const;
  int add_class(const clang::CXXRecordDecl& record);
  std::vector<FormClass::Member> members_of(const clang::CXXRecordDecl& record);
  static Parameter parameter(clang::QualType type);
  static void read_starts(const clang::FunctionDecl& function, Callee& made);

  const clang::ASTContext& context_;
  const clang::SourceManager& sources_;
  Form& form_;
  std::map<const clang::FunctionDecl*, int> functions_;
  std::map<const clang::CXXMethodDecl*, int> plain_functions_;
  std::map<const clang::VarDecl*, int> variables_;
  std::map<const clang::FieldDecl*, int> fields_;
  std::map<const clang::CXXRecordDecl*, int> classes_;
  std::map<std::pair<const clang::FunctionDecl*, bool>, int> callees_;
  std::map<std::string, int> builtins_;
  std::vector<const clang::FunctionDecl*> called_;
  std::deque<const clang::FunctionDecl*> unread_;
};

}  // namespace norace::plugin
