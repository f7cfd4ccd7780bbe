#include "judge/judge_twin.hpp"

#include <gmock/gmock.h>

#include "judge/judge.hpp"
#include "suite/twin.hpp"
#include "support/samples.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// A twin beside the sample's C++ file, judged on its own.
class JudgeTwin : public testing::Test {
 protected:
  /// The source gets lines behind it, for expectations to be about.
  void use(std::string_view name, Mode mode, std::string_view first_lines) {
    const std::string source = std::string(first_lines) + std::string(20, '\n');
    const auto language = twin_language(name);
    Variant twin;
    twin.name = name;
    twin.file = sample_.owner.folder / name;
    twin.mode = mode;
    Failures failures;
    const auto comments = find_twin_comments(source, *language);
    twin.directives = parse_directives(comments, twin.file, failures).general;
    twin.directives.rule = "E0373";
    twin.expectations = parse_expectations(source, comments, twin.file, failures);
    ASSERT_TRUE(failures.empty()) << to_string(failures.front());
    sample_.owner.variants = {twin};
    sample_.toolchain.family = *language;
    sample_.toolchain.name = mustfail::name(*language);
  }

  Finding judged(Step step, const Outcome& outcome, const SnapshotFolder& snapshots = {}) {
    Job job = sample_.job(step);
    job.checks_races = sample_.toolchain.family == Family::go && step != Step::compile;
    return judge(sample_.suite, job, outcome, snapshots);
  }

  Sample sample_{"naive", Mode::compile_fail, ""};
};

std::string captured() {
  const auto text =
      read_file(MUSTFAIL_TEST_DATA "/diagnostic/rust/captured_local.rustc-1.96.jsonl");
  EXPECT_TRUE(text) << to_string(text.error());
  return text ? *text : std::string();
}

constexpr std::string_view kExpected =
    "\n\n\n\n\n\n\n\n\n// expected-error {{[E0373]}}\n// expected-error@-1 {{[E0499]}}\n"
    "// expected-error@19 {{[E0502]}}\n";

TEST_F(JudgeTwin, RustRejectsItWithTheRulesCodeAtItsLine) {
  use("naive.rs", Mode::compile_fail, kExpected);
  const Finding finding = judged(Step::compile, exited(1, captured()));
  EXPECT_EQ(finding.verdict, Verdict::pass) << finding.reason;
  EXPECT_EQ(finding.reason, "Rust rejects it with E0373 at line 10 too");
  EXPECT_EQ(finding.blame.line, 10);
}

TEST_F(JudgeTwin, ATwinThatRustcAcceptsIsRed) {
  use("naive.rs", Mode::compile_fail, kExpected);
  const Finding finding = judged(Step::compile, exited(0));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_THAT(finding.reason, HasSubstr("rustc accepts it"));
}

TEST_F(JudgeTwin, AnotherCodeIsRed) {
  use("naive.rs", Mode::compile_fail, "//@ differs: E0308: why\n");
  const Finding finding = judged(Step::compile, exited(1, captured()));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.reason, "rustc rejects it with E0373, E0499 and E0502, not with E0308");
}

TEST_F(JudgeTwin, AnotherLineIsRed) {
  use("naive.rs", Mode::compile_fail,
      "// expected-error@11 {{[E0373]}}\n// expected-error@10 {{[E0499]}}\n"
      "// expected-error@19 {{[E0502]}}\n");
  const Finding finding = judged(Step::compile, exited(1, captured()));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_THAT(finding.details, AllOf(Contains(HasSubstr("unmet")), Contains(HasSubstr("unasked"))));
}

TEST_F(JudgeTwin, AnErrorThatNothingAsksForIsRed) {
  use("naive.rs", Mode::compile_fail,
      "// expected-error@10 {{[E0373]}}\n// expected-error@10 {{[E0499]}}\n");
  const Finding finding = judged(Step::compile, exited(1, captured()));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_THAT(finding.details, Contains(HasSubstr("unasked: naive.rs:19: error: [E0502]")));
}

