#include "judge/judge_run.hpp"

#include <gmock/gmock.h>

#include "judge/judging.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using How = Ending::How;

std::string race(const Outcome& outcome) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  return told(judged(sample, Step::race, outcome, {}));
}

TEST(JudgeRace, ADataRaceAtALineOfTheFileIsEvidence) {
  EXPECT_EQ(race(exited(66, kRace)), "pass: races: ThreadSanitizer, lines 9 and 12");
  EXPECT_EQ(race(ended(How::signalled, 11, kRace)), "pass: races: ThreadSanitizer, lines 9 and 12")
      << "a program that races may well crash";
}

TEST(JudgeRace, AReportThatTheProgramWroteItselfIsNone) {
  EXPECT_EQ(race(exited(0, kRace)),
            "fail: there is a report, and the exit status of ThreadSanitizer is missing: it exited "
            "with status 0\n"
            "a report counts only when the detector ends the program");
  Outcome outcome = exited(66, kRace);
  outcome.report.clear();  // it stood in the program's own stderr
  EXPECT_THAT(race(outcome), HasSubstr("fail: no race was seen"));
}

TEST(JudgeRace, ARaceElsewhereIsNoEvidence) {
  std::string elsewhere = kRace;
  for (std::size_t at = 0; (at = elsewhere.find("naive.cpp")) != std::string::npos;) {
    elsewhere.replace(at, 9, "other.hpp");
  }
  EXPECT_EQ(race(exited(66, elsewhere)),
            "fail: ThreadSanitizer reports a data race, but at no line of this file\n"
            "it has to be in the case's own code");
  EXPECT_EQ(race(exited(66,
                        "WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) "
                        "(pid=1)\n")),
            "fail: ThreadSanitizer reports a lock-order-inversion (potential deadlock), but at no "
            "line of this file\nit has to be in the case's own code");
}

TEST(JudgeRace, NoRaceIsAFailure) {
  Outcome outcome = exited(0);
  outcome.tries = 5;
  EXPECT_EQ(race(outcome),
            "fail: no race was seen in 5 runs: what is rejected does no harm\n"
            "make it race more often, or say why it cannot: //@ witness: none: why");
}

TEST(JudgeRace, AProgramThatDoesNotEndIsAnError) {
  EXPECT_EQ(race(ended(How::timed_out)),
            "error: the program did not end within its time limit and was killed\n"
            "a naive program has to end by itself: make it smaller");
  EXPECT_EQ(race(ended(How::flooded)),
            "error: the program wrote more than its output limit and was killed\n"
            "a naive program has to end by itself: make it smaller");
}

std::string run(const Outcome& outcome, std::string_view source = "") {
  const Sample sample("wrapped", Mode::run_pass, source);
  return told(judged(sample, Step::run, outcome, {{"wrapped.stdout", "10000\n"}}));
}

TEST(JudgeRun, PassesWhenItPrintsWhatIsPinnedAndIsClean) {
  EXPECT_EQ(run(exited(0, "", "10000\n")), "pass: prints 10000, clean under ThreadSanitizer");
}

TEST(JudgeRun, ARaceFails) {
  EXPECT_EQ(run(exited(66, kRace, "10000\n")),
            "fail: it compiles, and ThreadSanitizer reports a data race\n"
            "the accepted program is not safe: repair it, or the library");
  EXPECT_EQ(run(exited(0, kRace, "10000\n")),
            "fail: it compiles, and ThreadSanitizer reports a data race\n"
            "the accepted program is not safe: repair it, or the library");
}

TEST(JudgeRun, AHiddenReportFails) {
  // A program that closes its stderr hides the report, but not the status.
  EXPECT_EQ(run(exited(66, "", "10000\n"), "//@ exit-code: 66\n"),
            "fail: the program exited with status 66, which is ThreadSanitizer's\n"
            "let it end with another status, so that a race can be told from it");
}

TEST(JudgeMemory, PassesWhenItPrintsTheSameAndIsClean) {
  Sample sample("wrapped", Mode::run_pass, "");
  const auto memory = [&](const Outcome& outcome) {
    Job job = sample.job(Step::memory);
    job.checks_memory = true;
    return told(judge(sample.suite, job, outcome, {{"wrapped.stdout", "10000\n"}}));
  };
  EXPECT_EQ(memory(exited(0, "", "10000\n")),
            "pass: prints 10000, clean under the memory detector");
  EXPECT_THAT(memory(exited(0, "", "9999\n")), testing::StartsWith("fail: the output differs"));
  EXPECT_THAT(memory(exited(67, "==1==ERROR: LeakSanitizer: detected memory leaks\n", "10000\n")),
              testing::StartsWith("fail: it compiles, and the memory detector reports: detected "
                                  "memory leaks\n"));
  EXPECT_THAT(memory(exited(67, "", "10000\n")),
              testing::StartsWith("fail: it compiles, and the memory detector reports: something"));
}

TEST(JudgeRun, OtherOutputFails) {
  EXPECT_EQ(run(exited(0, "", "9999\n")),
            "fail: the output differs from /s/expected/group/case/wrapped.stdout\n"
            "if the new one is right: mustfail bless group/case --accept-meaning");
}

TEST(JudgeRun, AnotherExitStatusFails) {
  EXPECT_EQ(run(exited(3, "", "10000\n")),
            "fail: the program exited with status 3, and 0 is expected\n"
            "if that is right, say so: //@ exit-code: NUMBER");
  EXPECT_EQ(run(exited(3, "", "10000\n"), "//@ exit-code: 3\n"),
            "pass: prints 10000, clean under ThreadSanitizer");
  EXPECT_EQ(run(exited(0, "", "10000\n"), "//@ exit-code: 3\n"),
            "fail: the program exited with status 0, and 3 is expected\n"
            "if that is right, say so: //@ exit-code: NUMBER");
}

TEST(JudgeRun, ACrashAfterTheRightOutputFails) {
  EXPECT_EQ(run(ended(How::signalled, 11)),
            "fail: the program was killed by signal 11 (Segmentation fault)\nrun it by hand");
}

TEST(JudgeRun, AProgramThatDoesNotEndIsAnError) {
  EXPECT_EQ(run(ended(How::timed_out)),
            "error: the program did not end within its time limit and was killed\nrun it by hand");
}

TEST(JudgeRun, WithoutARaceDetectorItSaysSo) {
  const Sample sample("wrapped", Mode::run_pass, "");
  Job job = sample.job(Step::run);
  job.checks_races = false;
  EXPECT_EQ(told(judge(sample.suite, job, exited(0, "", "a\nb\n"), {{"wrapped.stdout", "a\nb\n"}})),
            "pass: prints 2 lines, not checked for races");
}

}  // namespace
}  // namespace mustfail
