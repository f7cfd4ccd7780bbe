// What the calls of Norace's own library do to what they are given.
#include <algorithm>

#include "borrow_lowering.hpp"
#include "library_names.hpp"

namespace norace::plugin {

namespace {

bool is_guard_name(std::string_view name) {
  return begins_with(name, "norace::") &&
         (ends_with(name, "Guard") || is_one_of(name, {"norace::Ref", "norace::RefMut"}));
}

}  // namespace

std::optional<BorrowLowering::Operand> BorrowLowering::library_call(const Call& call) {
  if (call.callee.is_constructor) {
    if (call.object() < 0) return Operand();
    if (call.arguments.size() == 2 && call.parameter(1).class_name == call.scope)
      return copy_or_move(call, true);
    hand_over(call, 1);
    return address(call.object());
  }
  if (call.method == "operator=" && call.arguments.size() == 2) {
    if (call.parameter(1).class_name == call.scope) return copy_or_move(call, true);
    if (call.object() >= 0) emit(BorrowOp::Assign, call.object(), call.at);
    hand_over(call, 1);
    return call.arguments[0];
  }
  if (begins_with(call.method, "await_")) return Operand();  // what co_await gives is not followed
  if (const auto value = loan_call(call)) return value;
  if (const auto value = closure_call(call)) return value;
  if (const auto value = ending_call(call)) return value;
  const int owner = call.object();
  if (owner >= 0 && is_one_of(call.method, {"joinable", "operator bool", "has_value"})) {
    emit(BorrowOp::Doubt, owner, call.at);
    return Operand();
  }
  if (owner >= 0) emit(BorrowOp::Read, owner, call.at).is_argument = true;
  if (owner >= 0 && call.callee.returns_address) {
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
      use(call.arguments[i], call.parameter(i), call.at);
    const bool is_itself = begins_with(call.method, "operator") &&
                           is_one_of(call.method, {"operator++", "operator+=", "operator-="});
    if (is_itself) return address(owner);
    // What an iterator leads to is another object each turn.
    const int content = graph_.places.content(owner);
    return address(contains(call.scope, "Iterator")
                       ? graph_.places.step(content, BorrowStep::Kind::Some)
                       : content);
  }
  // A guard, or a result with one in it.
  const std::string& made = call.callee.result;
  const bool is_tried = is_one_of(made, {"norace::TryLockResult", "std::optional"}) &&
                        begins_with(call.method, "try_") && call.arguments.size() == 1;
  if (owner >= 0 && (is_guard_name(made) || is_tried)) {
    const int guard = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(guard);
    emit(BorrowOp::Declare, guard, call.at);
    emit(BorrowOp::Borrow, owner, call.at, is_tried ? graph_.places.content(guard) : guard);
    return object(guard);
  }
  // Chunks, one after the other: each is a part of what was lent.
  const bool is_loan = contains(made, "Chunk") || contains(made, "Loan") ||
                       is_one_of(made, {"norace::Borrow", "norace::BorrowMut"});
  if (owner >= 0 && is_loan && call.arguments.size() == 1) {
    const int part = temporary(call.at);
    frames_.back().scopes.back().variables.push_back(part);
    emit(BorrowOp::Declare, part, call.at);
    emit(BorrowOp::Copy, owner, call.at, part);
    return object(part);
  }
  if (begins_with(call.method, "operator")) {
    for (std::size_t i = call.first(); i < call.arguments.size(); ++i)
      use(call.arguments[i], call.parameter(i), call.at);
    return Operand();
  }
  hand_over(call, call.first());
  return Operand();
}

// borrow(), borrow_mut(), chunks_mut() and what starts a scope's thread with them.
std::optional<BorrowLowering::Operand> BorrowLowering::loan_call(const Call& call) {
  const bool is_chunk = begins_with(call.callee.name, "norace::chunks");
  const bool is_loan = is_one_of(call.callee.name, {"norace::borrow", "norace::borrow_mut"});
  if ((is_loan || is_chunk) && !call.arguments.empty()) {
    if (!call.arguments[0].is_there()) return Operand();
    const int loan = temporary(call.at);
    const int whole = call.arguments[0].place;
    frames_.back().scopes.back().variables.push_back(loan);
    emit(BorrowOp::Declare, loan, call.at);
    BorrowStatement& made = emit(BorrowOp::Borrow, is_chunk ? graph_.places.content(whole) : whole,
                                 call.at, is_chunk ? graph_.places.content(loan) : loan);
    made.is_loan = true;
    made.is_chunk = is_chunk;
    made.kind = call.method == "borrow" || call.method == "chunks" ? BorrowKind::Shared
                                                                   : BorrowKind::Exclusive;
    return object(loan);
  }
  const int scope = scope_in(call);
  if (scope < 0 || !begins_with(call.method, "spawn")) return std::nullopt;
  const int handle = temporary(call.at);
  frames_.back().scopes.back().variables.push_back(handle);
  emit(BorrowOp::Declare, handle, call.at);
  for (std::size_t i = 0; i < call.arguments.size(); ++i)
    if (call.arguments[i].is_there() && call.arguments[i].place != scope)
      emit(BorrowOp::Lend, call.arguments[i].place, call.at, scope).thread = threads_;
  hand_over(call, call.first());
  emit(BorrowOp::Borrow, scope, call.at, handle).thread = threads_++;
  return object(handle);
}

// The scope that a thread is started in: the method's object, or an argument.
int BorrowLowering::scope_in(const Call& call) const {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (!call.arguments[i].is_address()) continue;
    const bool is_object = i < call.first() && contains(call.scope, "Scope");
    if (is_object || call.parameter(i).class_name == "norace::Scope")
      return call.arguments[i].place;
  }
  return -1;
}

