// Smart pointers, reference wrappers and iterators: what they lead to.
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

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
        const Value threads = Value::handle(
            {start(given[0], std::vector<Value>(given.begin() + 1, given.end()), call.at,
                   {.joins_itself = call.callee.element == "std::jthread"})});
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
    // A deleter of one's own may join them, whenever the last owner ends.
    if (last_name(call.scope) == "shared_ptr" && call.count() > 1 && is_place(target))
      lose_threads_in(target.place);
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
  if (call.scope == "std::coroutine_handle") {
    // Who wakes a coroutine, or ends it, has it alone.
    const Value target = kept(*object);
    if (is_place(target) && is_one_of(method, {"resume", "operator()", "destroy"}))
      record(target.place, true, call.at);
    return Value();
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

}  // namespace norace::plugin
