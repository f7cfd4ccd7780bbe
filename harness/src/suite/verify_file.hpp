#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "suite/comment.hpp"
#include "suite/preprocessor_line.hpp"
#include "suite/verify_comment.hpp"

namespace mustfail {

/// What of a file matters to -verify, whatever its prefixes are.
struct VerifyFile {
  std::string text;  ///< Empty where no comment is left.
  /// Those that may say something. Their views point into `text`.
  std::vector<Comment> comments;
  std::vector<PreprocessorLine> lines;
  std::vector<std::pair<int, Inclusion>> inclusions;  ///< By line.
  std::vector<MovedLine> moved;
  bool is_conditional = false;  ///< In parts.
  FileEnd end;
};

enum class CommentChoice { all, that_may_say_something };

/// Reads a file's text. It is not to be moved afterwards, since the comments point into it.
std::unique_ptr<const VerifyFile> read_verify_file(std::string text, CommentChoice choice);

/// The headers that many files of a suite include, each read once. Files that are changed meanwhile
/// are not noticed. Not thread-safe.
class VerifyHeaders {
 public:
  /// Null where it cannot be read.
  const VerifyFile* read(const std::filesystem::path& file);

  /// What was found under this key, or what `find` finds now.
  const std::optional<std::filesystem::path>& found(
      const std::string& key, const std::function<std::optional<std::filesystem::path>()>& find);

 private:
  std::map<std::string, std::unique_ptr<const VerifyFile>> files_;
  std::unordered_map<std::string, std::optional<std::filesystem::path>> found_;
};

}  // namespace mustfail
