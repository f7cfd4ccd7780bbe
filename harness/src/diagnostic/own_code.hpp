#pragma once

#include <filesystem>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// What is the user's own code, and no header's: the files below a folder, or one file. Of a header
/// that holds an example in its comments only that example's lines are, since the rest of the file
/// is what the example is tried on.
struct OwnCode {
  std::filesystem::path path;
  int first_line = 0;
  int last_line = 0;  ///< 0: all lines.
};

/// Whether a place is in it; the location's file is a normal path.
bool is_in(const OwnCode& own, const Location& location);

}  // namespace mustfail
