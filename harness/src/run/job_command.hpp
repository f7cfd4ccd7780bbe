#pragma once

#include <filesystem>

#include "cache/precompiled_store.hpp"
#include "plan/job.hpp"
#include "process/file_trace.hpp"

namespace mustfail {

/// The job's command as it is started: with the precompiled header, if there is one, with what
/// makes its compiler quicker, and with what tells which files it reads: rustc writes the
/// `depfile`, what others ask for goes into the trace. An empty one and a null one ask for none.
/// A C++ compiler's own temporary files go to `temporary`: one that is killed leaves them.
Command command_of(const Job& job, const ReadyHeader* header, const std::filesystem::path& depfile,
                   const FileTrace* trace, const std::filesystem::path& temporary);

/// Puts a variable in the place of one of the same name.
void set_variable(std::vector<std::string>& environment, const std::string& name,
                  const std::string& value);

/// Writes the copy that the job's Fixing names, with the fix-its that its compiler hinted at
/// applied. False when nobody asks for it, there is nothing to apply, or it cannot be written.
bool write_fixed_copy(const Job& job, std::string_view hints);

}  // namespace mustfail
