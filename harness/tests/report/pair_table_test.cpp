#include "report/pair_table.hpp"

#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "util/text.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;

Finding found(std::string variant, std::string toolchain, Step step,
              Verdict verdict = Verdict::pass) {
  Finding made;
  made.case_name = "counter/local";
  made.toolchain = std::move(toolchain);
  made.step = step;
  made.verdict = verdict;
  made.mode = variant.starts_with("naive")     ? Mode::compile_fail
              : variant.starts_with("wrapped") ? Mode::run_pass
                                               : Mode::compile_pass;
  if (made.mode == Mode::compile_fail) made.rule = "E0373";
  made.variant = std::move(variant);
  made.blame = {"naive.cpp", 12, 3};
  made.race_lines = {12, 14};
  made.output = "10000\n";
  made.checked_races = true;
  return made;
}

std::vector<Finding> pair_on(const std::string& toolchain) {
  return {found("naive", toolchain, Step::compile), found("naive", toolchain, Step::counterfactual),
          found("naive", toolchain, Step::race), found("wrapped", toolchain, Step::compile),
          found("wrapped", toolchain, Step::run)};
}

/// Each row as `TITLE | TOOLCHAINS | CELL | ...`.
std::vector<std::string> rows(const std::vector<Finding>& findings) {
  std::vector<std::string> rows;
  for (const Pair& pair : pair_table(findings)) {
    for (const PairRow& row : pair.rows) {
      std::vector<std::string> fields{pair.title,
                                      fmt::format("{}", fmt::join(row.toolchains, " "))};
      for (const Cell& cell : row.cells) fields.push_back(cell.text);
      rows.push_back(fmt::format("{}", fmt::join(fields, " | ")));
    }
  }
  return rows;
}

TEST(PairTable, ShowsAPairInOneRow) {
  EXPECT_THAT(rows(pair_on("gcc-12")),
              ElementsAre("counter/local | gcc-12 | E0373 line 12 | compiles | lines 12 and 14 | "
                          "prints 10000, clean"));
}

TEST(PairTable, ToolchainsThatAgreeShareARow) {
  auto findings = pair_on("gcc-12");
  for (auto& each : pair_on("clang-19")) findings.push_back(each);
  auto odd = pair_on("clang-22");
  odd[2].race_lines = {14};
  for (auto& each : odd) findings.push_back(each);
  EXPECT_THAT(rows(findings),
              ElementsAre("counter/local | gcc-12 clang-19 | E0373 line 12 | compiles | lines 12 "
                          "and 14 | prints 10000, clean",
                          "counter/local | clang-22 | E0373 line 12 | compiles | line 14 | "
                          "prints 10000, clean"));
}

TEST(PairTable, AToolchainThatOnlyCompilesHasARowOfItsOwnWithDashes) {
  auto findings = pair_on("gcc-12");
  for (const char* toolchain : {"clang-14", "clang-22"}) {
    auto other = pair_on(toolchain);
    std::erase_if(other, [](const Finding& each) { return each.step != Step::compile; });
    findings.insert(findings.end(), other.begin(), other.end());
  }
  EXPECT_THAT(rows(findings),
              ElementsAre("counter/local | gcc-12 | E0373 line 12 | compiles | lines 12 and 14 | "
                          "prints 10000, clean",
                          "counter/local | clang-14 clang-22 | E0373 line 12 | - | - | -"));
}

TEST(PairTable, WhatWasSkippedIsNoDash) {
  auto findings = pair_on("gcc-12");
  findings[2].verdict = Verdict::skip;
  EXPECT_THAT(rows(findings),
              ElementsAre("counter/local | gcc-12 | E0373 line 12 | compiles | skip "
                          "| prints 10000, clean"));
}

