// Uses of what was moved, joined, unlocked or dropped on every path that leads there.
//
// Promise: quiet where anything is not certain; docs/plugins.md says what that leaves out. It reads
// a body before GCC takes its loops and branches apart (PLUGIN_PRE_GENERICIZE).
#pragma once

#include "headers.hpp"

namespace norace::plugin {

struct UseAfterMove {
  std::string name;
  std::string type;  // as GCC prints it
  location_t place;
  location_t end;  // where it was moved; the same as `place` in a loop
  std::string by;  // the method that ended it; empty: it was moved
};

// In the order in which the body is run; of what one place moves, the first use only.
std::vector<UseAfterMove> find_uses_after_move(tree function);

}  // namespace norace::plugin
