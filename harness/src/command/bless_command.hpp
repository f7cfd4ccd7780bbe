#pragma once

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct BlessOptions {
  Selection selection;
  unsigned jobs = 0;
  bool accept_meaning =
      false;           ///< Also write what changes a code, a blame line, a count, an output.
  bool yes = false;    ///< Do not ask.
  bool prune = false;  ///< Instead of writing any, remove the snapshots that do nothing.
};

/// `mustfail bless`: shows how the snapshots of what is selected would change, asks when a person
/// sits at a terminal, and writes them. What a run would call red for another reason than its
/// snapshots is not blessed. A new snapshot and a drift of wording are written as they are; a
/// change of meaning has to be accepted. In CI nothing is ever written.
ExitStatus bless_command(const BlessOptions& options);

}  // namespace mustfail
