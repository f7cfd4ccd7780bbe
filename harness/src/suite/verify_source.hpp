#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/preprocessor_line.hpp"
#include "suite/verify_comment.hpp"
#include "suite/verify_file.hpp"
#include "suite/verify_probe.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// Everything that a file and the headers that it includes say to -verify.
struct VerifySource {
  std::vector<VerifyItem> items;    ///< In the order in which a compiler meets them.
  std::vector<Failure> misspelled;  ///< What is nearly a directive; Clang is silent about it.
  std::map<std::string, std::vector<MovedLine>> moved;  ///< By file.
  std::vector<std::filesystem::path> files;             ///< By number; the main file's is 0.
  /// The numbers of HeaderLookup::forced; none: nobody finds it.
  std::vector<std::optional<std::size_t>> forced;
  /// What to preprocess to learn which comments a compiler meets, and how often: the main file
  /// first. Empty: each counts once, since nothing is conditional, and no header with a directive
  /// is included twice.
  std::vector<ProbeFile> probe;
};

/// How a compile finds what it reads beside its file.
struct HeaderLookup {
  /// `-include NAME`.
  struct Forced {
    std::string name;
    bool can_be_probed = true;  ///< A probe can be named in its place.
  };

  FindFile find;
  VerifyHeaders& headers;
  std::filesystem::path folder;  ///< Where the compiler runs.
  std::vector<Forced> forced;
};

/// Reads a file and, where they are user's files, the headers that it includes. A user's header is
/// one that `lookup` finds.
VerifySource read_verify_source(const std::filesystem::path& file, std::string_view text,
                                const VerifyOptions& options, const HeaderLookup& lookup);

/// The source as a compiler met it: its items in that order, each as often. Items of a header that
/// has no probe, or that something else than a probe includes, count in any case.
VerifySource as_met(const VerifySource& source, const std::vector<MetLine>& met);

/// Where diagnostics say that this line of the file is.
int presumed_line(const VerifySource& source, const std::string& file, int line);

}  // namespace mustfail
