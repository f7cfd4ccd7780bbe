#include "suite/verify_comment.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "suite/posix_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

/// The comment as Clang looks at it: with its opening marks, and with continued lines joined. Keeps
/// which line of the comment each byte is on.
struct Text {
  std::string bytes;
  std::vector<int> lines;
  std::vector<std::size_t> offsets;  ///< In the file.
};

Text with_marks(const Comment& comment) {
  Text text;
  int line = comment.line;
  std::size_t offset = comment.offset - 2;
  const auto put = [&](char c) {
    text.bytes += c;
    text.lines.push_back(line);
    text.offsets.push_back(offset++);
  };
  for (const char mark : std::string_view(comment.is_block ? "/*" : "//")) put(mark);
  const std::string_view raw = comment.text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    offset = comment.offset + i;
    const bool joins =
        raw[i] == '\\' && i + 1 < raw.size() && (raw[i + 1] == '\n' || raw[i + 1] == '\r');
    if (!joins) {
      put(raw[i]);
      if (raw[i] == '\n') ++line;
      continue;
    }
    ++i;
    if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') ++i;
    ++line;
  }
  if (comment.is_block) {
    offset = comment.offset + raw.size();
    put('*');
    put('/');
  }
  return text;
}

constexpr std::array<std::pair<std::string_view, Severity>, 4> kSeverities{{
    {"-error", Severity::error},
    {"-warning", Severity::warning},
    {"-remark", Severity::remark},
    {"-note", Severity::note},
}};

/// Reads a comment from front to back.
class VerifyCommentReader {
 public:
  VerifyCommentReader(const Comment& comment, const std::filesystem::path& file, FileEnd end,
                      const VerifyOptions& options, const FindFile& find_file)
      : comment_(comment),
        file_(file),
        end_(end),
        options_(options),
        find_file_(find_file),
        text_(with_marks(comment)),
        bytes_(text_.bytes) {}

  std::vector<VerifyItem> read() {
    find_markers();
    at_ = 0;
    while (at_ < bytes_.size()) {
      const auto token = next_token();
      if (!token) break;
      read_directive(*token);
    }
    return std::move(items_);
  }

 private:
  /// At the comment's begin, after a blank, or right after the mark that opens a comment.
  bool begins_word(std::size_t at) const {
    if (at == 0 || is_space(bytes_[at - 1])) return true;
    return at > 1 && (bytes_[at - 1] == '/' || bytes_[at - 1] == '*') && bytes_[at - 2] == '/';
  }

  VerifyItem& add(VerifyItem::Kind kind) {
    VerifyItem item;
    item.kind = kind;
    item.file = file_;
    item.line = comment_.line;
    items_.push_back(std::move(item));
    return items_.back();
  }

  void complain(std::string what) {
    VerifyItem& item = add(VerifyItem::Kind::mistake);
    item.mistake = std::move(what);
    item.mistake_line = text_.lines[std::min(at_, text_.lines.size() - 1)];
  }

  /// `#name`, the longest run of letters, digits, '-' and '_'.
  std::string marker_at(std::size_t at) const {
    if (at >= bytes_.size() || bytes_[at] != '#') return {};
    std::size_t end = at + 1;
    while (end < bytes_.size() && is_word(bytes_[end])) ++end;
    return end > at + 1 ? std::string(bytes_.substr(at, end - at)) : std::string();
  }

  void find_markers() {
    for (std::size_t at = bytes_.find('#'); at != std::string_view::npos;
         at = bytes_.find('#', at + 1)) {
      if (!begins_word(at)) continue;
      if (auto marker = marker_at(at); !marker.empty()) {
        add(VerifyItem::Kind::marker).marker = std::move(marker);
      }
    }
  }

  /// The next word that may be a directive; what follows it is next to be read.
  std::optional<std::string_view> next_token() {
    const bool one_prefix = options_.prefixes.size() == 1;
    for (std::size_t at = at_; at < bytes_.size(); ++at) {
      const bool fits = one_prefix ? bytes_.substr(at).starts_with(options_.prefixes.front())
                                   : is_letter(bytes_[at]);
      if (!fits) continue;
      const std::size_t least = one_prefix ? options_.prefixes.front().size() : 1;
      if (!begins_word(at)) {
        at += least - 1;
        continue;
      }
      std::size_t end = at + least;
      while (end < bytes_.size() && is_word(bytes_[end])) ++end;
      // What may be a count or a range of counts is no part of the word.
      while (is_digit(bytes_[end - 1]) || bytes_[end - 1] == '-') --end;
      at_ = end;
      return bytes_.substr(at, end - at);
    }
    return std::nullopt;
  }

