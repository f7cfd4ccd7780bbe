// Containers and views, and which of their elements a call leads to.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

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
    const Value threads =
        Value::handle({start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at,
                             {.joins_itself = call.callee.element == "std::jthread"})});
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
    end_threads(threads_in(*object), call.at);
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

}  // namespace norace::plugin
