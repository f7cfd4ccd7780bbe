// Functions that are entered, and calls of those that cannot be.
#include <algorithm>
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

namespace {

constexpr std::size_t kDeepest = 16;

}  // namespace

bool Execution::can_enter(int function) const {
  return function >= 0 && at(form_.functions, function).body != nullptr && is_new_here(function);
}

bool Execution::is_new_here(int function) const {
  return entered_.size() < kDeepest &&
         std::find(entered_.begin(), entered_.end(), function) == entered_.end();
}

// Who calls it makes it and no more: an executor starts it.
bool Execution::is_lazy_coroutine(int function) const {
  return function >= 0 && at(form_.functions, function).coroutine != nullptr &&
         is_awaitable_class(at(form_.functions, function).result);
}

Value Execution::call(const Node& node, bool is_wanted) {
  const Callee& callee = at(form_.callees, node.callee);
  std::vector<Value> arguments;
  arguments.reserve(node.parts.size());
  for (const Node* each : node.parts) arguments.push_back(evaluate(each));
  if (!state_.is_there || gave_up_) return {};
  const std::optional<ThreadSink>& sink = at(sinks_, node.callee);
  const bool is_entered = !callee.is_virtual && !callee.is_system && can_enter(callee.function);
  if (!callee.is_virtual && is_lazy_coroutine(callee.function))
    return coroutine(callee.function, arguments);
  if (is_entered && !sink) return enter(callee.function, arguments);
  const std::string_view name = callee.name;
  // "std::atomic::operator std::shared_ptr<int>" ends with a type.
  const std::size_t conversion = name.find("::operator ");
  const std::size_t colons = conversion != std::string_view::npos ? conversion : name.rfind("::");
  const Call call{callee,
                  colons == std::string_view::npos ? std::string_view() : name.substr(0, colons),
                  colons == std::string_view::npos ? name : name.substr(colons + 2),
                  arguments,
                  node.place,
                  is_wanted};
  if (sink)
    if (const auto value = sink_call(call, *sink)) return *value;
  if (const std::string algorithm = ranges_algorithm(name); !algorithm.empty()) {
    Callee plain = callee;
    plain.name = algorithm;
    plain.is_method = false;
    arguments.erase(arguments.begin());
    return other_call(
        {plain, "std::ranges", last_name(plain.name), arguments, node.place, is_wanted});
  }
  if (is_entered) return enter(callee.function, arguments);
  if (const auto value = library_call(call)) return *value;
  if (name.rfind("norace::", 0) == 0) return {};
  const bool looks =
      callee.is_const && (only_looks(call.method) || contains(call.method, "operator"));
  if (callee.is_system && (looks || !is_foreign(name))) return other_call(call);
  call_unknown(&callee, arguments);
  return {};
}

Value Execution::invoke(const Node& node) {
  const Value function = evaluate(node.parts[0]);
  std::vector<Value> arguments;
  for (std::size_t i = 1; i < node.parts.size(); ++i) arguments.push_back(evaluate(node.parts[i]));
  if (function.is(Value::Kind::Function) && can_enter(static_cast<int>(function.number)))
    return enter(static_cast<int>(function.number), arguments);
  call_unknown(nullptr, arguments);
  return {};
}

void Execution::pass(int parameter, const Value& argument) {
  const Place place{new_object(parameter), {}};
  const FormVariable& variable = at(form_.variables, parameter);
  const bool is_object = variable.type >= 0 && !variable.is_reference && variable.name != "this";
  // GCC passes a class's object by its pointer.
  const bool is_passed_by_pointer = is_object && argument.is(Value::Kind::Pointer);
  put(place, is_passed_by_pointer ? Value::object(argument.place) : argument);
  frames_.back().scopes.back().objects.push_back(place.object);
}

Value Execution::enter(int function, const std::vector<Value>& arguments) {
  const FormFunction& entered = at(form_.functions, function);
  Frame frame{};
  frame.returned = nowhere();
  frames_.push_back(std::move(frame));
  frames_.back().scopes.push_back({});
  entered_.push_back(function);
  for (std::size_t i = 0; i < entered.parameters.size(); ++i)
    pass(entered.parameters[i], i < arguments.size() ? arguments[i] : Value());
  frames_.back().is_new_coroutine = entered.coroutine != nullptr;
  evaluate(entered.body != nullptr ? entered.body : entered.coroutine, false);
  if (state_.is_there) jump(frames_.back().returned, 0);
  entered_.pop_back();
  Frame left = std::move(frames_.back());
  frames_.pop_back();
  state_ = std::move(left.returned);
  return left.value ? *left.value : Value();
}

// It may do anything to what it can reach, and wait for anybody.
void Execution::call_unknown(const Callee* callee, const std::vector<Value>& arguments) {
  hand_over(std::nullopt, true, true);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!is_place(arguments[i])) continue;
    lose_threads_in(arguments[i].place);
    const bool is_object = callee != nullptr && callee->is_method && i == 0;
    const bool is_const = is_object && callee->is_const;
    if (!is_const) state_.memory.forget(arguments[i].place);
  }
}

}  // namespace norace::plugin
