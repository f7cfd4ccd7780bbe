#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mustfail {

/// An option of a command, or something that it takes without an option's name.
struct OptionDescription {
  std::vector<std::string> names;  ///< `-j`, `--jobs`; for a positional `FILTER`.
  std::string about;
  std::vector<std::string> choices;  ///< The values that there are; empty: any.
  bool takes_value = false;
  bool positional = false;
  bool required = false;
  bool repeatable = false;
};

/// What the command line says of itself, for shells and for the manual.
struct CommandDescription {
  std::string name;
  std::string path;  ///< With the commands above it: `mustfail cache trim`.
  std::string about;
  std::string footer;
  std::vector<OptionDescription> options;
  std::vector<CommandDescription> commands;
};

CommandDescription describe(const CLI::App& app);

/// The completion script for `bash`, `zsh` or `fish`; empty for any other shell.
std::string completion_script(const CommandDescription& command, const std::string& shell);

/// The manual page, for man(1).
std::string manual_page(const CommandDescription& command, std::string_view version);

}  // namespace mustfail
