#include "answered_lines.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace norace::plugin {

namespace {

bool is_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// C++ text, without its comments and the insides of its literals.
class Code {
 public:
  explicit Code(std::string_view text, std::size_t at) : text_(text), at_(at) { skip(); }

  bool is_at_end() const { return at_ >= text_.size(); }
  char operator*() const { return text_[at_]; }
  std::size_t place() const { return at_; }
  bool begins_with(std::string_view word) const {
    return text_.substr(at_, word.size()) == word &&
           (at_ + word.size() >= text_.size() || !is_of_word(text_[at_ + word.size()]));
  }
  void next() {
    ++at_;
    skip();
  }
  void skip_spaces() {
    while (!is_at_end() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) next();
  }

 private:
  bool is(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  void go_behind(std::string_view what) {
    const std::size_t found = text_.find(what, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + what.size();
  }
  void skip() {
    while (!is_at_end()) {
      const char before = at_ == 0 ? ' ' : text_[at_ - 1];
      if (is("//")) {
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
      } else if (is("/*")) {
        go_behind("*/");
      } else if (is("R\"") && !is_of_word(before)) {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) return;
        const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
        go_behind(end);
      } else if (is("\"") || (is("'") && !is_of_word(before))) {
        const char quote = text_[at_];
        for (++at_; !is_at_end() && text_[at_] != quote && text_[at_] != '\n'; ++at_)
          if (text_[at_] == '\\') ++at_;
        if (!is_at_end()) ++at_;
      } else {
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_;
};

std::size_t begin_of_line(std::string_view text, unsigned line) {
  std::size_t at = 0;
  for (; line > 1; --line) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return text.size();
    ++at;
  }
  return at;
}

// Behind `(...)`, if it stands here.
void skip_parentheses(Code& code) {
  code.skip_spaces();
  if (code.is_at_end() || *code != '(') return;
  for (int open = 0; !code.is_at_end(); code.next()) {
    open += *code == '(' ? 1 : *code == ')' ? -1 : 0;
    if (open == 0) return code.next();
  }
}

// Behind the mark that ends on this line; GCC is there when it comes to a macro of several lines.
Code behind_mark(std::string_view text, unsigned number) {
  constexpr unsigned kMostLines = 20;
  const std::size_t begin = begin_of_line(text, number);
  const std::size_t found = text.find('\n', begin);
  const std::size_t end = found == std::string_view::npos ? text.size() : found;
  const std::string_view line = text.substr(begin, end - begin);
  const std::size_t first = line.find_first_not_of(" \t");
  if (first != std::string_view::npos && line[first] == '#') return Code(text, end);
  const std::size_t above = begin_of_line(text, number > kMostLines ? number - kMostLines : 1);
  const std::string_view lines = text.substr(above, end - above);
  for (const std::string_view mark : {"NORACE_UNSAFE_SHARED", "_Pragma"}) {
    const std::size_t at = lines.rfind(mark);
    if (at == std::string_view::npos) continue;
    Code code(text, above + at + mark.size());
    skip_parentheses(code);
    if (code.place() >= begin) return code;
  }
  return Code(text, begin);
}

// `}` closes what has no `;` of its own: does the statement go on?
bool goes_on(Code code) {
  code.next();
  code.skip_spaces();
  if (code.is_at_end()) return false;
  const std::string_view marks = ";,.([=)";
  return marks.find(*code) != std::string_view::npos || code.begins_with("else") ||
         code.begins_with("catch") || code.begins_with("while");
}

}  // namespace

unsigned last_line_marked(std::string_view text, unsigned line) {
  Code code = behind_mark(text, line);
  int open = 0;
  for (; !code.is_at_end(); code.next()) {
    const char c = *code;
    if (c == '(' || c == '[' || c == '{') ++open;
    if (c == ')' || c == ']' || c == '}') --open;
    const bool is_done = c == ';' || (c == '}' && !goes_on(code));
    if (open < 0 || (open == 0 && is_done)) break;
  }
  const std::size_t end = std::min(code.place(), text.size());
  const auto lines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  return std::max(line, static_cast<unsigned>(lines) + 1);
}

bool is_reason(const std::vector<std::string>& words, std::size_t from) {
  if (words.size() < from + 3 || words[from] != "(" || words.back() != ")") return false;
  std::size_t letters = 0;
  for (std::size_t i = from + 1; i + 1 < words.size(); ++i) {
    if (words[i].size() < 2 || words[i].front() != '"') return false;
    letters += words[i].size() - 2;
  }
  return letters > 0;
}

bool AnsweredLines::covers(const std::string& file, unsigned line) const {
  const auto closed = lines_.find(file);
  if (closed != lines_.end())
    for (const auto& [first, last] : closed->second)
      if (first <= line && line <= last) return true;
  const auto open = open_.find(file);
  return open != open_.end() && std::any_of(open->second.begin(), open->second.end(),
                                            [&](unsigned first) { return first <= line; });
}

}  // namespace norace::plugin
