// What the user's own functions mention and call, and which threads come there. One memory for both
// compilers: their readers tell it what stands in each body, and it answers.
//
// A thread is std::thread, std::jthread, std::async or anything named spawn; it reaches what its
// function uses, directly or through functions of this file. A closure counts as called where it
// stands.
//
// `Compiler` is a view of the compiler's places, cheap to copy:
//
//   Function, Variable, Place            handles that compare with < and ==
//   is_before(Place, Place)              in the order of the file
//   is_same_line(Place, Place)
//   where_it_stands(Place)               a macro's use, for what came out of a macro
//   may_be_late(Variable used, Variable starter, Place)
//                                        may `used` be initialised only after the thread runs that
//                                        the initialiser of `starter` starts at this place?
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hidden_state.hpp"

namespace norace::plugin {

template <class Compiler>
class Program {
 public:
  using Function = typename Compiler::Function;
  using Variable = typename Compiler::Variable;
  using Place = typename Compiler::Place;

  struct Uses {
    std::vector<Place> places;   // in the order of the file, one for each line
    std::vector<Place> threads;  // started here, and they reach a use
  };
  // A call that changes what every thread can reach, although no variable of the user's is named.
  struct HiddenUse {
    Place place;
    std::string name;
    std::string instead;
    Place thread;  // started here; it comes there, or to what is changed
  };
  // A thread that a static's initialiser starts, and the first static it uses that may not be
  // initialised yet.
  struct EarlyThread {
    Variable starter;
    Variable used;
    Place place;  // of the use
  };

  struct Body {
    std::set<Function> calls;
    bool locks = false;  // or is answered for
    std::vector<Place> joins;
  };
  struct Start {
    Place place;
    std::vector<Function> runs;
    Function function;
    std::optional<Variable> initialises;  // a static
  };

  explicit Program(Compiler compiler) : compiler_(std::move(compiler)) {}
  Compiler& compiler() { return compiler_; }

  // -- what the readers tell ----------------------------------------------------------------------

  Body& body(Function function) { return bodies_[function]; }
  void start(Start start) {
    if (!start.runs.empty()) starts_.push_back(std::move(start));
  }
  void mention(Variable variable, Place place, Function function) {
    mentions_.push_back({variable, place, function});
  }
  // A function of the system's that keeps something in itself, or reads what others change.
  void mention_hidden(std::string_view name, Place place, Function function) {
    hidden_.push_back({std::string(name), place, function});
  }
  void mention_stream(Place place, Function function) { streams_.push_back({place, function}); }
  void change_format(const std::string& stream, const std::string& by, Place place,
                     Function function) {
    formats_.push_back({stream + "' by '" + by, place, function});
  }
  void unsynchronise(Place place) { unsynchronised_.push_back(place); }

  // -- what is asked ------------------------------------------------------------------------------

  Uses uses_of(Variable variable) const {
    Uses uses;
    std::set<Function> users;
    for (const Mention& each : mentions_) {
      if (each.variable != variable) continue;
      uses.places.push_back(each.place);
      users.insert(each.function);
    }
    for (const Start& each : starts_) {
      const auto reached = reached_by(each, true);
      if (std::any_of(users.begin(), users.end(),
                      [&](Function f) { return reached.count(f) != 0; }))
        uses.threads.push_back(each.place);
    }
    put_in_order(uses.places);
    put_in_order(uses.threads);
    return uses;
  }

