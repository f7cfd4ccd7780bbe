#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "suite/verify_comment.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// `#line N "FILE"`: from `line` on, a file's lines are counted from `presumed`.
struct MovedLine {
  int line = 0;
  int presumed = 0;
  std::string name;  ///< What diagnostics call the file from here on; empty: as before.
};

/// Everything that a file and the headers that it includes say to -verify.
struct VerifySource {
  std::vector<VerifyItem> items;    ///< In the order in which a compiler meets them.
  std::vector<Failure> misspelled;  ///< What is nearly a directive; Clang is silent about it.
  std::map<std::string, std::vector<MovedLine>> moved;  ///< By file.
  /// What to preprocess to learn which of the main file's comments a compiler meets: the file's
  /// own directives, and the name active_name(LINE) for a comment that begins on that line. Empty:
  /// all of them, since nothing there is conditional.
  std::string probe;
};

/// Reads a file and, where they are user's files, the headers that it includes. A user's header is
/// one that `find_file` finds. A header's comments count unless they stand in `#if 0`.
VerifySource read_verify_source(const std::filesystem::path& file, std::string_view text,
                                const VerifyOptions& options, const FindFile& find_file);

/// The lines whose names a preprocessed probe still holds.
std::set<int> active_lines(std::string_view preprocessed);

/// Where diagnostics say that this line of the file is.
int presumed_line(const VerifySource& source, const std::string& file, int line);

}  // namespace mustfail
