// Calls by which one thread waits for another, or may: atomics, latches, promises.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

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
    const std::vector<Value> given = forwarded(call, 2);
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

}  // namespace norace::plugin
