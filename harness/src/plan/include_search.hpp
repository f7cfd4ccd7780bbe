#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/command.hpp"

namespace mustfail {

/// A file that a compiler reads in front of the source: `-include NAME`.
struct ForcedInclude {
  std::string name;
  /// Which word of the command holds the name; none where it stands in a response file.
  std::optional<std::size_t> word;
  std::string before;  ///< What that word holds in front of it.
};

/// Where a command's flags and variables tell a compiler to look for headers, in the order in which
/// GCC and Clang do: `-iquote`, `-I`, `CPATH`, `-isystem` and its like, `CPLUS_INCLUDE_PATH`,
/// `-idirafter`. The compiler's own folders come after them and are not among them.
struct IncludeSearch {
  std::vector<std::filesystem::path> quoted;  ///< For `#include "NAME"` alone, before the others.
  std::vector<std::filesystem::path> folders;
  std::vector<ForcedInclude> forced;
};

/// Reads a command, also behind `-Xclang`, `-Xpreprocessor` and `-Wp,`, and in response files.
IncludeSearch include_search(const Command& command);

/// The file that `#include "NAME"` in the file `from` means, among these folders; `from` may be a
/// file that is not there, for `-include NAME`.
std::optional<std::filesystem::path> find_header(const IncludeSearch& search, std::string_view name,
                                                 const std::filesystem::path& from);

}  // namespace mustfail
