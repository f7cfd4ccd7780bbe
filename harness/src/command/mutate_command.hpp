#pragma once

#include <string>
#include <vector>

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct MutateOptions {
  Selection selection;             ///< Its filters are of mutations' names, not of cases'.
  std::vector<std::string> names;  ///< Parts of names, or patterns; none: all.
  unsigned jobs = 0;               ///< 0: as many as there are cores.
  bool json = false;
  bool list = false;  ///< Only say which mutations there are.
  bool use_cache = true;
};

/// `mustfail mutate`: takes away one thing of the library after the other, and tells which no case
/// tests.
ExitStatus mutate_command(const MutateOptions& options);

}  // namespace mustfail
