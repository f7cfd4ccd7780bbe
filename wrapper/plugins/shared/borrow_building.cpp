// The graph under construction: its blocks, statements and variables.
#include <algorithm>
#include <utility>

#include "borrow_lowering.hpp"
#include "library_names.hpp"

namespace norace::plugin {

using StepKind = BorrowStep::Kind;

namespace {

constexpr std::size_t kMostStatements = 400000;

const std::string no_name;

}  // namespace

int BorrowLowering::new_block() {
  graph_.blocks.emplace_back();
  return static_cast<int>(graph_.blocks.size()) - 1;
}

void BorrowLowering::edge(int from, int to) {
  graph_.blocks[static_cast<std::size_t>(from)].next.push_back(to);
}

void BorrowLowering::go_to(int block) {
  edge(now_, block);
  now_ = block;
}

BorrowStatement& BorrowLowering::emit(BorrowOp op, int place, unsigned at, int target) {
  BorrowStatement& added = graph_.blocks[static_cast<std::size_t>(now_)].statements.emplace_back();
  added.op = op;
  added.place = place;
  added.target = target;
  const unsigned called = frames_.back().called;
  added.at = called != 0 ? called : at;
  added.is_inlined = called != 0;
  added.order = static_cast<int>(entered_statements_);
  if (++entered_statements_ > static_cast<long>(kMostStatements)) gave_up_ = true;
  return added;
}

int BorrowLowering::new_variable(std::string name, unsigned place, bool is_own) {
  BorrowVariable& added = graph_.variables.emplace_back();
  added.name = std::move(name);
  added.place = place;
  added.is_own = is_own;
  added.is_inlined = frames_.back().called != 0;
  return graph_.places.root(static_cast<int>(graph_.variables.size()) - 1);
}

int BorrowLowering::place_of(int variable) {
  const FormVariable& named = at(form_.variables, variable);
  const bool is_everywhere = named.is_static || named.is_thread_local;
  auto& variables = is_everywhere ? frames_.front().variables : frames_.back().variables;
  const auto found = variables.find(variable);
  if (found != variables.end()) return found->second;
  const int place = new_variable(named.name, named.place, !is_everywhere);
  types_[place] = named.type;
  if (named.may_write) exclusive_.insert(place);
  graph_.variables.back().is_guard = !named.is_reference && is_guard_type(named.type);
  if (!named.is_reference && is_bound_type(named.type)) bound_.insert(place);
  variables.emplace(variable, place);
  return place;
}

const std::string& BorrowLowering::class_of(int place) const {
  const auto found = types_.find(place);
  return found == types_.end() || found->second < 0 ? no_name
                                                    : at(form_.classes, found->second).name;
}

// Its end unlocks, or gives back: so it uses what it refers to.
bool BorrowLowering::is_guard_type(int type, int depth) const {
  if (type < 0 || depth > 4) return false;
  const FormClass& asked = at(form_.classes, type);
  const auto is_guard = [](std::string_view name) {
    if (is_guard_class(name)) return true;
    return begins_with(name, "norace::") &&
           (ends_with(name, "Guard") || ends_with(name, "::Ref") || ends_with(name, "::RefMut"));
  };
  if (is_guard(asked.name) || is_guard(asked.element) || asked.destructor >= 0) return true;
  return std::any_of(asked.members.begin(), asked.members.end(),
                     [&](const auto& member) { return is_guard_type(member.type, depth + 1); });
}

// What one thread took and must give back itself, or a struct with such a member.
bool BorrowLowering::is_bound_type(int type, int depth) const {
  if (type < 0 || depth > 4) return false;
  const FormClass& asked = at(form_.classes, type);
  const bool is_task = at(form_.functions, entered_.front()).result == "norace::Task";
  return is_bound_class(asked.name) || (is_task && is_local_class(asked.name)) ||
         std::any_of(asked.members.begin(), asked.members.end(),
                     [&](const auto& member) { return is_bound_type(member.type, depth + 1); });
}

int BorrowLowering::known(int place) {
  if (place < 0 || graph_.places.parent(place) < 0) return place;
  const int whole = known(graph_.places.parent(place));
  const BorrowStep step = graph_.places.step_of(place);
  if (step.kind == StepKind::Target)
    if (const auto found = known_.find(whole); found != known_.end()) return found->second;
  return graph_.places.step(whole, step);
}

}  // namespace norace::plugin
