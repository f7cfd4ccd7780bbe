#include "suite/expectation.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "suite/misspelling.hpp"
#include "util/compiled_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::string_view kHelp = "write: expected-error@+1 2 {{text of the message}}";

/// A directive's word, with the names of revisions among the prefixes.
std::string directive_pattern(const std::vector<std::string>& revisions) {
  std::string prefixes = R"(expected|gcc\d*|clang\d*)";
  for (const auto& each : revisions) prefixes += "|" + RE2::QuoteMeta(each);
  return R"((?:^|[^\w-])(()" + prefixes +
         R"()-(error|warning|remark|note|no-diagnostics|maybe-no-diagnostics|fix-it)(-re)?)(?:[^\w-]|$))";
}

Severity severity_of(std::string_view word) {
  if (word == "warning") return Severity::warning;
  if (word == "note") return Severity::note;
  return word == "remark" ? Severity::remark : Severity::error;
}

/// The line of a marker that several lines define.
constexpr int kAmbiguous = 0;

/// `// #marker`: names a line for `@#marker`.
void find_markers(const Comment& comment, std::map<std::string, int, std::less<>>& markers) {
  static const RE2 pattern(R"((?:^|\s)#([A-Za-z_][\w-]*))");
  re2::StringPiece rest(comment.text.data(), comment.text.size());
  std::string marker;
  while (RE2::FindAndConsume(&rest, pattern, &marker)) {
    const auto [known, added] = markers.emplace(marker, comment.line);
    if (!added && known->second != comment.line) known->second = kAmbiguous;
  }
}

/// Reads one comment from front to back.
class ExpectationReader {
 public:
  ExpectationReader(const Comment& comment, const std::filesystem::path& file,
                    const std::map<std::string, int, std::less<>>& markers, const RE2& pattern,
                    const DirectiveWords& words, Expectations& into, Failures& failures)
      : comment_(comment),
        file_(file),
        markers_(markers),
        pattern_(pattern),
        words_(words),
        into_(into),
        failures_(failures) {}

  void read() {
    while (at_ < comment_.text.size()) {
      const std::size_t before = at_;
      re2::StringPiece rest(comment_.text.data() + at_, comment_.text.size() - at_);
      re2::StringPiece word;
      std::string prefix;
      std::string kind;
      std::string suffix;
      if (!RE2::PartialMatch(rest, pattern_, &word, &prefix, &kind, &suffix)) break;
      const auto start = static_cast<std::size_t>(word.data() - comment_.text.data());
      complain_about_lookalikes(at_, start);
      at_ = start + word.size();
      if (kind == "maybe-no-diagnostics") continue;  // silence is fine here anyway
      if (kind == "no-diagnostics") {
        into_.no_diagnostics.push_back(prefix);
      } else {
        Expectation expectation;
        expectation.prefix = prefix;
        expectation.severity = severity_of(kind);
        expectation.is_regex = !suffix.empty();
        expectation.written_line = line_at(start);
        expectation.offset = comment_.offset + start;
        const bool is_whole = read_rest(expectation);
        expectation.length = at_ - start;
        if (is_whole && kind != "fix-it") {
          into_.list.push_back(std::move(expectation));
        } else if (is_whole && is_one_line(expectation)) {
          into_.fix_its.push_back(std::move(expectation));
        }
      }
      if (at_ <= before) at_ = before + 1;
    }
    complain_about_lookalikes(at_, comment_.text.size());
  }

 private:
  int line_at(std::size_t at) const { return comment_.line + line_of(comment_.text, at) - 1; }

  bool complain(int line, std::string what, std::string help = std::string(kHelp)) {
    failures_.push_back({{file_, line}, std::move(what), std::move(help)});
    return false;
  }

  void complain_about_lookalikes(std::size_t begin, std::size_t end) {
    for (auto& each : find_misspellings(comment_.text.substr(begin, end - begin), words_)) {
      complain(line_at(begin + each.offset), fmt::format("'{}' is not an expectation", each.word),
               std::move(each.help));
    }
  }

  /// A hint is about a line of this file, and there is one way that it reads.
  bool is_one_line(const Expectation& expectation) {
    return (!is_loose(expectation) && expectation.file.empty()) ||
           complain(expectation.written_line, "a fix-it hint is expected at one line of this file",
                    "write: expected-fix-it@+1 {{the line with the hint applied}}");
  }

  char peek() const { return at_ < comment_.text.size() ? comment_.text[at_] : '\0'; }

  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  void skip_blanks() {
    while (std::isspace(static_cast<unsigned char>(peek())) != 0) ++at_;
  }

