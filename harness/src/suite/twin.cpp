#include "suite/twin.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <cctype>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// Walks a file once, stepping over literals and collecting comments.
class TwinScanner {
 public:
  TwinScanner(std::string_view source, Family language) : source_(source), language_(language) {}

  std::vector<Comment> scan() {
    while (at_ < source_.size()) {
      const std::string_view rest = source_.substr(at_);
      if (rest.starts_with("//")) {
        take(source_.find('\n', at_), 0, false);
      } else if (rest.starts_with("/*")) {
        take(end_of_block(), 2, true);
      } else if (const std::size_t length = literal_length(rest); length > 0) {
        step(length);
      } else {
        step(1);
      }
    }
    return std::move(comments_);
  }

 private:
  void step(std::size_t count) {
    for (const char c : source_.substr(at_, count)) {
      if (c == '\n') {
        ++line_;
        blank_so_far_ = true;
      } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
        blank_so_far_ = false;
      }
    }
    at_ = std::min(at_ + count, source_.size());
  }

  void take(std::size_t end, std::size_t mark, bool is_block) {
    if (end == std::string_view::npos) end = source_.size();
    comments_.push_back(
        {source_.substr(at_ + 2, end - at_ - 2), line_, at_ + 2, is_block, blank_so_far_});
    step(end - at_ + mark);
  }

  /// Rust's block comments nest.
  std::size_t end_of_block() const {
    int depth = 0;
    for (std::size_t i = at_; i + 1 < source_.size(); ++i) {
      const std::string_view two = source_.substr(i, 2);
      if (two == "/*" && (depth == 0 || language_ == Family::rust)) {
        ++depth;
        ++i;
      } else if (two == "*/") {
        if (--depth == 0) return i;
        ++i;
      }
    }
    return source_.size();
  }

  std::size_t literal_length(std::string_view rest) const {
    if (rest.front() == '"') return quoted(rest, '"');
    if (rest.front() == '`' && language_ == Family::go) return until(rest, 1, "`");
    if (rest.front() == '\'') {
      return language_ == Family::go || !is_lifetime(rest) ? quoted(rest, '\'') : 0;
    }
    if (rest.front() == 'r' && language_ == Family::rust) return raw_string(rest);
    return 0;
  }

  /// `'a` and `'static`: a name that no quote follows. `'x'` and `'\n'` are characters.
  static bool is_lifetime(std::string_view rest) {
    return rest.size() > 2 && is_name_character(rest[1]) && rest[2] != '\'';
  }

  static std::size_t quoted(std::string_view rest, char quote) {
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != quote) end += rest[end] == '\\' ? 2 : 1;
    return std::min(end + 1, rest.size());
  }

  static std::size_t until(std::string_view rest, std::size_t from, std::string_view close) {
    const std::size_t end = rest.find(close, from);
    return end == std::string_view::npos ? rest.size() : end + close.size();
  }

  /// `r"..."`, `r#"..."#`; the `r` may follow a `b`, and is then no name's last letter.
  std::size_t raw_string(std::string_view rest) const {
    std::size_t begin = at_;
    while (begin > 0 && is_name_character(source_[begin - 1])) --begin;
    const std::string_view before = source_.substr(begin, at_ - begin);
    if (!before.empty() && before != "b") return 0;
    const std::size_t quote = rest.find_first_not_of('#', 1);
    if (quote == std::string_view::npos || rest[quote] != '"') return 0;
    return until(rest, quote + 1, "\"" + std::string(quote - 1, '#'));
  }

  std::string_view source_;
  Family language_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool blank_so_far_ = true;
  std::vector<Comment> comments_;
};

std::optional<Mode> mode_of(std::string_view stem) {
  if (stem.starts_with("naive")) return Mode::compile_fail;
  if (stem.starts_with("near_miss")) return Mode::compile_pass;
  if (stem.starts_with("wrapped")) return Mode::run_pass;
  return std::nullopt;
}

/// The rule of the C++ file beside the twin, which may itself be malformed: that is told elsewhere.
std::string rule_beside(const fs::path& cpp) {
  const auto text = read_file(cpp);
  if (!text) return {};
  Failures ignored;
  return parse_directives(find_comments(*text), cpp, ignored).general.rule;
}

/// Directives that only say something about a C++ file.
std::string foreign_directive(const Directives& directives, Family language) {
  if (directives.mode) return "mode";
  if (directives.dialect) return "dialect";
  if (!directives.rule.empty()) return "rule";
  if (!directives.only.empty()) return "only";
  if (!directives.skip.empty()) return "skip";
  if (!directives.needs.empty()) return "needs";
  if (directives.witness) return "witness";
  if (!directives.known_hole.empty()) return "known-hole";
  if (language == Family::go && !directives.standard.empty()) return "std";
  return {};
}

