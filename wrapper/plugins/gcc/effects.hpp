// What one full expression does to the local variables that a thread, a guard or a channel's end is
// in: the order of its parts is open, so it is taken as a whole.
#pragma once

#include "headers.hpp"

namespace norace::plugin {

constexpr char kUses[] = "uses";  // on a method: it needs an object that was not moved from
constexpr char kEnds[] = "ends";  // on a method: the object is as good as moved from afterwards

struct VariableAt {
  tree variable;
  location_t place;
  std::string by = {};  // the method that ended it; empty: it was moved
};

struct Effects {
  std::vector<VariableAt> uses;
  std::vector<VariableAt> ends;  // whenever the expression is evaluated
  std::set<tree> changed;        // may have a new value
  std::set<tree> lent;           // by a reference that stays: whoever has it may change them later
  bool leaves = false;           // it throws, or calls what does not return
};

// `place` is where an expression stands that does not know it. Nothing is instantiated.
Effects effects_of(tree function, tree expression, location_t place);

}  // namespace norace::plugin
