// Coroutines: what is held where they sleep, and what they refer to while somebody has them.
#include <algorithm>

#include "borrow_lowering.hpp"

namespace norace::plugin {

namespace {

using StepKind = BorrowStep::Kind;

// Which of a coroutine's parameters it uses after it may have slept, and so after its caller went
// on. A loop that sleeps has slept before its own statements.
class KeptParameters {
 public:
  KeptParameters(const std::vector<int>& parameters, std::vector<bool>& kept)
      : parameters_(parameters), kept_(kept) {}

  void walk(const Node* node) {
    if (node == nullptr) return;
    if (node->op == Op::Loop && sleeps(node)) has_slept_ = true;
    if (node->op == Op::Suspend) has_slept_ = true;
    if (node->variable >= 0 && has_slept_) {
      const auto found = std::find(parameters_.begin(), parameters_.end(), node->variable);
      if (found != parameters_.end())
        kept_[static_cast<std::size_t>(found - parameters_.begin())] = true;
    }
    for (const Node* each : node->parts) walk(each);
  }

 private:
  static bool sleeps(const Node* node) {
    return node != nullptr &&
           (node->op == Op::Suspend || std::any_of(node->parts.begin(), node->parts.end(), sleeps));
  }

  const std::vector<int>& parameters_;
  std::vector<bool>& kept_;
  bool has_slept_ = false;
};

}  // namespace

void BorrowLowering::suspend(const Node& node) {
  for (const Scope& scope : frames_.back().scopes)
    for (const int each : scope.variables)
      if (bound_.count(each) != 0) emit(BorrowOp::Suspend, each, node.place);
}

const std::vector<bool>& BorrowLowering::kept_parameters(int function) {
  const auto [found, is_new] = kept_.try_emplace(function);
  if (is_new) {
    const FormFunction& asked = at(form_.functions, function);
    found->second.resize(asked.parameters.size());
    KeptParameters(asked.parameters, found->second).walk(asked.coroutine);
  }
  return found->second;
}

// The call returns when the coroutine sleeps for the first time: what it got by reference, and the
// closure that it is a call of, are referred to for as long as somebody has it.
BorrowLowering::Operand BorrowLowering::make_coroutine(const Call& call) {
  const int made = temporary(call.at);
  frames_.back().scopes.back().variables.push_back(made);
  emit(BorrowOp::Declare, made, call.at);
  const std::vector<bool>& kept = kept_parameters(call.callee.function);
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Operand argument = call.arguments[i];
    if (!argument.is_there()) continue;
    const Parameter& parameter = call.parameter(i);
    const int part = graph_.places.step(made, StepKind::Index, static_cast<int>(i));
    const bool is_kept = i < kept.size() && kept[i];
    if (i >= call.first()) use(argument, parameter, call.at);
    if (!is_kept) continue;
    const bool is_object = argument.is_address() && !parameter.class_name.empty();
    if (i < call.first() || parameter.passing != Passing::Value)
      emit(BorrowOp::Borrow, argument.place, i < call.first() ? call.places[i] : call.at, part);
    else if (is_object)
      emit(BorrowOp::Move, argument.place, call.at, part);
    else
      store(part, argument, call.at, true);
  }
  return object(made);
}

}  // namespace norace::plugin
