// What each statement does to what is held, moved and lent.
#include <algorithm>
#include <map>
#include <set>

#include "borrow_checker.hpp"

namespace norace::plugin {

void BorrowChecker::step(State& state, const Statement& at) {
  switch (at.op) {
    case BorrowOp::Declare:
      forget(state, at.place);
      state.source.erase(at.place);
      state.unlocked.erase(at.place);
      give_anew(state, at.place);
      break;
    case BorrowOp::End:
      end(state, at);
      break;
    case BorrowOp::Borrow:
      borrow(state, at);
      if (at.target >= 0) give_anew(state, at.target);
      break;
    case BorrowOp::Copy:
    case BorrowOp::Add:
      if (const auto source = single(state, at.place)) ask(state, at, source->place, true);
      copy(state, at, at.op == BorrowOp::Add);
      if (at.op == BorrowOp::Copy) give_anew(state, at.target);
      break;
    case BorrowOp::Move:
      move(state, at);
      break;
    case BorrowOp::Forget:
      if (const auto target = single(state, at.target)) forget(state, target->place);
      break;
    case BorrowOp::Fetch:
      if (const auto found = single(state, at.place); found && found->by == nullptr)
        ask(state, at, found->place, false);
      break;
    case BorrowOp::Read:
    case BorrowOp::Write:
    case BorrowOp::Assign:
    case BorrowOp::Change:
      touch(state, at);
      break;
    case BorrowOp::Release:
    case BorrowOp::HandOver:
      give_up(state, at);
      break;
    case BorrowOp::Lend:
      lend(state, at);
      break;
    case BorrowOp::Join:
      join(state, at);
      break;
    case BorrowOp::Finish:
      if (const auto scope = single(state, at.place))
        std::erase_if(state.lent,
                      [&](const LentPlace& each) { return each.scope == scope->place; });
      break;
    case BorrowOp::Return:
      give_back(state, at);
      break;
    case BorrowOp::Learn:
      break;
    case BorrowOp::Doubt:
      doubt(state, at);
      break;
    case BorrowOp::Suspend:
      suspend(state, at);
      break;
    case BorrowOp::Unlock:
      if (const auto guard = single(state, at.place)) state.unlocked.insert(guard->place);
      break;
    case BorrowOp::Lock:
      if (const auto guard = single(state, at.place)) state.unlocked.erase(guard->place);
      break;
    case BorrowOp::Remove:
      if (const auto element = single(state, at.place))
        break_loans(state, at, element->place, false, Kind::SharedExclusive);
      break;
    case BorrowOp::Erase:
      erase_at(state, at);
      break;
    case BorrowOp::Catch:
      if (at.place < 0) state.lent.clear();
      std::erase_if(state.moved, [&](const auto& each) {
        return at.is_whole || (at.place >= 0 && is_part(each.first, at.place));
      });
      break;
  }
}

void BorrowChecker::touch(State& state, const Statement& at) {
  const auto found = single(state, at.place);
  if (!found) return;
  const bool is_given_anew = at.op == BorrowOp::Assign || at.op == BorrowOp::Change;
  if (is_given_anew)
    give_anew(state, found->place);
  else if (found->by == nullptr)
    ask(state, at, found->place, false);
  if (at.op == BorrowOp::Write) give_anew(state, found->place);
  use_lent(state, at, *found);
  if (at.op != BorrowOp::Assign && at.op != BorrowOp::Change) return;
  const bool is_assigned = at.op == BorrowOp::Assign && !at.is_argument;
  break_loans(state, at, found->place, true,
              is_assigned ? Kind::WrittenWhileLent : Kind::SharedExclusive);
}

void BorrowChecker::end(State& state, const Statement& at) {
  const int place = at.place;
  if (variable(place).is_own) {
    if (at.is_inlined) {
      break_loans(state, at, place, false, Kind::MovedWhileLent);
    } else {
      const Kind kind = variable(place).is_lock  ? Kind::Escapes
                        : name_of(place).empty() ? Kind::Temporary
                                                 : Kind::Outlives;
      break_loans(state, at, place, false, kind);
      break_lent(state, at, {place}, Kind::LentOutlives);
    }
    erase_inside(places_, state, place);
    for (auto& [holder, loans] : state.held)
      std::erase_if(loans, [&](const HeldLoan& each) { return is_part(each.place, place); });
    std::erase_if(state.lent, [&](const LentPlace& each) { return is_part(each.place, place); });
  }
  std::erase_if(state.moved,
                [&](const auto& each) { return places_.is_inside(each.first, place); });
}

void BorrowChecker::give_up(State& state, const Statement& at) {
  const auto found = single(state, at.place);
  if (!found) return;
  ask(state, at, found->place, true);
  break_lent(state, at, *found, Kind::MovedWhileLent);
  break_loans(state, at, found->place, at.op == BorrowOp::Release, Kind::MovedWhileLent);
  if (at.op == BorrowOp::Release && !at.ends_own) return;  // a guard that waits
  forget(state, found->place);
  const auto source = state.source.find(found->place);
  const int gone = source == state.source.end() ? found->place : source->second;
  if (at.ends_own && !name_of(gone).empty() && !is_one_of_several(gone))
    state.moved.try_emplace(gone, &at);
}

void BorrowChecker::lend(State& state, const Statement& at) {
  const auto from = single(state, at.place);
  const auto scope = single(state, at.target);
  if (!from || !scope) return;
  std::vector<HeldLoan> loans;
  std::map<const Statement*, int> times;
  for (const auto& [holder, held] : state.held)
    if (places_.is_inside(holder, from->place))
      for (const HeldLoan& each : held)
        if (each.origin != nullptr && each.origin->is_loan) {
          loans.push_back(each);
          ++times[each.origin];
        }
  for (const HeldLoan& each : loans) {
    if (times[each.origin] > 1) continue;  // of one of several objects
    const LentPlace lent{each.place, each.origin, &at, scope->place};
    for (const LentPlace& other : state.lent) meet(state, lent, other);
    State::add(state.lent, lent);
  }
}

void BorrowChecker::join(State& state, const Statement& at) {
  const auto handle = single(state, at.place);
  if (!handle) {
    state.lent.clear();  // one of several threads: it is not known which
    return;
  }
  std::set<int> threads;
  for (const auto& [holder, loans] : state.held)
    if (places_.is_inside(holder, handle->place))
      for (const HeldLoan& each : loans)
        if (each.origin != nullptr && each.origin->thread >= 0) threads.insert(each.origin->thread);
  if (threads.empty()) state.lent.clear();
  // A loop over several handles joins them all, also where it makes no turn.
  if (is_one_of_several(handle->place))
    for (const int each : threads) joined_.try_emplace(each, at.order);
  std::erase_if(state.lent,
                [&](const LentPlace& each) { return threads.count(each.lend->thread) != 0; });
  if (at.ends_own && !is_one_of_several(handle->place)) {
    ask(state, at, handle->place, true);
    state.moved[handle->place] = &at;
  }
}

// Of a guard that moved away, or was let go of on some path, nothing is certain.
void BorrowChecker::suspend(State& state, const Statement& at) {
  const bool is_moved = std::any_of(state.moved.begin(), state.moved.end(), [&](const auto& each) {
    return is_part(at.place, each.first);
  });
  if (is_moved || state.unlocked.count(at.place) != 0) return;
  tell(Kind::HeldAsleep, at.at, at.place, at, {variable(at.place).place});
}

// The program asks whether anything is there: so what is not there any more has its reasons.
void BorrowChecker::doubt(State& state, const Statement& at) {
  const auto found = single(state, at.place);
  if (!found) return;
  give_anew(state, found->place);
  std::set<int> threads;
  for (const auto& [holder, loans] : state.held)
    if (places_.is_inside(holder, found->place))
      for (const HeldLoan& each : loans)
        if (each.origin != nullptr && each.origin->thread >= 0) threads.insert(each.origin->thread);
  std::erase_if(state.lent,
                [&](const LentPlace& each) { return threads.count(each.lend->thread) != 0; });
}

void BorrowChecker::give_back(State& state, const Statement& at) {
  const auto is_gone = [&](int place) {
    return variable(place).is_own && is_part(place, places_.root(places_.variable(place)));
  };
  if (at.is_address) {
    for (const Found& each : resolve(state, at.place))
      if (is_gone(each.place)) return tell(Kind::Returned, at.at, each.place, at, {});
    return;
  }
  const auto found = single(state, at.place);
  if (!found) return;
  ask(state, at, found->place, true);
  for (const auto& [holder, loans] : state.held) {
    if (!places_.is_inside(holder, found->place)) continue;
    for (const HeldLoan& each : loans) {
      const bool is_own_part = is_part(each.place, found->place);
      if (is_gone(each.place) && !is_own_part) tell(Kind::Returned, at.at, each.place, at, {});
    }
  }
}

}  // namespace norace::plugin
