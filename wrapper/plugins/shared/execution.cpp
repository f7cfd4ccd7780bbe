#include <algorithm>
#include <utility>

#include "execution.hpp"

namespace norace::plugin {

namespace {

constexpr long kMostSteps = 200'000;

}  // namespace

std::optional<Trace> Execution::run(int function) {
  state_.live = std::make_shared<std::set<int>>();
  const FormFunction& entered = at(form_.functions, function);
  std::vector<Value> arguments;
  for (const int parameter : entered.parameters) {
    // What it was given is not known: objects that were there before, each of its own.
    const FormVariable& variable = at(form_.variables, parameter);
    const int given = new_nameless(variable.type);
    const bool is_object = variable.type >= 0 && !variable.is_reference && variable.name != "this";
    arguments.push_back(is_object ? Value::object({given, {}}) : Value::unknown());
    if (variable.is_reference || variable.name == "this")
      arguments.back() = Value::pointer({given, {}});
    objects_[static_cast<std::size_t>(given)].variable = parameter;
    lead_to_coroutine({given, {}}, variable.type);
  }
  frames_.push_back({});
  frames_.back().scopes.push_back({});
  enter(function, arguments);
  frames_.pop_back();
  if (gave_up_) return std::nullopt;
  return std::move(trace_);
}

const FormVariable* Execution::variable_of(const Place& place) const {
  if (place.object < 0) return nullptr;
  const int variable = at(objects_, place.object).variable;
  return variable < 0 ? nullptr : &at(form_.variables, variable);
}

std::string Execution::name_of(const Place& place) const {
  for (auto step = place.steps.rbegin(); step != place.steps.rend(); ++step) {
    if (step->kind != Step::Kind::Member) continue;
    const std::string& name = at(form_.fields, static_cast<int>(step->number)).name;
    if (!name.empty()) return name;
  }
  const FormVariable* variable = variable_of(place);
  if (variable != nullptr && variable->name == "this") return {};
  if (variable != nullptr && !variable->name.empty()) return variable->name;
  return place.object < 0 ? std::string() : at(objects_, place.object).name;
}

// -- values and objects ---------------------------------------------------------------------------

Value Execution::evaluate(const Node* node, bool is_wanted) {
  if (node == nullptr || !state_.is_there || gave_up_) return {};
  if (++steps_ > kMostSteps) {
    gave_up_ = true;
    return {};
  }
  switch (node->op) {
    case Op::Unknown:
    case Op::Not:
      return evaluate_parts(*node);
    case Op::Number:
      return Value::of_number(node->number);
    case Op::Function:
      return Value::function(node->function);
    case Op::Read:
      return read(evaluate(node->parts[0]), node->is_pointer, node->place);
    case Op::Write: {
      const Value target = evaluate(node->parts[0]);
      const Value value = evaluate(node->parts[1]);
      write(target, value, node->place);
      return target;
    }
    case Op::Change: {
      const Value target = evaluate(node->parts[0]);
      const Value by = node->parts.size() > 1 ? evaluate(node->parts[1]) : Value();
      const Value before = is_place(target) ? read_quietly(target.place, false) : Value();
      write(target, Value::unknown(before.is_own || by.is_own), node->place);
      return target;
    }
    case Op::Call:
      return call(*node, is_wanted);
    case Op::Invoke:
      return invoke(*node);
    case Op::Sequence: {
      Value last;
      for (const Node* each : node->parts)
        last = evaluate(each, is_wanted && each == node->parts.back());
      return last;
    }
    case Op::Choice:
      return choice(*node, is_wanted);
    case Op::Variable:
      return Value::pointer(place_of_variable(node->variable));
    case Op::Member: {
      const Value whole = evaluate(node->parts[0]);
      return is_place(whole) ? Value::pointer(whole.place.member(node->field)) : Value();
    }
    case Op::Element:
      return element(*node);
    case Op::Closure:
      return closure(*node);
    case Op::New:
      return made(*node);
    case Op::Block:
      block(*node);
      return {};
    case Op::Full: {
      frames_.back().scopes.push_back({true, {}});
      Value value = evaluate(node->parts[0], is_wanted);
      const Scope scope = std::move(frames_.back().scopes.back());
      frames_.back().scopes.pop_back();
      if (value.is(Value::Kind::Object) && is_wanted && state_.is_there) {
        // What is kept of it outlives its temporaries.
        const Place kept{new_nameless(), {}};
        put(kept, value);
        value.place = kept;
      }
      if (state_.is_there) end_scope(scope);
      return value;
    }
    case Op::Declare:
      declare(*node);
      return {};
    case Op::Loop:
      loop(*node);
      return {};
    case Op::Switch:
      run_switch(*node);
      return {};
    case Op::Case:
      if (!frames_.back().switches.empty())
        state_ = joined(std::move(state_), *frames_.back().switches.back());
      return {};
    case Op::Try:
      run_try(*node);
      return {};
    case Op::Return:
      run_return(*node);
      return {};
    case Op::Break:
      if (!frames_.back().breaks.empty())
        jump(frames_.back().breaks.back()->exit, frames_.back().breaks.back()->scopes);
      state_.is_there = false;
      return {};
    case Op::Continue:
      if (!frames_.back().loops.empty())
        jump(frames_.back().loops.back()->next_turn, frames_.back().loops.back()->scopes);
      state_.is_there = false;
      return {};
    case Op::Suspend:
      // What it waits for may be anybody's doing.
      if (!std::exchange(frames_.back().is_new_coroutine, false))
        hand_over(std::nullopt, true, true);
      return {};
    case Op::Leave:
      state_.is_there = false;
      return {};
  }
  return {};
}

Value Execution::evaluate_parts(const Node& node) {
  bool is_own = false;
  for (const Node* each : node.parts) is_own |= evaluate(each).is_own;
  return Value::unknown(is_own);
}

int Execution::new_nameless(int type) {
  objects_.push_back({-1, type, {}});
  return static_cast<int>(objects_.size()) - 1;
}

int Execution::new_object(int variable) {
  objects_.push_back({variable, at(form_.variables, variable).type, {}});
  const int object = static_cast<int>(objects_.size()) - 1;
  object_of_variable_[variable] = object;
  return object;
}

int Execution::object_of(int variable) {
  if (at(form_.variables, variable).is_thread_local) {
    const auto [found, is_new] = thread_local_objects_.try_emplace({variable, thread_}, 0);
    if (is_new) found->second = new_nameless(at(form_.variables, variable).type);
    return found->second;
  }
  const auto found = object_of_variable_.find(variable);
  return found != object_of_variable_.end() ? found->second : new_object(variable);
}

// E0133 has its say about those.
bool Execution::is_shared_by_all(const Place& place) const {
  const FormVariable* variable = variable_of(place);
  return variable != nullptr && variable->is_static;
}

// Of a whole object; -1 for a part, and for what has no class.
int Execution::type_of(const Place& place) const {
  return place.steps.empty() && place.object >= 0 ? at(objects_, place.object).type : -1;
}

// An object without a name is named by the first variable that leads to it.
void Execution::name_target(const Place& by) {
  const std::string name = name_of(by);
  if (name.empty()) return;
  for (const Place& each : {by, by.self()}) {
    const Value* value = state_.memory.find(each);
    if (value == nullptr || !value->is(Value::Kind::Pointer)) continue;
    Object& target = objects_[static_cast<std::size_t>(value->place.object)];
    if (target.name.empty()) target.name = "*" + name;
  }
}

Value Execution::read_quietly(const Place& place, bool is_pointer) const {
  if (const Value* value = state_.memory.find(place)) return *value;
  if (is_pointer) return Value::pointer(place.with({Step::Kind::Target, 0}));
  return Value::object(place);
}

Value Execution::read(const Value& pointer, bool is_pointer, unsigned where) {
  if (!is_place(pointer)) return Value::unknown(pointer.is_own);
  record(pointer.place, false, where);
  Value value = read_quietly(pointer.place, is_pointer);
  // A handle out of an array of handles.
  const bool is_part =
      std::any_of(pointer.place.steps.begin(), pointer.place.steps.end(), is_element);
  if (value.is(Value::Kind::Object) && is_part)
    if (std::set<int> threads = threads_in(pointer.place); !threads.empty()) {
      value.kind = Value::Kind::Threads;
      value.threads = std::move(threads);
    }
  return value;
}

void Execution::write(const Value& pointer, const Value& value, unsigned where) {
  if (!is_place(pointer)) return;
  record(pointer.place, true, where);
  put(pointer.place, value);
}

void Execution::put(const Place& place, const Value& value) {
  Memory& memory = state_.memory;
  if (is_one_of_several(place)) {
    const auto add = [&](const Place& to, const std::set<int>& threads) {
      const Value* old = memory.find(to);
      Value both = old != nullptr ? *old : Value();
      both.kind = Value::Kind::Threads;
      both.threads.insert(threads.begin(), threads.end());
      memory.put(to, both);
    };
    if (value.is(Value::Kind::Threads)) return add(place, value.threads);
    if (!value.is(Value::Kind::Object)) return;
    std::vector<std::pair<Place, std::set<int>>> found;
    memory.each_part(value.place, [&](const Place& part, const Value& held) {
      if (!held.is(Value::Kind::Threads)) return;
      Place to = place;
      to.steps.insert(to.steps.end(),
                      part.steps.begin() + static_cast<std::ptrdiff_t>(value.place.steps.size()),
                      part.steps.end());
      found.emplace_back(std::move(to), held.threads);
    });
    for (const auto& [to, threads] : found) add(to, threads);
    if (variable_of(value.place) == nullptr) memory.forget(value.place);
    return;
  }
  if (!value.is(Value::Kind::Object)) {
    memory.put(place, value);
    return name_target(place);
  }
  if (place == value.place) return;
  memory.copy(value.place, place);
  name_target(place);
  // A nameless object is not copied: it is this one.
  const FormVariable* source = variable_of(value.place);
  if (source == nullptr || source->name.empty()) memory.forget(value.place);
}

Value Execution::closure(const Node& node) {
  const Place place{new_object(node.variable), {}};
  frames_.back().scopes.back().objects.push_back(place.object);
  for (std::size_t i = 0; i < node.parts.size(); ++i) {
    const Value value = evaluate(node.parts[i]);
    const Place field = place.member(node.fields[i]);
    put(field, value);
    bool is_known = false;
    state_.memory.each_part(field, [&](const Place&, const Value&) { is_known = true; });
    if (!is_known) state_.memory.put(field, Value::unknown(value.is_own));
  }
  if (node.function >= 0) state_.memory.put(place.self(), Value::function(node.function));
  return Value::pointer(place);
}

Value Execution::made(const Node& node) {
  const Place place{new_object(node.variable), {}};
  if (!node.parts.empty()) evaluate(node.parts[0]);
  return Value::pointer(place);
}

Value Execution::element(const Node& node) {
  const Value whole = evaluate(node.parts[0]);
  const Value index =
      node.parts.size() > 1 && node.parts[1] != nullptr ? evaluate(node.parts[1]) : Value();
  if (!is_place(whole)) return {};
  Place place = whole.place;
  // A view's elements are another one's.
  if (const Value* viewed = state_.memory.find(place.self());
      viewed != nullptr && viewed->is(Value::Kind::Pointer))
    place = viewed->place;
  // A pointer that an index was added to points among the same elements.
  const bool is_inside = !place.steps.empty() && is_element(place.steps.back());
  if (node.parts.size() < 2 || node.parts[1] == nullptr) {
    const bool is_part_of_others = is_inside && place != whole.place;
    if (!is_part_of_others) place.steps.push_back({Step::Kind::Each, 0});
    return Value::pointer(place);
  }
  if (is_inside) {
    Step& at_step = place.steps.back();
    if (index.is(Value::Kind::Number) && at_step.kind == Step::Kind::Element)
      at_step.number += index.number;
    else if (!index.is(Value::Kind::Number) || index.number != 0)
      at_step = {Step::Kind::Some, 0};
    return Value::pointer(place);
  }
  if (index.is(Value::Kind::Number))
    place.steps.push_back({Step::Kind::Element, index.number});
  else
    place.steps.push_back({Step::Kind::Some, 0});
  return Value::pointer(place);
}

}  // namespace norace::plugin