void check_difference(const Variant& variant, Family language, Failures& failures) {
  const Directives& directives = variant.directives;
  const bool rust = language == Family::rust;
  const auto complain = [&](std::string what, std::string help) {
    failures.push_back({{variant.file, directives.differs_line}, std::move(what), std::move(help)});
  };
  if (!directives.differs) {
    if (rust && variant.mode == Mode::compile_fail && !is_rust_code(directives.rule)) {
      complain(directives.rule.empty()
                   ? "the C++ file beside this twin names no rule"
                   : fmt::format("Rust has no code '{}', which the C++ file's rule has",
                                 directives.rule),
               "say what Rust does: //@ differs: E0308: why, or //@ differs: accepts: why");
    }
    return;
  }
  const std::string& verdict = directives.differs->verdict;
  if (variant.mode != Mode::compile_fail) {
    complain("'differs' is about a naive twin: this one has to do what the C++ one does",
             "take it away");
  } else if (rust ? verdict != "accepts" && !is_rust_code(verdict) : verdict != "clean") {
    complain(fmt::format("'{}' is not what {} can do", verdict, rust ? "rustc" : "Go"),
             rust ? "write a code or 'accepts': //@ differs: E0308: why"
                  : "write 'clean': //@ differs: clean: why");
  } else if (verdict == directives.rule) {
    complain(fmt::format("'{}' is the C++ rule's code: there is no difference", verdict),
             "take it away");
  }
}

/// A Go file that knows of the race detector, or hides from it, is no evidence.
void check_switches(const Variant& variant, Family language, const std::vector<Comment>& comments,
                    Failures& failures) {
  static const RE2 pattern(R"(^(go:norace|go:build|\s*\+build)\b)");
  for (const Comment& comment : comments) {
    std::string word;
    const re2::StringPiece text(comment.text.data(), comment.text.size());
    if (language != Family::go || !RE2::PartialMatch(text, pattern, &word)) continue;
    failures.push_back(
        {{variant.file, comment.line},
         fmt::format("'//{}' can hide code from the race detector: what it sees is no evidence",
                     word),
         "take it away"});
  }
}

}  // namespace

std::optional<Family> twin_language(const fs::path& file) {
  if (!mode_of(file.stem().string())) return std::nullopt;
  if (file.extension() == ".rs") return Family::rust;
  if (file.extension() == ".go") return Family::go;
  return std::nullopt;
}

std::string_view twin_stem(std::string_view variant) {
  for (const std::string_view extension : {".rs", ".go"}) {
    if (variant.ends_with(extension)) variant.remove_suffix(extension.size());
  }
  return variant;
}

bool is_rust_code(std::string_view code) {
  static const RE2 pattern("E[0-9]{4}");
  return RE2::FullMatch(re2::StringPiece(code.data(), code.size()), pattern);
}

std::vector<Comment> find_twin_comments(std::string_view source, Family language) {
  return TwinScanner(source, language).scan();
}

std::optional<Variant> read_twin(const fs::path& file, Failures& failures) {
  const std::size_t before = failures.size();
  const auto language = twin_language(file);
  const auto mode = mode_of(file.stem().string());
  if (!language || !mode) {
    failures.push_back({{file, 0},
                        "this is no twin by its name",
                        "a twin is naive*, near_miss* or wrapped*, and ends in .rs or .go"});
    return std::nullopt;
  }
  const auto text = read_text(file);
  if (!text) {
    failures.push_back(text.error());
    return std::nullopt;
  }
  fs::path cpp = file;
  cpp.replace_extension(".cpp");
  if (std::error_code ignored; !fs::exists(cpp, ignored)) {
    failures.push_back({{file, 0},
                        fmt::format("there is no {} beside this twin", cpp.filename().string()),
                        "a twin is the same program as a C++ file, under the same name"});
    return std::nullopt;
  }
  const auto comments = find_twin_comments(*text, *language);
  Variant variant;
  variant.name = file.filename().string();
  variant.file = file;
  variant.mode = *mode;
  variant.directives = parse_directives(comments, file, failures).general;
  if (const auto key = foreign_directive(variant.directives, *language); !key.empty()) {
    failures.push_back(
        {{file, 0},
         fmt::format("the directive '{}' means nothing in a twin", key),
         "a twin may have: differs, exit-code, flags, std (Rust's edition), timeout"});
  }
  variant.directives.rule = rule_beside(cpp);
  variant.expectations = parse_expectations(*text, comments, file, failures);
  check_difference(variant, *language, failures);
  check_switches(variant, *language, comments, failures);
  if (failures.size() > before) return std::nullopt;
  return variant;
}

}  // namespace mustfail
