#pragma once

#include <string>

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct NewOptions {
  Selection selection;  ///< Only its suite counts.
  std::string name;     ///< `GROUP/CASE`.
  std::string rule;     ///< Empty: the template's.
  std::string from;     ///< A case of the suite to start from; empty: one of the rule's.
};

/// `mustfail new`: writes a naive and a wrapped file, and never over one that is there.
///
/// They are a copy, with its snapshots, of the case that was named or else of the suite's first
/// pair for the rule, so that the new pair passes as it stands. Where the suite has no pair for the
/// rule, they say what to fill in.
ExitStatus new_command(const NewOptions& options);

}  // namespace mustfail
