#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "util/exit_status.hpp"

namespace mustfail {

struct AdoptOptions {
  std::filesystem::path folder;         ///< Of somebody's programs that must not compile.
  std::filesystem::path to;             ///< Where the suite is written; empty: into that folder.
  std::vector<std::string> toolchains;  ///< Empty: every one on the machine.
  std::vector<std::string> include;     ///< More folders of headers.
  bool every = false;                   ///< Every program must fail, though nothing says so.
  bool yes = false;                     ///< Do not ask.
};

/// `mustfail adopt`: looks at a folder of compile-fail programs, in whatever way its build says
/// which they are, and writes a suite.json for them. It changes no source.
ExitStatus adopt_command(const AdoptOptions& options);

}  // namespace mustfail
