// What std's calls do to what they are given, as far as somebody's address is concerned.
#include <algorithm>

#include "borrow_lowering.hpp"
#include "library_names.hpp"

namespace norace::plugin {

namespace {

using StepKind = BorrowStep::Kind;

bool holds_addresses(std::string_view name) {
  return is_view_class(name) || is_iterator_class(name) || name == "std::reference_wrapper";
}
bool is_owner_class(std::string_view name) {
  return (is_container_class(name) && !is_view_class(name)) || name == "std::unique_ptr" ||
         name == "std::__uniq_ptr_impl" || name == "std::variant";
}
// Its elements move when it grows.
bool is_contiguous(std::string_view name) {
  return is_one_of(name, {"std::vector", "std::basic_string"});
}
bool grows_or_shrinks(std::string_view method) {
  return is_one_of(
      method, {"push_back", "emplace_back", "insert", "emplace", "resize", "reserve", "assign",
               "append", "operator+=", "shrink_to_fit", "replace", "insert_range", "append_range"});
}
bool takes_in(std::string_view method) {
  return is_one_of(method, {"push_back", "emplace_back", "push_front", "emplace_front", "insert",
                            "emplace", "push", "insert_or_assign", "try_emplace"});
}

// The first element stays the first while others come behind it.
bool has_lasting_front(std::string_view name) {
  return is_one_of(name, {"std::deque", "std::list", "std::forward_list", "std::queue"});
}
bool puts_another_in_front(std::string_view method) {
  return is_one_of(method, {"push_front", "emplace_front", "prepend_range", "insert", "emplace",
                            "splice", "insert_range", "insert_after", "merge", "sort", "reverse",
                            "swap", "unique", "remove", "remove_if", "erase", "resize"});
}

}  // namespace

std::optional<BorrowLowering::Operand> BorrowLowering::std_call(const Call& call) {
  if (is_guard_class(call.scope)) follow_lock(call);
  if (call.callee.is_constructor) return std_constructor(call);
  if (call.callee.is_method) return container_call(call);
  return free_std_call(call);
}

// Whether a guard that may be without its lock has it. What only tries may not get it.
void BorrowLowering::follow_lock(const Call& call) {
  const int guard = call.object();
  if (guard < 0) return;
  const auto takes = [&](std::string_view name) {
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
      if (call.parameter(i).class_name == name) return true;
    return false;
  };
  if (call.callee.is_constructor) {
    const bool is_copy = call.arguments.size() == 2 && call.parameter(1).class_name == call.scope;
    if (is_copy && call.arguments[1].is_there())
      emit(BorrowOp::Unlock, call.arguments[1].place, call.at);
    const bool may_go_without = is_one_of(last_name(call.scope), {"unique_lock", "shared_lock"});
    if (may_go_without && call.arguments.size() != 2 && !takes("std::adopt_lock_t"))
      emit(BorrowOp::Unlock, guard, call.at);
  } else if (call.method == "lock") {
    emit(BorrowOp::Lock, guard, call.at);
  } else if (is_one_of(call.method, {"unlock", "release", "swap", "operator="})) {
    emit(BorrowOp::Unlock, guard, call.at);
  }
}

std::optional<BorrowLowering::Operand> BorrowLowering::std_constructor(const Call& call) {
  const int target = call.object();
  if (target < 0) return Operand();
  const std::string_view own = call.scope;
  if (call.arguments.size() == 2 && call.parameter(1).class_name == own)
    return copy_or_move(call, false);
  const bool is_thread = is_thread_class(own);
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const Operand argument = call.arguments[i];
    if (!argument.is_there()) continue;
    const Parameter& parameter = call.parameter(i);
    const std::string_view theirs = parameter.class_name;
    const bool moves = parameter.passing == Passing::RvalueReference;
    if (is_thread && moves) {
      give_away(argument, parameter, call.places[i]);
    } else if (is_guard_class(own)) {
      emit(BorrowOp::Borrow, argument.place, call.at, target);
    } else if (holds_addresses(own)) {
      if (is_iterator_class(own) && is_iterator_class(theirs)) note_copy(argument.place, target);
      if (holds_addresses(theirs))
        emit(BorrowOp::Add, argument.place, call.at, target);
      else if (is_owner_class(theirs))
        emit(BorrowOp::Borrow, element_of(argument.place, call), call.at, target);
      else if (argument.is_address())
        emit(BorrowOp::Borrow, argument.place, call.at, target);
    } else if (holds_addresses(call.callee.element) && is_owner_class(theirs)) {
      emit(BorrowOp::Borrow, element_of(argument.place, call), call.at,
           graph_.places.content(target));
    } else if (moves && is_one_of(own, {"std::optional", "std::pair", "std::tuple", "std::variant",
                                        "std::function", "std::expected"})) {
      const bool is_inside = own == "std::optional" || own == "std::variant";
      move_in(argument, parameter, call.at, is_inside ? graph_.places.content(target) : target);
    } else {
      use(argument, parameter, call.at);
    }
  }
  return address(target);
}

