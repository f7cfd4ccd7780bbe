#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// Of ASCII, whatever the locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What C++, Rust and Go all allow in a name.
constexpr bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The text's lines without their ends (`\n` or `\r\n`). A final newline opens no further line.
std::vector<std::string_view> split_lines(std::string_view text);

/// Without the spaces, tabs and carriage returns at both ends.
std::string_view trim(std::string_view text);

/// The parts between separators, each trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text, char separator);

/// The whole of `text` as a decimal number of at most nine digits, or nothing.
std::optional<int> parse_number(std::string_view text);

/// The candidate nearest to `word` by edit distance, or nothing when none is near enough to be what
/// a person meant (more than a third of the letters differ).
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

/// `did you mean 'x'? ` when something is near, then the whole list: `known: a, b, c`.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// `1 case`, `2 cases`.
std::string counted(std::size_t count, std::string_view noun);

/// `a`, `a and b`, `a, b and c`.
std::string listed(const std::vector<std::string>& words);

/// The offset of the first byte that is not UTF-8 (overlong forms and surrogates are not), or
/// nothing when all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// One character of a text, and how many bytes it takes. A byte that is not UTF-8 is a character of
/// its own, and not valid.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 1;
  bool valid = true;
};

/// The character that starts at the offset, which has to be inside of the text.
CodePoint code_point_at(std::string_view text, std::size_t offset);

/// The line, counted from 1, that the offset is on.
int line_of(std::string_view text, std::size_t offset);

}  // namespace mustfail
