#pragma once

#include <string>

#include "exit_status.hpp"
#include "preparation.hpp"

namespace mustfail {

struct NewOptions {
  Selection selection;  ///< Only its suite counts.
  std::string name;     ///< `GROUP/CASE`.
  std::string rule;     ///< Empty: the template's.
  std::string from;     ///< A case of the suite to start from; empty: one of the rule's.
};

/// `mustfail new`: writes a naive and a wrapped file, and never over one that is there.
///
/// They come from the first of these that there is: the case that was named; a folder
/// `templates` beside the cases' (`RULE/naive.cpp` or `naive.cpp`); the suite's first pair for the
/// rule, with its snapshots, so that the new pair passes as it stands; a pair that says what to
/// fill in.
ExitStatus new_command(const NewOptions& options);

}  // namespace mustfail
