// Calls: functions whose bodies are here, and what is known of the others.
#include <algorithm>
#include <utility>

#include "borrow_lowering.hpp"
#include "library_names.hpp"

namespace norace::plugin {

namespace {

constexpr std::size_t kDeepest = 8;
constexpr long kMostEntered = 20000;

const Parameter no_parameter;

bool is_library(const Callee& callee) { return begins_with(callee.name, "norace::"); }

}  // namespace

const Parameter& BorrowLowering::Call::parameter(std::size_t argument) const {
  const std::size_t index = argument - first();
  return argument < first() || index >= callee.parameters.size() ? no_parameter
                                                                 : callee.parameters[index];
}

bool BorrowLowering::can_enter(int function) const {
  return function >= 0 && at(form_.functions, function).body != nullptr &&
         entered_.size() < kDeepest && entered_statements_ < kMostEntered &&
         std::find(entered_.begin(), entered_.end(), function) == entered_.end();
}

BorrowLowering::Operand BorrowLowering::call(const Node& node) {
  const Callee& callee = at(form_.callees, node.callee);
  std::vector<Operand> arguments;
  arguments.reserve(node.parts.size());
  std::vector<unsigned> places;
  places.reserve(node.parts.size());
  index_.reset();
  std::optional<long long> index;
  for (const Node* each : node.parts) {
    index_.reset();
    arguments.push_back(evaluate(each));
    places.push_back(each == nullptr || each->place == 0 ? node.place : each->place);
    if (each != nullptr && each->op == Op::Number) index = each->number;
  }
  index_ = index;
  const std::string_view name = callee.name;
  const std::size_t conversion = name.find("::operator ");
  const std::size_t colons = conversion != std::string_view::npos ? conversion : name.rfind("::");
  const Call call{callee,
                  colons == std::string_view::npos ? std::string_view() : name.substr(0, colons),
                  colons == std::string_view::npos ? name : name.substr(colons + 2),
                  std::move(arguments),
                  node.place,
                  std::move(places)};
  const bool is_ours = is_library(callee);
  if (!callee.is_virtual && !callee.is_system && !is_ours && can_enter(callee.function))
    return enter(callee.function, call.arguments, node.place, false);
  if (!callee.is_virtual && callee.function >= 0 &&
      at(form_.functions, callee.function).coroutine != nullptr)
    return make_coroutine(call);
  if (is_ours)
    if (const auto value = library_call(call)) return *value;
  if (callee.is_system)
    if (const auto value = std_call(call)) return *value;
  if (callee.is_constructor || call.method == "operator=") return copy_or_move(call, is_ours);
  const Operand result = bound_result(call);
  unknown_call(call);
  return result;
}

BorrowLowering::Operand BorrowLowering::invoke(const Node& node) {
  for (std::size_t i = 0; i < node.parts.size(); ++i) {
    const Operand part = evaluate(node.parts[i]);
    if (!part.is_there()) continue;
    emit(BorrowOp::Fetch, part.place, node.place);
    if (i > 0) emit(BorrowOp::Forget, part.place, node.place, part.place);
  }
  return {};
}

BorrowLowering::Operand BorrowLowering::enter(int function, const std::vector<Operand>& arguments,
                                              unsigned at_call, bool is_told_inside) {
  const FormFunction& entered = at(form_.functions, function);
  const std::string_view name = entered.name;
  const std::size_t colons = name.rfind("::");
  const std::string_view scope = colons == std::string_view::npos ? "" : name.substr(0, colons);
  const unsigned outer = frames_.back().called;
  Frame frame;
  frame.called = outer != 0 ? outer : is_told_inside ? 0 : at_call;
  frame.exit = new_block();
  frame.result = temporary(at_call);
  const int result = frame.result;
  frames_.back().scopes.back().variables.push_back(result);
  emit(BorrowOp::Declare, result, at_call);
  frames_.push_back(std::move(frame));
  frames_.back().scopes.emplace_back();
  entered_.push_back(function);
  for (std::size_t i = 0; i < entered.parameters.size(); ++i) {
    const int parameter = place_of(entered.parameters[i]);
    const FormVariable& variable = at(form_.variables, entered.parameters[i]);
    frames_.back().scopes.back().variables.push_back(parameter);
    emit(BorrowOp::Declare, parameter, at_call);
    given_.erase(parameter);
    if (i >= arguments.size() || !arguments[i].is_there()) continue;
    if (const int source = moved_from(arguments[i].place); source >= 0) given_[parameter] = source;
    // Who only looks at a holder uses what it holds; who may change it may do no more than that.
    const bool is_closure =
        i == 0 && variable.name == "this" && closure_function(arguments[i]) >= 0;
    const bool is_coroutine = i == 0 && variable.name == "this" && is_coroutine_class(scope);
    if (is_closure || is_coroutine || !variable.may_write)
      emit(BorrowOp::Fetch, arguments[i].place, at_call);
    const bool is_object = variable.type >= 0 && !variable.is_reference && variable.name != "this";
    if (is_object && arguments[i].is_address()) {
      emit(BorrowOp::Move, arguments[i].place, at_call, parameter);
      if (const auto found = closures_.find(arguments[i].place); found != closures_.end())
        closures_[parameter] = found->second;
    } else {
      store(parameter, arguments[i], at_call, true, true);
    }
  }
  perform(entered.body);
  jump(frames_.back().exit, 0);
  entered_.pop_back();
  const Frame left = std::move(frames_.back());
  frames_.pop_back();
  now_ = left.exit;
  if (left.returned == Operand::Kind::Address) return address(graph_.places.target(result));
  return left.returned == Operand::Kind::Object ? object(result) : Operand();
}

// The body of the closure, or function object, that the argument is.
int BorrowLowering::closure_function(Operand argument) {
  if (!argument.is_there()) return -1;
  const int place = known(argument.place);
  if (const auto found = closures_.find(place); found != closures_.end()) return found->second;
  const auto type = types_.find(place);
  return type == types_.end() || type->second < 0 ? -1 : at(form_.classes, type->second).call;
}

// A constructor or an assignment without a body here: of the same class, it copies or moves.
BorrowLowering::Operand BorrowLowering::copy_or_move(const Call& call, bool is_library_type) {
  const int target = call.object();
  if (target < 0) return {};
  const bool is_made = call.callee.is_constructor;
  const std::string_view own = call.scope;
  if (!is_made) emit(BorrowOp::Assign, target, call.at);
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const Operand source = call.arguments[i];
    if (!source.is_there()) continue;
    const Parameter& parameter = call.parameter(i);
    if (parameter.class_name != own) {
      use(source, parameter, call.at);
      if (parameter.is_bound) bind(source, call.at, target);
      continue;
    }
    const bool moves =
        parameter.passing == Passing::RvalueReference || parameter.passing == Passing::Value;
    BorrowStatement& made =
        emit(moves ? BorrowOp::Move : BorrowOp::Copy, source.place, call.at, target);
    made.ends_own = moves && is_library_type;
    made.is_library = is_library_type;
    if (moves && own == "std::unique_ptr") moved_from_[target] = {source.place, now_};
    if (is_iterator_class(own)) note_copy(source.place, target);
    if (const auto found = closures_.find(source.place); found != closures_.end())
      closures_[target] = found->second;
  }
  return address(target);
}

