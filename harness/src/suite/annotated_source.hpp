#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suite/comment.hpp"
#include "suite/expectation.hpp"

namespace mustfail {

/// An expectation as it is to be written: `head@PLACE tail`.
struct WrittenExpectation {
  std::string head;          ///< `gcc-error`, `expected-error-re`
  std::string tail;          ///< ` 2 {{text}}`
  int line = 0;              ///< Of the file as it was, that it is about; 0: `place` says it.
  bool is_absolute = false;  ///< `@12` and not `@+1`.
  std::string place;         ///< `@*`, `@file.hpp:*`; with its '@'.
};

/// A file whose expectations are written, corrected and taken away. All lines and offsets are those
/// of the file as it was; what is written names them as they will be.
class AnnotatedSource {
 public:
  explicit AnnotatedSource(std::string_view source);

  /// Writes it at the end of its line, or where no comment can stand there, or that is too long, in
  /// a line of its own below. One without a line goes behind the last line.
  void add(const WrittenExpectation& expectation);
  /// Writes these in the place of one that is there.
  void replace(const Expectation& old, const std::vector<WrittenExpectation>& by);
  /// Takes one away, and its comment when nothing else is in it.
  void remove(const Expectation& old) { replace(old, {}); }
  /// Keeps one that is there: the number in its place changes with the lines.
  void keep(const Expectation& old);
  /// A line of its own before all others.
  void begin_with(std::string comment) { first_lines_.push_back(std::move(comment)); }

  /// The new text. Call it last.
  std::string text();
  /// Where a line of the old text is in the new one; after text().
  int new_line(int old) const;

 private:
  struct Edit {
    std::size_t length = 0;
    std::vector<WrittenExpectation> by;
    int comment_line = 0;
  };

  struct Line {
    std::string_view bytes;  ///< Without its end.
    std::size_t offset = 0;
    bool is_removed = false;
    bool has_room = true;
    std::vector<WrittenExpectation> at_end;
    std::vector<std::pair<WrittenExpectation, int>> below;  ///< With the line whose indent it has.
  };

  const Comment* comment_at(std::size_t offset) const;
  bool may_end_in_comment(const Line& line) const;
  bool may_be_followed_by_comment(const Line& line) const;
  void drop_empty_comments();
  void settle_lines();
  std::string spelled(const WrittenExpectation& each, int host) const;
  std::string edited(const Line& line) const;
  Line& line_at(int number) { return lines_[static_cast<std::size_t>(number) - 1]; }

  std::string source_;
  std::string end_;  ///< Of the file's lines: `\n` or `\r\n`.
  std::vector<Comment> comments_;
  std::vector<Line> lines_;
  std::vector<std::string> first_lines_;
  std::map<std::size_t, Edit> edits_;  ///< By offset.
  std::vector<int> new_lines_;
  std::size_t longest_ = 0;
};

}  // namespace mustfail
