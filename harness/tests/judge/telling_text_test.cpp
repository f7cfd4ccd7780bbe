#include "judge/telling_text.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

TEST(TellingText, OfOneMessageIsTheMessage) {
  EXPECT_EQ(telling_text({"no member named 'x' in 'A'"}), "no member named 'x' in 'A'");
  EXPECT_EQ(telling_text({"use of deleted function \u2018A::A(const A&)\u2019"}),
            "use of deleted function 'A::A(const A&)'");
}

TEST(TellingText, OfSeveralIsWhatAllOfThemHave) {
  EXPECT_EQ(telling_text({"static assertion failed: SIZES_DIFFER",
                          "static assertion failed due to requirement 'a == b': SIZES_DIFFER",
                          "static_assert failed due to requirement 'a == b' \"SIZES_DIFFER\""}),
            "SIZES_DIFFER");
  EXPECT_EQ(telling_text({"no matching function for call to 'foo(int)'",
                          "no matching function for call to 'foo'"}),
            "no matching function for call to 'foo");
  EXPECT_EQ(telling_text({"abc", "xyz"}), "");
}

TEST(TellingText, LeavesOutWhatDiffersBetweenMachines) {
  EXPECT_EQ(telling_text({"cannot convert '(lambda at /home/me/x.cpp:12:3)' to 'int'"}),
            "cannot convert '(lambda at");
  EXPECT_EQ(telling_text({"two lines of\nthe same message"}), "the same message");
}

TEST(TellingText, LeavesOutWhatWouldEndTheExpectation) {
  EXPECT_EQ(telling_text({"no conversion of pair<int, pair{{1, 2}} to a number"}),
            "no conversion of pair<int, pair");
  EXPECT_EQ(telling_text({"expected '}'"}), "expected '}'");
  EXPECT_EQ(telling_text({"expected }"}), "expected");
}

TEST(TellingText, IsNeverLongerThanAPersonReads) {
  const std::string name(300, 'x');
  EXPECT_EQ(telling_text({"no type named " + name}), "no type named");
  EXPECT_EQ(telling_text({name}).size(), 100U);
}

TEST(TellingText, SaysEnoughInSeveralWordsOrALongOne) {
  EXPECT_TRUE(says_enough("no matching function"));
  EXPECT_TRUE(says_enough("YOU_MIXED_MATRICES"));
  EXPECT_FALSE(says_enough("deleted"));
  EXPECT_FALSE(says_enough("static assert"));
  EXPECT_FALSE(says_enough("'int' and 'int'"));
}

}  // namespace
}  // namespace mustfail
