#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "suite.hpp"
#include "toolchain.hpp"

namespace mustfail {

/// What a toolchain's answers depend on: the compiler's file, the flags and the environment. A new
/// compiler under the old name has another identity and is probed anew.
std::string identity_of(const ToolchainRequest& request, const std::filesystem::path& compiler);

/// What was learned about the toolchain of this identity before; nothing when it has to be probed.
/// `memory` is the folder, and may be empty.
std::optional<Toolchain> recall(const std::filesystem::path& memory, const std::string& identity,
                                const ToolchainRequest& request,
                                const std::filesystem::path& compiler);

/// Keeps it. Remembering is a convenience: where the disk does not allow it, nothing happens.
void remember(const std::filesystem::path& memory, const Toolchain& toolchain);

}  // namespace mustfail
