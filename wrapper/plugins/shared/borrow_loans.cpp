// What was moved, and the loans that a statement breaks.
#include <utility>

#include "borrow_checker.hpp"

namespace norace::plugin {

// -- moved ----------------------------------------------------------------------------------------

void BorrowChecker::give_anew(State& state, const BorrowPlaces& places, int place) {
  std::erase_if(state.moved, [&](const auto& each) { return places.is_inside(each.first, place); });
}

void BorrowChecker::give_anew(State& state, int place) { give_anew(state, places_, place); }

// `is_taken`: its value is wanted, and not only what it can be asked after a move.
void BorrowChecker::ask(State& state, const Statement& at, int place, bool is_taken) {
  for (const auto& [moved, by] : state.moved) {
    if (!is_part(place, moved)) continue;
    if (place == moved && !is_taken && !by->is_library) continue;
    if (place == moved && at.op == BorrowOp::Write && !at.is_argument) continue;
    if (is_telling_ && !variable(moved).is_inlined) {
      BorrowReport report;
      report.kind = Kind::UsedAfterMove;
      report.name = name_of(moved);
      report.place = at.at;
      report.borrowed = by->at;
      reports_.emplace_back(at.order, std::move(report));
    }
    state.moved.erase(moved);
    return;
  }
}

// -- loans that are broken ------------------------------------------------------------------------

// Parts of one object, whose own methods know what they do.
bool BorrowChecker::is_sibling(int holder, int place) const {
  return places_.variable(holder) == places_.variable(place) && !is_root(holder) && !is_root(place);
}

void BorrowChecker::break_loans(State& state, const Statement& at, int place, bool owned_only,
                                Kind kind) {
  if (is_one_of_several(place)) return;  // of an element, it is not known which
  const bool is_inlined = variable(place).is_inlined;
  for (auto holder = state.held.begin(); holder != state.held.end(); ++holder) {
    auto& loans = holder->second;
    for (std::size_t i = 0; i < loans.size();) {
      const HeldLoan loan = loans[i];
      // Elements that move take with them what they own.
      const bool is_deeper = at.op == BorrowOp::Change && contents(loan.place, place) > 1;
      const bool is_hit = !is_deeper && is_part(loan.place, place) &&
                          !places_.is_inside(holder->first, place) &&
                          !(at.is_inlined && is_sibling(holder->first, place)) &&
                          (!owned_only || leads_through(loan.place, place, StepKind::Content)) &&
                          loan.origin != nullptr && loan.origin->thread < 0;
      if (!is_hit) {
        ++i;
        continue;
      }
      // Of a called function's own objects: only what was moved into them is the caller's matter.
      const bool is_told =
          !is_inlined || (loan.moved != nullptr && !variable(loan.moved->place).is_inlined);
      if (is_telling_ && is_told) tell_broken(state, at, place, holder->first, loan, kind);
      loans.erase(loans.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

// The iterator itself stands nowhere then. Another one that began where it did may have gone on.
void BorrowChecker::erase_at(State& state, const Statement& at) {
  const auto iterator = single(state, at.place);
  const auto container = single(state, at.target);
  if (!iterator || !container) return;
  const auto held = state.held.find(iterator->place);
  if (held == state.held.end()) return;
  const bool is_told = is_telling_ && !variable(iterator->place).is_inlined;
  for (const HeldLoan& each : held->second)
    if (is_told && each.origin != nullptr && each.origin->thread < 0)
      tell_broken(state, at, container->place, iterator->place, each, Kind::SharedExclusive);
  state.held.erase(held);
}

void BorrowChecker::tell_broken(const State& state, const Statement& at, int place, int holder,
                                const HeldLoan& loan, Kind kind) {
  if (loan.origin->is_loan && kind != Kind::Outlives && kind != Kind::Temporary &&
      kind != Kind::MovedWhileLent)
    return;
  // Who keeps it for longer than this function shows may use it.
  const bool is_kept =
      !variable(holder).is_own ||
      leads_through(holder, places_.root(places_.variable(holder)), StepKind::Target);
  const auto later = later_use(state, holder, loan.place, is_kept);
  if (!later) return;
  const unsigned used = *later;
  unsigned told = at.at;
  unsigned ended = 0;
  Kind as = kind;
  if (loan.moved != nullptr) {
    if (kind == Kind::Outlives || kind == Kind::Temporary || kind == Kind::MovedWhileLent) {
      as = Kind::MovedWhileLent;
      told = loan.moved->at;
    }
  } else if (kind == Kind::Outlives || kind == Kind::Temporary) {
    told = loan.origin->at;
    ended = kind == Kind::Outlives ? at.at : 0;
  } else if (kind == Kind::Escapes) {
    told = loan.flow->at;
  }
  if (as == Kind::SharedExclusive && loan.origin->kind == BorrowKind::Exclusive)
    as = Kind::ExclusiveTwice;
  const bool is_source = loan.moved != nullptr && as == Kind::MovedWhileLent;
  tell(as, told, is_source ? loan.moved->place : place, at, {loan.origin->at, ended, used});
}

void BorrowChecker::tell(Kind kind, unsigned place, int of, const Statement& at, Where where) {
  if (!is_telling_) return;
  BorrowReport report;
  report.kind = kind;
  report.name = name_of(of);
  report.place = place;
  report.borrowed = where.borrowed;
  report.ended = where.ended;
  report.used = where.used;
  reports_.emplace_back(at.order, std::move(report));
}

}  // namespace norace::plugin
