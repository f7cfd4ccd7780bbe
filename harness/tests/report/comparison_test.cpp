#include "report/comparison.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using testing::Not;

ProgramComparison sample() {
  ComparedProgram go{"counter/a", "Go", "naive.go", "go 1.19", true, {}, "nothing"};
  go.detection = Detection{"Go's race detector", 9, 10, 0.030, 0.010, 40e6, 4e6};
  ComparedProgram rust{"counter/a", "Rust", "naive.rs", "rustc", false, {}, "the compiler: E0373"};
  return {"norace", {go, rust}};
}

TEST(ProgramComparison, TellsRunsAndCosts) {
  const std::string text = comparison_text(sample());
  EXPECT_THAT(text, HasSubstr("in 9 of 10 runs, by Go's race detector"));
  EXPECT_THAT(text, HasSubstr("CPU 10.0 -> 30.0 ms (3.0x)"));
  EXPECT_THAT(text, HasSubstr("memory 3.8 -> 38.1 MiB (10.0x)"));
  EXPECT_THAT(text, HasSubstr("the compiler: E0373"));
}

TEST(ProgramComparison, WhatIsNotKnownIsNotTold) {
  ProgramComparison comparison = sample();
  comparison.programs[0].detection->bytes = 0;
  comparison.programs[0].detection->plain_cpu_seconds = 0;
  const std::string text = comparison_text(comparison);
  EXPECT_THAT(text, Not(HasSubstr("MiB")));
  EXPECT_THAT(text, Not(HasSubstr("x)")));
}

TEST(ProgramComparison, FiguresAsideAPageSaysTheSameOnEveryMachine) {
  const std::string page = comparison_markdown(sample());
  ProgramComparison other = sample();
  other.programs[0].detection = Detection{"Go's race detector", 3, 20, 0.5, 0.1, 4e6, 1e6};
  EXPECT_NE(page, comparison_markdown(other));
  EXPECT_EQ(without_measurements(page), without_measurements(comparison_markdown(other)));
}

TEST(ProgramComparison, ThatARaceIsNeverSeenIsNoFigure) {
  ProgramComparison other = sample();
  other.programs[0].detection->seen = 0;
  EXPECT_NE(without_measurements(comparison_markdown(sample())),
            without_measurements(comparison_markdown(other)));
}

TEST(ProgramComparison, ThatAProgramCompilesIsNoFigure) {
  ProgramComparison other = sample();
  other.programs[1].compiles = true;
  EXPECT_NE(without_measurements(comparison_markdown(sample())),
            without_measurements(comparison_markdown(other)));
}

TEST(ProgramComparison, TheJsonReadsBack) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "comparison.json";
  ASSERT_TRUE(write_file(file, comparison_json(sample())));
  const auto read = read_comparison(file);
  ASSERT_TRUE(read);
  EXPECT_EQ(comparison_json(*read), comparison_json(sample()));
}

TEST(ProgramComparison, WhatIsNoComparisonIsRefusedByName) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "other.json";
  for (const char* text : {"", "[]", "{\"suite\": 1}", "{\"suite\": \"s\", \"programs\": [{}]}"}) {
    ASSERT_TRUE(write_file(file, text));
    const auto read = read_comparison(file);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().place.file, file);
    EXPECT_THAT(read.error().what, HasSubstr("this is no comparison of mustfail"));
  }
  EXPECT_FALSE(read_comparison(folder->path() / "none.json"));
}

TEST(ProgramComparison, TheJsonHasEveryFigure) {
  const auto json = nlohmann::json::parse(comparison_json(sample()));
  EXPECT_EQ(json.at("schema"), 1);
  EXPECT_EQ(json.at("programs").at(0).at("detection").at("seen"), 9);
  EXPECT_TRUE(json.at("programs").at(1).at("detection").is_null());
}

}  // namespace
}  // namespace mustfail
