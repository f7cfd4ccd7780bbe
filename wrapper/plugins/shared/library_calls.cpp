// What the standard library's calls do, and POSIX's: starts and joins, locks, handovers between
// threads, and which objects they lead to. A call that stands in no table reads what it is given as
// const, and writes an object whose method it is.
#include <algorithm>
#include <initializer_list>
#include <utility>

#include "execution.hpp"

namespace norace::plugin {

namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
bool begins_with(std::string_view name, std::string_view begin) {
  return name.substr(0, begin.size()) == begin;
}
bool ends_with(std::string_view name, std::string_view end) {
  return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}
bool contains(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}
std::string_view last_name(std::string_view name) {
  const std::size_t colons = name.rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

bool is_thread_class(std::string_view name) {
  return is_one_of(name, {"std::thread", "std::jthread", "boost::thread", "boost::scoped_thread"});
}
bool is_future_class(std::string_view name) {
  return is_one_of(name, {"std::future", "std::shared_future", "std::__basic_future"});
}
bool is_guard_class(std::string_view name) {
  const std::string_view last = last_name(name);
  return (begins_with(name, "std::") || begins_with(name, "boost::")) &&
         is_one_of(last, {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"});
}
bool is_atomic_class(std::string_view name) {
  return begins_with(name, "std::") && contains(last_name(name), "atomic");
}
bool is_pointer_class(std::string_view name) {
  const std::string_view last = last_name(name);
  return is_one_of(last, {"unique_ptr", "shared_ptr", "__shared_ptr", "__shared_ptr_access",
                          "weak_ptr", "__weak_ptr", "reference_wrapper"});
}
bool is_callable_class(std::string_view name) {
  return is_one_of(name, {"std::function", "std::packaged_task", "std::move_only_function"});
}
bool is_view_class(std::string_view name) {
  return is_one_of(name, {"std::span", "std::basic_string_view"});
}
bool is_container_class(std::string_view name) {
  return is_one_of(name, {"std::vector",
                          "std::array",
                          "std::deque",
                          "std::list",
                          "std::forward_list",
                          "std::map",
                          "std::multimap",
                          "std::set",
                          "std::multiset",
                          "std::unordered_map",
                          "std::unordered_set",
                          "std::unordered_multimap",
                          "std::unordered_multiset",
                          "std::basic_string",
                          "std::optional",
                          "std::queue",
                          "std::stack",
                          "std::priority_queue",
                          "std::span",
                          "std::basic_string_view",
                          "std::initializer_list",
                          "std::valarray",
                          "std::bitset",
                          "std::_Optional_base_impl",
                          "std::_Optional_payload_base"});
}
bool is_map(std::string_view name) { return is_one_of(name, {"std::map", "std::unordered_map"}); }
// Their elements stay where they are when others come.
bool is_made_of_nodes(std::string_view name) {
  return !is_one_of(name, {"std::vector", "std::basic_string", "std::array", "std::optional"});
}
bool is_iterator_class(std::string_view name) {
  return contains(last_name(name), "iterator") || contains(last_name(name), "_Iterator");
}

bool is_stream_class(std::string_view name) {
  return begins_with(name, "std::basic_") && ends_with(name, "stream");
}

bool only_looks(std::string_view method) {
  return is_one_of(method,
                   {"begin",        "end",         "cbegin",      "cend",          "rbegin",
                    "rend",         "crbegin",     "crend",       "data",          "c_str",
                    "at",           "operator[]",  "front",       "back",          "top",
                    "find",         "lower_bound", "upper_bound", "equal_range",   "value",
                    "operator*",    "operator->",  "first",       "last",          "subspan",
                    "size",         "empty",       "has_value",   "operator bool", "_M_get",
                    "get_allocator"});
}

// The place of an object among those that `place` stands for.
Place element_of(const Place& place, const Value& index) {
  const bool is_inside = !place.steps.empty() && (place.steps.back().kind == Step::Kind::Some ||
                                                  place.steps.back().kind == Step::Kind::Element ||
                                                  place.steps.back().kind == Step::Kind::Each);
  Place part = place;
  if (is_inside) part.steps.pop_back();
  if (index.is(Value::Kind::Number) && !is_inside)
    return part.with({Step::Kind::Element, index.number});
  return part.some();
}

bool is_place(const Value& value) {
  return value.is(Value::Kind::Pointer) || value.is(Value::Kind::Object);
}

}  // namespace

const Value& Execution::Call::argument(std::size_t i) const {
  static const Value unknown{};
  const std::size_t index = i + (callee.is_method ? 1 : 0);
  return index < arguments.size() ? arguments[index] : unknown;
}
std::size_t Execution::Call::count() const {
  return arguments.size() - (callee.is_method && !arguments.empty() ? 1 : 0);
}
const Parameter& Execution::Call::parameter(std::size_t i) const {
  static const Parameter unknown{};
  return i < callee.parameters.size() ? callee.parameters[i] : unknown;
}
std::optional<Place> Execution::Call::object() const {
  if (!callee.is_method || arguments.empty() || !is_place(arguments[0])) return std::nullopt;
  return arguments[0].place;
}

std::optional<Value> Execution::library_call(const Call& call) {
  if (auto value = thread_call(call)) return value;
  if (auto value = free_thread_call(call)) return value;
  if (auto value = guard_call(call)) return value;
  if (auto value = mutex_call(call)) return value;
  if (auto value = atomic_call(call)) return value;
  if (auto value = waiting_call(call)) return value;
  if (auto value = callable_call(call)) return value;
  if (auto value = pointer_call(call)) return value;
  return container_call(call);
}

// -- what is given on -----------------------------------------------------------------------------

// As std::decay_copy makes it of an argument.
Value Execution::decay(const Value& argument, Passing passing) {
  if (passing == Passing::Value || !argument.is(Value::Kind::Pointer)) return argument;
  if (const Value* value = state_.memory.find(argument.place)) return *value;
  const Value* self = state_.memory.find(argument.place.self());
  if (self != nullptr && self->is_wrapped_reference) return *self;
  return Value::object(argument.place);
}

std::vector<Value> Execution::decayed(const Call& call, std::size_t from) {
  std::vector<Value> values;
  for (std::size_t i = from; i < call.count(); ++i) {
    const Value& argument = call.argument(i);
    if (call.parameter(i).passing != Passing::Value && is_place(argument))
      record(argument.place, false, call.at);
    values.push_back(decay(argument, call.parameter(i).passing));
  }
  return values;
}

void Execution::run_callable(const Value& callable, const std::vector<Value>& arguments,
                             unsigned at) {
  if (callable.is(Value::Kind::Function)) return run_pointed(callable, arguments, at, true);
  if (!is_place(callable)) {
    // It may be one that waits.
    hand_over(std::nullopt, true, true);
    return;
  }
  const Value* self = state_.memory.find(callable.place.self());
  if (const Value* direct = state_.memory.find(callable.place); direct != nullptr) self = direct;
  if (self == nullptr) {
    const int type = type_of(callable.place);
    const int operation = type < 0 ? -1 : form_.classes[static_cast<std::size_t>(type)].call;
    if (operation < 0) {
      hand_over(std::nullopt, true, true);
      return;
    }
    std::vector<Value> all{Value::pointer(callable.place)};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_pointed(Value::function(operation), std::move(all), at);
  }
  if (self->is_wrapped_reference || self->is(Value::Kind::Pointer))
    return run_callable(Value::object(self->place), arguments, at);
  if (self->is(Value::Kind::Bound)) {
    const Value bound = *self;
    std::vector<Value> all;
    for (long long i = 1; i <= bound.number; ++i) {
      const Place place = callable.place.with({Step::Kind::Element, i});
      const Value* value = state_.memory.find(place);
      all.push_back(value != nullptr ? *value : Value::object(place));
    }
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Place first = callable.place.with({Step::Kind::Element, 0});
    const Value* value = state_.memory.find(first);
    return run_callable(value != nullptr ? *value : Value::object(first), all, at);
  }
  if (!self->is(Value::Kind::Function)) return;
  const int function = static_cast<int>(self->number);
  // A function in a std::function has no object; a closure is one.
  const auto& parameters = form_.functions[static_cast<std::size_t>(function)].parameters;
  const bool has_object =
      !parameters.empty() &&
      form_.variables[static_cast<std::size_t>(parameters.front())].name == "this";
  std::vector<Value> all;
  const bool is_closure =
      has_object &&
      ends_with(form_.functions[static_cast<std::size_t>(function)].name, "operator()");
  if (is_closure) all.push_back(Value::pointer(callable.place));
  all.insert(all.end(), arguments.begin(), arguments.end());
  run_pointed(Value::function(function), std::move(all), at);
}

// With each argument as the parameter takes it.
void Execution::run_pointed(Value callable, std::vector<Value> arguments, unsigned at,
                            bool is_pointer) {
  const int index = static_cast<int>(callable.number);
  if (trace_.threads[static_cast<std::size_t>(thread_)].function < 0 && thread_ > 0)
    trace_.threads[static_cast<std::size_t>(thread_)].function = index;
  const FormFunction& function = form_.functions[static_cast<std::size_t>(index)];
  if (is_thread_class(function.name.substr(0, function.name.rfind("::"))) &&
      last_name(function.name) == "join") {
    for (const Value& each : arguments)
      if (is_place(each))
        for (const int thread : threads_in(each.place)) join_thread(thread, at);
    return;
  }
  if (!can_enter(index)) {
    call_unknown(nullptr, arguments, at);
    return;
  }
  const auto variable_at = [&](std::size_t i) -> const FormVariable& {
    return form_.variables[static_cast<std::size_t>(function.parameters[i])];
  };
  const std::size_t first = !function.parameters.empty() && variable_at(0).name == "this" ? 1 : 0;
  // The pointer to a closure that captures nothing has no object.
  const bool lacks_object = first == 1 && arguments.size() + 1 == function.parameters.size() &&
                            ends_with(function.name, "(lambda)::operator()") && is_pointer;
  if (lacks_object) arguments.insert(arguments.begin(), Value());
  if (function.parameters.size() == arguments.size() + 1 && function.parameters.size() > first) {
    const int type = variable_at(first).type;
    if (type >= 0 && form_.classes[static_cast<std::size_t>(type)].name == "std::stop_token")
      arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(first), Value());
  }
  for (std::size_t i = 0; i < arguments.size() && i < function.parameters.size(); ++i) {
    const FormVariable& parameter = variable_at(i);
    Value& value = arguments[i];
    const bool is_object = parameter.name == "this";
    if (is_object && value.is(Value::Kind::Object)) {
      const Value* self = state_.memory.find(value.place.self());
      value =
          self != nullptr && self->is(Value::Kind::Pointer) ? *self : Value::pointer(value.place);
    } else if (parameter.is_reference && !value.is_wrapped_reference && !is_object &&
               !(value.is(Value::Kind::Pointer) && value.is_begin)) {
      if (value.is(Value::Kind::Object)) {
        value = Value::pointer(value.place);
      } else if (!value.is(Value::Kind::Unknown)) {
        const Place own{new_nameless(), {}};
        state_.memory.put(own, value);
        value = Value::pointer(own);
      }
    }
    value.is_wrapped_reference = false;
    value.is_begin = false;
  }
  enter(index, arguments, at);
}

// -- threads --------------------------------------------------------------------------------------

std::optional<Value> Execution::thread_call(const Call& call) {
  const bool is_thread = is_thread_class(call.scope);
  if (!is_thread && !is_future_class(call.scope)) return std::nullopt;
  const auto object = call.object();
  const bool ends_itself = call.scope == "std::jthread";
  const auto take = [&](const Value& from) {
    if (!object) return;
    if (is_place(from)) {
      put(object->self(), Value());
      const Value* threads = state_.memory.find(from.place.self());
      if (threads != nullptr) put(object->self(), *threads);
      const bool is_copied = call.parameter(0).passing == Passing::ConstReference;
      if (!is_copied) state_.memory.forget(from.place.self());
    }
  };
  const auto give_up_threads = [&] {
    if (!object) return;
    for (const int each : threads_in(*object))
      if (trace_.threads[static_cast<std::size_t>(each)].joins_itself)
        join_thread(each, call.at);
      else
        lose_thread(each);
  };
  if (call.callee.is_constructor) {
    if (call.count() == 0) {
      Value none;
      none.kind = Value::Kind::Threads;
      if (object) put(object->self(), none);
      return Value();
    }
    const std::string& first = call.parameter(0).class_name;
    if (is_thread_class(first) || is_future_class(first)) {
      take(call.argument(0));
      return Value();
    }
    if (!is_thread) return Value();
    const std::vector<Value> given = decayed(call, 0);
    const int thread = start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at,
                             ends_itself, first == "std::packaged_task");
    if (object) {
      Value handle;
      handle.kind = Value::Kind::Threads;
      handle.threads = {thread};
      put(object->self(), handle);
    } else {
      lose_thread(thread);
    }
    return Value();
  }
  if (call.method == "operator=") {
    if (object) record(*object, true, call.at);
    give_up_threads();
    take(call.argument(0));
    return object ? Value::pointer(*object) : Value();
  }
  if (is_one_of(call.method, {"join", "get", "wait"})) {
    if (!object) {
      // Some thread ends here; it is not known which.
      state_.live = std::make_shared<std::set<int>>();
      return Value();
    }
    const std::set<int> threads = threads_in(*object);
    const Value* handle = state_.memory.find(object->self());
    const bool is_unknown =
        threads.empty() && (handle == nullptr || !handle->is(Value::Kind::Threads));
    for (const int each : threads) join_thread(each, call.at);
    if (is_unknown) {
      hand_over(std::nullopt, false, true);
      // A handle that stood here before this function: whatever it waits for has ended.
      if (is_thread) state_.live = std::make_shared<std::set<int>>();
    }
    return Value();
  }
  if (is_one_of(call.method, {"wait_for", "wait_until"})) {
    hand_over(std::nullopt, false, true);
    return Value();
  }
  if (call.method == "detach" && object) {
    for (const int each : threads_in(*object))
      trace_.threads[static_cast<std::size_t>(each)].is_detached = true;
    state_.memory.forget(object->self());
    return Value();
  }
  if (call.method == "request_stop") hand_over(std::nullopt, true, false);
  if (call.method == "swap" && object && is_place(call.argument(0))) {
    const Place kept{new_nameless(), {}};
    state_.memory.copy(*object, kept);
    state_.memory.copy(call.argument(0).place, *object);
    state_.memory.copy(kept, call.argument(0).place);
    state_.memory.forget(kept);
  }
  if (call.method == "share" && object) return Value::object(*object);
  return Value();
}

std::optional<Value> Execution::free_thread_call(const Call& call) {
  const std::string_view name = call.callee.name;
  if (call.callee.is_method) return std::nullopt;
  if (name == "std::async") {
    const bool has_policy = call.argument(0).is(Value::Kind::Number);
    const bool is_deferred = has_policy && (call.argument(0).number & 1) == 0;
    const std::vector<Value> given = decayed(call, has_policy ? 1 : 0);
    const Place handle{new_nameless(), {}};
    frames_.back().scopes.back().objects.push_back(handle.object);
    if (is_deferred || given.empty()) return Value::object(handle);
    const int thread =
        start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at, true, true);
    Value threads;
    threads.kind = Value::Kind::Threads;
    threads.threads = {thread};
    put(handle.self(), threads);
    return Value::object(handle);
  }
  const bool is_posix = name == "pthread_create";
  if (is_posix || name == "thrd_create") {
    const Value& function = call.argument(is_posix ? 2 : 1);
    const Value& given = call.argument(is_posix ? 3 : 2);
    const int thread = start(function, {given}, call.at, false);
    const Value& handle = call.argument(0);
    if (!is_place(handle)) {
      lose_thread(thread);
      return Value::of_number(0);
    }
    record(handle.place, true, call.at);
    Value threads;
    threads.kind = Value::Kind::Threads;
    threads.threads = {thread};
    put(handle.place, threads);
    return Value();
  }
  if (is_one_of(name, {"pthread_join", "thrd_join"})) {
    const Value& handle = call.argument(0);
    if (handle.is(Value::Kind::Threads)) {
      for (const int each : handle.threads) join_thread(each, call.at);
    } else if (is_place(handle)) {
      for (const int each : threads_in(handle.place)) join_thread(each, call.at);
    } else {
      state_.live = std::make_shared<std::set<int>>();
    }
    return Value();
  }
  if (is_one_of(name, {"pthread_detach", "thrd_detach"})) {
    if (call.argument(0).is(Value::Kind::Threads))
      for (const int each : call.argument(0).threads)
        trace_.threads[static_cast<std::size_t>(each)].is_detached = true;
    return Value();
  }
  const std::string& policy = call.parameter(0).class_name;
  const bool is_parallel =
      begins_with(name, "std::") &&
      is_one_of(last_name(policy), {"parallel_policy", "parallel_unsequenced_policy"});
  if (is_parallel) {
    // Its functions meet themselves.
    std::vector<int> threads;
    for (int i = 0; i < 2; ++i)
      for (std::size_t at = 1; at < call.count(); ++at) {
        const Value callable = decay(call.argument(at), call.parameter(at).passing);
        if (!is_place(callable) || state_.memory.find(callable.place.self()) == nullptr) continue;
        if (!state_.memory.find(callable.place.self())->is(Value::Kind::Function)) continue;
        // Which elements it is given says nothing about who it is.
        threads.push_back(start(callable, {}, call.at, true));
      }
    for (const int each : threads) join_thread(each, 0);
    return Value();
  }
  return std::nullopt;
}

