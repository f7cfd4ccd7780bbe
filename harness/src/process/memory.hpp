#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace mustfail {

/// Bytes that may still be used without swapping: MemAvailable of the machine, or less where a
/// control group (version 1 or 2) that we are in has a limit. Nothing when the system does not
/// tell. `root` is where /proc and /sys are.
std::optional<std::uint64_t> available_memory(const std::filesystem::path& root = "/");

}  // namespace mustfail
