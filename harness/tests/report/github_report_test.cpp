#include "report/github_report.hpp"

#include <gmock/gmock.h>

#include "report/sample_run.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using testing::Not;

class GithubReports : public testing::Test {
 protected:
  std::string annotations(const std::vector<Finding>& findings, const RunEnd& end = {}) {
    const auto file = folder_->path() / "commands";
    const auto reporter = make_github_reporter(file, stdout, summary_file());
    return written(*reporter, file, end, findings);
  }
  std::filesystem::path summary_file() const { return folder_->path() / "summary.md"; }
  std::string summary() const { return *read_file(summary_file()); }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(GithubReports, AnnotateTheLineOfWhatIsRed) {
  EXPECT_EQ(annotations({sample_finding(Verdict::pass, "p"), sample_finding(Verdict::fail, "why")}),
            "::error file=cases/counter/local/naive.cpp,line=7,title=fail%3A counter/local/naive "
            "on gcc-12%2C compile::why\n");
}

TEST_F(GithubReports, WhatToolchainsAgreeOnIsAnnotatedOnce) {
  const auto text = annotations({sample_finding(Verdict::fail, "why"),
                                 sample_finding(Verdict::fail, "why", "clang-19"),
                                 sample_finding(Verdict::fail, "other", "clang-19")});
  EXPECT_THAT(text, HasSubstr("on gcc-12 and clang-19%2C compile::why\n"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 2);
}

TEST_F(GithubReports, TextCannotEndACommandOrStartAnother) {
  EXPECT_EQ(command_data("50%\r\n::error::\x1b[2Jx"), "50%25\\x0D%0A::error::\\x1B[2Jx");
  EXPECT_EQ(command_property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
  const auto text = annotations({sample_finding(Verdict::fail, "x\n::stop-commands::y")});
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
}

TEST_F(GithubReports, WhatIsKnownIsANotice) {
  Finding finding = sample_finding(Verdict::fail, "why");
  finding.known = true;
  EXPECT_THAT(annotations({finding}), testing::StartsWith("::notice "));
  EXPECT_THAT(summary(), HasSubstr("✅"));
}

TEST_F(GithubReports, TheSummaryIsAddedToWhatIsThere) {
  ASSERT_TRUE(write_file(summary_file(), "before\n"));
  annotations({sample_finding(Verdict::fail, "a | b"), sample_finding(Verdict::skip, "no tsan")});
  EXPECT_THAT(summary(), testing::StartsWith("before\n### ❌ sample: 1 red of 2 steps"));
  EXPECT_THAT(summary(), HasSubstr("| gcc-12 | 0 | 1 | 0 | 0 | 0 | 1 | - |\n"));
  EXPECT_THAT(summary(), HasSubstr("a &#124; b |\n"));
  EXPECT_THAT(summary(), HasSubstr("- no tsan (1 step)\n"));
}

TEST_F(GithubReports, ACutShortRunIsNotWell) {
  RunEnd end;
  end.completion.how = Completion::How::interrupted;
  annotations({sample_finding(Verdict::pass, "p")}, end);
  EXPECT_THAT(summary(), HasSubstr("Cut short: 1 of 9 steps were judged"));
  EXPECT_THAT(summary(), Not(HasSubstr("✅")));
}

TEST_F(GithubReports, MarkdownInAMessageMeansNothing) {
  EXPECT_EQ(markdown_text("<img> [a](b) `c` *d* |\n@e https://f"),
            "&#60;img&#62; &#91;a&#93;(b) &#96;c&#96; &#42;d&#42; &#124; &#64;e https&#58;//f");
}

}  // namespace
}  // namespace mustfail