TEST_F(JudgeTwin, ADifferenceThatIsNoneAnyMoreIsRed) {
  use("naive.rs", Mode::compile_fail, "//@ differs: accepts: why\n");
  EXPECT_EQ(judged(Step::compile, exited(0)).verdict, Verdict::pass);
  EXPECT_EQ(judged(Step::compile, exited(1, captured())).verdict, Verdict::fail);
}

TEST_F(JudgeTwin, ACompilerThatCrashesHasNotRejectedAnything) {
  use("naive.rs", Mode::compile_fail, kExpected);
  EXPECT_EQ(judged(Step::compile, exited(101, captured())).verdict, Verdict::error);
  EXPECT_EQ(judged(Step::compile, ended(Ending::How::signalled, 11, captured())).verdict,
            Verdict::error);
  EXPECT_EQ(judged(Step::compile, exited(1, "rustc: no such option\n")).verdict, Verdict::error);
}

TEST_F(JudgeTwin, AWrappedTwinPrintsWhatTheCppProgramPrints) {
  use("wrapped.rs", Mode::run_pass, "");
  const SnapshotFolder snapshots{{"wrapped.stdout", "10000\n"}};
  EXPECT_EQ(judged(Step::run, exited(0, "", "10000\n"), snapshots).verdict, Verdict::pass);
  EXPECT_EQ(judged(Step::run, exited(0, "", "9999\n"), snapshots).verdict, Verdict::fail);
  EXPECT_EQ(judged(Step::run, exited(1, "", "10000\n"), snapshots).verdict, Verdict::fail);
  EXPECT_EQ(judged(Step::run, exited(0, "", "10000\n")).verdict, Verdict::fail)
      << "nothing says what it has to print";
}

const std::string kRace =
    "WARNING: DATA RACE\n"
    "Read at 0x00c0000ac008 by goroutine 8:\n"
    "  main.count()\n"
    "      /s/cases/group/case/naive.go:11 +0x4b\n"
    "\n"
    "Found 1 data race(s)\n";

TEST_F(JudgeTwin, GosRaceDetectorSeesTheRace) {
  use("naive.go", Mode::compile_fail, "");
  const Finding finding = judged(Step::race, exited(66, kRace));
  EXPECT_EQ(finding.verdict, Verdict::pass) << finding.reason;
  EXPECT_THAT(finding.race_lines, testing::ElementsAre(11));
}

TEST_F(JudgeTwin, AGoTwinThatIsCleanIsRed) {
  use("naive.go", Mode::compile_fail, "");
  const Finding finding = judged(Step::race, exited(0, "", "10000\n"));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.reason, "Go's race detector saw no race in 1 run");
}

TEST_F(JudgeTwin, AReportThatTheProgramWroteItselfIsRed) {
  use("naive.go", Mode::compile_fail, "");
  EXPECT_EQ(judged(Step::race, exited(0, kRace)).verdict, Verdict::fail);
}

TEST_F(JudgeTwin, AGoTwinThatDoesNotCompileIsRed) {
  use("naive.go", Mode::compile_fail, "");
  const Finding finding =
      judged(Step::compile, exited(2, "./naive.go:6:2: x declared but not used\n"));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.blame.line, 6);
}

TEST_F(JudgeTwin, AWrappedGoTwinThatRacesIsRed) {
  use("wrapped.go", Mode::run_pass, "");
  const SnapshotFolder snapshots{{"wrapped.stdout", "10000\n"}};
  EXPECT_EQ(judged(Step::run, exited(0, "", "10000\n"), snapshots).verdict, Verdict::pass);
  EXPECT_EQ(judged(Step::run, exited(66, kRace, "10000\n"), snapshots).verdict, Verdict::fail);
}

}  // namespace
}  // namespace mustfail