// The argument as the parameter has it.
void BorrowLowering::use(Operand argument, const Parameter& parameter, unsigned at) {
  if (!argument.is_there()) return;
  const auto touch = [&](BorrowOp op) {
    BorrowStatement& made = emit(op, argument.place, at);
    made.is_argument = true;
    made.is_whole = true;
  };
  switch (parameter.passing) {
    case Passing::Value:
      touch(argument.is_address() && parameter.class_name.empty() ? BorrowOp::Fetch
                                                                  : BorrowOp::Read);
      break;
    case Passing::Reference:
      touch(BorrowOp::Write);
      break;
    case Passing::ConstReference:
    case Passing::RvalueReference:
      touch(BorrowOp::Read);
      break;
  }
}

// What the call returns: into its object by address, or an object of its own.
BorrowLowering::Operand BorrowLowering::result_of(const Call& call, bool is_of_object) {
  if (is_of_object && call.callee.returns_address && call.object() >= 0)
    return address(graph_.places.content(call.object()));
  return {};
}

// Who has a coroutine may wake it, whatever the call is.
bool BorrowLowering::is_coroutine_class(std::string_view name) const {
  return !name.empty() &&
         std::any_of(form_.functions.begin(), form_.functions.end(), [&](const FormFunction& each) {
           return each.coroutine != nullptr && each.result == name;
         });
}

