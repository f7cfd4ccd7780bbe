#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "toolchain/toolchain.hpp"

namespace mustfail {

/// The variables that Go's tools need beside compiler_environment(), so that a build asks no
/// network, follows no module and keeps its cache in a folder of ours (`GOCACHE` where it is set).
std::vector<std::string> go_environment(const Toolchain& go);

/// Looks for `rustc` (or `go`) on PATH and learns what it can do by building a program of two
/// threads. The toolchain that comes back is named `rust` or `go` and has one feature of that name,
/// whose `missing` says what to install when it cannot be used. Go's also builds, in its probe,
/// what every later build takes from its cache. `memory` is where that was remembered; see
/// toolchain_memory.hpp.
Toolchain probe_twin_compiler(Family language, const std::filesystem::path& memory,
                              const std::stop_token& stop);

}  // namespace mustfail
