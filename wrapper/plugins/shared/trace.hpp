// What the threads of a followed body did, in the order in which it was followed.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "memory.hpp"

namespace norace::plugin {

using Live = std::shared_ptr<const std::set<int>>;  // threads, by their index in the trace

struct Access {
  Place place;
  unsigned at = 0;  // the compiler's place
  int thread = 0;
  long moment = 0;
  bool writes = false;
  bool is_atomic = false;
  bool is_end = false;  // the object's end
  bool is_own = false;  // under a condition that another thread may see otherwise
  std::vector<Held> held;
  Live live;  // threads that run meanwhile, without those that their threads have started
};

// A thread can hand over, to whom waits for it, what it did before.
struct Handover {
  std::optional<Place> object;  // nothing: it is not known through which
  int thread = 0;
  long moment = 0;
  bool gives = false;
  bool takes = false;
  bool is_mutex = false;
};

struct Thread {
  int starter = -1;
  unsigned started = 0;  // the compiler's place
  long begin = 0;
  int function = -1;
  bool has_own = false;       // was given what another one may not be given
  bool joins_itself = false;  // where its handle ends
  std::set<int> left;         // threads that it started and did not wait for
};

struct Trace {
  std::vector<Thread> threads{Thread{}};  // the first is who enters the function
  std::vector<Access> accesses;
  std::vector<Handover> handovers;
  long now = 0;
};

}  // namespace norace::plugin