  // In the order of the file, one for each line and name. A function that holds a lock or is
  // answered for, and all that is only called by such functions, is passed over.
  std::vector<HiddenUse> hidden_uses() const {
    std::vector<HiddenUse> uses;
    for (const Start& start : starts_) {
      const auto reached = reached_by(start, false);
      for (const Named& each : hidden_)
        if (const HiddenState* row = hidden_state_of(each.name))
          if (reached.count(each.function) != 0)
            uses.push_back({each.place, each.name, std::string(row->instead), start.place});
      for (const Named& each : formats_)
        if (reached.count(each.function) != 0)
          uses.push_back({each.place, each.name, use_own_format, start.place});
      add_environment_uses(start, reached, uses);
      for (const Place each : unsynchronised_)
        if (std::any_of(streams_.begin(), streams_.end(),
                        [&](const auto& use) { return reached.count(use.second) != 0; }))
          uses.push_back({each, "sync_with_stdio", use_synchronised, start.place});
    }
    for (HiddenUse& each : uses) each.place = compiler_.where_it_stands(each.place);
    std::stable_sort(uses.begin(), uses.end(), [&](const HiddenUse& a, const HiddenUse& b) {
      if (a.place != b.place) return compiler_.is_before(a.place, b.place);
      return compiler_.is_before(a.thread, b.thread);
    });
    const auto is_same = [&](const HiddenUse& a, const HiddenUse& b) {
      return a.name == b.name && compiler_.is_same_line(a.place, b.place);
    };
    uses.erase(std::unique(uses.begin(), uses.end(), is_same), uses.end());
    return uses;
  }

  std::vector<EarlyThread> early_threads() const {
    std::vector<EarlyThread> found;
    for (const Start& start : starts_) {
      if (!start.initialises) continue;
      const auto reached = reached_by(start, true);
      for (const Mention& each : mentions_) {
        if (reached.count(each.function) == 0 || each.variable == *start.initialises ||
            !compiler_.may_be_late(each.variable, *start.initialises, start.place))
          continue;
        found.push_back({*start.initialises, each.variable, each.place});
        break;
      }
    }
    return found;
  }

 private:
  struct Mention {
    Variable variable;
    Place place;
    Function function;
  };
  struct Named {
    std::string name;
    Place place;
    Function function;
  };

  std::set<Function> reached_by(const Start& start, bool through_locks) const {
    std::set<Function> reached;
    std::vector<Function> open(start.runs);
    while (!open.empty()) {
      const Function at = open.back();
      open.pop_back();
      const auto body = bodies_.find(at);
      if (body != bodies_.end() && body->second.locks && !through_locks) continue;
      if (!reached.insert(at).second || body == bodies_.end()) continue;
      open.insert(open.end(), body->second.calls.begin(), body->second.calls.end());
    }
    return reached;
  }

  // setenv() behind the start of a thread that asks getenv(), in the same function.
  void add_environment_uses(const Start& start, const std::set<Function>& reached,
                            std::vector<HiddenUse>& uses) const {
    const auto body = bodies_.find(start.function);
    if (body == bodies_.end() || body->second.locks) return;
    const auto is_asked = [&](const Named& each) {
      return reads_environment(each.name) && reached.count(each.function) != 0;
    };
    if (std::none_of(hidden_.begin(), hidden_.end(), is_asked)) return;
    for (const Named& each : hidden_) {
      if (each.function != start.function || !changes_environment(each.name) ||
          !compiler_.is_before(start.place, each.place))
        continue;
      const auto& joins = body->second.joins;
      if (std::any_of(joins.begin(), joins.end(), [&](Place join) {
            return compiler_.is_before(start.place, join) && compiler_.is_before(join, each.place);
          }))
        continue;
      uses.push_back(
          {each.place, each.name, std::string(hidden_state_of(each.name)->instead), start.place});
    }
  }

  void put_in_order(std::vector<Place>& places) const {
    for (Place& each : places) each = compiler_.where_it_stands(each);
    std::sort(places.begin(), places.end(),
              [&](Place a, Place b) { return compiler_.is_before(a, b); });
    places.erase(std::unique(places.begin(), places.end(),
                             [&](Place a, Place b) { return compiler_.is_same_line(a, b); }),
                 places.end());
  }

  Compiler compiler_;
  std::map<Function, Body> bodies_;
  std::vector<Start> starts_;
  std::vector<Mention> mentions_;
  std::vector<Named> hidden_;
  std::vector<Named> formats_;
  std::vector<std::pair<Place, Function>> streams_;
  std::vector<Place> unsynchronised_;  // calls of sync_with_stdio(false)
};

}  // namespace norace::plugin
