#include "util/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "util/text.hpp"

namespace mustfail {

namespace {

bool wants_colours(bool is_terminal) {
  if (std::getenv("NO_COLOR") != nullptr) return false;
  const char* force = std::getenv("CLICOLOR_FORCE");
  return is_terminal || (force != nullptr && std::string_view(force) != "0");
}

/// The length of `ESC [ digits and semicolons m` at the front of the text; 0 when there is none.
std::size_t style_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;", 2);
  return end == std::string_view::npos || text[end] != 'm' ? 0 : end + 1;
}

/// Visible but for changes of the style, which `styled` made.
std::string visible_in_style(std::string_view text) {
  std::string all;
  while (!text.empty()) {
    const std::size_t begin = text.find('\x1b');
    all += visible(text.substr(0, begin), true);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const std::size_t length = style_length(text);
    all += length == 0 ? visible(text.substr(0, 1)) : std::string(text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return all;
}

}  // namespace

Terminal::Terminal(std::FILE* file)
    : file_(file),
      is_terminal_(::isatty(::fileno(file)) == 1),
      colours_(wants_colours(is_terminal_)) {}

std::string Terminal::styled(std::string_view text, fmt::text_style style) const {
  const std::string safe = visible(text, true);
  return colours_ ? fmt::format(style, "{}", safe) : safe;
}

void Terminal::print(std::string_view text) {
  clear_progress();
  const std::string safe = colours_ ? visible_in_style(text) : visible(text, true);
  std::fwrite(safe.data(), 1, safe.size(), file_);
  std::fflush(file_);
}

void Terminal::progress(std::string_view text) {
  if (!is_terminal_) return;
  winsize size{};
  const bool known = ::ioctl(::fileno(file_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  const std::size_t columns = known ? size.ws_col : 80U;
  const std::string line = "\r\x1b[K" + visible(text).substr(0, columns - 1);
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fflush(file_);
  in_progress_ = true;
}

void Terminal::clear_progress() {
  if (!in_progress_) return;
  std::fputs("\r\x1b[K", file_);
  in_progress_ = false;
}

bool is_misleading(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool turns =
      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
  return is_control || turns;
}

std::string visible(std::string_view text, bool lines) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const bool is_plain = c.value == '\t' || (lines && c.value == '\n');
    const bool is_told = is_misleading(c.value) && !is_plain;
    if (!c.valid || (is_told && c.size == 1)) {
      shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at]));
    } else if (is_told) {
      shown += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c.value));
    } else {
      shown += text.substr(at, c.size);
    }
    at += c.size;
  }
  return shown;
}

std::size_t column_width(char32_t c) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  // Combining marks and joiners, then what East Asian fonts and emoji take two columns for.
  constexpr std::array kNone{Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                             Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}};
  constexpr std::array kTwo{
      Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
      Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
      Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
      Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
  const auto holds = [c](const Range& range) { return c >= range.first && c <= range.last; };
  if (std::ranges::any_of(kNone, holds)) return 0;
  return std::ranges::any_of(kTwo, holds) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    width += column_width(c.value);
    at += c.size;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string line(text);
  const std::size_t have = display_width(text);
  if (have < width) line.append(width - have, ' ');
  return line;
}

}  // namespace mustfail
