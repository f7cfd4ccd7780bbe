#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "process/process.hpp"

namespace mustfail {

/// One of the files that a compiler consists of, with what tells cheaply whether it is still the
/// same one.
struct CompilerPart {
  std::filesystem::path file;
  std::string digest;  ///< Of its bytes.
  std::uint64_t size = 0;
  std::int64_t modified_seconds = 0;
  std::int64_t modified_nanoseconds = 0;

  friend bool operator==(const CompilerPart&, const CompilerPart&) = default;
};

/// Runs the compiler with these arguments, in the environment of a compile and these variables.
using AskCompiler =
    std::function<ProcessResult(std::vector<std::string> argv, std::vector<std::string> variables)>;

/// The files behind a compiler's name, symbolic links resolved: the driver, the compiler proper
/// (cc1plus), assembler and linker, as the driver finds them (`-B`, wrapper scripts), the libraries
/// that these load, and the start-up files and run-time libraries of a ThreadSanitizer program.
std::vector<CompilerPart> find_compiler_parts(const std::filesystem::path& compiler,
                                              const std::vector<std::string>& flags,
                                              const AskCompiler& ask);

/// The part that this file is, with its digest.
CompilerPart part_of(const std::filesystem::path& file);

/// Whether the file is still what it was, by its size and time stamp.
bool is_unchanged(const CompilerPart& part);

/// A digest of the parts' names and bytes: the same on every machine with the same packages.
std::string digest_of(const std::vector<CompilerPart>& parts);

/// The words of a line as `-###` prints them: parted by blanks, perhaps in quotes.
std::vector<std::string> words_of_dry_run(std::string_view line);

}  // namespace mustfail
