#pragma once

#include <string>
#include <vector>

#include "judge/holding.hpp"

namespace mustfail {

/// A file with the expectations that its compiles ask for.
struct Annotation {
  std::string source;                ///< The same bytes when there is nothing to do.
  std::vector<std::string> remarks;  ///< What became of comments that were there.
  Failures failures;                 ///< With one, `source` is not to be written.
};

/// Writes what is missing, and corrects what is no longer so: an expectation whose diagnostic moved
/// or whose words changed. What holds stays as it is written. `asked_all`: every toolchain of the
/// suite is among the views, as far as the file is for it. A pure function; the new text is held
/// against the views before it is handed out.
Annotation annotate(const std::string& source, const std::vector<FileView>& views, bool asked_all);

}  // namespace mustfail
