#include "diagnostic/normalize.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "util/files.hpp"

namespace mustfail {
namespace {

const NormalizeContext kContext{"/src/cases/counter/local", {"/src/wrapper/include"}};

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

/// What the step makes of normalize/STEP.in stands in normalize/STEP.out.
class NormalizeStepFile : public testing::TestWithParam<std::size_t> {};

TEST_P(NormalizeStepFile, IsAsPinned) {
  const NormalizeStep& step = normalize_steps()[GetParam()];
  const auto folder = std::filesystem::path(MUSTFAIL_TEST_DATA) / "diagnostic" / "normalize";
  const auto input = read_file(folder / (step.name + ".in"));
  ASSERT_TRUE(input) << "every step has its own file: " << to_string(input.error());
  std::string seen = *input;
  step.apply(seen, kContext);
  EXPECT_NE(seen, *input) << "the file shows nothing of the step";
  std::string twice = seen;
  step.apply(twice, kContext);
  EXPECT_EQ(twice, seen) << "a step has nothing to do where it has been";
  const auto file = folder / (step.name + ".out");
  if (std::getenv("MUSTFAIL_UPDATE_GOLDEN") != nullptr) ASSERT_TRUE(write_file(file, seen));
  const auto pinned = read_file(file);
  ASSERT_TRUE(pinned) << to_string(pinned.error());
  EXPECT_EQ(seen, *pinned);
}

INSTANTIATE_TEST_SUITE_P(All, NormalizeStepFile,
                         testing::Range(std::size_t{0}, normalize_steps().size()),
                         [](const auto& index) {
                           std::string name = normalize_steps()[index.param].name;
                           std::erase_if(name, [](char c) { return c == '-' || c == '+'; });
                           return name;
                         });

TEST(Normalize, ASnapshotSavedBeforeAStepWasAddedStillHolds) {
  const auto dates = replacing_step("dates", R"(\d{4}-\d\d-\d\d)", "DATE");
  const auto names = replacing_step("names", "mary|john", "NAME");
  ASSERT_TRUE(dates && names);
  const std::string said =
      "/src/cases/counter/local/naive.cpp:1:2: error: {anonymous}::f, by john on 2026-01-02\n";
  NormalizeContext before = kContext;
  before.own = {*dates};
  NormalizeContext after = kContext;
  after.own = {*dates, *names};
  EXPECT_EQ(normalize(said, after),
            "naive.cpp:1:2: error: (anonymous namespace)::f, by NAME on DATE\n");
  EXPECT_TRUE(is_earlier_form(normalize(said, before), said, after)) << "the suite's step is new";
  EXPECT_TRUE(
      is_earlier_form("naive.cpp:1:2: error: {anonymous}::f, by john on DATE\n", said, after))
      << "a step of mustfail's is new as well";
  EXPECT_TRUE(is_earlier_form("naive.cpp:1:2: error: {anonymous}::f, by john on 2026-01-02\n", said,
                              after));
  EXPECT_FALSE(
      is_earlier_form("naive.cpp:1:2: error: {anonymous}::f, by mary on DATE\n", said, after))
      << "what it said then is not what is said now";
  EXPECT_FALSE(is_earlier_form(said, said, after)) << "paths were never pinned as they are";
}

TEST(Normalize, EveryFormFromTheFirstTenStepsOnHolds) {
  const std::string said = "a.cpp:1: {anonymous}::f([with U = $_0; T = std::__cxx11::string])\n";
  std::string form = said;
  const auto& steps = normalize_steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i].apply(form, kContext);
    if (i + 1 >= 10) EXPECT_TRUE(is_earlier_form(form, said, kContext)) << steps[i].name;
  }
}

TEST(Normalize, AStepOfASuiteHasGroupsAndLines) {
  const auto step = replacing_step("ids", "^id (\\d)\\d*$", "id \\1..");
  ASSERT_TRUE(step);
  std::string text = "id 123\nid 4\nan id 5\n";
  step->apply(text, kContext);
  EXPECT_EQ(text, "id 1..\nid 4..\nan id 5\n");
}

TEST(Normalize, AStepOfASuiteThatCannotWorkIsRefused) {
  const auto why = [](std::string name, std::string pattern, std::string replace) {
    const auto step = replacing_step(std::move(name), std::move(pattern), std::move(replace));
    return step ? "accepted" : step.error().what;
  };
  EXPECT_EQ(why("", "a", ""), "this step has no name");
  EXPECT_EQ(why("quotes", "a", ""), "'quotes' is one of mustfail's own steps");
  EXPECT_EQ(why("x", "", ""), "the pattern of 'x' has to be a regular expression");
  EXPECT_EQ(why("x", "(", ""), "the pattern of 'x' has to be a regular expression");
  EXPECT_EQ(why("x", "a*", "b"), "the pattern of 'x' matches where nothing is");
  EXPECT_EQ(why("x", "(a)", "\\2"), "the replacement of 'x' does not fit its pattern");
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

TEST(Normalize, APlaceInTheScratchSpaceIsNone) {
  EXPECT_EQ(normalize("<scratch space>:6:6: note: expanded from here\n", kContext),
            "<scratch space>: note: expanded from here\n");
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
