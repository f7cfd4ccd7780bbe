// Calls that hand work to threads which a library or the project itself keeps: see
// thread_sinks.hpp.
#include <algorithm>
#include <utility>

#include "execution.hpp"
#include "library_names.hpp"

namespace norace::plugin {

namespace {

constexpr std::string_view kAsio[] = {"boost::asio::", "asio::"};

bool is_asio(std::string_view name, std::string_view rest) {
  for (const std::string_view each : kAsio)
    if (begins_with(name, each) && name.substr(each.size()) == rest) return true;
  return false;
}

}  // namespace

// Of what its first argument runs it on: only a pool's own threads are known. An io_context's are
// those that call run(), which may be the caller.
std::optional<Execution::Pool> Execution::asio_pool(const Call& call) {
  const std::string_view type = call.parameter(0).class_name;
  const Value& on = call.argument(0);
  Pool pool;
  if (is_asio(type, "thread_pool")) {
    if (is_place(on)) pool.place = on.place;
  } else if (is_asio(type, "strand")) {
    // What one strand runs never runs at once, and a copy of a strand is that strand.
    const int strand = is_place(on) ? type_of(on.place) : -1;
    if (strand < 0 || !contains(at(form_.classes, strand).element, "thread_pool"))
      return std::nullopt;
    pool.is_serial = true;
  } else if (!is_asio(type, "thread_pool::basic_executor_type")) {
    return std::nullopt;
  }
  return pool;
}

bool Execution::can_be_called(const Value& value) {
  if (value.is(Value::Kind::Function)) return true;
  if (!is_place(value)) return false;
  for (const Place& each : {value.place, value.place.self()})
    if (const Value* held = state_.memory.find(each);
        held != nullptr && (held->is(Value::Kind::Function) || held->is(Value::Kind::Bound) ||
                            held->is(Value::Kind::Coroutine)))
      return true;
  const int type = type_of(value.place);
  return type >= 0 && at(form_.classes, type).call >= 0;
}

// How many arguments it is called with.
std::size_t Execution::arguments_of(const Value& callable) const {
  int function = callable.is(Value::Kind::Function) ? static_cast<int>(callable.number) : -1;
  if (is_place(callable)) {
    const int type = type_of(callable.place);
    if (type >= 0) function = at(form_.classes, type).call;
    for (const Place& each : {callable.place, callable.place.self()})
      if (const Value* held = state_.memory.find(each);
          held != nullptr && held->is(Value::Kind::Function))
        function = static_cast<int>(held->number);
  }
  if (function < 0) return 0;
  const std::vector<int>& parameters = at(form_.functions, function).parameters;
  const bool has_object =
      !parameters.empty() && at(form_.variables, parameters.front()).name == "this";
  return parameters.size() - (has_object ? 1 : 0);
}

std::optional<Value> Execution::sink_call(const Call& call, const ThreadSink& sink) {
  if (begins_with(sink.function, "tf::Executor::run")) return taskflow_call(call);
  Pool pool;
  if (call.callee.is_method) {
    if (const auto object = call.object()) pool.place = *object;
  } else if (contains(sink.function, "asio::")) {
    const auto found = asio_pool(call);
    // Inside of the pool, dispatch() calls it at once.
    const bool may_be_here = last_name(sink.function) == "dispatch" && thread_ != 0;
    if (!found || may_be_here) {
      call_unknown(&call.callee, call.arguments);
      return Value();
    }
    pool = *found;
  }
  if (pool.place && is_of_one_thread(*pool.place)) pool.is_serial = true;
  const std::vector<Value> given = decayed(call, 0);
  const Value& policy = call.argument(0);
  if (sink.function == "boost::async" && policy.is(Value::Kind::Number) && policy.number % 2 == 0)
    return Value();  // deferred
  std::vector<int> threads;
  const std::vector<Held> held = pool.is_serial ? std::vector<Held>{Held{}} : std::vector<Held>{};
  const auto run = [&](std::size_t at) {
    // What the library gives it, it gives to this thread alone.
    std::vector<Value> arguments(sink.passes_on ? 0 : arguments_of(given[at]));
    if (sink.passes_on)
      arguments.assign(given.begin() + static_cast<std::ptrdiff_t>(at) + 1, given.end());
    threads.push_back(start(given[at], arguments, call.at,
                            {.joins_itself = true,
                             .has_result = true,
                             .runs_coroutine = last_name(sink.function) == "co_spawn",
                             .held = held}));
  };
  for (int turn = 0; turn < (sink.is_concurrent ? 2 : 1); ++turn)
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (sink.argument >= 0 && static_cast<std::size_t>(sink.argument) != i) continue;
      // What is not known may do anything, also wait.
      if (can_be_called(given[i]))
        run(i);
      else if (sink.argument >= 0)
        hand_over(std::nullopt, true, true);
      if (sink.passes_on && !threads.empty()) break;
    }
  if (sink.joins) {
    for (const int each : threads) join_thread(each, 0);
    return Value();
  }
  const Value handle = Value::handle({threads.begin(), threads.end()});
  if (pool.place)
    put(pool.place->some().self(), handle);
  else
    pooled_.insert(threads.begin(), threads.end());
  if (threads.empty()) return Value();
  const Place result{new_nameless(), {}};
  put(result.self(), handle);
  return Value::object(result);
}

