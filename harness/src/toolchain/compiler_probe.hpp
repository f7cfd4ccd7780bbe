#pragma once

#include <filesystem>
#include <stop_token>

#include "toolchain/toolchain.hpp"
#include "toolchain/toolchain_request.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// Learns what a compiler is and what it can do, by asking it small questions in the folder, which
/// has to be empty and is not cleared. Fails when it answers none of them, or is no GCC or Clang.
Result<Toolchain> probe_compiler(const ToolchainRequest& request,
                                 const std::filesystem::path& compiler,
                                 const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace mustfail
