#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mustfail {

/// How a program that was started once runs a command: see ForkServer.
struct Serving {
  std::vector<std::string> start;        ///< The argv that it is started with.
  std::vector<std::string> environment;  ///< Its variables, complete.
  std::vector<std::string> hello;        ///< What it says once it can serve.
  std::vector<std::string> request;      ///< What it is asked for: what stands for the argv.
};

/// One program to run. There is no shell: `argv` reaches the program as it is, and standard input
/// is empty.
struct Command {
  std::vector<std::string> argv;         ///< `argv[0]` is the program's path, absolute.
  std::vector<std::string> environment;  ///< `NAME=value`, complete: nothing is inherited.
  std::filesystem::path folder;          ///< Where it runs.
  std::chrono::seconds time_limit{60};   ///< Wall clock.
  std::uint64_t memory_limit = 0;        ///< Resident bytes of the whole process tree; 0: none.
  std::uint64_t output_limit = 0;        ///< Bytes of each of stdout and stderr; 0: none.
  /// Whether it is noted what it asks the file system for; not where a fork server runs it.
  bool is_watched = false;
  /// A fork server may run it instead, with the same result.
  std::optional<Serving> serving = std::nullopt;
};

/// The variables of our own environment that compilers and programs may see, plus a locale that
/// makes every compiler print the same words (`LC_ALL=C.UTF-8`). Everything else is withheld, so
/// that a result does not depend on the person who asked for it.
std::vector<std::string> compiler_environment();

/// The command as a line to paste into a shell: words quoted where they have to be.
std::string shell_line(const std::vector<std::string>& argv);

}  // namespace mustfail