// scope() and with(), which call a closure before they return.
std::optional<BorrowLowering::Operand> BorrowLowering::closure_call(const Call& call) {
  const bool is_scope = call.callee.name == "norace::scope";
  const bool is_with = call.method == "with" || begins_with(call.method, "with_");
  if ((!is_scope && !is_with) || call.arguments.empty()) return std::nullopt;
  const Operand closure = call.arguments.back();
  const int function = closure_function(closure);
  std::vector<Operand> arguments;
  std::vector<int> begun;
  const FormFunction* entered = function < 0 ? nullptr : &at(form_.functions, function);
  if (entered == nullptr || !can_enter(function)) {
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
      use(call.arguments[i], call.parameter(i), call.at);
    return Operand();
  }
  if (!entered->parameters.empty() && at(form_.variables, entered->parameters[0]).name == "this")
    arguments.push_back(address(closure.place));
  if (is_scope) {
    begun.push_back(new_variable("scope", call.at, true));
    graph_.variables.back().is_lock = true;
    emit(BorrowOp::Declare, begun.back(), call.at);
    arguments.push_back(address(begun.back()));
  } else {
    for (std::size_t i = 0; i + 1 < call.arguments.size(); ++i) {
      if (!call.arguments[i].is_there()) continue;
      const int guard = new_variable("", call.at, true);
      graph_.variables.back().is_lock = true;
      graph_.variables.back().is_guard = true;
      emit(BorrowOp::Declare, guard, call.at);
      emit(BorrowOp::Read, call.arguments[i].place, call.at).is_argument = true;
      emit(BorrowOp::Borrow, call.arguments[i].place, call.at, guard);
      begun.push_back(guard);
      arguments.push_back(address(graph_.places.content(guard)));
    }
  }
  const Operand result = enter(function, arguments, call.at, true);
  for (auto each = begun.rbegin(); each != begun.rend(); ++each) {
    if (is_scope) emit(BorrowOp::Finish, *each, call.at);
    emit(BorrowOp::End, *each, call.at);
  }
  return result;
}

// What ends a guard, a handle or an owner by hand.
std::optional<BorrowLowering::Operand> BorrowLowering::ending_call(const Call& call) {
  if (call.callee.name == "norace::drop" && call.arguments.size() == 1) {
    hand_over(call, 0);
    return Operand();
  }
  if (contains(call.scope, "Condvar") && begins_with(call.method, "wait")) {
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
      if (!call.arguments[i].is_there()) continue;
      if (is_guard_name(call.parameter(i).class_name))
        emit(BorrowOp::Release, call.arguments[i].place, call.at);
      else
        use(call.arguments[i], call.parameter(i), call.at);
    }
    return Operand();
  }
  const int ended = call.object();
  if (ended < 0 || call.arguments.size() > 1)
    return std::nullopt;  // a Pool's join(f, g) ends nothing
  if (call.method == "join") {
    emit(BorrowOp::Read, ended, call.at);
    BorrowStatement& made = emit(BorrowOp::Join, ended, call.at);
    made.ends_own = true;
    made.is_library = true;
    return Operand();
  }
  if (call.method == "into_inner") {
    BorrowStatement& made = emit(BorrowOp::HandOver, ended, call.at);
    made.ends_own = true;
    made.is_library = true;
    return Operand();
  }
  if (!is_one_of(call.method, {"unlock", "drop", "detach", "done"})) return std::nullopt;
  emit(BorrowOp::Read, ended, call.at);
  BorrowStatement& made = emit(BorrowOp::Release, ended, call.at);
  made.ends_own = true;
  made.is_library = true;
  return Operand();
}

}  // namespace norace::plugin
