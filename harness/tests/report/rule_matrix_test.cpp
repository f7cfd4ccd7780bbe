#include "report/rule_matrix.hpp"

#include <gmock/gmock.h>

#include "judge/sample_findings.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;

Finding matrix_finding(std::string owner, std::string rule, Step step,
                       std::string toolchain = "gcc-12", Verdict verdict = Verdict::pass) {
  Finding finding = sample_finding(verdict, "", std::move(toolchain));
  finding.case_name = std::move(owner);
  finding.rule = std::move(rule);
  finding.step = step;
  return finding;
}

TEST(RuleMatrix, HasARowForEachRuleAndTheCasesWithoutOneLast) {
  Finding plain = matrix_finding("plain/a", "", Step::compile);
  plain.mode = Mode::compile_pass;
  const RuleMatrix matrix =
      rule_matrix(sample_start(), {plain, matrix_finding("counter/b", "N0001", Step::compile),
                                   matrix_finding("counter/a", "E0373", Step::compile)});
  EXPECT_THAT(matrix.toolchains, ElementsAre("gcc-12", "clang-19"));
  ASSERT_EQ(matrix.rows.size(), 3U);
  EXPECT_EQ(matrix.rows[0].rule, "E0373");
  EXPECT_EQ(matrix.rows[0].title, "a closure borrows");
  EXPECT_EQ(matrix.rows[1].rule, "N0001");
  EXPECT_EQ(matrix.rows[2].rule, "");
}

TEST(RuleMatrix, ACaseCountsWithAllItsVariantsForEachOfItsRules) {
  Finding wrapped = matrix_finding("a/b", "", Step::compile);
  wrapped.variant = "wrapped";
  wrapped.mode = Mode::run_pass;
  Finding second = matrix_finding("a/b", "E0521", Step::compile, "gcc-12", Verdict::fail);
  second.variant = "naive_other";
  const RuleMatrix matrix =
      rule_matrix(sample_start(), {matrix_finding("a/b", "E0373", Step::compile), second, wrapped});
  ASSERT_EQ(matrix.rows.size(), 2U);
  EXPECT_EQ(matrix.rows[0].cells, matrix.rows[1].cells);
  EXPECT_EQ(matrix.rows[0].cells[0], (MatrixCell{2, 0, 1, 0, 0, 5}));
  EXPECT_EQ(matrix.rows[0].cells[1], MatrixCell{});
}

TEST(RuleMatrix, AToolchainOfAnotherLanguageIsAColumn) {
  const RuleMatrix matrix = rule_matrix(
      sample_start(), {matrix_finding("a/b", "E0373", Step::compile, "rust"),
                       matrix_finding("x.json", "", Step::snapshot, "", Verdict::fail)});
  EXPECT_THAT(matrix.toolchains, ElementsAre("gcc-12", "clang-19", "rust"));
  EXPECT_EQ(matrix.rows.size(), 1U);
}

TEST(RuleMatrix, AFieldCountsAndSaysWhetherEvidenceWasBrought) {
  EXPECT_EQ(cell_text({}), "");
  EXPECT_EQ(cell_text({.skipped = 3}), "skip");
  EXPECT_EQ(cell_text({.passed = 36, .shown = 24}), "\u2713 36, 24 shown");
  EXPECT_EQ(cell_text({.passed = 12, .not_asked = 24}), "\u2713 12, -");
  EXPECT_EQ(cell_text({.passed = 12, .shown = 2, .not_asked = 22}), "\u2713 12, 2 of 24 shown");
  EXPECT_EQ(cell_text({.passed = 3, .holes = 2, .red = 1}), "\u2713 3 ! 2 \u2717 1");
  EXPECT_EQ(worst({.passed = 3, .holes = 2, .red = 1}), Verdict::fail);
  EXPECT_EQ(worst({.passed = 3, .holes = 2}), Verdict::xfail);
  EXPECT_EQ(worst({.passed = 3, .skipped = 2}), Verdict::pass);
  EXPECT_EQ(worst({.skipped = 2}), Verdict::skip);
}

}  // namespace
}  // namespace mustfail
