#include "races.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "execution.hpp"
#include "trace.hpp"

namespace norace::plugin {

class RaceJudge {
 public:
  RaceJudge(const Execution& execution, const Trace& trace, const IsAnsweredFor& is_answered_for)
      : execution_(execution), trace_(trace), is_answered_for_(is_answered_for) {}

  void judge(std::vector<Race>& races) {
    std::map<int, std::vector<const Access*>> by_object;
    for (const Access& each : trace_.accesses)
      if (!is_answered_for(each)) by_object[each.place.object].push_back(&each);
    for (const auto& [object, accesses] : by_object) judge_object(accesses, races);
  }

 private:
  bool is_answered_for(const Access& access) const {
    const FormVariable* variable = execution_.variable_of(access.place);
    if (is_answered_for_(access.at) || (variable != nullptr && is_answered_for_(variable->place)))
      return true;
    return std::any_of(access.place.steps.begin(), access.place.steps.end(), [&](const Step& step) {
      return step.kind == Step::Kind::Member &&
             is_answered_for_(at(execution_.form_.fields, static_cast<int>(step.number)).place);
    });
  }

  void judge_object(const std::vector<const Access*>& accesses, std::vector<Race>& races) {
    // What is told of an object is best told at a write of the thread's.
    for (const bool only_writes : {true, false})
      for (const Access* theirs : accesses) {
        if (theirs->thread == 0 || (only_writes && !theirs->writes)) continue;
        for (const Access* other : accesses) {
          if (!may_race(*theirs, *other)) continue;
          if (told_.insert(name(*theirs, *other)).second) races.push_back(race(*theirs, *other));
        }
      }
  }

  using Key = std::pair<int, std::string>;
  Key name(const Access& a, const Access& b) const {
    const Place& longer = a.place.steps.size() < b.place.steps.size() ? b.place : a.place;
    return {a.place.object, execution_.name_of(longer)};
  }

  const Thread& thread(int index) const { return trace_.threads[static_cast<std::size_t>(index)]; }

  bool descends(int one, int from) const {
    for (; one > 0; one = thread(one).starter)
      if (one == from) return true;
    return from == 0;
  }

  // Was it started, or whoever started it, after this moment of the function's own?
  bool starts_behind(int one, long moment) const {
    while (one > 0 && thread(one).starter > 0) one = thread(one).starter;
    return one > 0 && thread(one).begin > moment;
  }

  // Does `theirs`, of a started thread, stand in one that runs while `other` is reached?
  bool runs_meanwhile(const Access& theirs, const Access& other) const {
    if (theirs.thread == other.thread) return false;
    for (int each = theirs.thread; each > 0; each = thread(each).starter)
      if (other.live->count(each) != 0) return true;
    return false;
  }

  static bool have_common_lock(const Access& a, const Access& b) {
    for (const Held& one : a.held)
      for (const Held& other : b.held) {
        if (!one.mutex || !other.mutex) return true;
        if (*one.mutex == *other.mutex && !(one.is_shared && other.is_shared)) return true;
      }
    return false;
  }

  // Two that run the same function, and were given nothing by which they could tell who they are.
  bool are_alike(int a, int b) const {
    if (a == 0 || b == 0 || thread(a).function < 0) return false;
    return thread(a).function == thread(b).function && !thread(a).has_own && !thread(b).has_own;
  }

  // Can what `first` did be handed over to `second`, through whatever is between them?
  bool may_hand_over(const Access& first, const Access& second) const {
    const bool are_equal = are_alike(first.thread, second.thread);
    const long begin = first.thread > 0 ? thread(first.thread).begin : 0;
    std::map<int, long> reached{{first.thread, first.moment}};
    for (bool grows = true; grows;) {
      grows = false;
      for (const Handover& given : trace_.handovers) {
        if (!given.gives || (are_equal && given.is_mutex)) continue;
        const bool follows = std::any_of(reached.begin(), reached.end(), [&](const auto& each) {
          return given.moment > each.second &&
                 (each.first == given.thread ||
                  (each.first == 0 ? starts_behind(given.thread, each.second)
                                   : descends(given.thread, each.first)));
        });
        if (!follows) continue;
        for (const Handover& taken : trace_.handovers) {
          if (!taken.takes || taken.thread == given.thread) continue;
          const bool is_before_start = taken.moment < begin && descends(first.thread, taken.thread);
          if (is_before_start) continue;
          if (are_equal && taken.is_mutex) continue;
          if (given.object && taken.object && *given.object != *taken.object) continue;
          if (given.is_mutex != taken.is_mutex && given.object && taken.object) continue;
          const auto [known, is_new] = reached.try_emplace(taken.thread, taken.moment);
          if (is_new || taken.moment < known->second) {
            known->second = std::min(known->second, taken.moment);
            grows = true;
          }
        }
      }
    }
    // What its starter had taken before it was started, it has too.
    long moment = second.moment;
    for (int each = second.thread;; each = thread(each).starter) {
      const auto taken = reached.find(each);
      if (taken != reached.end() && each != first.thread && taken->second < moment) return true;
      if (each <= 0) return false;
      moment = thread(each).begin;
    }
  }

