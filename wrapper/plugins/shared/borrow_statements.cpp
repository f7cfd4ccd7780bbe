// Statements: scopes, branches, loops, and the ends of objects.
#include <algorithm>
#include <initializer_list>
#include <utility>

#include "borrow_lowering.hpp"
#include "library_names.hpp"

namespace norace::plugin {

using StepKind = BorrowStep::Kind;

void BorrowLowering::end_scope(const Scope& scope) {
  for (auto each = scope.variables.rbegin(); each != scope.variables.rend(); ++each) {
    const auto variable = static_cast<std::size_t>(graph_.places.variable(*each));
    emit(BorrowOp::End, *each, graph_.variables[variable].place);
  }
}

void BorrowLowering::jump(int block, std::size_t scopes) {
  const auto& open = frames_.back().scopes;
  for (std::size_t i = open.size(); i > scopes; --i) end_scope(open[i - 1]);
  edge(now_, block);
  now_ = new_block();
}

void BorrowLowering::block(const Node& node) {
  frames_.back().scopes.emplace_back();
  for (const Node* each : node.parts) perform(each);
  const Scope scope = std::move(frames_.back().scopes.back());
  frames_.back().scopes.pop_back();
  end_scope(scope);
}

void BorrowLowering::declare(const Node& node) {
  const FormVariable& variable = at(form_.variables, node.variable);
  const int place = place_of(node.variable);
  const Node* asked = node.parts.empty() ? nullptr : node.parts[0];
  while (asked != nullptr && asked->op == Op::Full && !asked->parts.empty())
    asked = asked->parts[0];
  const bool is_closure = asked != nullptr && asked->op == Op::Closure && !variable.is_reference;
  const bool is_condition = asked != nullptr && asked->op == Op::Choice && variable.type < 0;
  const bool is_declared = is_closure || is_condition;
  if (is_declared) emit(BorrowOp::Declare, place, node.place);
  if (is_condition) learner_ = place;
  if (is_closure) named_closure_ = place;
  const Operand value = node.parts.empty() ? Operand() : evaluate(node.parts[0]);
  learner_ = -1;
  named_closure_ = -1;
  if (variable.is_static || variable.is_thread_local) {
    if (value.is_there()) store(place, value, node.place, true);
    return;
  }
  auto& scopes = frames_.back().scopes;
  auto scope = scopes.rbegin();
  while (!variable.name.empty() && scope->is_full_expression && std::next(scope) != scopes.rend())
    ++scope;
  if (std::find(scope->variables.begin(), scope->variables.end(), place) == scope->variables.end())
    scope->variables.push_back(place);
  if (!is_declared) emit(BorrowOp::Declare, place, node.place);
  if (value.is_there() && !is_closure) store(place, value, node.place, true);
  if (!is_declared && !node.parts.empty()) learn(address(place), node.parts[0]);
}

// Of a loop over each of a range's elements: what stands for its iterator, into the container.
int BorrowLowering::iterator_of(const Node* body, unsigned at_loop) {
  const Node* first = body == nullptr || body->parts.empty() ? nullptr : body->parts[0];
  const Node* each = first == nullptr || first->op != Op::Declare || first->parts.empty()
                         ? nullptr
                         : first->parts[0];
  while (each != nullptr && each->op == Op::Read && !each->parts.empty()) each = each->parts[0];
  if (each == nullptr || each->op != Op::Element || each->parts[0]->op == Op::Unknown) return -1;
  const Operand range = evaluate(each->parts[0]);
  if (!range.is_address() || is_view_class(class_of(known(range.place)))) return -1;
  const int iterator = temporary(at_loop);
  frames_.back().scopes.back().variables.push_back(iterator);
  emit(BorrowOp::Declare, iterator, at_loop);
  emit(BorrowOp::Borrow, graph_.places.step(graph_.places.content(range.place), StepKind::Some),
       at_loop, iterator);
  return iterator;
}

void BorrowLowering::loop(const Node& node) {
  const Node* const condition = node.parts.empty() ? nullptr : node.parts[0];
  const Node* const body = node.parts.size() > 1 ? node.parts[1] : nullptr;
  const Node* const step = node.parts.size() > 2 ? node.parts[2] : nullptr;
  const std::optional<bool> always = constant(condition);
  const int iterator = condition == nullptr ? iterator_of(body, node.place) : -1;
  const int asks = new_block();
  const int turn = new_block();
  const int next_turn = new_block();
  const int exit = new_block();
  edge(now_, node.asks_first ? asks : turn);
  now_ = asks;
  bool is_negated = false;
  const int number = condition_of(condition, is_negated);
  const Operand asked = evaluate(condition);
  if (asked.is_there()) emit(BorrowOp::Fetch, asked.place, node.place);
  if (iterator >= 0) emit(BorrowOp::Fetch, iterator, node.place);
  graph_.blocks[static_cast<std::size_t>(now_)].condition = number;
  const bool may_turn = always != std::optional(false);
  const bool may_end = always != std::optional(true);
  if (is_negated && may_end) edge(now_, exit);
  if (may_turn) edge(now_, turn);
  if (!is_negated && may_end) edge(now_, exit);
  frames_.back().loops.push_back({exit, next_turn, frames_.back().scopes.size()});
  now_ = turn;
  perform(body);
  go_to(next_turn);
  perform(step);
  edge(now_, asks);
  frames_.back().loops.pop_back();
  now_ = exit;
}

void BorrowLowering::run_switch(const Node& node) {
  const Operand value = evaluate(node.parts[0]);
  if (value.is_there()) emit(BorrowOp::Fetch, value.place, node.place);
  const int chooses = now_;
  const int exit = new_block();
  edge(chooses, exit);
  frames_.back().loops.push_back({exit, -1, frames_.back().scopes.size()});
  now_ = new_block();
  const auto run_parts = [&](const auto& self, const Node* part) -> void {
    if (part == nullptr) return;
    if (part->op == Op::Case) {
      const int begins = new_block();
      go_to(begins);
      edge(chooses, begins);
    } else if (part->op == Op::Block || part->op == Op::Sequence) {
      const bool is_block = part->op == Op::Block;
      if (is_block) frames_.back().scopes.emplace_back();
      for (const Node* each : part->parts) self(self, each);
      if (!is_block) return;
      const Scope scope = std::move(frames_.back().scopes.back());
      frames_.back().scopes.pop_back();
      end_scope(scope);
    } else {
      perform(part);
    }
  };
  run_parts(run_parts, node.parts.size() > 1 ? node.parts[1] : nullptr);
  frames_.back().loops.pop_back();
  go_to(exit);
}

// What the blocks from `first` on have to do with, of what there was before them. (A parameter
// begins there and may lead anywhere, a closure's `this` to all that it refers to.)
BorrowLowering::Uncertain BorrowLowering::uncertain_behind(int first) {
  Uncertain found;
  std::set<int> inside;  // variables that begin there
  const auto is_any_of = [](BorrowOp op, std::initializer_list<BorrowOp> ops) {
    return std::find(ops.begin(), ops.end(), op) != ops.end();
  };
  const auto look = [&](int place, bool is_ending, bool is_changed) {
    if (place < 0) return;
    const int variable = graph_.places.variable(place);
    if (at(graph_.variables, variable).name.empty()) return;
    for (const BorrowStep& step : graph_.places.steps(place))
      found.has_pointers |= is_changed && step.kind == StepKind::Target;
    const int root = graph_.places.root(variable);
    if (inside.count(root) != 0) return;
    found.variables.insert(root);
    found.ends_loans |= is_ending;
  };
  for (std::size_t i = static_cast<std::size_t>(first); i < graph_.blocks.size(); ++i)
    for (const BorrowStatement& each : graph_.blocks[i].statements) {
      using enum BorrowOp;
      if (each.op == Declare) inside.insert(each.place);
      found.ends_loans |= each.op == Catch && each.place < 0;
      const bool is_ending = is_any_of(each.op, {Join, Finish, Forget, Doubt, Release, HandOver});
      const bool is_looked_at = is_any_of(each.op, {Read, Fetch, Borrow, Copy, Add, Learn, Doubt});
      look(each.place, is_ending, !is_looked_at);
      look(each.target, is_ending, true);
    }
  found.ends_loans |= found.has_pointers;
  return found;
}

// A handler meets what was there before the block, but for what the block had to do with: of that
// nothing is certain.
void BorrowLowering::run_try(const Node& node) {
  const int before = now_;
  const int behind = new_block();
  const int body = new_block();
  edge(before, body);
  now_ = body;
  perform(node.parts[0]);
  edge(now_, behind);
  const Uncertain uncertain = uncertain_behind(body);
  for (std::size_t i = 1; i < node.parts.size(); ++i) {
    const int handler = new_block();
    edge(before, handler);
    now_ = handler;
    if (uncertain.ends_loans) emit(BorrowOp::Catch, -1, node.place);
    if (uncertain.has_pointers) emit(BorrowOp::Catch, -1, node.place).is_whole = true;
    for (const int each : uncertain.variables) emit(BorrowOp::Catch, each, node.place);
    perform(node.parts[i]);
    edge(now_, behind);
  }
  now_ = behind;
}

void BorrowLowering::run_return(const Node& node) {
  const Operand value = node.parts.empty() ? Operand() : evaluate(node.parts[0]);
  Frame& frame = frames_.back();
  if (value.is_there()) {
    if (frame.result < 0) {
      emit(BorrowOp::Return, value.place, node.place).is_address = value.is_address();
    } else {
      frame.returned = value.kind;
      // A local of the function becomes the caller's object.
      const int variable = graph_.places.variable(value.place);
      const int root = graph_.places.root(variable);
      const bool is_local =
          value.place == root &&
          std::any_of(frame.scopes.begin(), frame.scopes.end(), [&](const Scope& scope) {
            return std::find(scope.variables.begin(), scope.variables.end(), root) !=
                   scope.variables.end();
          });
      if (value.kind == Operand::Kind::Object && is_local)
        emit(BorrowOp::Move, value.place, node.place, frame.result);
      else
        store(frame.result, value, node.place, true);
    }
  }
  jump(frames_.back().exit, 0);
}

}  // namespace norace::plugin