// The element, or one of them, that a container's call is about.
int BorrowLowering::element_of(int place, const Call& call) {
  const int content = graph_.places.content(place);
  if (call.method == "front") return graph_.places.step(content, StepKind::Index, 0);
  if (is_one_of(call.method, {"operator[]", "at"}) && index_ && !is_map(call.scope))
    return graph_.places.step(content, StepKind::Index, static_cast<int>(*index_));
  if (is_one_of(call.method, {"operator*", "operator->", "get", "value"})) return content;
  return graph_.places.step(content, StepKind::Some);
}

// std's own types keep what they get; of what this library's types are afterwards it is known that
// there is nothing.
void BorrowLowering::move_in(Operand argument, const Parameter& parameter, unsigned at, int into) {
  BorrowStatement& made = emit(BorrowOp::Move, argument.place, at, into);
  made.ends_own = made.is_library = begins_with(parameter.class_name, "norace::") &&
                                    parameter.passing == Passing::RvalueReference;
}

// What goes into the container, and what is only looked at.
void BorrowLowering::take_in(const Call& call, int owner) {
  const std::string_view element = call.callee.element;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const Operand argument = call.arguments[i];
    if (!argument.is_there()) continue;
    const Parameter& parameter = call.parameter(i);
    const bool is_one = parameter.class_name == element ||
                        (holds_addresses(element) && !is_iterator_class(parameter.class_name));
    const bool is_element = takes_in(call.method) && !parameter.class_name.empty() && is_one;
    const bool is_pointer = takes_in(call.method) && parameter.class_name.empty() &&
                            parameter.passing != Passing::Value;
    const int content = graph_.places.step(graph_.places.content(owner), StepKind::Some);
    if (is_element && holds_addresses(element) && is_owner_class(parameter.class_name)) {
      const int view = temporary(call.at);
      emit(BorrowOp::Borrow, element_of(argument.place, call), call.at, view);
      emit(BorrowOp::Add, view, call.at, content);
    } else if (is_element && (parameter.passing == Passing::RvalueReference ||
                              parameter.passing == Passing::Value)) {
      move_in(argument, parameter, call.at, content);
    } else if (is_element || is_pointer) {
      emit(BorrowOp::Add, argument.place, call.at, content);
    } else {
      use(argument, parameter, call.at);
    }
  }
}

// What was made for a parameter from what the user has.
void BorrowLowering::note_copy(int from, int to) {
  if (graph_.variables[static_cast<std::size_t>(graph_.places.variable(to))].name.empty())
    copied_from_[to] = from;
}

// The one element that the call takes away.
void BorrowLowering::remove_element(const Call& call, int owner) {
  if (call.method == "erase" && call.arguments.size() == 2 && call.arguments[1].is_there() &&
      is_iterator_class(call.parameter(1).class_name)) {
    int iterator = call.arguments[1].place;
    for (auto found = copied_from_.find(iterator); found != copied_from_.end();
         found = copied_from_.find(iterator))
      iterator = found->second;
    emit(BorrowOp::Erase, iterator, call.at, owner);
  } else if (has_lasting_front(call.scope)) {
    if (puts_another_in_front(call.method))
      new_fronts_.insert(known(owner));
    else if (is_one_of(call.method, {"pop", "pop_front"}) && new_fronts_.count(known(owner)) == 0)
      emit(BorrowOp::Remove, graph_.places.step(graph_.places.content(owner), StepKind::Index, 0),
           call.at);
  }
}

