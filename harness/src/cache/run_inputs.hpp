#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mustfail {

/// What a program may ask the file system for without its result depending on more than the key of
/// its build does.
struct RunScope {
  std::filesystem::path ours;  ///< The folder that is made anew for each run; its real name.
  std::vector<std::filesystem::path> libraries;  ///< Whose shared libraries the key holds.
  std::vector<std::string> known;  ///< Names of inputs that the build depends on: see Inputs.
};

/// Whether a run that asked for these names, absolute and normal, is the same the next time: they
/// are of the scope, the kernel's own, or of an installed package.
bool is_repeatable(const std::vector<std::string>& asked, const RunScope& scope);

}  // namespace mustfail
