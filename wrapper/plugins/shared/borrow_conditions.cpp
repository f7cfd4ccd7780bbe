// Conditions that may be asked again: what they ask, and what is known of it.
#include <optional>

#include "borrow_lowering.hpp"

namespace norace::plugin {

using StepKind = BorrowStep::Kind;

// What the condition always is.
std::optional<bool> BorrowLowering::constant(const Node* condition) {
  while (condition != nullptr && condition->op == Op::Full && !condition->parts.empty())
    condition = condition->parts[0];
  if (condition == nullptr || condition->op != Op::Number) return std::nullopt;
  return condition->number != 0;
}

// The object that an expression names without doing anything; -1 where it does more.
int BorrowLowering::pure_place(const Node* node) {
  if (node == nullptr) return -1;
  switch (node->op) {
    case Op::Variable: {
      const FormVariable& named = at(form_.variables, node->variable);
      return named.is_static || named.is_thread_local ? -1 : place_of(node->variable);
    }
    case Op::Member: {
      const int whole = pure_place(node->parts[0]);
      return whole < 0 ? -1 : graph_.places.step(whole, StepKind::Field, node->field);
    }
    case Op::Read: {
      const int pointer = node->is_pointer ? pure_place(node->parts[0]) : -1;
      return pointer < 0 ? -1 : graph_.places.target(pointer);
    }
    default:
      return -1;
  }
}

// `x` or `!x`, of an object that has a name.
int BorrowLowering::condition_of(const Node* node, bool& is_negated) {
  while (node != nullptr && (node->op == Op::Full || node->op == Op::Not)) {
    if (node->op == Op::Not) is_negated = !is_negated;
    node = node->parts.empty() ? nullptr : node->parts[0];
  }
  if (node == nullptr || node->op != Op::Read || node->is_pointer || node->parts.empty()) return -1;
  const int named = pure_place(node->parts[0]);
  if (named < 0) return -1;
  const int place = known(named);
  const auto [found, is_new] =
      numbers_.try_emplace(place, static_cast<int>(graph_.condition_variables.size()));
  if (is_new) graph_.condition_variables.push_back(graph_.places.variable(place));
  return found->second;
}

// `is = true`: it is known, for who asks it behind.
void BorrowLowering::learn(Operand variable, const Node* value) {
  if (!variable.is_address() || graph_.places.parent(variable.place) >= 0) return;
  if (const auto is = constant(value))
    emit(BorrowOp::Learn, variable.place, value->place).kind =
        *is ? BorrowKind::Exclusive : BorrowKind::Shared;
}

}  // namespace norace::plugin