  std::optional<int> take_number() {
    const std::size_t begin = at_;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0) ++at_;
    return parse_number(comment_.text.substr(begin, at_ - begin));
  }

  bool read_rest(Expectation& expectation) {
    expectation.line = comment_.line;  // as Clang does, also for a later line of a block comment
    if (take('@') && !read_place(expectation)) return false;
    skip_blanks();
    return read_count(expectation) && read_text(expectation);
  }

  bool read_place(Expectation& expectation) {
    const std::size_t begin = at_;
    while (at_ < comment_.text.size() && peek() != '{' &&
           std::isspace(static_cast<unsigned char>(peek())) == 0) {
      ++at_;
    }
    const std::string_view place = comment_.text.substr(begin, at_ - begin);
    const auto bad = [&](std::string_view why) {
      return complain(expectation.written_line, fmt::format("'@{}' names no place: {}", place, why),
                      "write @+1, @-2, @12, @*, @file.hpp:7, @file.hpp:* or @#marker");
    };
    if (place == "*" || place == "*:*") {
      expectation.where = Expectation::Where::anywhere;
      return true;
    }
    if (place.starts_with('#')) {
      const auto marker = markers_.find(place.substr(1));
      if (marker == markers_.end()) return bad("no comment defines this marker");
      if (marker->second == kAmbiguous) return bad("comments on several lines define this marker");
      expectation.line = marker->second;
      return true;
    }
    if (place.starts_with('+') || place.starts_with('-')) {
      const auto offset = parse_number(place.substr(1));
      if (!offset) return bad("a number has to follow the sign");
      expectation.line += place.front() == '+' ? *offset : -*offset;
      return expectation.line > 0 || bad("that is before the first line");
    }
    if (const std::size_t colon = place.rfind(':'); colon != std::string_view::npos) {
      expectation.file = place.substr(0, colon);
      if (place.substr(colon + 1) == "*") {
        expectation.where = Expectation::Where::whole_file;
        return true;
      }
      const auto line = parse_number(place.substr(colon + 1));
      if (!line || *line == 0) return bad("a line number has to follow the colon");
      expectation.line = *line;
      return true;
    }
    const auto line = parse_number(place);
    if (!line || *line == 0) return bad("it is no line, offset, file or marker");
    expectation.line = *line;
    return true;
  }

  bool read_count(Expectation& expectation) {
    if (take('+')) {
      expectation.most = Expectation::kUnbounded;
    } else if (take('*')) {
      expectation.least = 0;
      expectation.most = Expectation::kUnbounded;
    } else if (std::isdigit(static_cast<unsigned char>(peek())) != 0) {
      const auto least = take_number();
      if (!least) return complain(expectation.written_line, "this count is too large");
      expectation.least = expectation.most = *least;
      if (take('+')) {
        expectation.most = Expectation::kUnbounded;
      } else if (take('-')) {
        const auto most = take_number();
        if (!most || *most < *least) {
          return complain(expectation.written_line,
                          "this range of counts is invalid: the second number has to be there and "
                          "not below the first",
                          "write for example 0-2");
        }
        expectation.most = *most;
      }
    }
    skip_blanks();
    return true;
  }

  bool read_text(Expectation& expectation) {
    std::size_t braces = 0;
    while (at_ + braces < comment_.text.size() && comment_.text[at_ + braces] == '{') ++braces;
    // As in Clang: behind the two braces of a text with regular expressions one may follow at once.
    if (expectation.is_regex) braces = std::min(braces, std::size_t{2});
    if (braces < 2) {
      return complain(expectation.written_line, "no '{{' opens this expectation's text");
    }
    const std::string open(braces, '{');
    const std::string close(braces, '}');
    const std::size_t begin = at_ + braces;
    std::size_t end = begin;
    for (int depth = 1; depth > 0;) {  // regular expressions nest inside: {{a {{b+}} c}}
      const std::size_t next_close = comment_.text.find(close, end);
      const std::size_t next_open = comment_.text.find(open, end);
      if (next_close == std::string_view::npos) {
        at_ = comment_.text.size();
        return complain(expectation.written_line,
                        fmt::format("no '{}' closes this expectation's text", close));
      }
      if (next_open < next_close) {
        ++depth;
        end = next_open + braces;
      } else {
        --depth;
        end = next_close + (depth > 0 ? braces : 0);
      }
    }
    at_ = end + braces;
    expectation.text = comment_.text.substr(begin, end - begin);
    for (std::size_t at = 0; (at = expectation.text.find("\\n", at)) != std::string::npos; ++at) {
      expectation.text.replace(at, 2, "\n");
    }
    return expectation.is_regex ? read_pattern(expectation) : true;
  }

  /// Text is literal outside `{{ }}` and a regular expression inside.
  bool read_pattern(Expectation& expectation) {
    std::string_view rest = expectation.text;
    while (!rest.empty()) {
      const std::size_t open = rest.find("{{");
      const std::string_view literal = rest.substr(0, open);
      expectation.pattern += RE2::QuoteMeta(re2::StringPiece(literal.data(), literal.size()));
      if (open == std::string_view::npos) break;
      const std::size_t close = rest.find("}}", open);
      if (close == std::string_view::npos) {
        return complain(expectation.written_line, "no '}}' closes this regular expression");
      }
      const std::string inner(rest.substr(open + 2, close - open - 2));
      if (const RE2 compiled(inner, RE2::Quiet); !compiled.ok()) {  // before `(` and `)` hide it
        return complain(expectation.written_line,
                        fmt::format("this regular expression is invalid: {}", compiled.error()),
                        "RE2's syntax is documented at https://github.com/google/re2/wiki/Syntax");
      }
      expectation.pattern += '(' + inner + ')';
      rest.remove_prefix(close + 2);
    }
    return true;
  }

  const Comment& comment_;
  const std::filesystem::path& file_;
  const std::map<std::string, int, std::less<>>& markers_;
  const RE2& pattern_;
  const DirectiveWords& words_;
  Expectations& into_;
  Failures& failures_;
  std::size_t at_ = 0;
};

}  // namespace

