#pragma once

#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "suite/comment.hpp"
#include "toolchain/toolchain.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// A comment in a case's source that says which diagnostic must appear where, in the syntax of
/// Clang's -verify:
///
///     PREFIX-SEVERITY[-re][@PLACE] [COUNT] {{TEXT}}
///
/// PREFIX is `expected` (always active), `gcc`, `clang` (by family), `clang19` (by major version)
/// or the name of one of the file's revisions.
struct Expectation {
  enum class Where { line, whole_file, anywhere };

  static constexpr int kUnbounded = std::numeric_limits<int>::max();

  int written_line = 0;    ///< The line that the comment's directive stands on.
  std::size_t offset = 0;  ///< Where it begins in the file that it stands in.
  std::size_t length = 0;  ///< From its prefix to the last brace.
  std::string prefix;
  bool is_revised = false;  ///< The prefix is the revision that the expectation is for.
  Severity severity = Severity::error;
  Where where = Where::line;
  std::string file;  ///< Empty: the file that the comment is in.
  int line = 0;      ///< For Where::line.
  int least = 1;
  int most = 1;
  bool is_regex = false;
  std::string text;     ///< Substring of the message; with `is_regex`, the source as written.
  std::string pattern;  ///< With `is_regex`: the RE2 pattern that `text` stands for.
};

/// What a suite asks for beyond what Clang's own checker asks.
struct Strictness {
  bool whole_text = false;  ///< A text is the whole message, not a part of it.
  bool one_each = false;    ///< No counts and no wildcards: one expectation, one diagnostic.
  bool notes = false;  ///< Every note needs an expectation, and its error or warning one as well.
  bool spelling = false;      ///< In the dialect `verify`: what is nearly a directive is a mistake.
  bool expect_notes = false;  ///< Every note needs an expectation.
};

/// Reads the words of `strict`; a word that is none is returned.
std::optional<std::string> read_strictness(const std::vector<std::string>& words, Strictness& into);
const std::vector<std::string>& strictness_words();

/// Whether an expectation may take any number of diagnostics, or one from anywhere.
bool is_loose(const Expectation& expectation);

/// All expectations of one file.
struct Expectations {
  std::vector<Expectation> list;
  /// `PREFIX-fix-it {{TEXT}}`: how the line reads once the compiler's hints are applied to it.
  std::vector<Expectation> fix_its;
  std::vector<std::string> no_diagnostics;  ///< Prefixes of `PREFIX-no-diagnostics` found.
};

/// Reads the expectations among a file's comments. What is malformed, and what is nearly an
/// expectation (`expected-eror {{`), is added to `failures` with its line. The names of the file's
/// revisions are prefixes too.
Expectations parse_expectations(std::string_view source, const std::vector<Comment>& comments,
                                const std::filesystem::path& file, Failures& failures,
                                const std::vector<std::string>& revisions = {});

/// Takes away what is for another of the revisions.
void keep_revision(Expectations& expectations, const std::string& revision,
                   const std::vector<std::string>& revisions);

/// Whether expectations with this prefix count on this toolchain.
bool is_active(std::string_view prefix, const Toolchain& toolchain);
inline bool is_active(const Expectation& expectation, const Toolchain& toolchain) {
  return expectation.is_revised || is_active(expectation.prefix, toolchain);
}

}  // namespace mustfail
