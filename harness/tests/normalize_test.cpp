#include "normalize.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

const NormalizeContext kContext{"/src/cases/counter/local", {"/src/wrapper/include"}};

std::string step(std::string_view name, std::string text) {
  for (const NormalizeStep& each : normalize_steps()) {
    if (each.name != name) continue;
    each.apply(text, kContext);
    return text;
  }
  return "no step is called " + std::string(name);
}

TEST(Normalize, StepsOnlyGrowAtTheirEnd) {
  std::vector<std::string> names;
  for (const NormalizeStep& each : normalize_steps()) names.emplace_back(each.name);
  ASSERT_GE(names.size(), 10U);
  names.resize(10);
  EXPECT_THAT(names, testing::ElementsAre("line-ends", "colours", "quotes", "case-folder",
                                          "include-folders", "system-folders", "header-lines",
                                          "counts", "include-chains", "blanks-at-ends"))
      << "a snapshot that was saved before a step was added has to pass";
}

TEST(Normalize, LineEnds) { EXPECT_EQ(step("line-ends", "a\r\nb\n"), "a\nb\n"); }

TEST(Normalize, Colours) {
  EXPECT_EQ(step("colours", "\x1b[01m\x1b[Ka.cpp:\x1b[m\x1b[K \x1b[31merror\x1b[0m"),
            "a.cpp: error");
}

TEST(Normalize, Quotes) { EXPECT_EQ(step("quotes", "\u2018int\u2019"), "'int'"); }

TEST(Normalize, CaseFolder) {
  EXPECT_EQ(step("case-folder", "/src/cases/counter/local/naive.cpp:3: x"), "naive.cpp:3: x");
  EXPECT_EQ(step("case-folder", "/src/cases/counter/localized/naive.cpp"),
            "/src/cases/counter/localized/naive.cpp");
}

TEST(Normalize, IncludeFolders) {
  EXPECT_EQ(step("include-folders", "/src/wrapper/include/norace/arc.hpp:3:4: note: x"),
            "norace/arc.hpp:3:4: note: x");
  EXPECT_EQ(step("include-folders", "/src/wrapper/include/flat.hpp:3:4: note: x"),
            "flat.hpp:LL: note: x")
      << "it could not be told from the case's own files afterwards";
}

TEST(Normalize, SystemFolders) {
  for (const char* path :
       {"/usr/include/c++/12/vector", "/usr/include/vector",
        "/usr/include/x86_64-linux-gnu/c++/12/vector",
        "/usr/lib/gcc/x86_64-linux-gnu/12/include/vector",
        "/usr/lib/llvm-19/lib/clang/19/include/vector",
        "/usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/vector",
        "/usr/bin/../lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/vector"}) {
    EXPECT_EQ(step("system-folders", path), "$SYSTEM/vector") << path;
  }
}

TEST(Normalize, HeaderLines) {
  EXPECT_EQ(step("header-lines", "norace/arc.hpp:31:4: note: x"), "norace/arc.hpp:LL: note: x");
  EXPECT_EQ(step("header-lines", "$SYSTEM/bits/a.h:31:4: note: x"), "$SYSTEM/bits/a.h:LL: note: x");
  EXPECT_EQ(step("header-lines", "                 from norace/a.hpp:3,"),
            "                 from norace/a.hpp:LL,");
  EXPECT_EQ(step("header-lines", "naive.cpp:31:4: error: x"), "naive.cpp:31:4: error: x")
      << "the case's own lines stay";
}

TEST(Normalize, Counts) {
  EXPECT_EQ(step("counts", "a\n2 errors generated.\n"), "a\n");
  EXPECT_EQ(step("counts", "1 warning and 2 errors generated.\n"), "");
  EXPECT_EQ(step("counts", "a: 2 errors generated. x\n"), "a: 2 errors generated. x\n");
}

TEST(Normalize, BlanksAtEnds) {
  EXPECT_EQ(step("blanks-at-ends", "a  \nb\t\n\n\n"), "a\nb\n");
  EXPECT_EQ(step("blanks-at-ends", " \n"), "");
}

TEST(Normalize, IsTheSameInEveryCheckout) {
  const std::string here =
      "/src/cases/counter/local/naive.cpp:3:4: error: x\n"
      "/src/wrapper/include/norace/arc.hpp:9:1: note: y\n";
  const std::string there =
      "/home/b/cases/counter/local/naive.cpp:3:4: error: x\n"
      "/home/b/wrapper/include/norace/arc.hpp:10:1: note: y\n";
  EXPECT_EQ(normalize(here, kContext),
            normalize(there, {"/home/b/cases/counter/local", {"/home/b/wrapper/include"}}));
}

TEST(Normalize, TwiceIsTheSameAsOnce) {
  const std::string once = normalize(
      "/usr/include/c++/12/thread:7:1: \u2018x\u2019  \r\n1 error generated.\n", kContext);
  EXPECT_EQ(once, "$SYSTEM/thread:LL: 'x'\n");
  EXPECT_EQ(normalize(once, kContext), once);
}

TEST(Normalize, BytesThatAreNotUtf8Survive) {
  EXPECT_EQ(normalize("a \xFF b\n", kContext), "a \xFF b\n");
}

TEST(NormalPath, NamesAFileAsASnapshotDoes) {
  EXPECT_EQ(normal_path("/src/cases/counter/local/naive.cpp", kContext), "naive.cpp");
  EXPECT_EQ(normal_path("/src/wrapper/include/norace/arc.hpp", kContext), "norace/arc.hpp");
  EXPECT_EQ(normal_path("/usr/include/c++/12/vector", kContext), "$SYSTEM/vector");
}

}  // namespace
}  // namespace mustfail
