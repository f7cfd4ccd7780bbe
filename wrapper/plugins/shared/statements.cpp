// Blocks, loops, branches, and the ends of objects.
#include <algorithm>
#include <utility>

#include "execution.hpp"

namespace norace::plugin {

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

void Execution::block(const Node& node) {
  frames_.back().scopes.push_back({});
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
  lead_to_coroutine(place, variable.type);
}

// Of a handle that came from elsewhere: all of its copies lead to one coroutine.
void Execution::lead_to_coroutine(const Place& handle, int type) {
  if (type < 0 || at(form_.classes, type).name != "std::coroutine_handle") return;
  if (state_.memory.find(handle.self()) == nullptr)
    put(handle.self(), Value::pointer(handle.with({Step::Kind::Target, 0})));
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
      enter(ended.destructor, {Value::pointer(place)});
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
  if (type >= 0 && is_pool_class(at(form_.classes, type).name))
    threads.insert(pooled_.begin(), pooled_.end());
  // An owner's deleter may join them.
  const Value* owned = state_.memory.find(place.self());
  const bool is_owner = type >= 0 && at(form_.classes, type).name == "std::unique_ptr";
  if (is_owner && owned != nullptr && owned->is(Value::Kind::Pointer)) {
    const std::set<int> found = threads_in(owned->place);
    threads.insert(found.begin(), found.end());
  }
  for (const Held& each : locks) unlock(each);
  end_threads(threads, 0);
  state_.memory.forget(place);
}

}  // namespace norace::plugin
