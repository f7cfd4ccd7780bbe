#include "suite/comment.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Each comment as `LINE:TEXT`.
std::vector<std::string> comments(std::string_view source) {
  std::vector<std::string> shown;
  for (const Comment& each : find_comments(source)) {
    EXPECT_EQ(source.substr(each.offset, each.text.size()), each.text);
    shown.push_back(fmt::format("{}:{}", each.line, each.text));
  }
  return shown;
}

TEST(FindComments, ReadsBothKindsWithTheirLines) {
  EXPECT_THAT(comments("int a; // one\n/* two\n three */ int b; // four\n"),
              ElementsAre("1: one", "2: two\n three ", "3: four"));
}

TEST(FindComments, TellsBlocksAndOwnLines) {
  const auto found = find_comments("  // own\nint a; /* beside */\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].is_block);
  EXPECT_TRUE(found[0].own_line);
  EXPECT_TRUE(found[1].is_block);
  EXPECT_FALSE(found[1].own_line);
}

TEST(FindComments, LiteralsHideCommentMarks) {
  for (const char* source : {
           R"cpp(auto s = "// no";)cpp",
           R"cpp(auto s = "a\"// no";)cpp",
           R"cpp(auto c = '"';
                 auto d = '"';)cpp",
           R"cpp(auto c = '\'';
                 auto s = "/* no";)cpp",
           "auto s = R\"(// no \" /* no)\";",
           "auto s = u8R\"x(// no )\" )x\";",
           "auto s = LR\"(\n// no\n)\";",
       }) {
    EXPECT_THAT(comments(source), IsEmpty()) << source;
  }
}

TEST(FindComments, WhatOnlyLooksLikeALiteralHidesNothing) {
  EXPECT_THAT(comments("int n = 1'000'000; // a"), ElementsAre("1: a"));
  EXPECT_THAT(comments("int n = 0xAB'CD; // b"), ElementsAre("1: b"));
  EXPECT_THAT(comments("auto s = \"a\"; // c"), ElementsAre("1: c"));
  EXPECT_THAT(comments("auto c = u'x'; // d"), ElementsAre("1: d"));
  EXPECT_THAT(comments("auto s = notR\"(\"; // e"), ElementsAre("1: e")) << "no raw string";
  EXPECT_THAT(comments("int n = 1 ?\?' 0; // the '^'"), ElementsAre("1: the '^'")) << "a trigraph";
  EXPECT_THAT(comments("#if 0\n don't\n// f\n#endif"), ElementsAre("3: f"));
}

TEST(FindComments, DisabledCodeHidesNothing) {
  EXPECT_THAT(comments("#if 0\n// yes\n#endif\n"), ElementsAre("2: yes"));
}

TEST(FindComments, ABackslashContinuesALineComment) {
  EXPECT_THAT(comments("// a \\\nb\nint c; // d"), ElementsAre("1: a \\\nb", "3: d"));
  EXPECT_THAT(comments("// a \\\r\nb\r\n// d"), ElementsAre("1: a \\\r\nb\r", "3: d"));
}

TEST(FindComments, BlockCommentsDoNotNest) {
  EXPECT_THAT(comments("/* a /* b */ c // d\n*/"), ElementsAre("1: a /* b ", "1: d"));
}

TEST(FindComments, OneKindHidesTheOther) {
  EXPECT_THAT(comments("// a /* b\nint c; /* d // e */"), ElementsAre("1: a /* b", "2: d // e "));
}

TEST(FindComments, AnUnfinishedCommentOrLiteralEndsWithTheFile) {
  EXPECT_THAT(comments("/* a"), ElementsAre("1: a"));
  EXPECT_THAT(comments("//"), ElementsAre("1:"));
  EXPECT_THAT(comments("auto s = \"abc"), IsEmpty());
  EXPECT_THAT(comments("auto s = R\"(abc"), IsEmpty());
  EXPECT_THAT(comments("auto s = R\""), IsEmpty());
}

TEST(FindComments, AnUnfinishedStringHidesItsOwnLineOnly) {
  EXPECT_THAT(comments("#error don't // a\n// b"), ElementsAre("2: b"));
}

}  // namespace
}  // namespace mustfail
