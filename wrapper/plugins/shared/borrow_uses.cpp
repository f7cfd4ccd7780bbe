// Where a holder is used later.
#include <deque>
#include <optional>
#include <set>
#include <utility>

#include "borrow_checker.hpp"

namespace norace::plugin {

namespace {

constexpr int kDeepestAlias = 3;
constexpr long kMostAsked = 100000;  // statements, for one loan

}  // namespace

// Where the holder, or what points at it, is used behind this statement; nothing where it is not
// before it holds something else.
std::optional<unsigned> BorrowChecker::later_use(const State& state, int holder, int loan,
                                                 bool is_kept) {
  left_ = kMostAsked;
  std::set<int> asked;
  std::vector<int> open{holder};
  while (!open.empty()) {
    const int each = open.back();
    open.pop_back();
    if (!asked.insert(each).second) continue;
    if (const auto use = use_of(each, loan, is_kept && each == holder)) return use;
    for (const auto& [other, loans] : state.held)
      for (const HeldLoan& theirs : loans)
        if (places_.is_inside(each, theirs.place) || places_.is_inside(theirs.place, each))
          open.push_back(other);
  }
  return std::nullopt;
}

// Places of the graph and of the holders are the same numbers: places_ began as a copy.
// `is_alias`: it refers to the holder that was asked about, and may be what gives it a new value.
BorrowChecker::Effect BorrowChecker::effect_on(const Statement& at, int holder, int loan,
                                               bool is_alias) {
  const int variable_index = places_.variable(holder);
  const auto is_of_holder = [&](int place) {
    return place >= 0 && places_.variable(place) == variable_index;
  };
  const auto touches = [&](int place) {
    return is_of_holder(place) &&
           (places_.is_inside(place, holder) || places_.is_inside(holder, place));
  };
  const auto is_through = [&](int place) {
    return touches(place) && leads_through(place, places_.root(variable_index), StepKind::Target);
  };
  const bool is_elsewhere = leads_through(holder, places_.root(variable_index), StepKind::Target);
  if (at.op == BorrowOp::Declare)
    return touches(at.place) && !is_elsewhere ? Effect::Ends : Effect::None;
  if (at.op == BorrowOp::End) {
    if (!touches(at.place) || is_elsewhere) return Effect::None;
    return variable(holder).is_guard ? Effect::Uses : Effect::Ends;
  }
  if (is_alias) {
    const int whole = places_.target(holder);
    if (at.target >= 0 && places_.is_inside(at.target, whole)) {
      gave_anew_ = true;
      return Effect::Ends;
    }
    const bool gives_anew = (at.op == BorrowOp::Write && !at.is_argument) ||
                            at.op == BorrowOp::Assign || at.op == BorrowOp::Change;
    if (gives_anew && at.place >= 0 && places_.is_inside(at.place, whole)) return Effect::None;
  }
  if (!is_elsewhere && (is_through(at.place) || is_through(at.target))) return Effect::Uses;
  if (is_elsewhere && touches(at.place) && at.op != BorrowOp::Write) return Effect::Uses;
  const bool reads_holder =
      at.op != BorrowOp::Borrow && at.op != BorrowOp::Write && at.op != BorrowOp::Assign &&
      at.op != BorrowOp::Forget && at.op != BorrowOp::Change && at.op != BorrowOp::Finish &&
      at.op != BorrowOp::Learn && at.op != BorrowOp::Doubt && at.op != BorrowOp::Suspend &&
      at.op != BorrowOp::Unlock && at.op != BorrowOp::Lock && at.op != BorrowOp::Remove;
  if (reads_holder && touches(at.place) && !at.only_asks) return Effect::Uses;
  const bool is_set = at.op == BorrowOp::Borrow || at.op == BorrowOp::Copy ||
                      at.op == BorrowOp::Move || at.op == BorrowOp::Forget;
  if (is_set && at.target >= 0 && is_of_holder(at.target) && places_.is_inside(holder, at.target))
    return Effect::Ends;
  // The object that it refers to has got a new value.
  if (at.op == BorrowOp::Assign && at.place == loan) return Effect::Ends;
  return Effect::None;
}

// `is_kept`: whoever called the function has the holder, and may use it.
std::optional<unsigned> BorrowChecker::use_of(int holder, int loan, bool is_kept, int depth) {
  std::set<Node> seen;
  std::deque<Node> open;
  // In a block, from a statement on.
  const auto walk = [&](int index, std::size_t from, unsigned known) -> std::optional<unsigned> {
    const auto& statements = block(index).statements;
    for (std::size_t i = from; i < statements.size() && --left_ > 0; ++i) {
      const Effect effect = effect_on(statements[i], holder, loan, depth > 0);
      // A reference to the holder: what is done through it.
      const Statement& each = statements[i];
      if (each.op == BorrowOp::Borrow && depth < kDeepestAlias && each.target >= 0 &&
          effect == Effect::None &&
          (places_.is_inside(holder, each.place) || places_.is_inside(each.place, holder))) {
        const Position before = std::exchange(here_, Position{index, i, known});
        gave_anew_ = false;
        const auto use = use_of(each.target, loan, false, depth + 1);
        here_ = before;
        if (use) return use;
        if (gave_anew_) return std::nullopt;
      }
      if (effect == Effect::Uses) return statements[i].at;
      if (effect == Effect::Ends) return std::nullopt;
      known = after(known, statements[i]);
    }
    if (left_ <= 0) return std::nullopt;
    if (is_kept && block(index).next.empty()) return 0;
    for (const Node& each : next_of(block(index), known))
      if (seen.insert(each).second) open.push_back(each);
    return std::nullopt;
  };
  if (const auto found = walk(here_.block, here_.statement + 1, here_.known)) return found;
  while (!open.empty() && left_ > 0) {
    const Node node = open.front();
    open.pop_front();
    if (const auto found = walk(node.first, 0, node.second)) return found;
  }
  return std::nullopt;
}

}  // namespace norace::plugin
