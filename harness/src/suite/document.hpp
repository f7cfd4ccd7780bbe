#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// One example of a document: a fenced block of Markdown, in a page or in a header's comments, or
/// Doxygen's `@code{.cpp}`.
struct CodeBlock {
  int line = 0;                    ///< Of the mark that opens it.
  std::vector<std::string> words;  ///< Behind `cpp`: `compile_fail`, `E0373`.
  /// Its lines and, before them, those of the HTML comments `<!-- cpp ... -->` since the last
  /// block, which a reader does not see: number and text. Blanks stand for what is the comment's
  /// own, so that columns are the document's.
  std::vector<std::pair<int, std::string>> hidden;
  std::vector<std::pair<int, std::string>> lines;
};

/// A page (`.md`, `.markdown`): what is not is read as a header.
bool is_markdown(const std::filesystem::path& file);

/// Reads a document's C++ examples: of a page in its text, of a header in its comments. A block
/// that nothing closes is added to `failures`.
std::vector<CodeBlock> read_document(const std::filesystem::path& file, std::string_view text,
                                     Failures& failures);

}  // namespace mustfail
