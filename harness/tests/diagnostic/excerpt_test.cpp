#include "diagnostic/excerpt.hpp"

#include <gmock/gmock.h>

#include "util/terminal.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> shown(std::string_view source, int line, int column,
                               ColumnUnit unit = ColumnUnit::byte) {
  const auto found = excerpt(source, line, column, unit);
  if (!found) return {};
  return {found->source, found->marks};
}

TEST(Excerpt, UnderlinesTheNameAtTheColumn) {
  EXPECT_THAT(shown("a\n  spawn(f);\n", 2, 3), ElementsAre("  spawn(f);", "  ^~~~~"));
  EXPECT_THAT(shown("x = (1);\n", 1, 5), ElementsAre("x = (1);", "    ^"));
}

TEST(Excerpt, UnderlinesTheWholeLineWithoutAColumn) {
  EXPECT_THAT(shown("  f(x);  \n", 1, 0), ElementsAre("  f(x);  ", "  ^~~~~"));
}

TEST(Excerpt, TabsAreFourColumnsWideWhateverTheCompilerCounts) {
  EXPECT_THAT(shown("\tf(x);\n", 1, 2), ElementsAre("    f(x);", "    ^"));
  EXPECT_THAT(shown("\tf(x);\n", 1, 9, ColumnUnit::display), ElementsAre("    f(x);", "    ^"))
      << "GCC counts columns of a terminal with tabs of eight";
}

TEST(Excerpt, WideAndLongCharacters) {
  EXPECT_THAT(shown("/*漢字*/ f();\n", 1, 12), ElementsAre("/*漢字*/ f();", "         ^"));
  EXPECT_THAT(shown("/*漢字*/ f();\n", 1, 10, ColumnUnit::display),
              ElementsAre("/*漢字*/ f();", "         ^"));
}

TEST(Excerpt, TheCarriageReturnOfACrlfIsNotShown) {
  EXPECT_THAT(shown("f();\r\ng();\r\n", 1, 1), ElementsAre("f();", "^"));
}

TEST(Excerpt, ControlCharactersAreSpelledOut) {
  EXPECT_THAT(shown("\x1b[2J f();\n", 1, 6), ElementsAre("\\x1B[2J f();", "        ^"));
}

TEST(Excerpt, AVeryLongLineIsClippedAroundTheCaret) {
  const std::string line = std::string(5000, 'a') + " here(); " + std::string(5000, 'b');
  const auto found = excerpt(line + "\n", 1, 5002, ColumnUnit::byte);
  ASSERT_TRUE(found);
  EXPECT_LE(display_width(found->source), 110U);
  EXPECT_THAT(found->source, testing::StartsWith("..."));
  EXPECT_THAT(found->source, testing::EndsWith("..."));
  EXPECT_EQ(found->source.substr(found->marks.find('^'), 4), "here");
}

TEST(Excerpt, PlacesThatAreNotThereShowNothing) {
  EXPECT_THAT(shown("f();\n", 2, 1), IsEmpty());
  EXPECT_THAT(shown("f();\n", 0, 1), IsEmpty());
  EXPECT_THAT(shown("", 1, 1), IsEmpty());
  EXPECT_THAT(shown("f();\n", 1, 900), ElementsAre("f();", "    ^")) << "behind its end";
}

TEST(Visible, NothingThatACompilerPrintsSteersTheTerminal) {
  EXPECT_EQ(visible("a\x1b]0;title\a b\r"), "a\\x1B]0;title\\x07 b\\x0D");
  EXPECT_EQ(visible("\xc2\x9b 2J"), "<U+009B> 2J");
  EXPECT_EQ(visible("\xff gr\xc3\xbc\xc3\x9f"), "\\xFF gr\xc3\xbc\xc3\x9f");
  EXPECT_EQ(visible("if (a \u202e) {"), "if (a <U+202E>) {");
  EXPECT_EQ(visible("a\tb\nc"), "a\tb\\x0Ac");
  EXPECT_EQ(visible("a\nb", true), "a\nb");
}

}  // namespace
}  // namespace mustfail
