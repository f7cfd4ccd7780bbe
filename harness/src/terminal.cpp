#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

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

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t width) {
  std::string line(text);
  const std::size_t have = display_width(text);
  if (have < width) line.append(width - have, ' ');
  return line;
}

}  // namespace mustfail
