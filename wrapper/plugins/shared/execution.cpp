#include "execution.hpp"

#include <algorithm>
#include <utility>

namespace norace::plugin {

namespace {

constexpr long kMostSteps = 200'000;
constexpr std::size_t kDeepest = 16;
constexpr std::size_t kMostThreads = 64;

template <class T>
const T& at(const std::vector<T>& items, int index) {
  return items[static_cast<std::size_t>(index)];
}

bool is_place(const Value& value) {
  return value.is(Value::Kind::Pointer) || value.is(Value::Kind::Object);
}

bool is_element(const Step& step) {
  return step.kind == Step::Kind::Element || step.kind == Step::Kind::Some ||
         step.kind == Step::Kind::Each;
}

// One of several objects, it is not known which.
bool is_one_of_several(const Place& place) {
  return std::any_of(place.steps.begin(), place.steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::Some || step.kind == Step::Kind::Each;
  });
}

Live with(const Live& live, int thread) {
  auto more = std::make_shared<std::set<int>>(*live);
  more->insert(thread);
  return more;
}

Live without(const Live& live, int thread) {
  if (live->count(thread) == 0) return live;
  auto fewer = std::make_shared<std::set<int>>(*live);
  fewer->erase(thread);
  return fewer;
}

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
  }
  frames_.push_back({});
  frames_.back().scopes.push_back({});
  enter(function, arguments, entered.place);
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
      block(*node, false);
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

// -- statements -----------------------------------------------------------------------------------

Execution::State Execution::nowhere() const {
  State state;
  state.is_there = false;
  state.live = state_.live;
  return state;
}

// A thread that was started on one of the paths alone, or joined on one, may well not run behind.
Execution::State Execution::joined(State one, const State& other) {
  if (!other.is_there) return one;
  if (!one.is_there) return other;
  one.memory.join(other.memory);
  if (one.live != other.live) {
    auto both = std::make_shared<std::set<int>>();
    std::set_intersection(one.live->begin(), one.live->end(), other.live->begin(),
                          other.live->end(), std::inserter(*both, both->end()));
    one.live = std::move(both);
  }
  for (const Held& each : other.held) {
    const auto is_same = [&](const Held& held) { return held.mutex == each.mutex; };
    if (std::none_of(one.held.begin(), one.held.end(), is_same)) one.held.push_back(each);
  }
  one.own_conditions = std::min(one.own_conditions, other.own_conditions);
  one.conditions = std::min(one.conditions, other.conditions);
  std::erase_if(one.maybe_live, [&](const auto& each) {
    return other.maybe_live.count(each.first) == 0 && other.live->count(each.first) == 0;
  });
  return one;
}

void Execution::block(const Node& node, bool is_full_expression) {
  frames_.back().scopes.push_back({is_full_expression, {}});
  for (const Node* each : node.parts) evaluate(each, false);
  const Scope scope = std::move(frames_.back().scopes.back());
  frames_.back().scopes.pop_back();
  if (state_.is_there) end_scope(scope);
}

void Execution::declare(const Node& node) {
  const FormVariable& variable = at(form_.variables, node.variable);
  if (variable.is_static || variable.is_thread_local) {
    if (!node.parts.empty()) evaluate(node.parts[0]);
    return;
  }
  const Value value = node.parts.empty() ? Value() : evaluate(node.parts[0]);
  if (!state_.is_there) return;
  const Place place{new_object(node.variable), {}};
  auto& scopes = frames_.back().scopes;
  auto scope = scopes.rbegin();
  while (!variable.name.empty() && scope->is_full_expression && std::next(scope) != scopes.rend())
    ++scope;
  scope->objects.push_back(place.object);
  if (!node.parts.empty() && node.parts[0] != nullptr) put(place, value);
}