// What becomes of what it owns. Is nothing left to be said of the call?
bool BorrowLowering::change_container(const Call& call, int owner) {
  const std::string_view own = call.scope;
  const bool is_emplaced = call.method == "emplace" && own == "std::optional";
  if (is_one_of(call.method, {"reset", "clear"}) || is_emplaced) {
    emit(BorrowOp::Assign, owner, call.at).is_argument = true;
  } else if (own == "std::unique_ptr" && call.method == "release") {
    emit(BorrowOp::Move, owner, call.at, new_variable("", call.at, false));
    return true;
  } else if (grows_or_shrinks(call.method) && is_contiguous(own)) {
    const int known_owner = known(owner);
    const bool is_reserved =
        std::find(reserved_.begin(), reserved_.end(), known_owner) != reserved_.end();
    const bool may_move =
        !is_reserved || is_one_of(call.method, {"assign", "reserve", "shrink_to_fit"});
    emit(may_move ? BorrowOp::Change : BorrowOp::Write, owner, call.at).is_argument = true;
    if (call.method == "reserve") reserved_.push_back(known_owner);
  } else {
    const bool looks = call.callee.is_const || only_looks(call.method);
    BorrowStatement& made = emit(looks ? BorrowOp::Read : BorrowOp::Write, owner, call.at);
    made.is_argument = true;
    made.only_asks = is_one_of(call.method, {"size", "empty", "length", "capacity"});
    if (!call.callee.is_const) made.kind = BorrowKind::Exclusive;
  }
  return false;
}

std::optional<BorrowLowering::Operand> BorrowLowering::container_call(const Call& call) {
  const int owner = call.object();
  if (owner < 0) return Operand();
  const std::string_view own = call.scope;
  const bool is_view = holds_addresses(own);
  const bool is_owner = is_owner_class(own);
  if (call.method == "operator=") {
    if (call.arguments.size() == 2 && call.parameter(1).class_name == own)
      return copy_or_move(call, false);
    emit(is_owner ? BorrowOp::Assign : BorrowOp::Write, owner, call.at);
    const bool has_source = call.arguments.size() == 2 && call.arguments[1].is_there();
    if (has_source && holds_addresses(call.callee.element) &&
        is_owner_class(call.parameter(1).class_name))
      emit(BorrowOp::Borrow, element_of(call.arguments[1].place, call), call.at,
           graph_.places.content(owner));
    else if (has_source && is_one_of(own, {"std::function", "std::optional", "std::any"}))
      emit(BorrowOp::Copy, call.arguments[1].place, call.at,
           own == "std::optional" ? graph_.places.content(owner) : owner);
    else
      emit(BorrowOp::Forget, owner, call.at, owner);
    return address(owner);
  }
  if (is_view) {
    emit(BorrowOp::Fetch, owner, call.at);
    if (is_one_of(call.method, {"operator++", "operator--", "operator+=", "operator-="}) &&
        call.callee.returns_address)
      return address(owner);
    if (call.callee.returns_address) return address(graph_.places.target(owner));
    if (!holds_addresses(call.callee.result)) return Operand();
    const int made = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(made);
    emit(BorrowOp::Declare, made, call.at);
    emit(BorrowOp::Copy, owner, call.at, made);
    return object(made);
  }
  if (!is_owner) {
    if (is_thread_class(own) || is_future_class(own)) return Operand();
    emit(call.callee.is_const ? BorrowOp::Read : BorrowOp::Write, owner, call.at).is_argument =
        true;
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
      use(call.arguments[i], call.parameter(i), call.at);
    return Operand();
  }
  if (is_one_of(call.method, {"operator bool", "has_value"})) emit(BorrowOp::Doubt, owner, call.at);
  take_in(call, owner);
  if (change_container(call, owner)) return Operand();
  remove_element(call, owner);
  if (call.callee.returns_address && call.method != "operator=") {
    if (is_one_of(call.method, {"append", "operator+=", "assign"})) return address(owner);
    return address(element_of(owner, call));
  }
  if (!holds_addresses(call.callee.result)) return Operand();
  const int made = temporary(call.at);
  frames_.back().scopes.back().variables.push_back(made);
  emit(BorrowOp::Declare, made, call.at);
  emit(BorrowOp::Borrow, graph_.places.step(graph_.places.content(owner), StepKind::Some), call.at,
       made);
  return object(made);
}

