#pragma once

#include "exit_status.hpp"
#include "preparation.hpp"

namespace mustfail {

struct BlessOptions {
  Selection selection;
  unsigned jobs = 0;
  bool accept_meaning =
      false;  ///< Also write what changes a code, a blame line, a count, an output.
};

/// `mustfail bless`: writes the snapshots of what is selected. What a run would call red for
/// another reason than its snapshots is not blessed. A new snapshot and a drift of wording are
/// written as they are; a change of meaning has to be accepted.
ExitStatus bless_command(const BlessOptions& options);

}  // namespace mustfail
