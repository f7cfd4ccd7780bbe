#pragma once

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

/// The file with blanks for its comments and their marks, so that offsets and lines stay.
std::string without_comments(std::string_view source, const std::vector<Comment>& comments);

}  // namespace mustfail