// -- mutexes --------------------------------------------------------------------------------------

std::optional<Value> Execution::mutex_call(const Call& call) {
  const std::string_view name = call.callee.name;
  const auto held = [&](const Value& mutex, bool is_shared) {
    Held one;
    // Two objects of somebody's own class may stand for one mutex: of the system, of a file.
    const bool is_plain = !call.callee.is_method || begins_with(call.scope, "std::") ||
                          is_one_of(call.scope, {"boost::mutex", "boost::recursive_mutex",
                                                 "boost::timed_mutex", "boost::shared_mutex"});
    if (is_place(mutex) && is_plain) one.mutex = mutex.place;
    one.is_shared = is_shared;
    return one;
  };
  if (call.callee.is_method) {
    if (is_atomic_class(call.scope)) return std::nullopt;
    const Value& object = call.arguments.empty() ? Value() : call.arguments[0];
    const std::string_view method = call.method;
    if (!contains(call.scope, "mutex") && !contains(call.scope, "_lock")) return std::nullopt;
    if (method == "unlock" || method == "unlock_shared") {
      unlock(held(object, false));
    } else if (begins_with(method, "try_lock") || begins_with(method, "lock")) {
      lock(held(object, contains(method, "shared")));
      if (begins_with(method, "try_lock")) return Value::unknown(true);
    }
    return Value();
  }
  if (name == "std::lock" || name == "std::try_lock" || name == "boost::lock") {
    for (std::size_t i = 0; i < call.count(); ++i) {
      const Value& argument = call.argument(i);
      const Value* guard = is_place(argument) ? state_.memory.find(argument.place.self()) : nullptr;
      if (guard == nullptr || !guard->is(Value::Kind::Locks)) {
        lock(held(argument, false));
        continue;
      }
      Value locked = *guard;
      locked.is_locked = true;
      for (const Held& each : locked.locks) lock(each);
      put(argument.place.self(), locked);
    }
    return Value();
  }
  if (is_one_of(name, {"pthread_mutex_lock", "pthread_mutex_trylock", "pthread_mutex_timedlock",
                       "pthread_rwlock_wrlock", "pthread_rwlock_trywrlock", "pthread_spin_lock",
                       "pthread_spin_trylock", "mtx_lock", "mtx_trylock", "mtx_timedlock"})) {
    lock(held(call.argument(0), false));
    return Value::unknown(contains(name, "try"));
  }
  if (is_one_of(name, {"pthread_rwlock_rdlock", "pthread_rwlock_tryrdlock"})) {
    lock(held(call.argument(0), true));
    return Value();
  }
  if (is_one_of(name, {"pthread_mutex_unlock", "pthread_rwlock_unlock", "pthread_spin_unlock",
                       "mtx_unlock"})) {
    unlock(held(call.argument(0), false));
    return Value();
  }
  return std::nullopt;
}

