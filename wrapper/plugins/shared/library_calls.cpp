// What the standard library's calls do, and POSIX's: each kind of calls has a file of its own. A
// call that none of them knows reads what it is given as const, and writes an object whose method
// it is.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

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
  if (auto value = pool_call(call)) return value;
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

// References that are handed on as such.
std::vector<Value> Execution::forwarded(const Call& call, std::size_t from) {
  std::vector<Value> values;
  for (std::size_t i = from; i < call.count(); ++i) {
    Value each = call.argument(i);
    each.is_wrapped_reference = each.is(Value::Kind::Pointer);
    values.push_back(std::move(each));
  }
  return values;
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
  if (call.scope == "std::ranges" && is_place(call.argument(0)) && !call.argument(0).is_begin)
    record(call.argument(0).place.with({Step::Kind::Each, 0}), writes, call.at);
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
  const bool is_shift = is_one_of(name, {"std::operator<<", "std::operator>>"});
  if (is_shift && is_place(call.argument(0)) && is_own_stream(call.argument(0).place)) {
    record(call.argument(0).place, true, call.at);
    return call.argument(0);
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
      const std::size_t threads = trace_.threads.size();
      run_callable(given, passed, call.at);
      // As a loop has two turns, so that what it starts meets itself.
      if (elements && trace_.threads.size() > threads && state_.is_there)
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
