// Mutexes, and the guards that hold them.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

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
    const bool is_mutex = contains(call.scope, "mutex") || contains(call.scope, "_lock") ||
                          contains(call.scope, "Mutex") || contains(call.scope, "Lock");
    if (!is_mutex) return std::nullopt;
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

// Of a guard whose mutex is not known, and which is taken to hold it wherever it may.
std::optional<Value> Execution::foreign_guard_call(const Call& call) {
  const auto object = call.object();
  if (!object) return std::nullopt;
  const Value* found = state_.memory.find(object->self());
  const bool is_locked = found != nullptr && found->is(Value::Kind::Locks) && found->is_locked;
  const bool locks = call.callee.is_constructor || contains(call.method, "lock") ||
                     contains(call.method, "acquire");
  const bool unlocks = contains(call.method, "unlock") || call.method == "release";
  if (unlocks == locks && !unlocks) return Value();
  Value guard;
  guard.kind = Value::Kind::Locks;
  guard.locks = {Held{}};
  guard.is_locked = !unlocks;
  if (guard.is_locked && !is_locked) lock(Held{});
  if (!guard.is_locked && is_locked) unlock(Held{});
  put(object->self(), guard);
  return Value();
}

std::optional<Value> Execution::guard_call(const Call& call) {
  if (call.callee.is_system && call.callee.is_method && !is_guard_class(call.scope) &&
      is_foreign_guard(call.scope))
    return foreign_guard_call(call);
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

}  // namespace norace::plugin
