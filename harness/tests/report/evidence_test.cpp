#include "report/evidence.hpp"

#include <gmock/gmock.h>

#include "judge/sample_findings.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum Brought;

Finding found(Step step, std::string toolchain, Mode mode = Mode::compile_fail,
              Verdict verdict = Verdict::pass) {
  Finding finding = sample_finding(verdict, "", std::move(toolchain));
  finding.step = step;
  finding.mode = mode;
  return finding;
}

Evidence on(const std::string& toolchain, const std::vector<Finding>& findings) {
  return evidence_of(findings).at({"counter/local", "naive", toolchain});
}

TEST(EvidenceOf, ANaiveFileIsWhatItsToolchainShowedAndNotWhatAnotherDid) {
  const std::vector<Finding> findings{
      found(Step::compile, "gcc-12"), found(Step::counterfactual, "gcc-12"),
      found(Step::witness, "gcc-12"), found(Step::compile, "clang-14")};
  EXPECT_THAT(on("gcc-12", findings),
              ElementsAre(testing::Pair(EvidenceKind::counterfactual, shown),
                          testing::Pair(EvidenceKind::witness, shown)));
  EXPECT_THAT(on("clang-14", findings),
              ElementsAre(testing::Pair(EvidenceKind::counterfactual, not_asked),
                          testing::Pair(EvidenceKind::witness, not_asked)));
}

TEST(EvidenceOf, WhatWasAskedForAndNotShownHasItsReason) {
  EXPECT_THAT(
      on("gcc-12", {found(Step::compile, "gcc-12"),
                    found(Step::counterfactual, "gcc-12", Mode::compile_fail, Verdict::fail),
                    found(Step::race, "gcc-12", Mode::compile_fail, Verdict::skip)}),
      ElementsAre(testing::Pair(EvidenceKind::counterfactual, failed),
                  testing::Pair(EvidenceKind::witness, skipped)));
}

TEST(EvidenceOf, AnAcceptedFileHasAWitnessWhereSomeToolchainWasAskedForIt) {
  EXPECT_THAT(on("gcc-12", {found(Step::compile, "gcc-12", Mode::compile_pass)}), IsEmpty());
  EXPECT_THAT(on("gcc-12", {found(Step::compile, "gcc-12", Mode::compile_pass),
                            found(Step::compile, "clang-19", Mode::compile_pass),
                            found(Step::race, "clang-19", Mode::compile_pass)}),
              ElementsAre(testing::Pair(EvidenceKind::witness, not_asked)));
}

TEST(EvidenceOf, WhatIsNotForAToolchainIsSkippedThereAndNoDash) {
  EXPECT_THAT(on("gcc-12", {found(Step::compile, "gcc-12", Mode::compile_fail, Verdict::skip)}),
              ElementsAre(testing::Pair(EvidenceKind::counterfactual, skipped),
                          testing::Pair(EvidenceKind::witness, skipped)));
}

TEST(EvidenceOf, AProgramThatMustRunHasItsRun) {
  EXPECT_THAT(on("gcc-12", {found(Step::compile, "gcc-12", Mode::run_pass)}),
              ElementsAre(testing::Pair(EvidenceKind::run, not_asked)));
}

TEST(EvidenceOf, OtherLanguagesHaveOnlyWhatTheyBring) {
  EXPECT_THAT(on("rust", {found(Step::compile, "rust")}), IsEmpty());
  EXPECT_THAT(on("go", {found(Step::compile, "go"), found(Step::race, "go")}),
              ElementsAre(testing::Pair(EvidenceKind::witness, shown)));
}

}  // namespace
}  // namespace mustfail
