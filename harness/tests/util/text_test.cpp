#include "util/text.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SplitLines, EndsLinesAtBothKindsOfLineEnd) {
  EXPECT_THAT(split_lines("a\nb\r\nc"), ElementsAre("a", "b", "c"));
}

TEST(SplitLines, FinalNewlineOpensNoFurtherLine) {
  EXPECT_THAT(split_lines("a\n"), ElementsAre("a"));
  EXPECT_THAT(split_lines("a\n\n"), ElementsAre("a", ""));
  EXPECT_THAT(split_lines(""), IsEmpty());
}

TEST(Trim, TakesBlanksFromBothEndsOnly) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \t "), "");
}

TEST(SplitList, TrimsThePartsAndLeavesEmptyOnesOut) {
  EXPECT_THAT(split_list(" a, b ,,c,", ','), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_list("", ','), IsEmpty());
}

TEST(ParseNumber, ReadsTheWholeTextOrNothing) {
  EXPECT_EQ(parse_number("0"), 0);
  EXPECT_EQ(parse_number("007"), 7);
  EXPECT_EQ(parse_number("999999999"), 999999999);
  for (const char* no : {"", "-1", "+1", " 1", "1 ", "1x", "0x10", "1000000000"}) {
    EXPECT_EQ(parse_number(no), std::nullopt) << no;
  }
}

TEST(Nearest, FindsWhatAPersonMeantAndNothingElse) {
  const std::vector<std::string> known{"witness", "known-hole", "rule"};
  EXPECT_EQ(nearest("wittness", known), "witness");
  EXPECT_EQ(nearest("rul", known), "rule");
  EXPECT_EQ(nearest("know-hole", known), "known-hole");
  EXPECT_EQ(nearest("colour", known), std::nullopt);
}

TEST(Suggestion, NamesTheNearestAndThenAll) {
  EXPECT_EQ(suggestion("rul", {"mode", "rule"}), "did you mean 'rule'? known: mode, rule");
  EXPECT_EQ(suggestion("colour", {"mode", "rule"}), "known: mode, rule");
  EXPECT_EQ(suggestion("rule", {}), "");
}

TEST(Counted, HasASingularAndAPlural) {
  EXPECT_EQ(counted(0, "case"), "0 cases");
  EXPECT_EQ(counted(1, "case"), "1 case");
  EXPECT_EQ(counted(2, "case"), "2 cases");
  EXPECT_EQ(counted(1, "cache entry"), "1 cache entry");
  EXPECT_EQ(counted(2, "cache entry"), "2 cache entries");
}

TEST(Listed, ReadsLikeASentence) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

TEST(FirstInvalidUtf8, AcceptsEveryLengthOfSequence) {
  EXPECT_EQ(first_invalid_utf8("plain"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8(std::string_view("\0", 1)), std::nullopt);
}

TEST(FirstInvalidUtf8, NamesTheOffsetOfTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("ab\xE4"), 2U) << "Latin-1";
  EXPECT_EQ(first_invalid_utf8("a\x80"), 1U) << "a continuation by itself";
  EXPECT_EQ(first_invalid_utf8("a\xE2\x82"), 1U) << "cut off";
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0U) << "overlong, two bytes";
  EXPECT_EQ(first_invalid_utf8("\xE0\x80\xAF"), 0U) << "overlong, three bytes";
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U) << "a surrogate";
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U) << "beyond U+10FFFF";
  EXPECT_EQ(first_invalid_utf8("\xFF"), 0U);
}

TEST(LineOf, CountsFromOne) {
  EXPECT_EQ(line_of("a\nb\n", 0), 1);
  EXPECT_EQ(line_of("a\nb\n", 1), 1) << "a line's end belongs to it";
  EXPECT_EQ(line_of("a\nb\n", 2), 2);
  EXPECT_EQ(line_of("a\nb\n", 99), 3) << "past the end";
}

}  // namespace
}  // namespace mustfail
