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

/// How many columns a text takes on a terminal: its code points, which is right for what we print.
std::size_t display_width(std::string_view text);

/// The text, filled up with blanks to this many columns.
std::string padded(std::string_view text, std::size_t width);

}  // namespace mustfail
