#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "toolchain/toolchain_request.hpp"

namespace mustfail {

/// The folders of `PATH`.
std::vector<std::filesystem::path> search_path();

/// The program as it can be run: a path as it is, a name as `PATH` finds it.
std::optional<std::filesystem::path> find_program(const std::filesystem::path& program);

/// The program that a toolchain's name means: `gcc-12` is `g++-12`; an unknown name is itself.
std::filesystem::path program_of(const std::string& name);

/// Every C++ compiler on `PATH`. One without a version in its name only counts when no other name
/// leads to the same file.
std::vector<ToolchainRequest> compilers_on_path();

}  // namespace mustfail
