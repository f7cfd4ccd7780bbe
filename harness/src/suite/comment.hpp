#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// A comment of a C++ file. `text` is what stands between the comment's marks.
struct Comment {
  std::string_view text;
  int line = 0;            ///< Where the comment begins, from 1.
  std::size_t offset = 0;  ///< Of `text` in the file.
  bool is_block = false;   ///< `/* */` rather than `//`.
  bool own_line = false;   ///< Nothing but blanks stands before it on its line.
};

/// Every comment of the file, in order. String, character and raw string literals hide comment
/// marks, as they do from a compiler; preprocessor conditionals hide nothing. The views point into
/// `source`.
std::vector<Comment> find_comments(std::string_view source);

/// The lines that begin inside a literal: of a raw string, or of one whose line is continued.
std::set<int> lines_in_literals(std::string_view source);

/// The file with blanks for its comments and their marks, so that offsets and lines stay.
std::string without_comments(std::string_view source, const std::vector<Comment>& comments);

/// The source with blanks for all its comments.
std::string code_of(std::string_view source);

/// The same of a file; nothing where it cannot be read.
std::optional<std::string> read_code(const std::filesystem::path& file);

/// Whether the code could spell a word that a search for it does not find: pasted together, over a
/// line that is continued, or with a trigraph.
bool may_hold_words_in_pieces(const std::string& code);

/// Whether the code includes a file in quotes, by a macro, or by a way up (`<../x>`): that may be
/// one of the case's own.
bool may_include_own_file(const std::string& code);

}  // namespace mustfail
