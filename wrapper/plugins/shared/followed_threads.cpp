// Threads that are started where they are followed, the locks held, and what is written down of all
// that.
#include <algorithm>
#include <utility>

#include "execution.hpp"

namespace norace::plugin {

namespace {

constexpr std::size_t kMostThreads = 64;

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
                     Start how) {
  if (trace_.threads.size() >= kMostThreads) {
    gave_up_ = true;
    return 0;
  }
  const int index = static_cast<int>(trace_.threads.size());
  Thread thread{};
  thread.starter = thread_;
  thread.started = where;
  thread.begin = ++trace_.now;
  thread.joins_itself = how.joins_itself;
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
  state_.held = std::move(how.held);
  state_.own_conditions = 0;
  state_.conditions = 0;
  const std::size_t first_access = trace_.accesses.size();

  frames_.push_back({});
  frames_.back().scopes.push_back({});
  if (how.runs_coroutine)
    run_coroutine(copy, given, where);
  else
    run_callable(copy, given, where);
  frames_.pop_back();
  // Whoever asks for its result, or whether it is there, sees what it did.
  if (how.has_result && state_.is_there) hand_over(std::nullopt, true, false);

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

// As their handle ends.
void Execution::end_threads(const std::set<int>& threads, unsigned where) {
  for (const int each : threads)
    if (at(trace_.threads, each).joins_itself)
      join_thread(each, where);
    else
      lose_thread(each);
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
