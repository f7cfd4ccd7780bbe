// Puts GCC's bodies into a Form, as they are before GCC takes them apart.
#pragma once

#include "form.hpp"
#include "form_entries.hpp"
#include "headers.hpp"

namespace norace::plugin {

class Lowering {
 public:
  // Of the user's own files; no template, and not read before.
  void add(tree function);
  const Form& form() const { return form_; }
  // A function that is called, by its index in the form.
  tree callee(int index) const { return entries_.called(index); }

 private:
  // Nodes get the place of the expression that they are made for, and not that of one of its parts.
  struct Inside {
    Inside(Lowering& lowering, tree node) : outer(lowering), place(lowering.place_) {
      ++outer.depth_;
      if (node != NULL_TREE && EXPR_P(node) && EXPR_HAS_LOCATION(node))
        outer.place_ = EXPR_LOCATION(node);
    }
    ~Inside() {
      --outer.depth_;
      outer.place_ = place;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    Lowering& outer;
    unsigned place;
  };

  // Deeper than people write.
  static constexpr int kDeepestExpression = 400;

  // -- statements (lower_statement.cpp)
  const Node* statement(tree node);
  const Node* list(tree node);
  const Node* declaration(tree declared, unsigned place);
  const Node* first_of_range(tree variable_declared, const Node* begin);
  const Node* conditional(tree condition, tree then, tree otherwise);
  const Node* loop(tree condition, tree body, tree step, bool asks_first);
  const Node* block(tree node);
  const Node* try_block(tree node);
  const Node* returned(tree operand);

  // -- coroutines (lower_coroutine.cpp)
  const Node* coroutine(tree function, std::vector<int>& parameters);
  const Node* block_of_coroutine(tree bind);
  const Node* suspension();
  bool is_elsewhere(tree variable) const;

  // -- expressions (lower_expression.cpp): an object is the pointer to it
  const Node* value(tree node);
  const Node* read(tree node);
  const Node* content_of(tree node, const Node* changed);
  const Node* offset(tree node);
  const Node* unknown(tree node);
  const Node* number(tree node);

  // -- objects (lower_object.cpp)
  const Node* object(tree node);
  const Node* temporary(tree node);
  const Node* into(const Node* target, tree source);
  const Node* aggregate(const Node* target, tree constructor);
  const Node* closure(tree constructor);

  // -- calls (lower_call.cpp)
  const Node* call(tree node, const Node* target = nullptr);

  Node* add(Op op, std::vector<const Node*> parts = {});
  Node* variable(int index);

  Form form_;
  FormEntries entries_{form_};
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