Expectations parse_expectations(std::string_view source, const std::vector<Comment>& comments,
                                const std::filesystem::path& file, Failures& failures,
                                const std::vector<std::string>& revisions) {
  const RE2& pattern = compiled_pattern(directive_pattern(revisions));
  DirectiveWords words{{"expected", "gcc", "clang"}, true};
  words.prefixes.insert(words.prefixes.end(), revisions.begin(), revisions.end());
  std::map<std::string, int, std::less<>> markers;
  for (const Comment& comment : comments) find_markers(comment, markers);
  Expectations expectations;
  for (const Comment& comment : comments) {
    if (comment.text.find_first_of("-{") == std::string_view::npos) continue;
    ExpectationReader(comment, file, markers, pattern, words, expectations, failures).read();
  }
  const int lines = line_of(source, source.size());  // the end of the input has a line of its own
  for (const Expectation& each : expectations.list) {
    if (each.where != Expectation::Where::line || !each.file.empty() || each.line <= lines)
      continue;
    failures.push_back({{file, each.written_line},
                        fmt::format("this expectation is about line {}, and the file has {}",
                                    each.line, split_lines(source).size()),
                        "correct the place after the '@'"});
  }
  return expectations;
}

void keep_revision(Expectations& expectations, const std::string& revision,
                   const std::vector<std::string>& revisions) {
  const auto is_others = [&](const std::string& prefix) {
    return prefix != revision && std::ranges::find(revisions, prefix) != revisions.end();
  };
  std::erase_if(expectations.list, [&](const Expectation& each) { return is_others(each.prefix); });
  std::erase_if(expectations.fix_its,
                [&](const Expectation& each) { return is_others(each.prefix); });
  std::erase_if(expectations.no_diagnostics, is_others);
  for (auto* list : {&expectations.list, &expectations.fix_its}) {
    for (Expectation& each : *list) {
      each.is_revised = !revision.empty() && each.prefix == revision;
    }
  }
}

const std::vector<std::string>& strictness_words() {
  static const std::vector<std::string> words{"notes", "one-each", "spelling", "whole-text"};
  return words;
}

std::optional<std::string> read_strictness(const std::vector<std::string>& words,
                                           Strictness& into) {
  for (const auto& word : words) {
    if (std::ranges::find(strictness_words(), word) == strictness_words().end()) return word;
    into.notes = into.notes || word == "notes";
    into.spelling = into.spelling || word == "spelling";
    into.one_each = into.one_each || word == "one-each";
    into.whole_text = into.whole_text || word == "whole-text";
  }
  return std::nullopt;
}

bool is_loose(const Expectation& expectation) {
  return expectation.least != 1 || expectation.most != 1 ||
         expectation.where != Expectation::Where::line;
}

bool is_active(std::string_view prefix, const Toolchain& toolchain) {
  if (prefix == "expected") return true;
  const std::string family{name(toolchain.family)};
  return prefix == family || prefix == family + std::to_string(toolchain.version.major);
}

}  // namespace mustfail
