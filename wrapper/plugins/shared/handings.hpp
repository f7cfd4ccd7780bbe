// Level strict: the calls that hand something to a thread which may outlive the function, so that a
// reader can ask of its types what spawn() asks.
#pragma once

#include <vector>

#include "form.hpp"
#include "thread_sinks.hpp"

namespace norace::plugin {

struct Handing {
  int callee = -1;         // in Form::callees
  unsigned place = 0;      // of the call
  std::size_t first = 0;   // of its parameters, from 0: what the thread gets
  std::size_t behind = 0;  // the last of them
};

// In the order of the functions; each of its places once.
std::vector<Handing> find_handings(const Form& form, const ThreadSinks& sinks);

}  // namespace norace::plugin