Value Execution::choice(const Node& node, bool is_wanted) {
  const Value condition = evaluate(node.parts[0]);
  look();
  const Node* const then = node.parts.size() > 1 ? node.parts[1] : nullptr;
  const Node* const otherwise = node.parts.size() > 2 ? node.parts[2] : nullptr;
  if (condition.is(Value::Kind::Number))
    return evaluate(condition.number != 0 ? then : otherwise, is_wanted);
  const State before = state_;
  const int first_new = static_cast<int>(trace_.threads.size());
  const auto enter_branch = [&] {
    ++state_.conditions;
    if (condition.is_own) ++state_.own_conditions;
  };
  enter_branch();
  const Value one = evaluate(then, is_wanted);
  State after = std::move(state_);
  state_ = before;
  enter_branch();
  const Value other = evaluate(otherwise, is_wanted);
  const bool both_there = after.is_there && state_.is_there;
  std::set<int> started;
  for (const Live& each : {after.live, state_.live})
    for (const int thread : *each) {
      const bool is_ours = trace_.threads[static_cast<std::size_t>(thread)].starter == thread_;
      if (both_there && is_ours && thread >= first_new) started.insert(thread);
    }
  state_ = joined(std::move(after), state_);
  // Where one path alone goes on, it does so under the condition.
  if (both_there) {
    state_.own_conditions = before.own_conditions;
    state_.conditions = before.conditions;
  }
  for (const int each : started) state_.maybe_live.emplace(each, state_.conditions);
  for (auto& [thread, conditions] : state_.maybe_live)
    conditions = std::min(conditions, state_.conditions);
  if (then == nullptr || otherwise == nullptr) return Value::unknown(condition.is_own);
  if (one.kind == other.kind && one.place == other.place && one.number == other.number) return one;
  return Value::unknown(condition.is_own || one.is_own || other.is_own);
}

void Execution::jump(State& to, std::size_t scopes) {
  auto& open = frames_.back().scopes;
  for (std::size_t i = open.size(); i > scopes && state_.is_there; --i) end_scope(open[i - 1]);
  to = joined(std::move(to), state_);
  state_.is_there = false;
}

void Execution::ask(const Node* condition, Loop& loop) {
  if (condition == nullptr) return;
  const Value value = evaluate(condition);
  look();
  if (value.is(Value::Kind::Number) && value.number != 0) return;
  loop.exit = joined(std::move(loop.exit), state_);
  if (value.is(Value::Kind::Number)) state_.is_there = false;
}

void Execution::turn(const Node& node, Loop& loop) {
  loop.next_turn = nowhere();
  evaluate(node.parts[1], false);
  state_ = joined(std::move(state_), loop.next_turn);
  if (node.parts.size() > 2) evaluate(node.parts[2], false);
}

// A loop is taken to run: one that never does starts no thread and joins none.
void Execution::loop(const Node& node) {
  Frame& frame = frames_.back();
  const std::size_t depth = frames_.size();
  Loop here{frame.scopes.size(), nowhere(), nowhere()};
  Loop never{frame.scopes.size(), nowhere(), nowhere()};
  frames_[depth - 1].breaks.push_back(&here);
  frames_[depth - 1].loops.push_back(&here);
  if (node.asks_first) ask(node.parts[0], never);
  turn(node, here);
  ask(node.parts[0], here);
  turn(node, here);
  ask(node.parts[0], here);
  if (node.parts[0] == nullptr && state_.is_there)  // each of some elements
    here.exit = joined(std::move(here.exit), state_);
  frames_[depth - 1].loops.pop_back();
  frames_[depth - 1].breaks.pop_back();
  state_ = here.exit.is_there ? std::move(here.exit) : std::move(never.exit);
}

void Execution::run_switch(const Node& node) {
  const Value value = evaluate(node.parts[0]);
  look();
  if (!state_.is_there) return;
  const int conditions = state_.own_conditions;
  if (value.is_own) ++state_.own_conditions;
  State entry = state_;
  Loop here{frames_.back().scopes.size(), nowhere(), nowhere()};
  frames_.back().switches.push_back(&entry);
  frames_.back().breaks.push_back(&here);
  state_.is_there = false;
  // Nothing is evaluated where no path is: a case begins one.
  const Node* const body = node.parts[1];
  const auto run_parts = [&](const auto& self, const Node* part) -> void {
    if (part == nullptr) return;
    if (part->op == Op::Case) {
      state_ = joined(std::move(state_), entry);
    } else if (part->op == Op::Block && !state_.is_there) {
      frames_.back().scopes.push_back({});
      for (const Node* each : part->parts) self(self, each);
      const Scope scope = std::move(frames_.back().scopes.back());
      frames_.back().scopes.pop_back();
      if (state_.is_there) end_scope(scope);
    } else {
      evaluate(part, false);
    }
  };
  run_parts(run_parts, body);
  frames_.back().breaks.pop_back();
  frames_.back().switches.pop_back();
  state_ = joined(std::move(state_), here.exit);
  state_ = joined(std::move(state_), entry);
  state_.own_conditions = conditions;
}