  bool may_race(const Access& theirs, const Access& other) const {
    if (!theirs.writes && !other.writes) return false;
    if (theirs.is_atomic && other.is_atomic) return false;
    if (theirs.is_end || !runs_meanwhile(theirs, other)) return false;
    if (theirs.is_own || other.is_own) return false;
    if (!surely_overlap(theirs.place, other.place)) return false;
    if (!other.is_end && have_common_lock(theirs, other)) return false;
    return !may_hand_over(theirs, other) && !may_hand_over(other, theirs);
  }

  unsigned start_of(int index) const { return index > 0 ? thread(index).started : 0; }

  Race race(const Access& theirs, const Access& other) const {
    Race found;
    found.name = name(theirs, other).second;
    if (other.is_end) {
      found.kind = Race::Kind::Outlived;
      found.place = theirs.at;
      found.other = other.at;
      found.started = start_of(theirs.thread);
      return found;
    }
    const bool theirs_first = theirs.writes;
    found.place = theirs_first ? theirs.at : other.at;
    found.other = theirs_first ? other.at : theirs.at;
    found.started = start_of(theirs.thread);
    const bool is_starter = descends(theirs.thread, other.thread);
    found.is_joined_late = is_starter && execution_.joins_.count(theirs.thread) != 0;
    return found;
  }

  const Execution& execution_;
  const Trace& trace_;
  const IsAnsweredFor& is_answered_for_;
  std::set<Key> told_;
};

namespace {

bool starts(const std::string& name) {
  static const std::set<std::string, std::less<>> names{
      "std::thread::thread",   "std::jthread::jthread", "std::async",
      "boost::thread::thread", "pthread_create",        "thrd_create"};
  return names.count(name) != 0;
}

// The functions whose own body starts a thread, and those that lead to them.
std::vector<int> functions_that_start(const Form& form,
                                      const std::vector<std::optional<ThreadSink>>& sinks) {
  std::vector<std::set<int>> calls(form.functions.size());
  std::vector<bool> found(form.functions.size(), false);
  for (std::size_t i = 0; i < form.functions.size(); ++i) {
    std::vector<const Node*> open{form.functions[i].body};
    while (!open.empty()) {
      const Node* node = open.back();
      open.pop_back();
      if (node == nullptr) continue;
      open.insert(open.end(), node->parts.begin(), node->parts.end());
      if (node->function >= 0) calls[i].insert(node->function);
      if (node->op != Op::Call) continue;
      const Callee& callee = form.callees[static_cast<std::size_t>(node->callee)];
      if (callee.function >= 0) calls[i].insert(callee.function);
      const bool is_parallel =
          !callee.parameters.empty() &&
          callee.parameters.front().class_name.find("parallel_") != std::string::npos;
      const bool is_method_of_threads = (callee.name.find("emplace") != std::string::npos ||
                                         callee.name.find("::make_") != std::string::npos) &&
                                        callee.element.find("thread") != std::string::npos;
      if (is_parallel || is_method_of_threads || starts(callee.name) || at(sinks, node->callee))
        found[i] = true;
    }
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      if (found[i]) continue;
      if (std::any_of(calls[i].begin(), calls[i].end(),
                      [&](int each) { return found[static_cast<std::size_t>(each)]; }))
        found[i] = grows = true;
    }
  }
  std::vector<int> roots;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i] && form.functions[i].body != nullptr) roots.push_back(static_cast<int>(i));
  return roots;
}

}  // namespace

std::vector<Race> find_races(const Form& form, const ThreadSinks& sinks,
                             const IsAnsweredFor& is_answered_for) {
  std::vector<Race> races;
  const std::vector<std::optional<ThreadSink>> found = sinks.of(form);
  for (const int each : functions_that_start(form, found)) {
    Execution execution(form, found);
    if (const auto trace = execution.run(each))
      RaceJudge(execution, *trace, is_answered_for).judge(races);
  }
  std::set<std::tuple<std::string, unsigned, unsigned>> told;
  std::vector<Race> once;
  for (Race& each : races) {
    if (each.name.empty() || each.place == 0) continue;
    if (told.emplace(each.name, each.place, each.started).second) once.push_back(std::move(each));
  }
  return once;
}

}  // namespace norace::plugin
