#include "suite/comment.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Walks a file once, stepping over literals and collecting comments.
class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) {}

  std::vector<Comment> scan() {
    while (at_ < source_.size()) {
      const std::string_view rest = source_.substr(at_);
      if (rest.starts_with("//")) {
        take_line_comment();
      } else if (rest.starts_with("/*")) {
        take_block_comment();
      } else if (rest.front() == '"') {
        skip_literal([&] { is_raw_prefix() ? skip_raw_string() : skip_quoted('"'); });
      } else if (rest.front() == '\'' && !is_digit_separator() && !ends_trigraph()) {
        skip_literal([&] { skip_quoted('\''); });
      } else {
        step(1);
      }
    }
    return std::move(comments_);
  }

  /// Of what was scanned.
  std::set<int> lines_in_literals() { return std::move(lines_in_literals_); }

 private:
  /// Goes on by `count` bytes and keeps count of the lines.
  void step(std::size_t count) {
    const std::string_view passed = source_.substr(at_, count);
    for (const char c : passed) {
      if (c == '\n') {
        ++line_;
        blank_so_far_ = true;
      } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
        blank_so_far_ = false;
      }
    }
    at_ += passed.size();
  }

  void take_line_comment() {
    std::size_t end = at_;
    while (true) {
      end = source_.find('\n', end);
      if (end == std::string_view::npos) end = source_.size();
      if (end == source_.size()) break;
      std::size_t last = end;  // a backslash at the end of the line continues the comment
      if (last > at_ && source_[last - 1] == '\r') --last;
      if (last == at_ || source_[last - 1] != '\\') break;
      ++end;
    }
    add(at_ + 2, end, false);
    step(end - at_);
  }

  void take_block_comment() {
    std::size_t end = source_.find("*/", at_ + 2);
    if (end == std::string_view::npos) end = source_.size();
    add(at_ + 2, end, true);
    step(end - at_ + 2);
  }

  void add(std::size_t begin, std::size_t end, bool is_block) {
    comments_.push_back(
        {source_.substr(begin, end - begin), line_, begin, is_block, blank_so_far_});
  }

  template <typename Skip>
  void skip_literal(Skip skip) {
    const int first = line_;
    skip();
    for (int line = first + 1; line <= line_; ++line) lines_in_literals_.insert(line);
  }

  void skip_quoted(char quote) {
    std::size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != quote && source_[end] != '\n') {
      end += source_[end] == '\\' ? 2 : 1;
    }
    const bool is_closed = end < source_.size() && source_[end] == quote;
    step(end - at_ + (is_closed ? 1 : 0));
  }

  bool is_raw_prefix() const {
    std::size_t begin = at_;
    while (begin > 0 && is_name_character(source_[begin - 1])) --begin;
    const std::string_view prefix = source_.substr(begin, at_ - begin);
    return prefix == "R" || prefix == "LR" || prefix == "uR" || prefix == "UR" || prefix == "u8R";
  }

  void skip_raw_string() {
    const std::size_t open = source_.find('(', at_);
    if (open == std::string_view::npos) return step(source_.size() - at_);
    std::string close = ")";
    close += source_.substr(at_ + 1, open - at_ - 1);
    close += '"';
    const std::size_t end = source_.find(close, open);
    step(end == std::string_view::npos ? source_.size() - at_ : end + close.size() - at_);
  }

  /// 1'000 has no character literal in it.
  bool is_digit_separator() const {
    if (at_ == 0 || at_ + 1 >= source_.size()) return false;
    if (!is_name_character(source_[at_ - 1]) || !is_name_character(source_[at_ + 1])) return false;
    std::size_t begin = at_;
    while (begin > 0 && (is_name_character(source_[begin - 1]) || source_[begin - 1] == '\''))
      --begin;
    return std::isdigit(static_cast<unsigned char>(source_[begin])) != 0;
  }

  /// `??'` is `^` where trigraphs are on; nowhere else does code have two question marks there.
  bool ends_trigraph() const { return at_ >= 2 && source_.substr(at_ - 2, 2) == "??"; }

  std::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool blank_so_far_ = true;
  std::vector<Comment> comments_;
  std::set<int> lines_in_literals_;
};

}  // namespace

std::vector<Comment> find_comments(std::string_view source) { return Scanner(source).scan(); }

std::set<int> lines_in_literals(std::string_view source) {
  Scanner scanner(source);
  scanner.scan();
  return scanner.lines_in_literals();
}

std::string without_comments(std::string_view source, const std::vector<Comment>& comments) {
  std::string code(source);
  for (const Comment& comment : comments) {
    const std::size_t begin = comment.offset - 2;
    const std::size_t end = comment.offset + comment.text.size() + (comment.is_block ? 2 : 0);
    for (std::size_t i = begin; i < end && i < code.size(); ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
  }
  return code;
}

std::string code_of(std::string_view source) {
  return without_comments(source, find_comments(source));
}

std::optional<std::string> read_code(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return std::nullopt;
  return code_of(*text);
}

bool may_hold_words_in_pieces(const std::string& code) {
  static const RE2 pieces(R"(##|%:%:|\?\?|\\[ \t]*\r?\n)");
  return RE2::PartialMatch(code, pieces);
}

bool may_include_own_file(const std::string& code) {
  static const RE2 include(
      R"((?:#|%:)\s*(?:include(?:_next)?|import|embed)\s*(?:["A-Za-z_]|<[^>\n]*\.\./))");
  return RE2::PartialMatch(code, include);
}

}  // namespace mustfail