std::optional<Value> Execution::guard_call(const Call& call) {
  if (!is_guard_class(call.scope)) return std::nullopt;
  const auto object = call.object();
  if (!object) return Value();
  if (call.callee.is_constructor) {
    const std::string& first = call.parameter(0).class_name;
    if (is_guard_class(first)) {
      if (is_place(call.argument(0))) {
        const Value* locks = state_.memory.find(call.argument(0).place.self());
        if (locks != nullptr) put(object->self(), *locks);
        state_.memory.forget(call.argument(0).place.self());
      }
      return Value();
    }
    Value guard;
    guard.kind = Value::Kind::Locks;
    bool is_adopted = false;
    for (std::size_t i = 0; i < call.count(); ++i) {
      const std::string_view type = last_name(call.parameter(i).class_name);
      if (type == "defer_lock_t") guard.is_locked = false;
      if (type == "adopt_lock_t") is_adopted = true;
      if (ends_with(type, "_lock_t") || contains(type, "duration") || contains(type, "time_point"))
        continue;
      if (call.parameter(i).passing == Passing::Value) continue;
      Held held;
      if (is_place(call.argument(i))) held.mutex = call.argument(i).place;
      held.is_shared = last_name(call.scope) == "shared_lock";
      guard.locks.push_back(held);
    }
    if (guard.is_locked && !is_adopted)
      for (const Held& each : guard.locks) lock(each);
    put(object->self(), guard);
    return Value();
  }
  const Value* found = state_.memory.find(object->self());
  Value guard = found != nullptr ? *found : Value();
  if (!guard.is(Value::Kind::Locks)) {
    guard.kind = Value::Kind::Locks;
    guard.locks = {Held{}};
    guard.is_locked = false;
  }
  if (call.method == "unlock" && guard.is_locked) {
    for (const Held& each : guard.locks) unlock(each);
    guard.is_locked = false;
  } else if (begins_with(call.method, "lock") || begins_with(call.method, "try_lock")) {
    if (!guard.is_locked)
      for (const Held& each : guard.locks) lock(each);
    guard.is_locked = true;
  } else if (call.method == "release") {
    guard.locks.clear();
  } else if (call.method == "operator=") {
    if (guard.is_locked)
      for (const Held& each : guard.locks) unlock(each);
    const Value& from = call.argument(0);
    const Value* locks = is_place(from) ? state_.memory.find(from.place.self()) : nullptr;
    guard = locks != nullptr ? *locks : Value();
    if (is_place(from)) state_.memory.forget(from.place.self());
  } else {
    return Value();
  }
  put(object->self(), guard);
  return Value();
}

