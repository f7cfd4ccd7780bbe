// What a file's threads do to one object at once, and what they outlive.
//
// find_races() follows each function that starts threads, from its first statement to its last and
// into the functions that it calls, as one thread would run it; a started thread's function is
// followed where it is started. Two uses of one object race where one of them writes, one stands in
// a thread that runs while the other is reached, no mutex is held at both, and nothing hands over
// from one to the other.
//
// It is silent about what it does not know: an index, an alias, a condition that may be another one
// in each thread, a function whose body is not here and that may wait.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "form.hpp"
#include "thread_sinks.hpp"

namespace norace::plugin {

struct Race {
  enum class Kind : unsigned char {
    Shared,    // two threads use it at once
    Outlived,  // its scope ends while a thread may use it
  };
  Kind kind = Kind::Shared;
  std::string name;             // of the variable or member
  unsigned place = 0;           // of the use that writes; Outlived: of the thread's use
  unsigned other = 0;           // of the other use; Outlived: the variable
  unsigned started = 0;         // where the thread is
  bool is_joined_late = false;  // by whom uses it too, but only behind that use
};

// What the uses at some places, and of what is declared there, are answered for.
using IsAnsweredFor = std::function<bool(unsigned place)>;

std::vector<Race> find_races(const Form& form, const ThreadSinks& sinks,
                             const IsAnsweredFor& is_answered_for);

}  // namespace norace::plugin
