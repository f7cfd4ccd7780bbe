#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/comment.hpp"
#include "suite/expectation.hpp"
#include "suite/verify_options.hpp"

namespace mustfail {

/// One thing that a comment says to -verify.
struct VerifyItem {
  enum class Kind {
    marker,           ///< `// #name`: gives the comment's line a name.
    expectation,      ///< With `marker` set, its place is where that marker stands.
    no_diagnostics,   ///< `expected-no-diagnostics`
    silence_is_fine,  ///< `expected-maybe-no-diagnostics`
    mistake,          ///< What Clang itself reports about the comment.
  };

  Kind kind = Kind::expectation;
  std::filesystem::path file;
  int line = 0;  ///< Where the comment begins.
  Expectation expectation;
  std::string marker;    ///< The name, with its '#'.
  std::string spelling;  ///< `expected-no-diagnostics`
  std::string mistake;   ///< In Clang's words.
  int mistake_line = 0;
};

/// Where a file ends. A place behind `lines`, which counts the empty one after a last new line, is
/// taken for `last`, the line of the file's last byte.
struct FileEnd {
  int lines = 1;
  int last = 1;
};

FileEnd end_of(std::string_view source);

/// Finds the file that `@FILE:LINE` means, as an #include in `from` would.
using FindFile = std::function<std::optional<std::filesystem::path>(
    std::string_view name, const std::filesystem::path& from)>;

/// Reads one comment as Clang's VerifyDiagnosticConsumer does: the same words are directives, the
/// same words are none, the same mistakes are mistakes. Facts from its source and header
/// (clang/Frontend/VerifyDiagnosticConsumer.h); every expectation's line is that of the comment's
/// begin, also in a block comment of several lines.
std::vector<VerifyItem> read_verify_comment(const Comment& comment,
                                            const std::filesystem::path& file, FileEnd end,
                                            const VerifyOptions& options,
                                            const FindFile& find_file);

}  // namespace mustfail
