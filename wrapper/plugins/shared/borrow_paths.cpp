// The paths through a body, parted by the conditions that are asked more than once.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "borrow_checker.hpp"

namespace norace::plugin {

namespace {

constexpr std::size_t kMostConditions = 4;
constexpr int kMostVisits = 60;

}  // namespace

BorrowChecker::BorrowChecker(const BorrowGraph& graph) : graph_(graph), places_(graph.places) {
  choose_conditions();
}

std::vector<BorrowReport> BorrowChecker::check() {
  if (!settle()) return {};
  is_telling_ = true;
  for (const auto& [node, state] : states_) {
    State now = state;
    run(node, now);
  }
  std::sort(reports_.begin(), reports_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.kind, a.second.place) <
           std::tie(b.first, b.second.kind, b.second.place);
  });
  std::vector<BorrowReport> found;
  std::set<std::pair<unsigned, int>> told;
  for (auto& [order, report] : reports_)
    if (told.insert({report.place, static_cast<int>(report.kind)}).second)
      found.push_back(std::move(report));
  return found;
}

// -- conditions -----------------------------------------------------------------------------------

// Those that are asked more than once part the paths; more than a few of them do not pay.
void BorrowChecker::choose_conditions() {
  std::map<int, int> asked;
  for (const BorrowBlock& each : graph_.blocks)
    if (each.condition >= 0) ++asked[each.condition];
  std::set<int> learnt;
  for (const BorrowBlock& each : graph_.blocks)
    for (const Statement& statement : each.statements)
      if (statement.op == BorrowOp::Learn) learnt.insert(graph_.places.variable(statement.place));
  for (auto& [condition, times] : asked)
    if (learnt.count(graph_.condition_variables[static_cast<std::size_t>(condition)]) != 0) ++times;
  for (const auto& [condition, times] : asked)
    if (times > 1 && conditions_.size() < kMostConditions)
      conditions_.emplace(condition, static_cast<unsigned>(conditions_.size()));
  for (const auto& [condition, digit] : conditions_)
    digit_of_variable_[graph_.condition_variables[static_cast<std::size_t>(condition)]] = digit;
}

unsigned BorrowChecker::weight(unsigned digit) {
  unsigned weight = 1;
  for (unsigned i = 0; i < digit; ++i) weight *= 3;
  return weight;
}

unsigned BorrowChecker::digit(unsigned known, unsigned which) { return known / weight(which) % 3; }

unsigned BorrowChecker::with(unsigned known, unsigned which, unsigned value) {
  return known - digit(known, which) * weight(which) + value * weight(which);
}

unsigned BorrowChecker::after(unsigned known, const Statement& statement) const {
  if (digit_of_variable_.empty()) return known;
  if (statement.op == BorrowOp::Learn) {
    const auto found = digit_of_variable_.find(graph_.places.variable(statement.place));
    if (found == digit_of_variable_.end()) return known;
    return with(known, found->second, statement.kind == BorrowKind::Exclusive ? 1 : 2);
  }
  const bool writes_place = statement.op == BorrowOp::Write || statement.op == BorrowOp::Declare ||
                            statement.op == BorrowOp::Assign || statement.op == BorrowOp::Change;
  for (const int place : {statement.target, writes_place ? statement.place : -1}) {
    if (place < 0) continue;
    const auto found = digit_of_variable_.find(graph_.places.variable(place));
    if (found != digit_of_variable_.end()) known = with(known, found->second, 0);
  }
  return known;
}

std::vector<BorrowChecker::Node> BorrowChecker::next_of(const BorrowBlock& block,
                                                        unsigned known) const {
  std::vector<Node> nodes;
  const auto found = conditions_.find(block.condition);
  for (std::size_t i = 0; i < block.next.size(); ++i) {
    unsigned then = known;
    if (found != conditions_.end() && block.next.size() == 2) {
      const unsigned value = i == 0 ? 1 : 2;
      const unsigned is = digit(known, found->second);
      if (is != 0 && is != value) continue;
      then = with(known, found->second, value);
    }
    nodes.emplace_back(block.next[i], then);
  }
  return nodes;
}

const BorrowBlock& BorrowChecker::block(int index) const {
  return graph_.blocks[static_cast<std::size_t>(index)];
}

// -- paths ----------------------------------------------------------------------------------------

bool BorrowChecker::settle() {
  std::set<Node> open;
  std::map<Node, int> visits;
  states_[{0, 0}] = {};
  open.insert({0, 0});
  while (!open.empty()) {
    const Node node = *open.begin();
    open.erase(open.begin());
    if (++visits[node] > kMostVisits) return false;
    State now = states_[node];
    const unsigned known = run(node, now);
    if (gave_up_) return false;
    for (const Node& each : next_of(block(node.first), known)) {
      const auto [at, is_new] = states_.try_emplace(each, now);
      if (is_new || at->second.join(now)) open.insert(each);
    }
  }
  return true;
}

unsigned BorrowChecker::run(const Node& node, State& state) {
  unsigned known = node.second;
  const auto& statements = block(node.first).statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    here_ = {node.first, i, known};
    known = after(known, statements[i]);
    step(state, statements[i]);
  }
  return known;
}

std::vector<BorrowReport> check_borrows(const BorrowGraph& graph) {
  return graph.blocks.empty() ? std::vector<BorrowReport>() : BorrowChecker(graph).check();
}

}  // namespace norace::plugin