// What a handler meets is what the block left, or what was there before it.
void Execution::run_try(const Node& node) {
  const State before = state_;
  evaluate(node.parts[0], false);
  const State after = state_;
  State end = after;
  for (std::size_t i = 1; i < node.parts.size(); ++i) {
    state_ = after.is_there ? after : before;
    evaluate(node.parts[i], false);
    end = joined(std::move(end), state_);
  }
  state_ = std::move(end);
}

void Execution::run_return(const Node& node) {
  Value value = node.parts.empty() ? Value() : evaluate(node.parts[0]);
  if (!state_.is_there) return;
  if (value.is(Value::Kind::Object)) {
    const Place kept{new_nameless(), {}};
    state_.memory.copy(value.place, kept);
    // A local is not copied but is the caller's object.
    const auto& scopes = frames_.back().scopes;
    const bool is_local = std::any_of(scopes.begin(), scopes.end(), [&](const Scope& scope) {
      return std::find(scope.objects.begin(), scope.objects.end(), value.place.object) !=
             scope.objects.end();
    });
    const bool is_whole = value.place.steps.empty();
    const FormVariable* source = variable_of(value.place);
    if (source == nullptr || source->name.empty() || (is_local && is_whole))
      state_.memory.forget(value.place);
    value.place = kept;
  }
  Frame& frame = frames_.back();
  jump(frame.returned, 0);
  Frame& now = frames_.back();
  const bool is_same = now.has_value && now.value && now.value->kind == value.kind &&
                       now.value->place == value.place && now.value->number == value.number;
  if (!now.has_value)
    now.value = value;
  else if (!is_same)
    now.value = Value::unknown();
  now.has_value = true;
}

void Execution::end_scope(const Scope& scope) {
  const std::vector<int> objects = scope.objects;
  for (auto object = objects.rbegin(); object != objects.rend(); ++object) end_variable(*object);
}

void Execution::end_variable(int object) {
  const Object ended = at(objects_, object);
  const Place place{object, {}};
  if (ended.variable >= 0 && at(form_.variables, ended.variable).is_reference) {
    state_.memory.forget(place);
    return;
  }
  end_object(place, ended.type);
  if (ended.variable >= 0 && !at(form_.variables, ended.variable).name.empty())
    record(place, true, at(form_.variables, ended.variable).place, false, true);
}

void Execution::end_object(const Place& place, int type) {
  if (type >= 0) {
    const FormClass& ended = at(form_.classes, type);
    if (ended.destructor >= 0 && can_enter(ended.destructor))
      enter(ended.destructor, {Value::pointer(place)}, 0);
    for (auto member = ended.members.rbegin(); member != ended.members.rend(); ++member) {
      const Place part = member->field < 0 ? place : place.member(member->field);
      bool is_known = member->field < 0;
      state_.memory.each_part(part, [&](const Place&, const Value&) { is_known = true; });
      if (is_known || at(form_.classes, member->type).destructor >= 0)
        end_object(part, member->type);
    }
  }
  std::vector<Held> locks;
  std::set<int> threads;
  state_.memory.each_part(place, [&](const Place&, const Value& value) {
    if (value.is(Value::Kind::Locks) && value.is_locked)
      locks.insert(locks.end(), value.locks.begin(), value.locks.end());
    if (value.is(Value::Kind::Threads)) threads.insert(value.threads.begin(), value.threads.end());
  });
  // An owner's deleter may join them.
  const Value* owned = state_.memory.find(place.self());
  const bool is_owner = type >= 0 && at(form_.classes, type).name == "std::unique_ptr";
  if (is_owner && owned != nullptr && owned->is(Value::Kind::Pointer)) {
    const std::set<int> found = threads_in(owned->place);
    threads.insert(found.begin(), found.end());
  }
  for (const Held& each : locks) unlock(each);
  for (const int each : threads)
    if (trace_.threads[static_cast<std::size_t>(each)].joins_itself)
      join_thread(each, 0);
    else
      lose_thread(each);
  state_.memory.forget(place);
}

// -- calls ----------------------------------------------------------------------------------------

bool Execution::can_enter(int function) const {
  return function >= 0 && at(form_.functions, function).body != nullptr &&
         entered_.size() < kDeepest &&
         std::find(entered_.begin(), entered_.end(), function) == entered_.end();
}

