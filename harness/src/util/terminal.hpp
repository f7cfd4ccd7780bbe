#pragma once

#include <fmt/color.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace mustfail {

/// Where a person reads: knows whether it is a terminal, and colours only there. `NO_COLOR` set to
/// anything switches colours off, as https://no-color.org asks; `CLICOLOR_FORCE=1` switches them on
/// where there is no terminal, as https://bixense.com/clicolors describes.
class Terminal {
 public:
  explicit Terminal(std::FILE* file);

  bool is_terminal() const { return is_terminal_; }
  std::string styled(std::string_view text, fmt::text_style style) const;
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

/// The text with everything spelled out that a terminal or a reader could be misled by: control
/// characters, escape sequences, bytes that are not UTF-8 and changes of the writing direction
/// become `\x1B`, `<U+202E>` and so on. Tabs stay, and newlines when `lines` says so.
std::string visible(std::string_view text, bool lines = false);

/// How many columns a code point takes on a terminal: 0, 1 or 2.
std::size_t column_width(char32_t c);

/// How many columns a text takes on a terminal.
std::size_t display_width(std::string_view text);

/// The text, filled up with blanks to this many columns.
std::string padded(std::string_view text, std::size_t width);

}  // namespace mustfail