std::optional<BorrowLowering::Operand> BorrowLowering::free_std_call(const Call& call) {
  const std::string_view name = call.method;
  const auto is_there = [&](std::size_t i) {
    return i < call.arguments.size() && call.arguments[i].is_there();
  };
  if (is_one_of(name, {"move", "forward", "as_const", "addressof", "__addressof", "get", "get_if",
                       "move_if_noexcept"}) &&
      is_there(0))
    return call.parameter(0).class_name == "std::variant"
               ? address(graph_.places.content(call.arguments[0].place))
               : call.arguments[0];
  if (is_one_of(name, {"min", "max", "clamp"}) && call.callee.returns_address) {
    const int made = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(made);
    emit(BorrowOp::Declare, made, call.at);
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
      if (!is_there(i)) continue;
      const int one = temporary(call.at);
      emit(BorrowOp::Borrow, call.arguments[i].place, call.at, one);
      emit(BorrowOp::Add, one, call.at, made);
    }
    return address(graph_.places.target(made));
  }
  if (is_one_of(name, {"ref", "cref"}) && is_there(0)) {
    const int made = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(made);
    emit(BorrowOp::Declare, made, call.at);
    emit(BorrowOp::Borrow, call.arguments[0].place, call.at, made);
    return object(made);
  }
  if (name == "exchange" && is_there(0)) {
    const int made = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(made);
    emit(BorrowOp::Declare, made, call.at);
    emit(BorrowOp::Move, call.arguments[0].place, call.at, made);
    if (is_there(1))
      emit(BorrowOp::Copy, call.arguments[1].place, call.at, call.arguments[0].place);
    else
      emit(BorrowOp::Forget, call.arguments[0].place, call.at, call.arguments[0].place);
    return object(made);
  }
  if (name == "swap" && is_there(0) && is_there(1)) {
    const int one = call.arguments[0].place;
    const int other = call.arguments[1].place;
    const int kept = temporary(call.at);
    emit(BorrowOp::Move, one, call.at, kept).is_argument = true;
    emit(BorrowOp::Move, other, call.at, one).is_argument = true;
    emit(BorrowOp::Move, kept, call.at, other).is_argument = true;
    return Operand();
  }
  if (is_one_of(call.callee.name, {"std::async", "std::make_shared", "std::make_unique",
                                   "std::make_pair", "std::make_tuple"})) {
    const bool is_thread = call.callee.name == "std::async";
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
      if (!is_there(i)) continue;
      if (is_thread && call.parameter(i).passing == Passing::RvalueReference)
        give_away(call.arguments[i], call.parameter(i), call.places[i]);
      else
        use(call.arguments[i], call.parameter(i), call.at);
    }
    return Operand();
  }
  if (name == "getline" && is_there(0) && is_there(1)) {
    use(call.arguments[0], call.parameter(0), call.at);
    emit(BorrowOp::Assign, call.arguments[1].place, call.at).is_argument = true;
    return Operand();
  }
  for (std::size_t i = 0; i < call.arguments.size(); ++i)
    use(call.arguments[i], call.parameter(i), call.at);
  if (is_one_of(name, {"begin", "end", "cbegin", "cend", "rbegin", "rend", "data"}) &&
      is_there(0) && call.arguments.size() == 1) {
    const std::string_view theirs = call.parameter(0).class_name;
    if (is_owner_class(theirs)) {
      const int made = temporary(call.at);
      frames_.back().scopes.back().variables.push_back(made);
      emit(BorrowOp::Declare, made, call.at);
      emit(BorrowOp::Borrow,
           graph_.places.step(graph_.places.content(call.arguments[0].place), StepKind::Some),
           call.at, made);
      if (call.callee.returns_address) return address(graph_.places.target(made));
      return object(made);
    }
  }
  if (holds_addresses(call.callee.result) && is_there(0) &&
      holds_addresses(call.parameter(0).class_name)) {
    const int made = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(made);
    emit(BorrowOp::Declare, made, call.at);
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
      if (is_there(i) && holds_addresses(call.parameter(i).class_name))
        emit(BorrowOp::Add, call.arguments[i].place, call.at, made);
    return object(made);
  }
  return Operand();
}

}  // namespace norace::plugin
