#include "report/console_report.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdio>

#include "judge/sample_findings.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using testing::Not;

class ConsoleReports : public testing::Test {
 protected:
  std::string report(const std::vector<Finding>& findings, Detail detail = Detail::glance) {
    const auto file = folder_->path() / "console.txt";
    std::FILE* out = std::fopen(file.c_str(), "w");
    const auto reporter = make_console_reporter(out, detail);
    reporter->start(sample_start());
    for (const Finding& each : findings) reporter->add(each);
    EXPECT_TRUE(reporter->finish({}, findings));
    std::fclose(out);
    return *read_file(file);
  }

  /// Naive files that gcc-12 showed to race, and that clang-19 only compiled.
  static std::vector<Finding> cases(std::size_t count) {
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < count; ++i) {
      for (const char* toolchain : {"gcc-12", "clang-19"}) {
        Finding finding = sample_finding(Verdict::pass, "", toolchain);
        finding.case_name = fmt::format("group/case_{:02}", i);
        findings.push_back(finding);
        if (finding.toolchain == "clang-19") continue;
        for (const Step step : {Step::counterfactual, Step::race}) {
          finding.step = step;
          finding.race_lines = {9};
          findings.push_back(finding);
        }
      }
    }
    return findings;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(ConsoleReports, AToolchainThatOnlyCompiledHasDashesAndARowOfItsOwn) {
  EXPECT_THAT(report(cases(1)),
              HasSubstr("               naive is rejected  rules off   and then races at  wrapped\n"
                        "group/case_00\n"
                        "  gcc-12       \u2713 E0373 line 7     \u2713 compiles  \u2713 line 9\n"
                        "  clang-19     \u2713 E0373 line 7     -           -\n"));
}

TEST_F(ConsoleReports, AnotherLanguageIsNoneOfAllTheToolchains) {
  std::vector<Finding> findings;
  for (const char* toolchain : {"gcc-12", "rust"}) {
    findings.push_back(sample_finding(Verdict::pass, "", toolchain));
    findings.back().mode = Mode::compile_pass;
  }
  EXPECT_THAT(report(findings), HasSubstr("\n  gcc-12 rust"));
}

TEST_F(ConsoleReports, ALongRunShowsWhatEachRuleCameTo) {
  auto findings = cases(14);
  findings.back().verdict = Verdict::xfail;
  findings.back().reason = "a known hole: why";
  const std::string text = report(findings);
  EXPECT_THAT(text, HasSubstr("       gcc-12          clang-19\n"
                              "E0373  \u2713 42, 28 shown  \u2713 13 ! 1, -  a closure borrows\n"));
  EXPECT_THAT(text, HasSubstr("\nxfail: a known hole: why (1 step)\n"));
  EXPECT_THAT(text, HasSubstr("--pairs"));
  EXPECT_THAT(text, Not(HasSubstr("group/case_00")));
}

TEST_F(ConsoleReports, EachPairIsShownWhereThereAreFewOrSomebodyAsks) {
  EXPECT_THAT(report(cases(13)), HasSubstr("group/case_12\n"));
  EXPECT_THAT(report(cases(14)), Not(HasSubstr("group/case_13\n")));
  EXPECT_THAT(report(cases(14), Detail::pairs), HasSubstr("group/case_13\n"));
}

TEST_F(ConsoleReports, AShortRunHasNoLineOfProgress) {
  testing::internal::CaptureStderr();
  report(cases(14));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace mustfail
