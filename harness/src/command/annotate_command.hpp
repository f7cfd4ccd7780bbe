#pragma once

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct AnnotateOptions {
  Selection selection;
  unsigned jobs = 0;
  bool check = false;  ///< Write nothing; status 1 when there is something to write.
  bool yes = false;    ///< Do not ask.
};

/// `mustfail annotate`: compiles what must fail, and what stands in the dialect `verify`, and
/// writes the expectations into the sources: shows the difference, asks when a person sits at a
/// terminal, and writes. In CI nothing is written, `check` only looks.
ExitStatus annotate_command(const AnnotateOptions& options);

}  // namespace mustfail