// What lifetimebound says of the call's result: it refers to these arguments.
BorrowLowering::Operand BorrowLowering::bound_result(const Call& call) {
  int made = -1;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const bool is_bound = i < call.first() ? call.callee.is_bound : call.parameter(i).is_bound;
    if (!is_bound || !call.arguments[i].is_there()) continue;
    if (made < 0) {
      made = temporary(call.at);
      frames_.back().scopes.back().variables.push_back(made);
      emit(BorrowOp::Declare, made, call.at);
    }
    bind(call.arguments[i], call.at, made);
  }
  if (made < 0) return {};
  return call.callee.returns_address ? address(graph_.places.target(made)) : object(made);
}

// The holder holds the argument's address, or what the argument holds, beside what it held.
void BorrowLowering::bind(Operand argument, unsigned at, int holder) {
  int source = argument.place;
  if (argument.is_address()) {
    source = temporary(at);
    emit(BorrowOp::Borrow, argument.place, at, source);
  }
  emit(BorrowOp::Add, source, at, holder);
}

// It may keep what it is given a mutable reference to, and store what it likes there.
BorrowLowering::Operand BorrowLowering::unknown_call(const Call& call) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Operand argument = call.arguments[i];
    if (!argument.is_there()) continue;
    const bool is_object = i < call.first();
    if (is_coroutine_class(is_object ? call.scope : call.parameter(i).class_name))
      emit(BorrowOp::Fetch, argument.place, call.at);
    if (argument.is_address()) new_fronts_.insert(known(argument.place));
    if (is_object) {
      emit(call.callee.is_const ? BorrowOp::Read : BorrowOp::Write, argument.place, call.at)
          .is_argument = true;
      if (!call.callee.is_const) emit(BorrowOp::Forget, argument.place, call.at, argument.place);
      continue;
    }
    const Parameter& parameter = call.parameter(i);
    use(argument, parameter, call.at);
    const bool is_ours = begins_with(parameter.class_name, "norace::");
    const bool goes = parameter.passing == Passing::RvalueReference ||
                      (parameter.passing == Passing::Value && !parameter.class_name.empty());
    if (goes && is_ours)
      give_away(argument, parameter, call.places[i]);
    else if (parameter.passing != Passing::ConstReference)
      emit(BorrowOp::Forget, argument.place, call.at, argument.place);
  }
  return {};
}

// What is moved into the call's parameters goes away with it.
void BorrowLowering::hand_over(const Call& call, std::size_t from) {
  for (std::size_t i = from; i < call.arguments.size(); ++i) {
    const Operand argument = call.arguments[i];
    if (!argument.is_there()) continue;
    const Parameter& parameter = call.parameter(i);
    // What has a name and goes by value without a constructor is copied byte by byte.
    const auto root = static_cast<std::size_t>(graph_.places.variable(argument.place));
    const bool is_by_value = parameter.passing == Passing::Value && !parameter.class_name.empty() &&
                             graph_.variables[root].name.empty();
    if (is_by_value || parameter.passing == Passing::RvalueReference)
      give_away(argument, parameter, call.places[i]);
    else
      use(argument, parameter, call.at);
  }
}

void BorrowLowering::give_away(Operand argument, const Parameter& parameter, unsigned at) {
  BorrowStatement& made = emit(BorrowOp::HandOver, argument.place, at);
  made.ends_own = true;
  made.is_library = begins_with(parameter.class_name, "norace::");
  // A function gives away what it was given: with that goes what its caller had.
  const int source = moved_from(argument.place);
  for (auto each = given_.find(source >= 0 ? source : argument.place); each != given_.end();
       each = given_.find(each->second))
    emit(BorrowOp::HandOver, each->second, at).ends_own = true;
}

// Of an object without a name that was made of a std::unique_ptr on the way here; else -1.
int BorrowLowering::moved_from(int argument) const {
  const auto found = moved_from_.find(argument);
  if (found == moved_from_.end() || found->second.second != now_) return -1;
  const auto root = static_cast<std::size_t>(graph_.places.variable(argument));
  return graph_.variables[root].name.empty() ? found->second.first : -1;
}

}  // namespace norace::plugin
