// Whatever can be called: closures, functions, std::function, std::bind; and the calls of them.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

Value Execution::run_callable(const Value& callable, const std::vector<Value>& arguments,
                              unsigned at) {
  if (callable.is(Value::Kind::Function)) return run_pointed(callable, arguments, at, true);
  if (!is_place(callable)) {
    // It may be one that waits.
    hand_over(std::nullopt, true, true);
    return {};
  }
  const Value* self = state_.memory.find(callable.place.self());
  if (const Value* direct = state_.memory.find(callable.place); direct != nullptr) self = direct;
  if (self == nullptr) {
    const int type = type_of(callable.place);
    const int operation = type < 0 ? -1 : form_.classes[static_cast<std::size_t>(type)].call;
    if (operation < 0) {
      hand_over(std::nullopt, true, true);
      return {};
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
  if (!self->is(Value::Kind::Function)) return {};
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
  return run_pointed(Value::function(function), std::move(all), at);
}

// With each argument as the parameter takes it.
Value Execution::run_pointed(Value callable, std::vector<Value> arguments, unsigned at,
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
    return {};
  }
  const bool is_coroutine = is_lazy_coroutine(index);
  if (!is_coroutine && !can_enter(index)) {
    call_unknown(nullptr, arguments);
    return {};
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
  return is_coroutine ? coroutine(index, arguments) : enter(index, arguments);
}

Value Execution::coroutine(int function, const std::vector<Value>& arguments) {
  const Place made{new_nameless(), {}};
  frames_.back().scopes.back().objects.push_back(made.object);
  Value self;
  self.kind = Value::Kind::Coroutine;
  self.number = function;
  put(made.self(), self);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    put(made.with({Step::Kind::Element, static_cast<long long>(i)}), arguments[i]);
  return Value::object(made);
}

void Execution::run_coroutine(const Value& callable, const std::vector<Value>& arguments,
                              unsigned at) {
  const auto made_by = [&](const Value& value) -> const Value* {
    const Value* self = is_place(value) ? state_.memory.find(value.place.self()) : nullptr;
    return self != nullptr && self->is(Value::Kind::Coroutine) ? self : nullptr;
  };
  Value made = callable;
  if (made_by(made) == nullptr) made = run_callable(callable, arguments, at);
  const Value* const self = made_by(made);
  if (self == nullptr || !state_.is_there) return;
  const int function = static_cast<int>(self->number);
  Thread& thread = trace_.threads[static_cast<std::size_t>(thread_)];
  if (thread.function < 0) thread.function = function;
  std::vector<Value> given;
  for (std::size_t i = 0; i < form_.functions[static_cast<std::size_t>(function)].parameters.size();
       ++i) {
    const Place place = made.place.with({Step::Kind::Element, static_cast<long long>(i)});
    const Value* value = state_.memory.find(place);
    given.push_back(value != nullptr ? *value : Value::object(place));
  }
  if (is_new_here(function)) enter(function, given);
}

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
      const std::vector<Value> given = forwarded(call, 0);
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
    const std::vector<Value> given = forwarded(call, 1);
    run_callable(decay(call.argument(0), call.parameter(0).passing), given, call.at);
    return Value();
  }
  if (name == "std::mem_fn") return call.argument(0);
  return std::nullopt;
}

}  // namespace norace::plugin
