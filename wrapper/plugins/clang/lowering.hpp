// Lowers the body of one function: private to lower.cpp and the lower_*.cpp beside it, one for each
// kind of code.
//
// A glvalue becomes the pointer to its object, a prvalue its value. Whatever is not known becomes
// Unknown, and nothing is looked at that the program does not evaluate.
#pragma once

#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/STLExtras.h>

#include <map>
#include <vector>

#include "form.hpp"
#include "form_entries.hpp"

namespace norace::plugin {

class Lowering {
 public:
  // `function` is a definition. Its entry gets its parameters and its body, which stays null where
  // a label makes the order of its statements unclear.
  Lowering(FormEntries& entries, const clang::FunctionDecl& function);
  void lower();

 private:
  using Nodes = std::vector<const Node*>;
  // Makes the pointer to an object, anew each time: a node has one place in the tree.
  using Object = llvm::function_ref<const Node*()>;

  // What an object begins with: a value, or what is done as soon as the object is there.
  struct Start {
    const Node* value = nullptr;
    Nodes behind;
  };

  // -- nodes
  Node* add(Op op, unsigned place, Nodes parts = {}) {
    return entries_.form().add(op, place, std::move(parts));
  }
  const Node* number(unsigned place, long long value);
  const Node* variable(unsigned place, int id);
  const Node* read(unsigned place, const Node* object, clang::QualType type);
  const Node* read_pointer(unsigned place, const Node* object);
  const Node* sequence(unsigned place, Nodes parts);
  const Node* function(unsigned place, const clang::FunctionDecl& function);
  const Node* unknown(const clang::Expr& expression);
  // An object without a name that ends with the full expression at hand.
  int ending(clang::QualType type, unsigned place);

  // -- expressions (lower_expression.cpp)
  const Node* expression(const clang::Expr& expression);
  // For what it does: a class's object that nobody takes is made all the same, and ends.
  const Node* effect(const clang::Expr& expression);
  // What it does, with the end of its objects without a name.
  const Node* full_effect(const clang::Expr& expression);
  const Node* full(const clang::Expr& expression);
  const Node* full(unsigned place, llvm::function_ref<const Node*()> make);
  const Node* any_expression(const clang::Expr& expression);
  const Node* constant(const clang::Expr& expression);
  const Node* operation(const clang::Expr& expression);
  const Node* suspension(const clang::CoroutineSuspendExpr& awaited);
  const Node* cast(const clang::CastExpr& cast);
  const Node* unary(const clang::UnaryOperator& operation);
  const Node* binary(const clang::BinaryOperator& operation);
  const Node* choice(const clang::AbstractConditionalOperator& choice);
  const Node* named(const clang::DeclRefExpr& expression);
  const Node* named(unsigned place, const clang::ValueDecl& what);
  const Node* captured(unsigned place, const clang::FieldDecl& capture);
  const Node* member(const clang::MemberExpr& expression);
  const Node* subscript(const clang::ArraySubscriptExpr& expression);
  const Node* this_pointer(unsigned place);
  // In a closure's body: the pointer to the closure.
  const Node* own_object(unsigned place);

  // -- objects (lower_object.cpp)
  void initialise(const clang::Expr& init, Object object, Start& start);
  void construct(const clang::CXXConstructExpr& made, Object object, Start& start);
  // What a plain copy or move of an object gives.
  const Node* copied(unsigned place, const clang::CXXConstructExpr& made);
  void list(const clang::InitListExpr& list, Object object, Start& start);
  void elements(llvm::ArrayRef<clang::Expr*> inits, Object object, Start& start);
  void fields(const clang::CXXRecordDecl& record, llvm::ArrayRef<clang::Expr*> inits, Object object,
              Start& start);
  // One of several objects that an initialiser makes, or a member.
  void part(unsigned place, const clang::Expr& init, Object object, Start& start);
  // Declares an object whose life is a block's, with all that its initialiser does.
  void begin(unsigned place, int variable, const clang::Expr* init, Nodes& into);
  const Node* declared(unsigned place, int variable, const Node* value);
  // A prvalue of class or array type, as a value. The object that it is made in is, as a rule, the
  // one that takes the value, and so does not end by itself.
  const Node* class_value(const clang::Expr& expression, bool ends);
  static bool is_made_here(const clang::Expr& expression);
  // The same as the pointer to an object without a name, which ends with the full expression; not
  // so one that is but the way to a value.
  const Node* temporary(const clang::Expr& expression);
  const Node* temporary(const clang::Expr& expression, int variable);
  const Node* materialise(const clang::MaterializeTemporaryExpr& made);
  const Node* closure(const clang::LambdaExpr& lambda, int variable);
  const Node* make_new(const clang::CXXNewExpr& made);
  const Node* end_new(const clang::CXXDeleteExpr& gone);