// -- handovers ------------------------------------------------------------------------------------

std::optional<Value> Execution::atomic_call(const Call& call) {
  const std::string_view name = call.callee.name;
  std::string_view operation = call.method;
  std::optional<Place> place;
  std::size_t from = 0;
  if (call.callee.is_method && is_atomic_class(call.scope)) {
    place = call.object();
    if (call.callee.is_constructor) {
      if (contains(call.scope, "_ref") && place && is_place(call.argument(0)))
        put(place->self(), is_atomic_class(call.parameter(0).class_name)
                               ? read_quietly(call.argument(0).place.self(), true)
                               : Value::pointer(call.argument(0).place));
      return Value();
    }
    if (contains(call.scope, "_ref") && place) {
      const Value* target = state_.memory.find(place->self());
      place = target != nullptr && is_place(*target) ? std::optional<Place>(target->place)
                                                     : std::nullopt;
    }
  } else if (name == "std::atomic_thread_fence" || name == "__sync_synchronize") {
    hand_over(std::nullopt, true, true);
    return Value();
  } else if (begins_with(name, "std::atomic_") || begins_with(name, "__atomic_") ||
             begins_with(name, "__sync_")) {
    if (is_place(call.argument(0))) place = call.argument(0).place;
    operation.remove_prefix(begins_with(name, "std::") ? 7 : name[2] == 'a' ? 9 : 7);
    from = 1;
  } else {
    return std::nullopt;
  }
  if (is_one_of(operation, {"is_lock_free", "notify_one", "notify_all", "flag_notify_one"}))
    return Value();
  const bool loads = begins_with(operation, "load") || begins_with(operation, "operator ") ||
                     begins_with(operation, "test") || begins_with(operation, "wait");
  const bool is_test_and_set = contains(operation, "test_and_set");
  const bool stores = begins_with(operation, "store") || operation == "operator=" ||
                      begins_with(operation, "clear");
  const bool changes = is_test_and_set || (!loads && !stores);
  std::size_t at = from;
  if (begins_with(operation, "store") || begins_with(operation, "exchange") ||
      begins_with(operation, "fetch") || begins_with(operation, "wait"))
    at += 1;
  if (begins_with(operation, "compare_exchange")) at += 2;
  const bool is_operator = begins_with(operation, "operator");
  long long order = 5;
  if (!is_operator && call.argument(at).is(Value::Kind::Number)) order = call.argument(at).number;
  if (place) record(*place, stores || changes, call.at, true);
  const bool gives = (stores || changes) && order >= 3;
  const bool takes = (loads || changes) && order != 0 && order != 3 &&
                     (call.is_wanted || begins_with(operation, "wait"));
  if (gives || takes) hand_over(place, gives, takes);
  return Value::unknown(changes);
}

