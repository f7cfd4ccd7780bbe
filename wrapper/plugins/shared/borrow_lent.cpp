// What a scope's threads have.

#include "borrow_checker.hpp"

namespace norace::plugin {

bool BorrowChecker::overlap(int one, int other) const {
  return is_part(one, other) || is_part(other, one);
}

bool BorrowChecker::is_joined(const LentPlace& lent, const Statement& at) const {
  const auto joined = joined_.find(lent.lend->thread);
  return joined != joined_.end() && joined->second < at.order;
}

void BorrowChecker::meet(State&, const LentPlace& lent, const LentPlace& other) {
  if (is_joined(other, *lent.lend)) return;
  if (!overlap(lent.place, other.place)) return;
  if (!lent.is_exclusive() && !other.is_exclusive()) return;
  if (lent.origin == other.origin && lent.origin->is_chunk) return;
  if (is_one_of_several(lent.place) && is_one_of_several(other.place)) return;
  tell_lent(
      lent.is_exclusive() && other.is_exclusive() ? Kind::ExclusiveTwice : Kind::SharedExclusive,
      lent.origin->at, lent, *lent.lend, {other.origin->at, 0, 0});
}

void BorrowChecker::use_lent(State& state, const Statement& at, const Found& found) {
  const bool writes = at.op != BorrowOp::Read;
  for (std::size_t i = 0; i < state.lent.size(); ++i) {
    const LentPlace lent = state.lent[i];
    if (!overlap(found.place, lent.place) || (!writes && !lent.is_exclusive())) continue;
    if (is_joined(lent, at)) continue;
    // Its elements are with a thread, and the container is asked for its size.
    const bool is_element = lent.place != found.place && is_part(lent.place, found.place) &&
                            leads_through(lent.place, found.place, StepKind::Content);
    if (is_element && at.op != BorrowOp::Change && at.op != BorrowOp::Assign && !at.is_whole)
      continue;
    const bool is_call = at.is_argument || at.is_inlined;
    const bool may_write = writes || at.kind == BorrowKind::Exclusive;
    const Kind both =
        lent.is_exclusive() && may_write ? Kind::ExclusiveTwice : Kind::SharedExclusive;
    const auto* alias = found.by;
    if (alias != nullptr && alias->origin->order < lent.origin->order)
      tell_lent(both, lent.origin->at, lent, at, {alias->origin->at, 0, at.at});
    else if (alias != nullptr)
      tell_lent(both, alias->origin->at, lent, at, {lent.origin->at, 0, at.at});
    else
      tell_lent(is_call  ? both
                : writes ? Kind::WrittenWhileLent
                         : Kind::ReadWhileLent,
                at.at, lent, at, {lent.origin->at, 0, 0});
    state.lent.erase(state.lent.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

// What a called function does to its own is told where that one is judged.
void BorrowChecker::tell_lent(Kind kind, unsigned place, const LentPlace& lent, const Statement& at,
                              Where where) {
  if (!variable(lent.place).is_inlined) tell(kind, place, lent.place, at, where);
}

// The object goes, and a thread has it.
void BorrowChecker::break_lent(State& state, const Statement& at, const Found& found, Kind kind) {
  for (std::size_t i = 0; i < state.lent.size();) {
    const LentPlace lent = state.lent[i];
    if (!is_part(lent.place, found.place) || is_joined(lent, at)) {
      ++i;
      continue;
    }
    if (kind == Kind::LentOutlives)
      tell_lent(kind, lent.origin->at, lent, at, {lent.origin->at, at.at, 0});
    else
      tell_lent(kind, at.at, lent, at, {lent.origin->at, 0, 0});
    state.lent.erase(state.lent.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace norace::plugin
