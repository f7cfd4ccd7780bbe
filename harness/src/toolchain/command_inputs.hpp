#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "process/process.hpp"
#include "util/digest.hpp"

namespace mustfail {

/// The folders in which what a command builds looks for its shared libraries: `-rpath`,
/// LD_LIBRARY_PATH. Absolute.
std::vector<std::filesystem::path> library_folders(const Command& command);

/// What a compile depends on beyond its argv, its environment and the files of its depfile:
///
/// - the bytes of files that its flags name and that no depfile lists: plugins, specs, profiles;
/// - the shared libraries in folders where the program will look for them (`-rpath`,
///   `LD_LIBRARY_PATH`);
/// - the names that its include folders offer (`-I` and its like, `CPATH` and its like): a new
///   header can shadow another without touching a file that was read.
///
/// Folders are listed and files are read once in this object's life. The compiler's own include
/// folders, such as /usr/include, are not listed: see docs/performance.md.
class CommandInputs {
 public:
  /// A digest that changes when one of these does. The words of `except` name no input.
  std::string state_of(const Command& command, const std::vector<std::string>& except);

  /// A digest of the names in a folder and below it.
  const std::string& names_below(const std::filesystem::path& folder);

 private:
  void add_file(Digest& digest, const std::filesystem::path& path);
  /// Shared libraries that a program would find in the folder.
  void add_libraries(Digest& digest, const std::filesystem::path& folder);

  std::map<std::string, std::string> names_;     ///< Of folders.
  std::map<std::string, bool> is_regular_file_;  ///< Of paths that flags name.
  FileDigests digests_;
};

}  // namespace mustfail
