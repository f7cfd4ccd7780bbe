// Puts GCC's bodies into a Form, as they are before GCC takes them apart.
#pragma once

#include "form.hpp"
#include "headers.hpp"

namespace norace::plugin {

class Lowering {
 public:
  // Of the user's own files; no template, and not read before.
  void add(tree function);
  const Form& form() const { return form_; }
  // A function that is called, by its index in the form.
  tree callee(int index) const {
    for (const auto& [function, each] : callees_)
      if (each == index) return function;
    return NULL_TREE;
  }

 private:
  struct Inside;

  // -- what a body is made of
  const Node* statement(tree node);
  const Node* list(tree node);
  const Node* declaration(tree declared, unsigned place);
  const Node* first_of_range(tree variable_declared, const Node* begin);
  const Node* conditional(tree condition, tree then, tree otherwise);
  const Node* loop(tree condition, tree body, tree step, bool asks_first);
  const Node* block(tree node);
  const Node* try_block(tree node);
  const Node* returned(tree operand);
  const Node* coroutine(tree function, std::vector<int>& parameters);
  const Node* block_of_coroutine(tree bind);
  const Node* suspension();
  bool is_elsewhere(tree variable) const;

  // -- expressions: an object is the pointer to it
  const Node* value(tree node);
  const Node* object(tree node);
  const Node* read(tree node);
  const Node* written(tree target, tree source);
  const Node* into(const Node* target, tree source);
  const Node* content_of(tree node, const Node* changed);
  const Node* temporary(tree node);
  const Node* aggregate(const Node* target, tree constructor);
  const Node* closure(tree constructor);
  const Node* offset(tree node);
  const Node* call(tree node, const Node* target = nullptr);
  const Node* unknown(tree node);
  const Node* number(tree node);

  // -- what is named
  int function_of(tree function);
  int variable_of(tree declared);
  int nameless(tree type);
  int field_of(tree field);
  int class_of(tree type);
  int callee_of(tree function);

  Node* add(Op op, std::vector<const Node*> parts = {});
  Node* variable(int index);

  Form form_;
  std::map<tree, int> functions_;
  std::map<tree, int> variables_;
  std::map<tree, int> fields_;
  std::map<tree, int> classes_;
  std::map<tree, int> callees_;
  unsigned place_ = 0;
  int range_ = -1;  // the variable of the range-based loop that is being read
  int depth_ = 0;
  // While a coroutine is read: the class of its frame, what GCC keeps there beside the locals, and
  // where the innermost awaited object stands.
  tree frame_ = NULL_TREE;
  std::set<tree> frame_variables_;
  unsigned awaited_at_ = 0;
  bool is_unclear_ = false;  // the body that is read has a goto
};

}  // namespace norace::plugin