  bool is_prefix(std::string_view word) const {
    return std::ranges::find(options_.prefixes, word) != options_.prefixes.end();
  }

  void read_directive(std::string_view token) {
    std::string_view word = token;
    const bool is_regex = word.ends_with("-re");
    if (is_regex) word.remove_suffix(3);
    for (const auto& [kind, item] :
         {std::pair{std::string_view("-maybe-no-diagnostics"), VerifyItem::Kind::silence_is_fine},
          std::pair{std::string_view("-no-diagnostics"), VerifyItem::Kind::no_diagnostics}}) {
      if (!word.ends_with(kind) || is_regex) continue;
      if (is_prefix(word.substr(0, word.size() - kind.size()))) add(item).spelling = token;
      return;
    }
    for (const auto& [kind, severity] : kSeverities) {
      if (!word.ends_with(kind)) continue;
      word.remove_suffix(kind.size());
      if (!is_prefix(word)) return;
      Expectation expectation;
      expectation.prefix = word;
      expectation.severity = severity;
      expectation.is_regex = is_regex;
      expectation.written_line = comment_.line;
      const auto begin = static_cast<std::size_t>(token.data() - bytes_.data());
      expectation.offset = text_.offsets[begin];
      expectation.file = file_.string();
      expectation.line = comment_.line;
      std::string marker;
      const bool is_whole =
          read_place(expectation, marker) && read_count(expectation) && read_text(expectation);
      if (!is_whole) return;
      expectation.length = text_.offsets[at_ - 1] + 1 - expectation.offset;
      VerifyItem& item = add(VerifyItem::Kind::expectation);
      item.expectation = std::move(expectation);
      item.marker = std::move(marker);
      item.spelling = token;
      return;
    }
  }

