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

}  // namespace

Terminal::Terminal(std::FILE* file)
    : file_(file),
      is_terminal_(::isatty(::fileno(file)) == 1),
      colours_(wants_colours(is_terminal_)) {}

std::string Terminal::styled(std::string_view text, fmt::text_style style) const {
  return colours_ ? fmt::format(style, "{}", text) : std::string(text);
}

void Terminal::print(std::string_view text) {
  clear_progress();
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

void Terminal::progress(std::string_view text) {
  if (!is_terminal_) return;
  winsize size{};
  const bool known = ::ioctl(::fileno(file_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  const std::size_t columns = known ? size.ws_col : 80U;
  const std::string line = "\r\x1b[K" + std::string(text.substr(0, columns - 1));
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fflush(file_);
  in_progress_ = true;
}

void Terminal::clear_progress() {
  if (!in_progress_) return;
  std::fputs("\r\x1b[K", file_);
  in_progress_ = false;
}

std::string visible(std::string_view text, bool lines) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const bool is_plain = c.value == '\t' || (lines && c.value == '\n');
    const bool is_control = c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0);
    const bool turns = (c.value >= 0x202A && c.value <= 0x202E) ||
                       (c.value >= 0x2066 && c.value <= 0x2069) || c.value == 0x200E ||
                       c.value == 0x200F;
    if (!c.valid || (is_control && !is_plain && c.size == 1)) {
      shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at]));
    } else if (turns || (is_control && !is_plain)) {
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
