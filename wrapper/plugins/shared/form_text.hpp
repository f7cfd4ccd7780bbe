// A Form as text, one function behind the other: for whoever looks for why a judge is silent.
//
//   main()
//     (block
//       (declare n 0)
//       (call std::thread::thread t (closure main::(lambda) n)))
#pragma once

#include <string>

#include "form.hpp"

namespace norace::plugin {

class FormText {
 public:
  explicit FormText(const Form& form) : form_(form) {}

  std::string text() {
    for (const FormFunction& each : form_.functions) {
      const Node* body = each.body != nullptr ? each.body : each.coroutine;
      if (body == nullptr) continue;
      text_ += each.name + "(";
      for (const int parameter : each.parameters)
        text_ += (text_.back() == '(' ? "" : ", ") + name_of(parameter);
      text_ += ")\n";
      print(body, 1);
      text_ += "\n";
    }
    return text_;
  }

 private:
  std::string name_of(int variable) const {
    const std::string& name = form_.variables[static_cast<std::size_t>(variable)].name;
    return name.empty() ? "%" + std::to_string(variable) : name;
  }

  static bool is_statement(const Node& node) {
    return node.op >= Op::Block && node.op != Op::Declare && node.op != Op::Full &&
           node.op != Op::Return && !node.parts.empty();
  }

  static const char* word(Op op) {
    constexpr const char* words[] = {
        "unknown", "not",    "number",   "function", "read",     "write",  "change",
        "call",    "invoke", "sequence", "choice",   "variable", "member", "element",
        "closure", "new",    "block",    "full",     "declare",  "loop",   "switch",
        "case",    "try",    "return",   "break",    "continue", "leave",  "suspend"};
    return words[static_cast<std::size_t>(op)];
  }

  void print(const Node* node, int depth) {
    if (depth > 0) text_ += std::string(static_cast<std::size_t>(depth) * 2, ' ');
    if (node == nullptr) {
      text_ += "()";
      return;
    }
    if (node->op == Op::Number) {
      text_ += std::to_string(node->number);
      return;
    }
    if (node->op == Op::Variable) {
      text_ += name_of(node->variable);
      return;
    }
    if (node->op == Op::Function) {
      text_ += form_.functions[static_cast<std::size_t>(node->function)].name;
      return;
    }
    text_ += "(" + std::string(node->is_move ? "move" : word(node->op));
    if (node->variable >= 0) text_ += " " + name_of(node->variable);
    if (node->callee >= 0)
      text_ += " " + form_.callees[static_cast<std::size_t>(node->callee)].name;
    if (node->op == Op::Closure && node->function >= 0)
      text_ += " " + form_.functions[static_cast<std::size_t>(node->function)].name;
    for (const Node* each : node->parts) {
      if (is_statement(*node)) {
        text_ += "\n";
        print(each, depth > 0 ? depth + 1 : 1);
      } else {
        text_ += " ";
        print(each, -1);
      }
    }
    if (node->op == Op::Member)
      text_ += " " + form_.fields[static_cast<std::size_t>(node->field)].name;
    text_ += ")";
  }

  const Form& form_;
  std::string text_;
};

}  // namespace norace::plugin