std::optional<Value> Execution::waiting_call(const Call& call) {
  const std::string_view name = call.callee.name;
  const std::string_view last = last_name(call.scope);
  const auto object = call.object();
  if (name == "std::call_once" || name == "boost::call_once" || name == "pthread_once") {
    Held flag;
    if (is_place(call.argument(0))) flag.mutex = call.argument(0).place;
    lock(flag);
    std::vector<Value> given;
    for (std::size_t i = 2; i < call.count(); ++i) {
      Value each = call.argument(i);
      each.is_wrapped_reference = each.is(Value::Kind::Pointer);
      given.push_back(each);
    }
    run_callable(decay(call.argument(1), call.parameter(1).passing), given, call.at);
    unlock(flag);
    hand_over(flag.mutex, true, true);
    return Value();
  }
  if (is_one_of(last, {"condition_variable", "condition_variable_any"})) {
    if (!begins_with(call.method, "wait")) return Value();
    const Value& lock = call.argument(0);
    const Value* guard = is_place(lock) ? state_.memory.find(lock.place.self()) : nullptr;
    const std::vector<Held> locks = guard != nullptr ? guard->locks : std::vector<Held>{Held{}};
    for (const Held& each : locks) {
      hand_over(each.mutex, true, false, true);
      hand_over(each.mutex, false, true, true);
    }
    for (std::size_t i = 1; i < call.count(); ++i) {
      const Value argument = decay(call.argument(i), call.parameter(i).passing);
      const Value* self = is_place(argument) ? state_.memory.find(argument.place.self()) : nullptr;
      if (argument.is(Value::Kind::Function) ||
          (self != nullptr && self->is(Value::Kind::Function)))
        run_callable(argument, {}, call.at);
    }
    return Value();
  }
  if (is_one_of(name, {"pthread_cond_wait", "pthread_cond_timedwait", "cnd_wait"})) {
    if (is_place(call.argument(1))) {
      hand_over(call.argument(1).place, true, false, true);
      hand_over(call.argument(1).place, false, true, true);
    }
    return Value();
  }
  const bool is_identified = is_one_of(last, {"latch", "barrier", "counting_semaphore"});
  if (is_identified || is_one_of(last, {"promise", "stop_source", "stop_token", "stop_callback"})) {
    const std::optional<Place> through = is_identified ? object : std::nullopt;
    const bool gives = is_one_of(call.method, {"count_down", "arrive", "arrive_and_wait",
                                               "arrive_and_drop", "release", "request_stop"}) ||
                       begins_with(call.method, "set_");
    const bool takes = is_one_of(
        call.method, {"wait", "arrive_and_wait", "acquire", "try_acquire", "try_acquire_for",
                      "try_acquire_until", "try_wait", "stop_requested"});
    if (gives || takes) hand_over(through, gives, takes);
    return Value();
  }
  if (is_one_of(name, {"sem_post", "sem_wait", "sem_trywait", "sem_timedwait",
                       "pthread_barrier_wait", "pthread_cond_signal", "pthread_cond_broadcast"})) {
    if (contains(name, "cond")) return Value();
    const std::optional<Place> through =
        is_place(call.argument(0)) ? std::optional(call.argument(0).place) : std::nullopt;
    const bool is_barrier = contains(name, "barrier");
    hand_over(through, is_barrier || name == "sem_post", name != "sem_post");
    return Value();
  }
  return std::nullopt;
}

// -- callables ------------------------------------------------------------------------------------