  bool take(char c) {
    if (at_ >= bytes_.size() || bytes_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::optional<int> take_number() {
    std::size_t end = at_;
    std::int64_t number = 0;
    while (end < bytes_.size() && is_digit(bytes_[end])) {
      number = std::min<std::int64_t>(number * 10 + (bytes_[end] - '0'), Expectation::kUnbounded);
      ++end;
    }
    if (end == at_) return std::nullopt;
    at_ = end;
    return static_cast<int>(number);
  }

  std::string_view kind_of(const Expectation& expectation) const {
    return expectation.is_regex ? "regex" : "string";
  }

  int within_file(std::int64_t line) const {
    return line > end_.lines ? end_.last : static_cast<int>(line);
  }

  bool read_place(Expectation& expectation, std::string& marker) {
    if (!take('@')) return true;
    const auto no_line = [&](std::string_view kind) {
      complain(fmt::format("missing or invalid line number following '@' in expected {}", kind));
      return false;
    };
    const bool plus = take('+');
    if (plus || take('-')) {
      const auto offset = take_number();
      if (!offset || (!plus && *offset >= comment_.line)) return no_line(kind_of(expectation));
      expectation.line = within_file(std::int64_t{comment_.line} + (plus ? *offset : -*offset));
      return true;
    }
    if (const auto line = take_number()) {
      if (*line == 0) return no_line(kind_of(expectation));
      expectation.line = within_file(*line);
      return true;
    }
    if (marker = marker_at(at_); !marker.empty()) {
      at_ += marker.size();
      return true;
    }
    const std::size_t colon = bytes_.find(':', at_);
    if (colon != std::string_view::npos) return read_file_place(expectation, colon);
    if (!take('*')) return no_line(kind_of(expectation));
    expectation.where = Expectation::Where::anywhere;
    return true;
  }

  /// `@FILE:LINE`, `@FILE:*`, `@*:*`. Everything up to the next colon of the comment is the name,
  /// so that a colon anywhere behind `@*` makes that something else: Clang reads it so.
  bool read_file_place(Expectation& expectation, std::size_t colon) {
    const std::string_view name = bytes_.substr(at_, colon - at_);
    at_ = colon + 1;
    const auto no_line = [&](std::string_view kind) {
      complain(fmt::format("missing or invalid line number following '@' in expected {}", kind));
      return false;
    };
    if (name == "*") {
      if (!take('*')) return no_line("'*'");
      expectation.where = Expectation::Where::anywhere;
      return true;
    }
    const auto found = find_file_(name, file_);
    if (!found) {
      complain(
          fmt::format("file '{}' could not be located in expected {}", name, kind_of(expectation)));
      return false;
    }
    expectation.file = found->string();
    if (const auto line = take_number()) {
      if (*line == 0) return no_line(kind_of(expectation));
      expectation.line = *line;
      return true;
    }
    if (!take('*')) return no_line(kind_of(expectation));
    expectation.where = Expectation::Where::whole_file;
    return true;
  }

  void skip_spaces() {
    while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
  }

  bool read_count(Expectation& expectation) {
    skip_spaces();
    if (const auto least = take_number()) {
      expectation.least = expectation.most = *least;
      if (take('+')) {
        expectation.most = Expectation::kUnbounded;
      } else if (take('-')) {
        const auto most = take_number();
        if (!most || *most < *least) {
          complain(fmt::format("invalid range following '-' in expected {}", kind_of(expectation)));
          return false;
        }
        expectation.most = *most;
      }
    } else if (take('+')) {
      expectation.most = Expectation::kUnbounded;
    }
    skip_spaces();
    return true;
  }

  bool read_text(Expectation& expectation) {
    if (!bytes_.substr(at_).starts_with("{{")) {
      complain(fmt::format("cannot find start ('{{{{') of expected {}", kind_of(expectation)));
      return false;
    }
    constexpr int kManyBraces = 18;  // the release that reads {{{ as one opening mark
    std::size_t braces = 2;
    if (!expectation.is_regex && options_.clang_major >= kManyBraces) {
      while (at_ + braces < bytes_.size() && bytes_[at_ + braces] == '{') ++braces;
    }
    at_ += braces;
    const auto end = closing(std::string(braces, '{'), std::string(braces, '}'));
    if (!end) {
      complain(fmt::format("cannot find end ('{}') of expected {}", std::string(braces, '}'),
                           kind_of(expectation)));
      return false;
    }
    const std::size_t begin = at_;
    at_ = *end + braces;
    expectation.text = with_newlines(bytes_.substr(begin, *end - begin));
    return !expectation.is_regex || read_regex(expectation);
  }

  /// Where the mark that closes the text begins; opening marks inside need their own.
  std::optional<std::size_t> closing(std::string_view open, std::string_view close) const {
    int depth = 1;
    std::size_t at = at_;
    while (at < bytes_.size()) {
      const std::string_view rest = bytes_.substr(at);
      if (rest.starts_with(open)) {
        ++depth;
        at += open.size();
      } else if (rest.starts_with(close)) {
        if (--depth == 0) return at;
        at += close.size();
      } else {
        ++at;
      }
    }
    return std::nullopt;
  }

  /// `\n` stands for a new line. Clang forgets what follows the last one, and so has to be matched:
  /// {{a\nb}} asks for "a" and a new line.
  static std::string with_newlines(std::string_view content) {
    constexpr std::string_view kNewline = "\\n";
    std::string text;
    std::size_t done = 0;
    for (std::size_t at = content.find(kNewline); at != std::string_view::npos;
         at = content.find(kNewline, done)) {
      text += content.substr(done, at - done);
      text += '\n';
      done = at + kNewline.size();
    }
    return text.empty() ? std::string(content) : text;
  }

  bool read_regex(Expectation& expectation) {
    std::string_view rest = expectation.text;
    if (rest.find("{{") == std::string_view::npos) {
      complain(fmt::format("cannot find start of regex ('{{{{') in {}", rest));
      at_ = bytes_.size();  // Clang reads no further in this comment
      return false;
    }
    expectation.pattern = "(?s)";
    while (!rest.empty()) {
      const std::size_t open = std::min(rest.find("{{"), rest.size());
      const std::string_view plain = rest.substr(0, open);
      expectation.pattern += RE2::QuoteMeta(re2::StringPiece(plain.data(), plain.size()));
      rest.remove_prefix(open);
      if (rest.empty()) break;
      rest.remove_prefix(2);
      const std::size_t close = std::min(rest.find("}}"), rest.size());
      const auto inner = from_posix(rest.substr(0, close));
      if (!inner) {
        // Clang keeps what it has complained about, and never sees it.
        complain(fmt::format("invalid expected regex: {}", rest.substr(0, close)));
        expectation.pattern = "[^\\x00-\\x{10FFFF}]";
        return true;
      }
      expectation.pattern += "(?:" + *inner + ")";
      rest.remove_prefix(std::min(close + 2, rest.size()));
    }
    return true;
  }

  const Comment& comment_;
  const std::filesystem::path& file_;
  FileEnd end_;
  const VerifyOptions& options_;
  const FindFile& find_file_;
  Text text_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::vector<VerifyItem> items_;
};

}  // namespace

FileEnd end_of(std::string_view source) {
  return {line_of(source, source.size()), line_of(source, source.empty() ? 0 : source.size() - 1)};
}

std::vector<VerifyItem> read_verify_comment(const Comment& comment,
                                            const std::filesystem::path& file, FileEnd end,
                                            const VerifyOptions& options,
                                            const FindFile& find_file) {
  return VerifyCommentReader(comment, file, end, options, find_file).read();
}

}  // namespace mustfail
