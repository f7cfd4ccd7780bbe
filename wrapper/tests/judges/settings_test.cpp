#include "settings.hpp"

#include <gtest/gtest.h>

#include <string>

namespace norace::plugin {
namespace {

TEST(Level, IsOneOfThree) {
  EXPECT_EQ(level_of(""), Level::Races);
  EXPECT_EQ(level_of("races"), Level::Races);
  EXPECT_EQ(level_of("off"), Level::Off);
  EXPECT_EQ(level_of("strict"), Level::Strict);
  EXPECT_EQ(level_of("Races"), std::nullopt);
}
TEST(PathOfAMacro, IsInQuotesOrNot) {
  EXPECT_EQ(path_of("\"a b.json\""), "a b.json");
  EXPECT_EQ(path_of("a/b.json"), "a/b.json");
  EXPECT_EQ(path_of("\""), "\"");
}

// From the mark on the first line that says MARK; the line that the text in <> stands on.
struct Marked {
  const char* name;
  std::string text;
  unsigned line;
  unsigned last;
};
class Statement : public testing::TestWithParam<Marked> {};
TEST_P(Statement, EndsWhereItEnds) {
  EXPECT_EQ(last_line_marked(GetParam().text, GetParam().line), GetParam().last);
}
const std::string kMark = "NORACE_UNSAFE_SHARED(\"why; (no\") ";
const Marked marked[] = {
    {"OnItsLine", kMark + "++n;\n++m;\n", 1, 1},
    {"OnTheNextLine", kMark + "\n++n;\n++m;\n", 1, 2},
    {"OverSeveral", kMark + "add(n,\n    m);\n++m;\n", 1, 2},
    {"ABlock", kMark + "if (n) {\n  ++n;\n}\n++m;\n", 1, 3},
    {"WithElse", kMark + "if (n) {\n  ++n;\n} else {\n  --n;\n}\n++m;\n", 1, 5},
    {"DoWhile", kMark + "do {\n  ++n;\n} while (n);\n++m;\n", 1, 3},
    {"WithinALambda", kMark + "run([&] {\n  ++n;\n  ++n;\n});\n++m;\n", 1, 4},
    {"ABracedInitialiser", kMark + "int n{\n 0};\nint m;\n", 1, 2},
    {"AFor", kMark + "for (int i = 0; i < 3; ++i)\n  ++n;\n++m;\n", 1, 2},
    {"TheLastOfABlock", "{\n" + kMark + "++n\n}\n", 2, 3},
    {"ACommentAndALiteral", kMark + "say(\";\", ';', 1'000, // ;\n  /* ;\n ; */ n);\n++m;\n", 1, 3},
    {"ARawString", kMark + "say(R\"x(;\n)\" ;)x\",\n n);\n++m;\n", 1, 3},
    {"APragma", "#pragma norace unsafe_shared(\"why;\")\n++n;\n++m;\n", 1, 2},
    {"AMarkOfTwoLines", "NORACE_UNSAFE_SHARED(\"why \"\n  \"not\") if (n) {\n  ++n;\n}\n++m;\n", 2,
     4},
    {"TheSecondOfTwo", kMark + "++n;\n" + kMark + "add(\n  m);\n", 2, 3},
    {"NothingBehindIt", kMark, 1, 1},
};
INSTANTIATE_TEST_SUITE_P(AnsweredFor, Statement, testing::ValuesIn(marked),
                         [](const auto& info) { return info.param.name; });

TEST(AnsweredLines, AreOfOneFile) {
  AnsweredLines lines;
  lines.add("a", 3, 5);
  EXPECT_TRUE(lines.covers("a", 3));
  EXPECT_TRUE(lines.covers("a", 5));
  EXPECT_FALSE(lines.covers("a", 2));
  EXPECT_FALSE(lines.covers("a", 6));
  EXPECT_FALSE(lines.covers("b", 4));
}
TEST(AnsweredLines, WhatIsPushedReachesToThePop) {
  AnsweredLines lines;
  EXPECT_FALSE(lines.pop("a", 1));
  lines.push("a", 3);
  lines.push("a", 5);
  EXPECT_TRUE(lines.covers("a", 100));
  EXPECT_TRUE(lines.pop("a", 7));
  EXPECT_TRUE(lines.covers("a", 8));
  EXPECT_TRUE(lines.pop("a", 9));
  EXPECT_FALSE(lines.covers("a", 10));
  EXPECT_TRUE(lines.covers("a", 4));
}
TEST(Reason, IsNotEmpty) {
  EXPECT_TRUE(is_reason({"(", "\"why\"", ")"}, 0));
  EXPECT_TRUE(is_reason({"push", "(", "\"\"", "\"why\"", ")"}, 1));
  EXPECT_FALSE(is_reason({"(", "\"\"", ")"}, 0));
  EXPECT_FALSE(is_reason({"(", ")"}, 0));
  EXPECT_FALSE(is_reason({"(", "why", ")"}, 0));
  EXPECT_FALSE(is_reason({"\"why\""}, 0));
}

TEST(Baseline, CountsReportsOfAName) {
  Baseline baseline;
  ASSERT_EQ(baseline.read("# known\n\nN0005 src/a.cpp: 'n'\nN0005 src/a.cpp: 'n'\n"), std::nullopt);
  const std::string message = "[N0005] 'n' is used by two threads; make 'it' atomic";
  EXPECT_FALSE(baseline.takes(message, "src/b.cpp"));
  EXPECT_FALSE(baseline.takes("[N0005] 'm' is used", "src/a.cpp"));
  EXPECT_FALSE(baseline.takes("[E0373] 'n' is used", "src/a.cpp"));
  EXPECT_FALSE(baseline.takes(message, "asrc/a.cpp"));
  EXPECT_TRUE(baseline.takes(message, "src/a.cpp"));
  EXPECT_TRUE(baseline.takes(message, "/home/me/src/a.cpp"));
  EXPECT_FALSE(baseline.takes(message, "src/a.cpp"));
}
TEST(Baseline, ALineThatIsNoneIsAMistake) {
  for (const char* line : {"N0005 a.cpp n", "N0005", "a.cpp: 'n'", "N0005 a.cpp: ''"}) {
    const auto mistake = Baseline().read(std::string("# known\n") + line);
    ASSERT_TRUE(mistake) << line;
    EXPECT_EQ(mistake->line, 2U);
  }
}
TEST(SinksFile, IsRead) {
  ThreadSinks sinks;
  ASSERT_EQ(read_sinks(R"({"sinks": [{"function": "::app::post", "argument": 2, "joins": true,
                           "runs": "concurrent"}]})",
                       sinks),
            std::nullopt);
  Form form;
  form.callees.resize(2);
  form.callees[0].name = "app::post";
  form.callees[1].name = "post";
  const auto found = sinks.of(form);
  ASSERT_TRUE(found[0]);
  EXPECT_EQ(found[0]->argument, 1);
  EXPECT_TRUE(found[0]->joins);
  EXPECT_TRUE(found[0]->is_concurrent);
  EXPECT_FALSE(found[1]);
}
TEST(SinksFile, AMistakeHasItsLine) {
  ThreadSinks sinks;
  const auto mistake = read_sinks("{\n\n \"sink\": []}", sinks);
  ASSERT_TRUE(mistake);
  EXPECT_EQ(mistake->line, 3U);
  EXPECT_EQ(read_sinks("", sinks)->line, 1U);
}

}  // namespace
}  // namespace norace::plugin