TEST(PairTable, AProgramThatStandsAloneSaysThatItCompiledWhereItDidNotRun) {
  EXPECT_THAT(
      rows({found("wrapped", "gcc-12", Step::compile), found("wrapped", "gcc-12", Step::run),
            found("wrapped", "clang-14", Step::compile)}),
      ElementsAre("counter/local | gcc-12 |  |  |  | prints 10000, clean",
                  "counter/local | clang-14 |  |  |  | compiles, not run"));
}

TEST(PairTable, ALanguageWithoutASwitchHasNoDash) {
  auto findings = pair_on("gcc-12");
  findings.push_back(found("naive.rs", "rust", Step::compile));
  EXPECT_THAT(rows(findings).back(), "counter/local | rust | E0373 line 12 |  |  | ");
}

TEST(PairTable, ARedStepIsNeverHiddenByAGreenOne) {
  auto findings = pair_on("gcc-12");
  findings[3].verdict = Verdict::fail;  // the wrapped file's compile ...
  findings[4].verdict = Verdict::skip;  // ... and so it was not run
  EXPECT_THAT(rows(findings), ElementsAre("counter/local | gcc-12 | E0373 line 12 | compiles | "
                                          "lines 12 and 14 | fail"));
}

TEST(PairTable, HolesAndErrorsAreNamed) {
  EXPECT_THAT(rows({found("naive", "gcc-12", Step::compile, Verdict::xfail),
                    found("naive", "gcc-12", Step::race, Verdict::error)}),
              ElementsAre("counter/local | gcc-12 | hole: compiles | - | error | "));
}

TEST(PairTable, OtherVariantsStandByThemselvesUnlessTheyAreATwin) {
  EXPECT_THAT(
      rows({found("naive", "gcc-12", Step::compile), found("naive_view", "gcc-12", Step::compile),
            found("near_miss", "gcc-12", Step::compile), found("wrapped", "gcc-12", Step::run),
            found("wrapped_view", "gcc-12", Step::run)}),
      ElementsAre("counter/local | gcc-12 | E0373 line 12 | - | - | prints 10000, clean",
                  "counter/local/naive_view | gcc-12 | E0373 line 12 | - | - | prints 10000, "
                  "clean",
                  "counter/local/near_miss | gcc-12 |  |  |  | compiles"));
}

TEST(PairTable, ARevisionHasTheTwinOfItsOwnOrThePlainOne) {
  const auto table =
      rows({found("naive#a", "gcc-12", Step::compile), found("naive#b", "gcc-12", Step::compile),
            found("wrapped", "gcc-12", Step::run), found("wrapped#a", "gcc-12", Step::run)});
  EXPECT_THAT(
      table,
      ElementsAre("counter/local/naive#a | gcc-12 | E0373 line 12 | - | - | prints 10000, clean",
                  "counter/local/naive#b | gcc-12 | E0373 line 12 | - | - | prints 10000, clean"));
}

TEST(PairTable, LongOutputIsCounted) {
  auto findings = pair_on("gcc-12");
  findings[4].output = "a\nb\nc\n";
  EXPECT_EQ(rows(findings)[0],
            "counter/local | gcc-12 | E0373 line 12 | compiles | lines 12 and 14 | "
            "prints 3 lines, clean");
  findings[4].output = "";
  EXPECT_EQ(rows(findings)[0],
            "counter/local | gcc-12 | E0373 line 12 | compiles | lines 12 and 14 | "
            "prints nothing, clean");
}

TEST(PairTable, AProgramThatWasNotCheckedForRacesIsNotCalledClean) {
  auto findings = pair_on("gcc-12");
  findings[4].checked_races = false;
  EXPECT_EQ(rows(findings)[0],
            "counter/local | gcc-12 | E0373 line 12 | compiles | lines 12 and 14 | "
            "prints 10000, not checked for races");
}

TEST(PairTable, StaleSnapshotsAreNoRow) {
  EXPECT_THAT(rows({found("x.json", "", Step::snapshot, Verdict::fail)}), testing::IsEmpty());
}

}  // namespace
}  // namespace mustfail
