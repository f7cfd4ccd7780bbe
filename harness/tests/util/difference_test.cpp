#include "util/difference.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

TEST(Difference, MarksWhatWasPinnedAndWhatWasSeen) {
  EXPECT_THAT(describe_difference("a\nb\nc\n", "a\nB\nc\n"),
              ElementsAre("  a", "- b", "+ B", "  c"));
  EXPECT_THAT(describe_difference("", "a\n"), ElementsAre("+ a"));
  EXPECT_THAT(describe_difference("a\n", ""), ElementsAre("- a"));
}

TEST(Difference, LeavesLongStretchesOfEqualLinesOut) {
  std::string same;
  for (int i = 0; i < 50; ++i) same += std::to_string(i) + "\n";
  const auto lines = describe_difference(same + "old\n", same + "new\n");
  EXPECT_LT(lines.size(), 10U);
  EXPECT_THAT(lines, Contains("- old"));
  EXPECT_THAT(lines, Contains("+ new"));
}

TEST(Difference, OfLineEndsAloneIsSaid) {
  EXPECT_THAT(describe_difference("a\n", "a"),
              ElementsAre("the texts differ only in how their last line ends"));
}

TEST(Difference, IsCutAtSixtyLines) {
  std::string long_one;
  for (int i = 0; i < 100; ++i) long_one += "line " + std::to_string(i) + "\n";
  const auto lines = describe_difference("", long_one);
  ASSERT_THAT(lines, SizeIs(61));
  EXPECT_EQ(lines.back(), "... and 40 more lines");
}

TEST(ChangedPart, IsWhatLiesBetweenTheSameEnds) {
  const auto parts = [](std::string_view a, std::string_view b) {
    const ChangedPart part = changed_part(a, b);
    return std::vector<std::string_view>{a.substr(part.begin, part.end_a - part.begin),
                                         b.substr(part.begin, part.end_b - part.begin)};
  };
  EXPECT_THAT(parts("naive.cpp:10:14: error", "naive.cpp:11:14: error"), ElementsAre("0", "1"));
  EXPECT_THAT(parts("aa", "aaa"), ElementsAre("", "a"));
  EXPECT_THAT(parts("same", "same"), ElementsAre("", ""));
  EXPECT_THAT(parts("gr\xc3\xbc", "gr\xc3\xb6"), ElementsAre("\xc3\xbc", "\xc3\xb6"))
      << "half a character cannot be shown";
}

}  // namespace
}  // namespace mustfail