std::optional<Value> Execution::callable_call(const Call& call) {
  const std::string_view name = call.callee.name;
  const auto object = call.object();
  if (is_callable_class(call.scope)) {
    if (!object) return Value();
    const bool is_assigned = call.method == "operator=";
    if (call.callee.is_constructor || is_assigned) {
      if (is_assigned) record(*object, true, call.at);
      if (call.count() == 0) return Value();
      const Value from = decay(call.argument(0), call.parameter(0).passing);
      state_.memory.forget(*object);
      if (from.is(Value::Kind::Object))
        state_.memory.copy(from.place, *object);
      else if (from.is(Value::Kind::Function))
        state_.memory.put(object->self(), from);
      return is_assigned ? Value::pointer(*object) : Value();
    }
    if (call.method == "operator()") {
      record(object->self(), false, call.at);
      std::vector<Value> given;
      for (std::size_t i = 0; i < call.count(); ++i) {
        Value each = call.argument(i);
        each.is_wrapped_reference = each.is(Value::Kind::Pointer);
        given.push_back(each);
      }
      run_callable(Value::object(*object), given, call.at);
      if (call.scope == "std::packaged_task") hand_over(std::nullopt, true, false);
      return Value();
    }
    return Value();
  }
  if (call.callee.is_method) return std::nullopt;
  if (name == "std::bind" || name == "std::bind_front") {
    const Place bound{new_nameless(), {}};
    frames_.back().scopes.back().objects.push_back(bound.object);
    const std::vector<Value> given = decayed(call, 0);
    for (std::size_t i = 0; i < given.size(); ++i) {
      const Place part = bound.with({Step::Kind::Element, static_cast<long long>(i)});
      if (given[i].is(Value::Kind::Object))
        state_.memory.copy(given[i].place, part);
      else
        state_.memory.put(part, given[i]);
    }
    Value self;
    self.kind = Value::Kind::Bound;
    self.number = static_cast<long long>(given.size()) - 1;
    state_.memory.put(bound.self(), self);
    return Value::object(bound);
  }
  if (name == "std::invoke") {
    std::vector<Value> given;
    for (std::size_t i = 1; i < call.count(); ++i) {
      Value each = call.argument(i);
      each.is_wrapped_reference = each.is(Value::Kind::Pointer);
      given.push_back(each);
    }
    run_callable(decay(call.argument(0), call.parameter(0).passing), given, call.at);
    return Value();
  }
  if (name == "std::mem_fn") return call.argument(0);
  return std::nullopt;
}

// -- what leads to objects ------------------------------------------------------------------------

std::optional<Value> Execution::pointer_call(const Call& call) {
  const std::string_view name = call.callee.name;
  const auto object = call.object();
  const auto kept = [&](const Place& place) {
    if (const Value* direct = state_.memory.find(place); direct != nullptr && is_place(*direct))
      return *direct;
    if (const Value* self = state_.memory.find(place.self())) return *self;
    return Value::pointer(place.with({Step::Kind::Target, 0}));
  };
  const auto wrapped = [&](const Place& place, bool is_reference) {
    Value value = Value::pointer(place);
    value.is_wrapped_reference = is_reference;
    return value;
  };
  if (!call.callee.is_method) {
    if ((name == "std::ref" || name == "std::cref" || name == "boost::ref") &&
        is_place(call.argument(0))) {
      const Value inner = decay(call.argument(0), Passing::Reference);
      return inner.is_wrapped_reference ? inner : wrapped(call.argument(0).place, true);
    }
    if (is_one_of(name, {"std::addressof", "std::__addressof", "std::move", "std::forward",
                         "std::as_const", "std::launder", "std::move_if_noexcept"}))
      return call.argument(0);
    if (is_one_of(name, {"std::make_shared", "std::make_unique", "std::allocate_shared",
                         "std::make_shared_for_overwrite", "std::make_unique_for_overwrite"})) {
      for (std::size_t i = 0; i < call.count(); ++i)
        if (call.parameter(i).passing != Passing::Value && is_place(call.argument(i)))
          record(call.argument(i).place, false, call.at);
      const Place made{new_nameless(), {}};
      const Place handle{new_nameless(), {}};
      frames_.back().scopes.back().objects.push_back(handle.object);
      put(handle.self(), Value::pointer(made));
      if (is_thread_class(call.callee.element) && call.count() > 0) {
        const std::vector<Value> given = decayed(call, 0);
        Value threads;
        threads.kind = Value::Kind::Threads;
        threads.threads = {start(given[0], std::vector<Value>(given.begin() + 1, given.end()),
                                 call.at, call.callee.element == "std::jthread")};
        put(made.self(), threads);
      }
      return Value::object(handle);
    }
    return std::nullopt;
  }
  const bool is_pointer = is_pointer_class(call.scope);
  const bool is_iterator =
      is_iterator_class(call.scope) &&
      (begins_with(call.scope, "std::") || begins_with(call.scope, "__gnu_cxx::"));
  if (!is_pointer && !is_iterator) return std::nullopt;
  if (!object) return Value();
  const std::string_view method = call.method;
  if (call.callee.is_constructor || method == "operator=" || method == "reset") {
    if (!call.callee.is_constructor) record(*object, true, call.at);
    Value target;
    if (call.count() > 0) {
      const Value& from = call.argument(0);
      const bool is_same_kind = call.parameter(0).passing != Passing::Value &&
                                !call.parameter(0).class_name.empty() &&
                                last_name(call.scope) != "reference_wrapper";
      if (is_same_kind && is_place(from)) {
        record(from.place.self(), false, call.at);
        target = kept(from.place);
      } else if (is_place(from)) {
        target = Value::pointer(from.place);
      }
    }
    put(object->self(), target);
    return method == "operator=" ? Value::pointer(*object) : Value();
  }
  record(object->self(), method == "release" || method == "swap", call.at);
  if (method == "operator*" || method == "operator->" || method == "get" || method == "_M_get" ||
      method == "release" || (last_name(call.scope) == "reference_wrapper")) {
    Value target = kept(*object);
    target.is_wrapped_reference = false;
    target.is_begin = false;
    if (method == "operator()") {
      run_callable(target, {}, call.at);
      return Value();
    }
    return target;
  }
  if (method == "operator[]") {
    const Value target = kept(*object);
    return is_place(target) ? Value::pointer(element_of(target.place, call.argument(0))) : Value();
  }
  if (method == "lock") {
    const Place handle{new_nameless(), {}};
    frames_.back().scopes.back().objects.push_back(handle.object);
    put(handle.self(), kept(*object));
    return Value::object(handle);
  }
  if (is_iterator && is_one_of(method, {"operator++", "operator--", "operator+=", "operator-="})) {
    Value target = kept(*object);
    record(*object, true, call.at);
    if (is_place(target)) put(*object, Value::pointer(element_of(target.place, Value())));
    return Value::pointer(*object);
  }
  if (is_iterator && is_one_of(method, {"operator+", "operator-"})) {
    const Value target = kept(*object);
    return is_place(target) ? Value::pointer(element_of(target.place, Value())) : Value();
  }
  return Value();
}

