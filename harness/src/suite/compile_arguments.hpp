#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// What a suite takes over from somebody else's command line; every path absolute.
struct CompileArguments {
  std::vector<std::filesystem::path> include;  ///< Of -I.
  std::string standard;                        ///< Of -std; empty: it says none.
  std::vector<std::string> flags;              ///< The rest, in order.
};

/// A text as a POSIX shell splits it into words: blanks, '...', "..." and backslashes; nothing is
/// expanded.
std::vector<std::string> shell_words(std::string_view text);

/// Arguments one a line, as CMake lists them: a line `SHELL:-a b` is several, split as a shell
/// would. Nothing is left out. Relative paths count from `folder`.
CompileArguments arguments_of_lines(std::string_view text, const std::filesystem::path& folder);

/// What an entry of a compile_commands.json is about.
struct CompileEntry {
  std::filesystem::path database;
  std::filesystem::path source;
  std::string output;     ///< Only the entry with this output; empty: any.
  bool warnings = false;  ///< Take -W flags over as well.
};

/// The arguments with which the source is compiled there, without what only that compile is about:
/// the compiler, inputs and outputs, dependency files, its precompiled header, diagnostics' looks,
/// sanitizers and coverage (the harness brings its own) and, unless asked for, warnings. A Failure
/// without a place says what is wrong. `names`, if that is not null, gets each file that was read
/// or missed: the database and response files.
Result<CompileArguments> arguments_of_entry(const CompileEntry& entry,
                                            std::set<std::filesystem::path>* names = nullptr);

/// Of one command: what arguments_of_entry() gives for it.
CompileArguments arguments_of_command(const std::vector<std::string>& argv,
                                      const std::filesystem::path& folder, bool warnings);

}  // namespace mustfail
