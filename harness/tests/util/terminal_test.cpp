#include "util/terminal.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace mustfail {
namespace {

std::string text_of(std::FILE* file) {
  std::string text;
  std::rewind(file);
  for (int c = 0; (c = std::fgetc(file)) != EOF;) text += static_cast<char>(c);
  return text;
}

TEST(Terminal, NamesAreVisibleAndMakeNoLines) {
  EXPECT_EQ(shown("{}: {} of {:.1f}\n", std::string("a\x1b[2J\nb"), "c\u202e", 1.0),
            "a\\x1B[2J\\x0Ab: c<U+202E> of 1.0\n");
  EXPECT_EQ(shown("{}", Ready{"two\nlines"}), "two\nlines");
  std::FILE* const file = std::tmpfile();
  say(file, "{:>4}|\n", std::string("\a"));
  EXPECT_EQ(text_of(file), "\\x07|\n");
  std::fclose(file);
}

TEST(Terminal, StylesAreOursAlone) {
  ::setenv("CLICOLOR_FORCE", "1", 1);
  ::unsetenv("NO_COLOR");
  std::FILE* const file = std::tmpfile();
  Terminal terminal(file);
  terminal.print(terminal.styled("a\x1b[2Jb", fmt::emphasis::bold) + "c\x1b]0;d\n");
  EXPECT_EQ(text_of(file), "\x1b[1ma\\x1B[2Jb\x1b[0mc\\x1B]0;d\n");
  std::fclose(file);
  ::unsetenv("CLICOLOR_FORCE");
}

}  // namespace
}  // namespace mustfail