std::optional<Value> Execution::container_call(const Call& call) {
  if (!call.callee.is_method || !is_container_class(call.scope)) {
    if (call.callee.name == "std::get" && is_place(call.argument(0)))
      return Value::pointer(call.argument(0).place.some());
    return std::nullopt;
  }
  auto object = call.object();
  if (!object) return Value();
  const std::string_view method = call.method;
  const bool is_view = is_view_class(call.scope);
  if (call.callee.is_constructor) {
    if (call.count() > 0 && call.parameter(0).passing != Passing::Value &&
        is_place(call.argument(0))) {
      const Place from = call.argument(0).place;
      const bool is_moved = call.parameter(0).passing == Passing::RvalueReference;
      record(is_view ? from.self() : from, is_moved, call.at);
      if (is_view) {
        const Value* self = state_.memory.find(from.self());
        put(object->self(), self != nullptr && is_place(*self) ? Value::pointer(self->place)
                                                               : Value::pointer(from));
      } else if (!call.parameter(0).class_name.empty() &&
                 is_container_class(call.parameter(0).class_name)) {
        state_.memory.copy(from, *object);
        if (is_moved) state_.memory.forget(from);
      }
    } else if (is_view && is_place(call.argument(0))) {
      put(object->self(), Value::pointer(element_of(call.argument(0).place, Value())));
    }
    return Value();
  }
  const bool makes_element = is_map(call.scope) && method == "operator[]";
  const bool only_adds =
      is_made_of_nodes(call.scope) &&
      (makes_element || begins_with(method, "push") || begins_with(method, "emplace") ||
       begins_with(method, "try_emplace") || begins_with(method, "insert"));
  if ((only_looks(method) && !makes_element) || call.callee.is_const) {
    record(object->self(), false, call.at);
  } else if (only_adds) {
    record(object->self(), true, call.at);
  } else {
    record(*object, true, call.at);
  }
  if (is_view) {
    const Value* target = state_.memory.find(object->self());
    if (target == nullptr || !is_place(*target)) return Value();
    object = target->place;
    if (is_one_of(method, {"first", "last", "subspan", "substr"})) {
      const Place part{new_nameless(), {}};
      frames_.back().scopes.back().objects.push_back(part.object);
      put(part.self(), Value::pointer(element_of(*object, Value())));
      return Value::object(part);
    }
  }
  if (is_one_of(method, {"emplace_back", "emplace", "emplace_front"}) &&
      is_thread_class(call.callee.element) &&
      !(call.count() == 1 && is_thread_class(call.parameter(0).class_name))) {
    if (call.count() == 0) return Value::pointer(object->some());
    const std::vector<Value> given = decayed(call, 0);
    Value threads;
    threads.kind = Value::Kind::Threads;
    threads.threads = {start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at,
                             call.callee.element == "std::jthread")};
    put(object->some().self(), threads);
    return Value::pointer(object->some());
  }
  if (is_one_of(method, {"push_back", "emplace_back", "push_front", "emplace_front", "push",
                         "emplace", "insert"})) {
    for (std::size_t i = 0; i < call.count(); ++i) {
      const Value& argument = call.argument(i);
      if (!is_place(argument)) continue;
      if (call.parameter(i).passing != Passing::Value)
        record(argument.place, call.parameter(i).passing == Passing::RvalueReference, call.at);
      const Place from = argument.place;
      put(object->some(), decay(argument, call.parameter(i).passing));
      if (call.parameter(i).passing == Passing::RvalueReference) state_.memory.forget(from);
    }
    return Value::pointer(object->some());
  }
  if (is_one_of(method, {"clear", "pop_back", "erase", "resize", "pop", "pop_front",
                         "operator=", "assign", "swap", "reset"})) {
    for (const int each : threads_in(*object))
      if (trace_.threads[static_cast<std::size_t>(each)].joins_itself)
        join_thread(each, call.at);
      else
        lose_thread(each);
    if (is_one_of(method, {"operator=", "assign", "swap"}) && is_place(call.argument(0))) {
      const Passing passing = call.parameter(0).passing;
      const Place from = call.argument(0).place;
      if (passing != Passing::Value && !call.parameter(0).class_name.empty()) {
        record(from, passing != Passing::ConstReference, call.at);
        state_.memory.copy(from, *object);
        if (passing == Passing::RvalueReference) state_.memory.forget(from);
      }
    }
    return Value::pointer(*object);
  }
  const auto part = [&](const Value& index) {
    if (is_view) return Value::pointer(element_of(*object, index));
    return Value::pointer(index.is(Value::Kind::Number)
                              ? object->with({Step::Kind::Element, index.number})
                              : object->some());
  };
  if (is_one_of(method, {"begin", "cbegin", "rbegin", "crbegin", "end", "cend", "rend", "crend"})) {
    const bool is_begin = begins_with(method, "begin") || begins_with(method, "cbegin");
    Value iterator = part(is_begin ? Value::of_number(0) : Value());
    iterator.is_begin = is_begin;
    iterator.is_end = !is_begin;
    return iterator;
  }
  if (is_one_of(method, {"at", "operator[]"}))
    return part(decay(call.argument(0), call.parameter(0).passing));
  if (is_one_of(method, {"front", "value", "operator*", "operator->", "_M_get"}))
    return part(Value::of_number(0));
  if (is_one_of(method, {"back", "top", "data", "find", "lower_bound", "upper_bound"}))
    return part(Value());
  return Value();
}

