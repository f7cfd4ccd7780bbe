#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "toolchain/toolchain.hpp"
#include "toolchain/toolchain_request.hpp"

namespace mustfail {

/// What a toolchain is remembered under: the compiler's file, the flags and the environment. A new
/// compiler under the old name has another one and is probed anew.
std::string memory_key(const ToolchainRequest& request, const std::filesystem::path& compiler);

/// What was learned about the toolchain of this key before; nothing when it has to be probed, also
/// because one of its parts changed. `memory` is the folder, and may be empty.
std::optional<Toolchain> recall(const std::filesystem::path& memory, const std::string& key,
                                const ToolchainRequest& request,
                                const std::filesystem::path& compiler);

/// Keeps it. Remembering is a convenience: where the disk does not allow it, nothing happens.
void remember(const std::filesystem::path& memory, const std::string& key,
              const Toolchain& toolchain);

/// What caches take for the compiler itself.
std::string identity_of(const Toolchain& toolchain);

}  // namespace mustfail
