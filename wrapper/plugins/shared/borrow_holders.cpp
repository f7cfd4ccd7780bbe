// What places are, and what their holders hold.
#include <optional>
#include <utility>

#include "borrow_checker.hpp"

namespace norace::plugin {

namespace {

constexpr std::size_t kDeepestPlace = 16;
constexpr std::size_t kMostTargets = 8;
constexpr std::size_t kMostHolders = 4000;

}  // namespace

// -- places ---------------------------------------------------------------------------------------

// What the place is, once its pointers are followed.
std::vector<BorrowChecker::Found> BorrowChecker::resolve(const State& state, int place) {
  if (place < 0) return {};
  const int parent = places_.parent(place);
  if (parent < 0) return {{place}};
  const BorrowStep step = places_.step_of(place);
  std::vector<Found> found;
  for (const Found& whole : resolve(state, parent)) {
    if (step.kind != StepKind::Target) {
      found.push_back({places_.step(whole.place, step), whole.by});
      continue;
    }
    const auto held = state.held.find(whole.place);
    if (held == state.held.end()) {
      found.push_back({places_.target(whole.place), whole.by});
      continue;
    }
    for (const HeldLoan& each : held->second) {
      const bool is_named = each.origin != nullptr && each.origin->is_alias;
      found.push_back({each.place, is_named ? &each : whole.by});
    }
    if (found.size() > kMostTargets) return {};
  }
  return found;
}

std::optional<BorrowChecker::Found> BorrowChecker::single(const State& state, int place) {
  const std::vector<Found> found = resolve(state, place);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

bool BorrowChecker::is_one_of_several(int place) const {
  for (; place >= 0; place = places_.parent(place))
    if (places_.step_of(place).kind == StepKind::Some) return true;
  return false;
}

// Does the way from the whole to the part lead through such a step?
bool BorrowChecker::leads_through(int part, int whole, StepKind kind) const {
  for (; part >= 0 && part != whole; part = places_.parent(part))
    if (places_.step_of(part).kind == kind) return true;
  return false;
}

int BorrowChecker::contents(int part, int whole) const {
  int count = 0;
  for (; part >= 0 && part != whole; part = places_.parent(part))
    count += places_.step_of(part).kind == StepKind::Content ? 1 : 0;
  return count;
}

bool BorrowChecker::is_part(int part, int whole) const {
  return places_.is_inside(part, whole) && !leads_through(part, whole, StepKind::Target);
}

const BorrowVariable& BorrowChecker::variable(int place) const {
  return graph_.variables[static_cast<std::size_t>(places_.variable(place))];
}

bool BorrowChecker::is_root(int place) const { return places_.parent(place) < 0; }

// As the source has it: `totals.hits`; "" for an object without a name.
std::string BorrowChecker::name_of(int place) const {
  const std::string& root = variable(place).name;
  const bool is_unsaid = root == "this" || root.rfind("[", 0) == 0;
  std::string name = is_unsaid ? "" : root;
  for (const BorrowStep& each : places_.steps(place)) {
    if (each.kind != StepKind::Field) {
      if (!name.empty()) break;
      continue;
    }
    const auto field = graph_.fields.find(each.number);
    if (field == graph_.fields.end() || field->second.empty()) break;
    if (root.empty()) break;
    name += (name.empty() ? "" : ".") + field->second;
  }
  return name.empty() ? root : name;
}

// -- what holders hold ----------------------------------------------------------------------------

void BorrowChecker::erase_inside(const BorrowPlaces& places, State& state, int whole) {
  std::erase_if(state.held, [&](const auto& each) { return places.is_inside(each.first, whole); });
}

void BorrowChecker::put(State& state, int holder, std::vector<HeldLoan> loans,
                        const Statement& by) {
  for (HeldLoan& each : loans) each.flow = &by;
  std::erase_if(loans,
                [&](const HeldLoan& each) { return places_.depth(each.place) > kDeepestPlace; });
  if (is_one_of_several(holder)) {
    auto& held = state.held[holder];
    for (const HeldLoan& each : loans) State::add(held, each);
  } else {
    state.held[holder] = std::move(loans);
  }
}

void BorrowChecker::borrow(State& state, const Statement& at) {
  std::vector<HeldLoan> loans;
  for (const Found& each : resolve(state, at.place)) loans.push_back({each.place, &at, &at});
  const auto target = single(state, at.target);
  if (!target) return;
  if (!is_one_of_several(target->place)) erase_inside(places_, state, target->place);
  put(state, target->place, std::move(loans), at);
}

// Where a whole moves into a part of itself, again and again, its parts get deeper without end.
bool BorrowChecker::is_near(int part, int from, int to) const {
  return places_.depth(part) - places_.depth(from) + places_.depth(to) <= kDeepestPlace;
}

void BorrowChecker::copy(State& state, const Statement& at, bool adds) {
  const auto source = single(state, at.place);
  const auto target = single(state, at.target);
  if (!target) return;
  std::vector<std::pair<int, std::vector<HeldLoan>>> parts;
  if (source)
    for (const auto& [holder, loans] : state.held)
      if (places_.is_inside(holder, source->place) && is_near(holder, source->place, target->place))
        parts.emplace_back(places_.moved(holder, source->place, target->place), loans);
  // A tree that is copied into itself doubles each time.
  gave_up_ = gave_up_ || state.held.size() + parts.size() > kMostHolders;
  if (gave_up_) return;
  if (!adds && !is_one_of_several(target->place)) {
    erase_inside(places_, state, target->place);
    if (parts.empty()) state.held[target->place] = {};
  }
  for (auto& [holder, loans] : parts) {
    if (!adds) {
      put(state, holder, std::move(loans), at);
      continue;
    }
    auto& held = state.held[holder];
    for (HeldLoan each : loans) {
      each.flow = &at;
      State::add(held, each);
    }
  }
}

// Who points into the source points into the target.
void BorrowChecker::follow(State& state, int source, int target, const Statement& at) {
  for (auto& [holder, loans] : state.held)
    for (HeldLoan& each : loans) {
      if (each.place == source || !is_part(each.place, source)) continue;
      if (!is_near(each.place, source, target)) continue;
      each.place = places_.moved(each.place, source, target);
      if (each.moved == nullptr && !name_of(source).empty()) each.moved = &at;
    }
}

void BorrowChecker::move(State& state, const Statement& at) {
  const auto source = single(state, at.place);
  const auto target = single(state, at.target);
  if (!source || !target) {
    if (target) forget(state, target->place);
    return;
  }
  if (source->place == target->place) return;
  if (!at.is_argument) ask(state, at, source->place, true);
  break_lent(state, at, *source, Kind::MovedWhileLent);
  const bool is_named = !name_of(source->place).empty();
  copy(state, at, false);
  follow(state, source->place, target->place, at);
  erase_inside(places_, state, source->place);
  state.held[source->place] = {};
  std::erase_if(state.moved,
                [&](const auto& each) { return places_.is_inside(each.first, target->place); });
  if (at.ends_own && is_named && !is_one_of_several(source->place))
    state.moved[source->place] = &at;
  if (is_named && name_of(target->place).empty()) state.source[target->place] = source->place;
}

void BorrowChecker::forget(State& state, int place) {
  erase_inside(places_, state, place);
  state.held[place] = {};
}

}  // namespace norace::plugin
