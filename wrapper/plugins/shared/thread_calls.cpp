// Calls that start threads, and that wait for their end.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

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
    end_threads(threads_in(*object), call.at);
  };
  if (call.callee.is_constructor) {
    if (call.count() == 0) {
      if (object) put(object->self(), Value::handle({}));
      return Value();
    }
    const std::string& first = call.parameter(0).class_name;
    if (is_thread_class(first) || is_future_class(first)) {
      take(call.argument(0));
      return Value();
    }
    if (!is_thread) return Value();
    const std::vector<Value> given = decayed(call, 0);
    const int thread =
        start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at,
              {.joins_itself = ends_itself, .has_result = first == "std::packaged_task"});
    if (object) {
      const Value handle = Value::handle({thread});
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
    const int thread = start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at,
                             {.joins_itself = true, .has_result = true});
    const Value threads = Value::handle({thread});
    put(handle.self(), threads);
    return Value::object(handle);
  }
  const bool is_posix = name == "pthread_create";
  if (is_posix || name == "thrd_create") {
    const Value& function = call.argument(is_posix ? 2 : 1);
    const Value& given = call.argument(is_posix ? 3 : 2);
    const int thread = start(function, {given}, call.at, {});
    const Value& handle = call.argument(0);
    if (!is_place(handle)) {
      lose_thread(thread);
      return Value::of_number(0);
    }
    record(handle.place, true, call.at);
    const Value threads = Value::handle({thread});
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
        threads.push_back(start(callable, {}, call.at, {.joins_itself = true}));
      }
    for (const int each : threads) join_thread(each, 0);
    return Value();
  }
  return std::nullopt;
}

}  // namespace norace::plugin