bool Execution::is_of_one_thread(const Place& pool) const {
  const Value* threads = state_.memory.find(pool.self());
  return threads != nullptr && threads->is(Value::Kind::Number) && threads->number == 1;
}

// tf::Taskflow keeps the tasks, and each run of it starts them. Which of them wait for others is
// not followed: where any does, none is taken to run beside another.
std::optional<Value> Execution::taskflow_call(const Call& call) {
  if (call.scope == "tf::Task" && is_one_of(call.method, {"precede", "succeed", "composed_of"})) {
    are_tasks_in_order_ = true;
    return Value();
  }
  const auto object = call.object();
  const bool is_builder = call.scope == "tf::FlowBuilder" || call.scope == "tf::Taskflow";
  if (is_builder && call.method == "linearize") are_tasks_in_order_ = true;
  if (is_builder && call.method == "emplace") {
    if (!object) return Value();
    long long next = 0;
    state_.memory.each_part(*object, [&](const Place& part, const Value&) {
      if (part.steps.size() > object->steps.size() && is_element(part.steps[object->steps.size()]))
        next = std::max(next, part.steps[object->steps.size()].number + 1);
    });
    for (const Value& each : decayed(call, 0)) {
      const Place task = object->with({Step::Kind::Element, next++});
      if (each.is(Value::Kind::Object))
        state_.memory.copy(each.place, task);
      else
        state_.memory.put(task, each);
    }
    return Value();
  }
  if (call.scope != "tf::Executor" || !begins_with(call.method, "run")) return std::nullopt;
  const Value& flow = call.argument(0);
  if (!is_place(flow) || !object) return std::nullopt;
  std::set<Place> tasks;
  state_.memory.each_part(flow.place, [&](const Place& part, const Value&) {
    const std::size_t depth = flow.place.steps.size();
    if (part.steps.size() <= depth || !is_element(part.steps[depth])) return;
    tasks.insert(
        {part.object,
         {part.steps.begin(), part.steps.begin() + static_cast<std::ptrdiff_t>(depth) + 1}});
  });
  // The runs of one flow come one after the other.
  const bool is_again = state_.memory.find(flow.place.self()) != nullptr;
  const bool is_serial = are_tasks_in_order_ || is_again || is_of_one_thread(*object);
  std::set<int> threads;
  for (const Place& each : tasks)
    threads.insert(start(Value::object(each), {}, call.at,
                         {.joins_itself = true,
                          .has_result = true,
                          .held = is_serial ? std::vector<Held>{Held{}} : std::vector<Held>{}}));
  state_.memory.put(flow.place.self(), Value::of_number(1));
  const Value handle = Value::handle(std::move(threads));
  put(object->some().self(), handle);
  const Place result{new_nameless(), {}};
  put(result.self(), handle);
  return Value::object(result);
}

// What waits for the work that was handed to a pool, and how many threads a pool has.
std::optional<Value> Execution::pool_call(const Call& call) {
  if (is_pool_class(call.scope) &&
      (call.callee.is_constructor || call.method == "setMaxThreadCount")) {
    const auto object = call.object();
    const Value threads = decay(call.argument(0), call.parameter(0).passing);
    if (object && threads.is(Value::Kind::Number)) put(object->self(), threads);
    return Value();
  }
  if (is_pool_class(call.scope) && is_one_of(call.method, {"get_executor", "executor"}))
    return Value();  // what stands for the pool, whose threads go on
  if (auto value = taskflow_call(call)) return value;
  if (!call.callee.is_method || !waits_for_its_work(call.scope, call.method)) return std::nullopt;
  if (const auto object = call.object()) {
    for (const int each : threads_in(*object)) join_thread(each, call.at);
    if (is_pool_class(call.scope)) end_threads(pooled_, call.at);
    hand_over(std::nullopt, false, true);
  } else {
    state_.live = std::make_shared<std::set<int>>();
  }
  return Value();
}

}  // namespace norace::plugin
