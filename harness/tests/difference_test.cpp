#include "difference.hpp"

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

}  // namespace
}  // namespace mustfail