Value Execution::call(const Node& node, bool is_wanted) {
  const Callee& callee = at(form_.callees, node.callee);
  std::vector<Value> arguments;
  arguments.reserve(node.parts.size());
  for (const Node* each : node.parts) arguments.push_back(evaluate(each));
  if (!state_.is_there || gave_up_) return {};
  if (!callee.is_virtual && !callee.is_system && can_enter(callee.function))
    return enter(callee.function, arguments, node.place);
  const std::string_view name = callee.name;
  // "std::atomic::operator std::shared_ptr<int>" ends with a type.
  const std::size_t conversion = name.find("::operator ");
  const std::size_t colons = conversion != std::string_view::npos ? conversion : name.rfind("::");
  const Call call{callee,
                  colons == std::string_view::npos ? std::string_view() : name.substr(0, colons),
                  colons == std::string_view::npos ? name : name.substr(colons + 2),
                  arguments,
                  node.place,
                  is_wanted};
  if (const auto value = library_call(call)) return *value;
  if (name.rfind("norace::", 0) == 0) return {};
  if (callee.is_system) return other_call(call);
  call_unknown(&callee, arguments, node.place);
  return {};
}

Value Execution::invoke(const Node& node) {
  const Value function = evaluate(node.parts[0]);
  std::vector<Value> arguments;
  for (std::size_t i = 1; i < node.parts.size(); ++i) arguments.push_back(evaluate(node.parts[i]));
  if (function.is(Value::Kind::Function) && can_enter(static_cast<int>(function.number)))
    return enter(static_cast<int>(function.number), arguments, node.place);
  call_unknown(nullptr, arguments, node.place);
  return {};
}

void Execution::pass(int parameter, const Value& argument, unsigned) {
  const Place place{new_object(parameter), {}};
  const FormVariable& variable = at(form_.variables, parameter);
  const bool is_object = variable.type >= 0 && !variable.is_reference && variable.name != "this";
  // GCC passes a class's object by its pointer.
  const bool is_passed_by_pointer = is_object && argument.is(Value::Kind::Pointer);
  put(place, is_passed_by_pointer ? Value::object(argument.place) : argument);
  frames_.back().scopes.back().objects.push_back(place.object);
}

Value Execution::enter(int function, const std::vector<Value>& arguments, unsigned where) {
  const FormFunction& entered = at(form_.functions, function);
  Frame frame{};
  frame.function = function;
  frame.returned = nowhere();
  frames_.push_back(std::move(frame));
  frames_.back().scopes.push_back({});
  entered_.push_back(function);
  for (std::size_t i = 0; i < entered.parameters.size(); ++i)
    pass(entered.parameters[i], i < arguments.size() ? arguments[i] : Value(), where);
  evaluate(entered.body, false);
  if (state_.is_there) jump(frames_.back().returned, 0);
  entered_.pop_back();
  Frame left = std::move(frames_.back());
  frames_.pop_back();
  state_ = std::move(left.returned);
  return left.value ? *left.value : Value();
}

// It may do anything to what it can reach, and wait for anybody.
void Execution::call_unknown(const Callee* callee, const std::vector<Value>& arguments,
                             unsigned where) {
  hand_over(std::nullopt, true, true);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!is_place(arguments[i])) continue;
    lose_threads_in(arguments[i].place);
    const bool is_object = callee != nullptr && callee->is_method && i == 0;
    const bool is_const = is_object && callee->is_const;
    if (!is_const) state_.memory.forget(arguments[i].place);
  }
  static_cast<void>(where);
}

// -- threads --------------------------------------------------------------------------------------

void Execution::record(const Place& place, bool writes, unsigned where, bool is_atomic,
                       bool is_end) {
  ++trace_.now;
  if (gave_up_ || is_shared_by_all(place)) return;
  if (thread_ == 0 && state_.live->empty() && state_.maybe_live.empty()) return;
  Live live = state_.live;
  for (const auto& [thread, conditions] : state_.maybe_live)
    if (state_.conditions <= conditions) live = with(live, thread);
  trace_.accesses.push_back({place, where, thread_, trace_.now, writes, is_atomic, is_end,
                             state_.own_conditions > 0, state_.held, std::move(live)});
}

void Execution::hand_over(std::optional<Place> object, bool gives, bool takes, bool is_mutex) {
  trace_.handovers.push_back({std::move(object), thread_, ++trace_.now, gives, takes, is_mutex});
}

void Execution::lock(const Held& held) { state_.held.push_back(held); }

void Execution::unlock(const Held& held) {
  const auto found = std::find_if(state_.held.rbegin(), state_.held.rend(),
                                  [&](const Held& each) { return each.mutex == held.mutex; });
  if (found != state_.held.rend()) {
    state_.held.erase(std::next(found).base());
  } else {
    // It was locked where nobody has followed, or this path is none.
    for (Access& each : trace_.accesses)
      if (each.thread == thread_) each.held.push_back(held);
  }
  hand_over(held.mutex, true, false, true);
}

