#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "toolchain/toolchain.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// A compiler plugin that a suite brings: one shared object for each toolchain. Where it is built
/// and the compiler loads it, every compile of the suite gets it, and a case may say `//@ needs:`
/// its feature; where not, those cases are skipped and say why.
struct PluginRequest {
  std::string feature;         ///< Its name in `//@ needs:`.
  std::filesystem::path file;  ///< Absolute; `{toolchain}` stands for the toolchain's name.
  std::string help;            ///< What to do when the file is not there.
};

/// Where the plugin for a toolchain of this name is, or would be.
std::filesystem::path plugin_file(const PluginRequest& request, const std::string& toolchain);

/// Adds each plugin's feature to the toolchain; its flag, and its bytes to the identity, if the
/// compiler loads it. What was found out is remembered in the folder `memory`, if that is not
/// empty, for as long as compiler and plugin stay the same.
void add_plugins(Toolchain& toolchain, const std::vector<PluginRequest>& plugins,
                 const std::filesystem::path& memory);

}  // namespace mustfail
