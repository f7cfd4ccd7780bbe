#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "toolchain/plugin.hpp"
#include "toolchain/toolchain.hpp"
#include "toolchain/toolchain_request.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// The toolchains that a command may use, and what is missing.
struct Probe {
  std::vector<Toolchain> toolchains;
  std::vector<Toolchain> twin_compilers;  ///< One for each language that was asked for.
  bool interrupted = false;               ///< Ctrl-C or its like came; nothing else is said.
  Failures failures;  ///< One for each toolchain that was asked for and cannot be used ...
  std::vector<std::string> absent{};  ///< ... and their names, in the same order.
};

/// Which toolchains to look for.
struct ProbeRequest {
  std::vector<ToolchainRequest> named;  ///< By the suite; empty: all on PATH.
  std::vector<std::string> selected;    ///< By `--toolchain`; empty: all of the above.
  std::vector<PluginRequest> plugins;   ///< Of the suite.
  std::filesystem::path memory;         ///< Folder where results are remembered; empty: nowhere.
  std::vector<Family> twins{};          ///< Languages whose compilers are looked for.
  bool only_twins = false;              ///< No C++ compiler is looked for.
};

/// Finds compilers (`g++-N` and `clang++-N` on PATH, or what the suite names), and learns what each
/// is and can do by running it. What was learned is remembered for as long as the compiler's file
/// stays the same.
Probe probe_toolchains(const ProbeRequest& request);

}  // namespace mustfail
