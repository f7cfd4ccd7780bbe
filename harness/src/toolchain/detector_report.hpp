#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace mustfail {

/// Detectors write to files of their own, `PREFIX.PID`, so that what a program prints is never
/// taken for a report. Each program has a folder for them.

/// Makes the folder of the prefix; an empty prefix asks for none.
void prepare_report(const std::filesystem::path& prefix);

/// What the detector wrote, one file for each process that it saw something in, in the order of
/// their names and cut at `limit` bytes (0: not cut). The folder is removed.
std::string take_report(const std::filesystem::path& prefix, std::size_t limit);

}  // namespace mustfail
