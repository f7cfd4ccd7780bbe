#pragma once

#include <fmt/color.h>

#include <concepts>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>

namespace mustfail {

/// Where a person reads: knows whether it is a terminal, and colours only there. `NO_COLOR` set to
/// anything switches colours off, as https://no-color.org asks; `CLICOLOR_FORCE=1` switches them on
/// where there is no terminal, as https://bixense.com/clicolors describes.
class Terminal {
 public:
  explicit Terminal(std::FILE* file);

  bool is_terminal() const { return is_terminal_; }
  /// The text, visible, in this style.
  std::string styled(std::string_view text, fmt::text_style style) const;
  /// What is in no style of ours is made visible, whoever forgot to: no name reaches a terminal
  /// raw.
  void print(std::string_view text);
  /// A line that the next `print` or `progress` replaces. Does nothing unless this is a terminal.
  void progress(std::string_view text);
  void clear_progress();

 private:
  std::FILE* file_;
  bool is_terminal_;
  bool colours_;
  bool in_progress_ = false;
};

/// Whether a terminal or a reader could be misled by it: a control character, or a change of the
/// writing direction.
bool is_misleading(char32_t c);

/// The text with everything spelled out that a terminal or a reader could be misled by: control
/// characters, escape sequences, bytes that are not UTF-8 and changes of the writing direction
/// become `\x1B`, `<U+202E>` and so on. Tabs stay, and newlines when `lines` says so.
std::string visible(std::string_view text, bool lines = false);

/// A text that is for the terminal as it is: styled, or of several lines, each made visible before.
struct Ready {
  std::string text;
};

/// What `shown` puts in the place of an argument.
template <typename T>
using Shown =
    std::conditional_t<std::same_as<T, Ready> || std::convertible_to<const T&, std::string_view>,
                       std::string, T>;

template <typename T>
Shown<T> show(const T& argument) {
  if constexpr (std::same_as<T, Ready>) {
    return argument.text;
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return visible(argument);
  } else {
    return argument;
  }
}

/// `fmt::format`, with every text among the arguments made visible. A name of a file, case or
/// suite, a flag and what a program said are somebody else's: with a newline in it, a name would
/// make a line of its own.
template <typename... T>
std::string shown(fmt::format_string<Shown<T>...> format, const T&... arguments) {
  return fmt::format(format, show(arguments)...);
}

/// Prints what is `shown`. Nobody prints for a person in another way, so that this place decides.
/// What cannot be written is seen in the stream's error, which `main` asks.
template <typename... T>
void say(std::FILE* to, fmt::format_string<Shown<T>...> format, const T&... arguments) {
  const std::string text = fmt::format(format, show(arguments)...);
  std::fwrite(text.data(), 1, text.size(), to);
}

template <typename... T>
void say(fmt::format_string<Shown<T>...> format, const T&... arguments) {
  say(stdout, format, arguments...);
}

/// How many columns a code point takes on a terminal: 0, 1 or 2.
std::size_t column_width(char32_t c);

/// How many columns a text takes on a terminal.
std::size_t display_width(std::string_view text);

/// The text, filled up with blanks to this many columns.
std::string padded(std::string_view text, std::size_t width);

}  // namespace mustfail