  // -- calls (lower_call.cpp)
  const Node* call(const clang::CallExpr& call);
  const Node* call_of(const clang::CallExpr& call, const clang::FunctionDecl& callee);
  const Node* invoke(const clang::CallExpr& call);
  const Node* atomic(const clang::AtomicExpr& expression);
  const Node* converted_closure(const clang::CallExpr& call, const clang::FunctionDecl& callee);
  const Node* inherited(const clang::CXXInheritedCtorInitExpr& made, Object object);
  // An object that a function without a body here takes by value ends with the expression.
  const Node* argument(const clang::Expr& expression, const clang::FunctionDecl& callee);
  // The pointer to the object that a method is called on.
  const Node* object(const clang::Expr& expression);

  // -- statements (lower_statement.cpp)
  void statement(const clang::Stmt* statement, Nodes& into);
  void any_statement(const clang::Stmt& statement, Nodes& into);
  // A branch or a loop's body: a Block where it declares something; null where there is nothing.
  const Node* scoped(const clang::Stmt* statement);
  const Node* block(unsigned place, Nodes parts);
  const Node* result(const clang::ReturnStmt& statement);
  const Node* coroutine(const clang::CoroutineBodyStmt& statement);
  void declare(const clang::VarDecl& variable, Nodes& into);
  void declare_bindings(const clang::VarDecl& variable, Nodes& into);
  void if_statement(const clang::IfStmt& statement, Nodes& into);
  void loop(unsigned place, const clang::VarDecl* variable, const clang::Expr* condition,
            const clang::Stmt* body, const clang::Expr* step, Nodes& into);
  void range_for(const clang::CXXForRangeStmt& statement, Nodes& into);
  const Node* range_body(const clang::CXXForRangeStmt& statement);
  void switch_statement(const clang::SwitchStmt& statement, Nodes& into);
  const Node* try_statement(const clang::CXXTryStmt& statement);
  void member_initialisers(const clang::CXXConstructorDecl& constructor, Nodes& into);
  void member_initialiser(const clang::CXXCtorInitializer& init, Nodes& into);

  static unsigned place(const clang::Expr& expression) {
    return expression.getExprLoc().getRawEncoding();
  }

  // Deeper than people write.
  static constexpr int kDeepest = 500;
  // Of an array's initialisers; more of them are a table.
  static constexpr std::size_t kMostElements = 256;

  FormEntries& entries_;
  const clang::FunctionDecl& function_;
  int object_ = -1;                 // "this", or the object parameter of a closure's call operator
  bool is_object_a_value_ = false;  // an object parameter that is passed by value
  std::map<const clang::ValueDecl*, const clang::FieldDecl*> captures_;
  const clang::FieldDecl* captured_this_ = nullptr;
  // In a default member initialiser of an aggregate: what `this` is there.
  const Object* initialised_ = nullptr;
  // A range variable of a range-for that is but another name.
  std::map<const clang::ValueDecl*, const clang::Expr*> other_names_;
  // Where objects without a name go that live as long as the reference they are bound to.
  Nodes* extended_ = nullptr;
  int temporaries_ = 0;  // of the full expression at hand
  int depth_ = 0;
  bool is_unclear_ = false;
};

}  // namespace norace::plugin
