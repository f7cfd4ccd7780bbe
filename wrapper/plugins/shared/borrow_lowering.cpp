#include "borrow_lowering.hpp"

#include <algorithm>
#include <utility>

#include "library_names.hpp"

namespace norace::plugin {

using StepKind = BorrowStep::Kind;

std::optional<BorrowGraph> BorrowLowering::lower(int function) {
  const FormFunction& root = at(form_.functions, function);
  graph_ = {};
  frames_.clear();
  frames_.emplace_back();
  frames_.back().scopes.emplace_back();
  entered_ = {function};
  now_ = new_block();
  frames_.back().exit = new_block();
  for (const int each : root.parameters) {
    const int place = place_of(each);
    frames_.back().scopes.back().variables.push_back(place);
  }
  perform(root.body != nullptr ? root.body : root.coroutine);
  jump(frames_.back().exit, 0);
  if (gave_up_) return std::nullopt;
  return std::move(graph_);
}

BorrowLowering::Operand BorrowLowering::evaluate(const Node* node) {
  const bool is_wanted = std::exchange(is_wanted_, true);
  if (node == nullptr || gave_up_) return {};
  switch (node->op) {
    case Op::Unknown:
    case Op::Not:
      return evaluate_parts(*node);
    case Op::Number:
      index_ = node->number;
      return {};
    case Op::Function:
    case Op::Case:
      return {};
    case Op::Read: {
      const Operand from = evaluate(node->parts[0]);
      if (!from.is_address()) return from;
      if (node->is_pointer) return address(graph_.places.target(from.place));
      if (node->is_move) {
        const int moved = temporary(node->place);
        frames_.back().scopes.back().variables.push_back(moved);
        emit(BorrowOp::Declare, moved, node->place);
        const std::string_view name = class_of(known(from.place));
        if (name == "std::unique_ptr") moved_from_[moved] = {from.place, now_};
        BorrowStatement& made = emit(BorrowOp::Move, from.place, node->place, moved);
        made.ends_own = made.is_library = begins_with(name, "norace::");
        return object(moved);
      }
      emit(BorrowOp::Read, from.place, node->place);
      return object(from.place);
    }
    case Op::Write: {
      const Operand target = evaluate(node->parts[0]);
      const bool learns = target.is_address() && graph_.places.parent(target.place) < 0 &&
                          node->parts[1] != nullptr && node->parts[1]->op == Op::Choice;
      if (learns) {
        emit(BorrowOp::Write, target.place, node->place);
        learner_ = target.place;
      }
      const Operand value = evaluate(node->parts[1]);
      learner_ = -1;
      if (target.is_address() && (!learns || value.is_there()))
        store(target.place, value, node->place, learns);
      learn(target, node->parts[1]);
      return target;
    }
    case Op::Change: {
      const Operand target = evaluate(node->parts[0]);
      if (node->parts.size() > 1) evaluate(node->parts[1]);
      if (target.is_address()) emit(BorrowOp::Write, target.place, node->place);
      return target;
    }
    case Op::Call:
      return call(*node);
    case Op::Invoke:
      return invoke(*node);
    case Op::Sequence:
      return sequence(*node, is_wanted);
    case Op::Choice:
      return choice(*node, is_wanted);
    case Op::Variable:
      return address(place_of(node->variable));
    case Op::Member: {
      const Operand whole = evaluate(node->parts[0]);
      if (!whole.is_there()) return {};
      graph_.fields.try_emplace(node->field, at(form_.fields, node->field).name);
      return address(graph_.places.step(whole.place, StepKind::Field, node->field));
    }
    case Op::Element:
      return element(*node);
    case Op::Closure:
      return closure(*node);
    case Op::New:
      if (!node->parts.empty()) evaluate(node->parts[0]);
      return {};
    case Op::Block:
      block(*node);
      return {};
    case Op::Full:
      return full(*node, is_wanted);
    case Op::Declare:
      declare(*node);
      return {};
    case Op::Loop:
      loop(*node);
      return {};
    case Op::Switch:
      run_switch(*node);
      return {};
    case Op::Try:
      run_try(*node);
      return {};
    case Op::Return:
      run_return(*node);
      return {};
    case Op::Break:
    case Op::Continue: {
      auto& loops = frames_.back().loops;
      for (auto each = loops.rbegin(); each != loops.rend(); ++each) {
        if (node->op == Op::Continue && each->next_turn < 0) continue;
        jump(node->op == Op::Break ? each->exit : each->next_turn, each->scopes);
        break;
      }
      return {};
    }
    case Op::Leave:
      now_ = new_block();
      return {};
    case Op::Suspend:
      suspend(*node);
      return {};
  }
  return {};
}

// For what it does: nobody takes its value.
BorrowLowering::Operand BorrowLowering::perform(const Node* node) {
  is_wanted_ = false;
  return evaluate(node);
}

BorrowLowering::Operand BorrowLowering::evaluate_parts(const Node& node) {
  for (const Node* each : node.parts) {
    const Operand part = evaluate(each);
    if (part.is_there()) emit(BorrowOp::Fetch, part.place, node.place);
  }
  index_.reset();
  return {};
}

BorrowLowering::Operand BorrowLowering::sequence(const Node& node, bool is_wanted) {
  Operand last;
  for (std::size_t i = 0; i < node.parts.size(); ++i) {
    // Each of a range's elements, in turn: what its begin() gave says more.
    const Node* part = node.parts[i];
    const bool is_each = part != nullptr && part->op == Op::Element && part->parts.size() > 1 &&
                         part->parts[1] == nullptr;
    if (is_each && i > 0 && last.is_there()) continue;
    const bool feeds_each = i + 2 == node.parts.size() && node.parts.back() != nullptr &&
                            node.parts.back()->op == Op::Element;
    last = i + 1 == node.parts.size() || feeds_each ? (is_wanted_ = is_wanted, evaluate(part))
                                                    : perform(part);
  }
  // An object without a name begins when it is made: what its making needs ends behind it.
  const Node* first = node.parts.empty() ? nullptr : node.parts[0];
  if (first != nullptr && first->op == Op::Declare &&
      at(form_.variables, first->variable).name.empty()) {
    const int made = place_of(first->variable);
    for (Scope& each : frames_.back().scopes)
      if (std::erase(each.variables, made) != 0) each.variables.push_back(made);
  }
  return last;
}

BorrowLowering::Operand BorrowLowering::choice(const Node& node, bool is_wanted) {
  const Node* const then = node.parts.size() > 1 ? node.parts[1] : nullptr;
  const Node* const otherwise = node.parts.size() > 2 ? node.parts[2] : nullptr;
  if (const auto is = constant(node.parts[0])) {
    is_wanted_ = is_wanted;
    return evaluate(*is ? then : otherwise);
  }
  bool is_negated = false;
  const int condition = condition_of(node.parts[0], is_negated);
  const Operand asked = evaluate(node.parts[0]);
  if (asked.is_there()) emit(BorrowOp::Fetch, asked.place, node.place);
  const int before = now_;
  const int yes = new_block();
  const int no = new_block();
  const int behind = new_block();
  graph_.blocks[static_cast<std::size_t>(before)].condition = condition;
  edge(before, is_negated ? no : yes);
  edge(before, is_negated ? yes : no);
  int both = -1;
  Operand::Kind kind = Operand::Kind::None;
  // `bool is = a && b`: on the path that asks no further, it is known.
  const int learner = std::exchange(learner_, -1);
  const auto branch = [&](int block, const Node* part) {
    now_ = block;
    is_wanted_ = is_wanted;
    const Operand value = evaluate(part);
    if (learner >= 0) {
      const Node* last = part;
      while (last != nullptr && (last->op == Op::Sequence || last->op == Op::Full) &&
             !last->parts.empty())
        last = last->parts.back();
      const bool is_short = part == nullptr;
      if (is_short || (last != nullptr && last->op == Op::Number))
        emit(BorrowOp::Learn, learner, node.place).kind =
            (is_short ? otherwise == nullptr : last->number == 0) ? BorrowKind::Shared
                                                                  : BorrowKind::Exclusive;
    }
    if (is_wanted && value.is_there() && then != nullptr && otherwise != nullptr) {
      if (both < 0) both = temporary(node.place);
      kind = value.kind;
      store(both, value, node.place, true);
    }
    go_to(behind);
  };
  branch(yes, then);
  branch(no, otherwise);
  if (kind == Operand::Kind::Address) return address(graph_.places.target(both));
  return kind == Operand::Kind::Object ? object(both) : Operand();
}

BorrowLowering::Operand BorrowLowering::element(const Node& node) {
  const Operand whole = evaluate(node.parts[0]);
  index_.reset();
  const bool is_each = node.parts.size() > 1 && node.parts[1] == nullptr;
  if (node.parts.size() > 1) {
    const Operand index = evaluate(node.parts[1]);
    if (index.is_there()) emit(BorrowOp::Fetch, index.place, node.place);
  }
  const Node* of = node.parts[0];
  if (!whole.is_there() && is_each && of->op == Op::Unknown && of->parts.size() == 1) {
    // A range that is not known: its elements hold what it holds.
    const Operand range = evaluate(of->parts[0]);
    if (!range.is_there()) return {};
    const int element = temporary(node.place);
    frames_.back().scopes.back().variables.push_back(element);
    emit(BorrowOp::Declare, element, node.place);
    emit(BorrowOp::Copy, range.place, node.place, element);
    return address(graph_.places.content(element));
  }
  if (!whole.is_there()) return {};
  const int owner = known(whole.place);
  int place = whole.place;
  if (is_each) {
    const std::string& name = class_of(owner);
    place = is_view_class(name) ? graph_.places.target(place) : graph_.places.content(place);
    return address(graph_.places.step(place, StepKind::Some));
  }
  const BorrowStep last = graph_.places.step_of(place);
  if (last.kind == StepKind::Some) return whole;
  if (last.kind == StepKind::Index) {  // as many elements behind it
    const int array = graph_.places.parent(place);
    return address(
        index_ ? graph_.places.step(array, StepKind::Index, last.number + static_cast<int>(*index_))
               : graph_.places.step(array, StepKind::Some));
  }
  return address(index_ ? graph_.places.step(place, StepKind::Index, static_cast<int>(*index_))
                        : graph_.places.step(place, StepKind::Some));
}

BorrowLowering::Operand BorrowLowering::closure(const Node& node) {
  std::vector<Operand> parts;
  parts.reserve(node.parts.size());
  for (const Node* each : node.parts) parts.push_back(evaluate(each));
  const bool has_name = named_closure_ >= 0;
  const int made = has_name ? std::exchange(named_closure_, -1) : place_of(node.variable);
  if (!has_name) {
    frames_.back().scopes.back().variables.push_back(made);
    emit(BorrowOp::Declare, made, node.place);
  }
  for (std::size_t i = 0; i < parts.size(); ++i)
    store(graph_.places.step(made, StepKind::Field, node.fields[i]), parts[i], node.place, true);
  if (node.function >= 0) closures_[made] = node.function;
  return address(made);
}

BorrowLowering::Operand BorrowLowering::full(const Node& node, bool is_wanted) {
  frames_.back().scopes.push_back({true, {}});
  is_wanted_ = is_wanted;
  Operand value = node.parts.empty() ? Operand() : evaluate(node.parts[0]);
  const Scope scope = std::move(frames_.back().scopes.back());
  frames_.back().scopes.pop_back();
  if (is_wanted && value.is_there()) {
    // What is kept of it outlives its temporaries.
    const bool is_temporary =
        std::find(scope.variables.begin(), scope.variables.end(),
                  graph_.places.root(graph_.places.variable(value.place))) != scope.variables.end();
    if (is_temporary) {
      const int kept = temporary(node.place);
      frames_.back().scopes.back().variables.push_back(kept);
      store(kept, value, node.place, true);
      value.place = value.is_address() ? graph_.places.target(kept) : kept;
    }
  }
  end_scope(scope);
  return value;
}

// The target gets the value; `is_first`: it is made with it.
void BorrowLowering::store(int target, Operand value, unsigned at, bool is_first,
                           bool is_parameter) {
  if (!is_first)
    emit(value.kind == Operand::Kind::Object ? BorrowOp::Assign : BorrowOp::Write, target, at);
  switch (value.kind) {
    case Operand::Kind::None:
      emit(BorrowOp::Forget, target, at, target);
      return;
    case Operand::Kind::Address: {
      const int variable = graph_.places.variable(target);
      const int whole = graph_.places.parent(target);
      const bool is_capture =
          whole >= 0 && graph_.places.parent(whole) < 0 && closure_function(address(whole)) >= 0;
      const bool is_named = !graph_.variables[static_cast<std::size_t>(variable)].name.empty() &&
                            (whole < 0 || is_capture);
      BorrowStatement& made = emit(BorrowOp::Borrow, value.place, at, target);
      made.is_alias = is_named && !is_parameter && !made.is_inlined;
      if (exclusive_.count(target) != 0) made.kind = BorrowKind::Exclusive;
      known_[target] = known(value.place);
      return;
    }
    case Operand::Kind::Object: {
      const int variable = graph_.places.variable(value.place);
      const bool is_nameless = graph_.variables[static_cast<std::size_t>(variable)].name.empty();
      emit(is_nameless ? BorrowOp::Move : BorrowOp::Copy, value.place, at, target);
      if (!is_nameless) note_copy(value.place, target);
      if (const auto found = closures_.find(value.place); found != closures_.end())
        closures_[target] = found->second;
      return;
    }
  }
}

}  // namespace norace::plugin