// An algorithm that is given a container from its begin() to its end() comes to all of its
// elements.
void Execution::go_over_ranges(const Call& call) {
  if (call.callee.is_method || !begins_with(call.callee.name, "std::")) return;
  const std::string_view name = last_name(call.callee.name);
  const bool writes =
      is_one_of(name, {"sort", "stable_sort", "fill", "iota", "reverse", "generate", "replace",
                       "replace_if", "shuffle", "rotate", "partition", "nth_element", "unique",
                       "remove", "remove_if", "partial_sort", "swap_ranges"});
  for (std::size_t i = 0; i + 1 < call.count(); ++i) {
    const Value& begin = call.argument(i);
    const Value& end = call.argument(i + 1);
    if (!begin.is_begin || !end.is_end || begin.place.steps.empty() || end.place.steps.empty())
      continue;
    Place whole = begin.place;
    Place other = end.place;
    whole.steps.pop_back();
    other.steps.pop_back();
    if (whole == other) record(whole.with({Step::Kind::Each, 0}), writes && i == 0, call.at);
  }
}

Value Execution::other_call(const Call& call) {
  const std::string_view name = call.callee.name;
  std::size_t first = 0;
  const std::string_view plain = begins_with(name, "std::") ? name.substr(5) : name;
  const bool fills = is_one_of(plain, {"memset", "memcpy", "memmove", "strcpy", "strncpy", "strcat",
                                       "strncat", "sprintf", "snprintf", "fgets", "gets", "fread"});
  const bool scans =
      is_one_of(plain, {"strlen", "puts", "fputs", "memcmp", "strcmp", "strncmp", "memcpy",
                        "memmove", "strcpy", "strncpy", "strcat", "strncat"});
  if (is_one_of(plain, {"operator delete", "operator delete[]", "free"})) {
    if (call.argument(0).is(Value::Kind::Pointer)) record(call.argument(0).place, true, call.at);
    return Value();
  }
  if (fills || scans) {
    for (std::size_t i = 0; i < call.count(); ++i)
      if (call.argument(i).is(Value::Kind::Pointer))
        record(call.argument(i).place, fills && i == 0, call.at);
    return Value();
  }
  if (is_one_of(plain, {"get_id", "this_thread::get_id", "pthread_self", "gettid"}))
    return Value::unknown(true);
  // Another thread, or another process, may wait for these.
  if (is_one_of(plain, {"read",   "write",   "send",   "recv",    "sendto",     "recvfrom",
                        "poll",   "ppoll",   "select", "accept",  "connect",    "epoll_wait",
                        "pause",  "sigwait", "raise",  "kill",    "waitpid",    "syscall",
                        "msgsnd", "msgrcv",  "wait",   "mq_send", "mq_receive", "pthread_kill"}))
    hand_over(std::nullopt, true, true);
  if (is_stream_class(call.scope)) {
    stream_call(call);
    return Value();
  }
  bool is_own = false;
  if (call.callee.is_method) {
    if (const auto object = call.object(); object && !call.callee.is_constructor) {
      const bool looks = call.callee.is_const || only_looks(call.method);
      record(looks ? object->self() : *object, !looks, call.at);
      is_own = read_quietly(*object, false).is_own;
    }
  } else if (is_one_of(name, {"std::swap", "std::iter_swap", "std::exchange", "std::getline",
                              "std::ranges::swap"})) {
    const std::size_t writes = ends_with(name, "swap") ? 2 : 1;
    const std::size_t begin = name == "std::getline" ? 1 : 0;
    for (std::size_t i = begin; i < begin + writes; ++i) {
      if (!is_place(call.argument(i))) continue;
      record(call.argument(i).place, true, call.at);
      lose_threads_in(call.argument(i).place);
      state_.memory.put(call.argument(i).place, Value());
    }
    return Value();
  }
  go_over_ranges(call);
  // Its functions are called with what its other arguments lead to.
  std::optional<Value> elements;
  bool runs_function = false;
  for (std::size_t i = first; i < call.count(); ++i) {
    const Value& argument = call.argument(i);
    const Passing passing = call.parameter(i).passing;
    const Value given = decay(argument, passing);
    is_own |= given.is_own;
    const Value* self = is_place(given) ? state_.memory.find(given.place.self()) : nullptr;
    const bool is_function =
        given.is(Value::Kind::Function) || (self != nullptr && self->is(Value::Kind::Function));
    if (is_function) {
      if (call.callee.is_method) continue;
      std::vector<Value> passed;
      if (elements) passed.push_back(*elements);
      run_callable(given, passed, call.at);
      runs_function = true;
    } else if (is_place(argument)) {
      if (passing != Passing::Value && !is_stream_class(call.parameter(i).class_name))
        record(argument.place, false, call.at);
      // Where it leads to may be another place now, as behind std::advance().
      if (passing == Passing::Reference && given.is(Value::Kind::Pointer))
        state_.memory.put(argument.place, Value());
      if (elements) continue;
      elements = passing == Passing::Value ? Value::pointer(element_of(argument.place, Value()))
                                           : Value::pointer(argument.place.some());
      elements->is_wrapped_reference = true;  // whatever the parameter is, it refers to them
    }
  }
  // What was given for them may be a function all the same, and join them.
  if (elements && !runs_function && !call.callee.is_method) lose_threads_in(elements->place);
  return Value::unknown(is_own);
}

// The standard streams may be used by all threads, and a stream that is passed may be one of them.
void Execution::stream_call(const Call& call) {
  const auto object = call.object();
  if (object && !call.callee.is_constructor && is_own_stream(*object))
    record(*object, !call.callee.is_const, call.at);
  for (std::size_t i = 0; i < call.count(); ++i)
    if (call.parameter(i).passing != Passing::Value && is_place(call.argument(i)))
      record(call.argument(i).place, false, call.at);
}

bool Execution::is_own_stream(const Place& place) const {
  const int type = type_of(place);
  if (type < 0) return false;
  const std::string_view name = form_.classes[static_cast<std::size_t>(type)].name;
  return contains(name, "fstream") || contains(name, "stringstream");
}

}  // namespace norace::plugin
