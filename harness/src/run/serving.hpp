#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "plan/job.hpp"
#include "process/command.hpp"

namespace mustfail {

/// A server for a program's commands: it is started with this object preloaded, and stops before
/// `main`. See harness/plugins/fork_server.cpp.
Serving serving_before_main(const Command& command, const std::filesystem::path& preloaded);

/// A server for compiles that only check, with the same flags and precompiled header, of a GCC that
/// has read the header: see harness/plugins/fork_server_gcc.cpp. `waiting` is the file that stops
/// there. Nothing for a command of another form, or one that means something else elsewhere.
std::optional<Serving> serving_after_header(const Command& command,
                                            const std::filesystem::path& source,
                                            const std::filesystem::path& plugin,
                                            const std::filesystem::path& waiting);

/// Whether a text can tell that its file is not the one that the compiler was started with.
bool tells_main_file(std::string_view source);

/// What can serve a compile that uses the precompiled header in this folder, if anything can; the
/// command is as it will be run. MUSTFAIL_FORK_SERVER=off: nothing.
std::optional<Serving> serving_of(const Job& job, const Command& command,
                                  const std::filesystem::path& header_folder);

}  // namespace mustfail
