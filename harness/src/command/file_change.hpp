#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// One file that a command would write or remove.
struct FileChange {
  enum class What { create, replace, remove, refuse };

  std::filesystem::path file;
  What what = What::create;
  std::string bytes;                     ///< What to write.
  std::vector<std::string> differences;  ///< For the reader, before the answer.
};

struct ChangeOptions {
  bool yes = false;            ///< Do not ask.
  std::filesystem::path root;  ///< Folders below it that become empty are removed; empty: none.
  std::string_view noun = "snapshot";  ///< What the question calls them.
};

/// What became of the changes.
struct Changed {
  std::size_t done = 0;
  bool declined = false;  ///< A person was asked, and did not say yes: nothing was touched.
  Failures failures;      ///< A file that could not be written or removed.
};

/// Shows the changes, asks, and makes them. It asks only where both standard input and output are a
/// terminal: a script gets what it asked for. Refused changes are shown and not made.
Changed change_files(const std::vector<FileChange>& changes, const ChangeOptions& options);

}  // namespace mustfail