// A condition under a lock may wait for what another thread does under it.
void Execution::look() {
  if (!state_.is_there) return;
  for (const Held& each : state_.held) hand_over(each.mutex, false, true, true);
}

int Execution::start(const Value& callable, const std::vector<Value>& arguments, unsigned where,
                     bool joins_itself, bool has_result) {
  if (trace_.threads.size() >= kMostThreads) {
    gave_up_ = true;
    return 0;
  }
  const int index = static_cast<int>(trace_.threads.size());
  Thread thread{};
  thread.starter = thread_;
  thread.started = where;
  thread.begin = ++trace_.now;
  thread.joins_itself = joins_itself;
  trace_.threads.push_back(thread);

  const State before = state_;
  const int starter = std::exchange(thread_, index);
  bool has_own = false;
  const auto mark = [&](Value value) {
    // Of each element in turn it was given one.
    for (Step& each : value.place.steps)
      if (each.kind == Step::Kind::Each) each.kind = Step::Kind::Some;
    if (value.is(Value::Kind::Unknown) || value.is(Value::Kind::Number)) {
      value.is_own = true;
      has_own = true;
    }
    return value;
  };
  const auto copied = [&](const Value& value) {
    if (!value.is(Value::Kind::Object)) return mark(value);
    const Place place{new_nameless(type_of(value.place)), {}};
    state_.memory.copy(value.place, place);
    std::vector<std::pair<Place, Value>> own;
    state_.memory.each_part(
        place, [&](const Place& part, const Value& held) { own.emplace_back(part, mark(held)); });
    for (const auto& [part, held] : own) state_.memory.put(part, held);
    return Value::object(place);
  };
  const Value copy = copied(callable);
  std::vector<Value> given;
  for (const Value& each : arguments) given.push_back(copied(each));
  state_.held.clear();
  state_.own_conditions = 0;
  state_.conditions = 0;
  const std::size_t first_access = trace_.accesses.size();

  frames_.push_back({});
  frames_.back().scopes.push_back({});
  run_callable(copy, given, where);
  frames_.pop_back();
  // Whoever asks for its result, or whether it is there, sees what it did.
  if (has_result && state_.is_there) hand_over(std::nullopt, true, false);

  Thread& ended = trace_.threads[static_cast<std::size_t>(index)];
  ended.has_own = has_own;
  if (state_.is_there)
    std::set_difference(state_.live->begin(), state_.live->end(), before.live->begin(),
                        before.live->end(), std::inserter(ended.left, ended.left.end()));
  thread_ = starter;
  state_ = before;
  for (std::size_t i = first_access; i < trace_.accesses.size(); ++i) {
    const Access& access = trace_.accesses[i];
    if (!access.writes || access.is_end) continue;
    const Value* value = state_.memory.find(access.place);
    if (value != nullptr && (value->is(Value::Kind::Number) || value->is(Value::Kind::Pointer)))
      state_.memory.put(access.place, Value::unknown());
  }
  state_.live = with(state_.live, index);
  return index;
}

void Execution::join_thread(int thread, unsigned where) {
  if (state_.live->count(thread) != 0 && where != 0) joins_.try_emplace(thread, where);
  lose_thread(thread);
  for (const int each : trace_.threads[static_cast<std::size_t>(thread)].left)
    state_.live = with(state_.live, each);
}

void Execution::lose_thread(int thread) {
  state_.live = without(state_.live, thread);
  state_.maybe_live.erase(thread);
}

// Of one of several handles: all of them.
std::set<int> Execution::threads_in(const Place& place) {
  if (!is_one_of_several(place))
    for (const Place& each : {place.self(), place})
      if (const Value* value = state_.memory.find(each); value && value->is(Value::Kind::Threads))
        return value->threads;
  Place whole = place;
  const auto element = std::find_if(whole.steps.begin(), whole.steps.end(), is_element);
  whole.steps.erase(element, whole.steps.end());
  std::set<int> threads;
  state_.memory.each_part(whole, [&](const Place&, const Value& value) {
    if (value.is(Value::Kind::Threads)) threads.insert(value.threads.begin(), value.threads.end());
  });
  return threads;
}

void Execution::lose_threads_in(const Place& place) {
  for (const int each : threads_in(place)) lose_thread(each);
}

}  // namespace norace::plugin
