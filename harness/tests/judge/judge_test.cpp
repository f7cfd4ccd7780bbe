#include "judge/judge.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "judge/judging.hpp"

namespace mustfail {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using How = Ending::How;

const std::string kRejection =
    "/s/cases/group/case/naive.cpp:3:8: error: 'spawn' is unavailable: [E0373] it borrows\n"
    "/s/include/lib.hpp:7:6: note: declared here\n";

/// The snapshots that pin exactly what this outcome shows.
SnapshotFolder pinned(const Sample& sample, Step step, const Outcome& outcome) {
  const Seen seen = see(sample.suite, sample.job(step), outcome);
  const std::string& variant = sample.owner.variants.front().name;
  return {{variant + ".json", seen.meaning},
          {variant + ".gcc.stderr", seen.wording},
          {variant + ".stdout", seen.output}};
}

/// A naive file's compile, with snapshots that agree with it.
std::string naive(const Outcome& outcome, std::string_view source = kNaive) {
  const Sample sample("naive", Mode::compile_fail, source);
  return told(judged(sample, Step::compile, outcome, pinned(sample, Step::compile, outcome)));
}

std::string naive(int status, const std::string& errors, std::string_view source = kNaive) {
  return naive(exited(status, errors), source);
}

TEST(JudgeNaive, PassesWhenItsRuleRejectsItAtItsLine) {
  EXPECT_EQ(naive(1, kRejection), "pass: rejected with E0373 at line 3");
}

TEST(JudgeNaive, ANaiveFileThatCompilesFails) {
  EXPECT_EQ(naive(0, ""),
            "fail: it compiles: no rule rejects it\n"
            "if this is a hole that is known, say so: //@ known-hole: why");
  EXPECT_EQ(naive(0, kRejection),
            "fail: it compiles: no rule rejects it\n"
            "if this is a hole that is known, say so: //@ known-hole: why")
      << "what counts is the exit status";
}

TEST(JudgeNaive, ACompilerThatDidNotEndByItselfHasJudgedNothing) {
  const std::string help =
      "\nrun the command by hand; limits stand in suite.json, or: //@ timeout: SECONDS";
  EXPECT_EQ(naive(ended(How::signalled, 11, kRejection)),
            "error: g++-12 was killed by signal 11 (Segmentation fault)" + help);
  EXPECT_EQ(naive(ended(How::timed_out, 0, kRejection)),
            "error: g++-12 did not end within its time limit and was killed" + help);
  EXPECT_EQ(naive(ended(How::over_memory, 0, kRejection)),
            "error: g++-12 went over its memory limit and was killed" + help);
  EXPECT_EQ(naive(ended(How::flooded, 0, kRejection)),
            "error: g++-12 wrote more than its output limit and was killed" + help);
  EXPECT_EQ(naive(ended(How::not_started, 2)),
            "error: g++-12 could not be started: No such file or directory" + help);
}

TEST(JudgeNaive, ACompilerThatCrashedHasJudgedNothing) {
  EXPECT_EQ(naive(1, kRejection + "g++-12: internal compiler error: Segmentation fault\n"),
            "error: g++-12 crashed\nreduce the case and report the bug");
}

TEST(JudgeNaive, AnExitStatusOtherThanOneIsNoRejection) {
  for (const int status : {2, 4, 127, 139}) {
    EXPECT_EQ(naive(status, kRejection),
              fmt::format("error: g++-12 exited with status {}, which is not how it refuses a "
                          "program\nrun the command by hand",
                          status));
  }
}

TEST(JudgeNaive, AnUnknownFlagIsNoRejection) {
  EXPECT_EQ(naive(1, "g++-12: error: unrecognized command-line option '-fx'\n" + kRejection),
            "error: g++-12 complains of its command: unrecognized command-line option '-fx'\n"
            "correct the flags in suite.json or in the file's directives");
}

TEST(JudgeNaive, AMissingHeaderIsNoRejection) {
  EXPECT_EQ(naive(1,
                  "/s/cases/group/case/naive.cpp:1:10: fatal error: lib.hpp: No such file or "
                  "directory\ncompilation terminated.\n"),
            "error: a file is not there: naive.cpp:1: lib.hpp: No such file or directory\n"
            "correct the #include, or \"include\" in suite.json");
}

TEST(JudgeNaive, SilenceIsNoRejection) {
  const char* sentence =
      "error: g++-12 failed and names no error in a source file\nrun the command by hand";
  EXPECT_EQ(naive(1, ""), sentence);
  EXPECT_EQ(naive(1, "[E0373] says a plugin\n"), sentence);
  EXPECT_EQ(naive(1, "/s/cases/group/case/naive.cpp:3:8: warning: [E0373] w\n"), sentence);
}

TEST(JudgeNaive, AnotherReasonIsNoRejectionByTheRule) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  const auto outcome =
      exited(1, "/s/cases/group/case/naive.cpp:3:3: error: 'spwan' was not declared\n");
  const auto finding = judged(sample, Step::compile, outcome, {});
  EXPECT_EQ(told(finding),
            "fail: rejected for another reason: the first error is not E0373's\n"
            "repair the case so that only its rule stands in its way");
  EXPECT_THAT(finding.details, ElementsAre("naive.cpp:3: error: 'spwan' was not declared"));
}

TEST(JudgeNaive, TheRulesErrorMustBeTheFirst) {
  EXPECT_EQ(naive(1, "/s/cases/group/case/naive.cpp:2:1: error: other\n" + kRejection),
            "fail: rejected for another reason: the first error is not E0373's\n"
            "repair the case so that only its rule stands in its way");
  EXPECT_EQ(naive(1, "/s/cases/group/case/naive.cpp:3:8: error: [E0277] not Send\n"),
            "fail: rejected by another rule: the first error is E0277's, not E0373's\n"
            "repair the case so that only its rule stands in its way");
  EXPECT_EQ(naive(1, "/s/cases/group/case/naive.cpp:2:1: error: [E0373] early\n" + kRejection,
                  std::string(kNaive) + "// expected-warning * {{}}\n"),
            "fail: 1 diagnostic that nothing asks for\n"
            "repair the case, or the expectation that stands in it");
}

TEST(JudgeNaive, AnErrorAtAnotherLineIsUnmetAndUnasked) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  const auto outcome = exited(1, "/s/cases/group/case/naive.cpp:2:1: error: [E0373] it borrows\n");
  const auto finding = judged(sample, Step::compile, outcome, {});
  EXPECT_EQ(told(finding),
            "fail: 1 unmet expectation and 1 diagnostic that nothing asks for\n"
            "repair the case, or the expectation that stands in it");
  EXPECT_THAT(finding.details,
              ElementsAre("unmet: naive.cpp:3: expected-error {{[E0373]}} at line 3",
                          "unasked: naive.cpp:2: error: [E0373] it borrows"));
}

TEST(JudgeNaive, AWarningThatNothingAsksForFails) {
  EXPECT_EQ(naive(1, kRejection + "/s/cases/group/case/naive.cpp:3:1: warning: w [-Wx]\n"),
            "fail: 1 diagnostic that nothing asks for\n"
            "repair the case, or the expectation that stands in it");
}

TEST(JudgeNaive, AFileThatExpectsNothingFails) {
  EXPECT_EQ(naive(1, kRejection, "//@ rule: E0373\n"),
            "fail: nothing in the file says where the error has to be\n"
            "mustfail annotate writes it, or add to the line: // expected-error {{[E0373]}}");
  EXPECT_EQ(naive(1, kRejection, "//@ rule: E0373\n// clang-error@3 {{x}}\n//\n"),
            "fail: nothing in the file says where the error has to be\n"
            "mustfail annotate writes it, or add to the line: // expected-error {{[E0373]}}")
      << "what Clang has to say is nothing to GCC";
}

TEST(JudgeNaive, AnExpectationOfFewerThanOneErrorIsNone) {
  EXPECT_EQ(naive(1, kRejection, "//@ rule: E0373\n\n\n// expected-error@3 0-1 {{[E0373]}}\n"),
            "fail: nothing in the file says where the error has to be\n"
            "mustfail annotate writes it, or add to the line: // expected-error {{[E0373]}}");
}

TEST(JudgeNaive, WithoutItsSnapshotItFails) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  const auto outcome = exited(1, kRejection);
  EXPECT_EQ(told(judged(sample, Step::compile, outcome, {})),
            "fail: there is no snapshot /s/expected/group/case/naive.json\n"
            "look at the result, then: mustfail bless group/case");
}

TEST(JudgeNaive, ADriftOfMeaningFails) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  const auto outcome = exited(1, kRejection);
  auto snapshots = pinned(sample, Step::compile, outcome);
  snapshots["naive.json"].replace(snapshots["naive.json"].find("borrows"), 7, "BORROWS");
  const auto finding = judged(sample, Step::compile, outcome, snapshots);
  EXPECT_EQ(told(finding),
            "fail: what the diagnostics mean differs from /s/expected/group/case/naive.json\n"
            "if the new one is right: mustfail bless group/case --accept-meaning");
  EXPECT_THAT(finding.details, Contains(HasSubstr("text  [E0373] it BORROWS  [E0373] it borrows")));
}

TEST(JudgeNaive, ADriftOfWordingFails) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  const auto outcome = exited(1, kRejection);
  auto snapshots = pinned(sample, Step::compile, outcome);
  snapshots["naive.gcc.stderr"] = "other words\n";
  EXPECT_EQ(told(judged(sample, Step::compile, outcome, snapshots)),
            "fail: only the compiler's wording differs from "
            "/s/expected/group/case/naive.gcc.stderr\n"
            "if the new one is right: mustfail bless group/case");
}

TEST(JudgeNaive, WordingIsPinnedForTheReferenceOnly) {
  Sample sample("naive", Mode::compile_fail, kNaive);
  sample.suite.reference.clear();
  const auto outcome = exited(1, kRejection);
  auto snapshots = pinned(sample, Step::compile, outcome);
  snapshots["naive.gcc.stderr"] = "other words\n";
  EXPECT_EQ(told(judged(sample, Step::compile, outcome, snapshots)),
            "pass: rejected with E0373 at line 3");
}

TEST(JudgeNaive, TooManyWordsFail) {
  Sample sample("naive", Mode::compile_fail, kNaive);
  sample.suite.limits.diagnostics = 1;
  sample.suite.limits.lines = 15;
  const auto outcome = exited(1, kRejection);
  EXPECT_EQ(told(judged(sample, Step::compile, outcome, pinned(sample, Step::compile, outcome))),
            "fail: too long: 2 diagnostics in 2 lines, and the suite allows 1 and 15\n"
            "make the library say less, or raise \"limits\" in suite.json");
}

TEST(JudgeNaive, ASkippedOrUnbuiltStepIsSkipped) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  Job job = sample.job(Step::race);
  EXPECT_EQ(told(judge(sample.suite, job, {}, {})), "skip: its program was not built");
  job.skip = "only for clang";
  EXPECT_EQ(told(judge(sample.suite, job, {}, {})), "skip: only for clang");
}

TEST(JudgeNaive, APathWithALineBreakIsToldApartFromNoOtherText) {
  Sample sample("naive", Mode::compile_fail, kNaive);
  sample.owner.variants.front().file = "/s/cases/group/ca\nse/naive.cpp";
  for (const Step step : {Step::compile, Step::counterfactual, Step::race}) {
    EXPECT_EQ(told(judge(sample.suite, sample.job(step), exited(0), {})),
              "error: a line break is in the file's path: what a compiler or a race detector says "
              "of its places cannot be read\nrename the file, or its folder");
  }
}

std::string counterfactual(int status, std::string errors) {
  const Sample sample("naive", Mode::compile_fail, kNaive);
  return told(judged(sample, Step::counterfactual, exited(status, std::move(errors)), {}));
}

TEST(JudgeCounterfactual, HasToCompileAndCleanly) {
  EXPECT_EQ(counterfactual(0, ""), "pass: compiles with the rules off");
  EXPECT_EQ(counterfactual(1, "/s/cases/group/case/naive.cpp:3:8: error: x\n"),
            "fail: it does not compile with the rules off either\n"
            "something other than the rule rejects it: repair the case");
  EXPECT_EQ(counterfactual(0, "/s/cases/group/case/naive.cpp:3:8: warning: x\n"),
            "fail: it compiles with the rules off, but not cleanly\n"
            "repair the case so that it is an ordinary program but for the rule");
}

TEST(JudgeCounterfactual, AProgramThatDoesNotLinkSaysSo) {
  EXPECT_EQ(counterfactual(1,
                           "/usr/bin/ld: /tmp/a.o: in function `main':\n"
                           "naive.cpp:(.text+0x5): undefined reference to `spawn()'\n"
                           "collect2: error: ld returned 1 exit status\n"),
            "fail: it compiles, and does not link\n"
            "define what is missing in the case, or add a library to \"link\" in suite.json");
}

TEST(JudgeAccepted, ANearMissHasToCompileWithoutAWord) {
  const Sample sample("near_miss", Mode::compile_pass, "");
  const auto told_of = [&](int status, const std::string& errors) {
    return told(judged(sample, Step::compile, exited(status, errors), {}));
  };
  EXPECT_EQ(told_of(0, ""), "pass: compiles");
  EXPECT_EQ(told_of(1, "/s/cases/group/case/near_miss.cpp:3:8: error: [E0373] x\n"),
            "fail: it does not compile\nrepair the case, or the library");
  EXPECT_EQ(told_of(0, "/s/cases/group/case/near_miss.cpp:3:8: warning: w [-Wx]\n"),
            "fail: 1 diagnostic that nothing asks for\n"
            "repair the case, or the expectation that stands in it");
}

TEST(JudgeHole, IsOpenWhileItCompilesAndRedOnceItIsClosed) {
  const std::string source = std::string(kNaive) + "//@ known-hole: types cannot see it\n";
  EXPECT_EQ(naive(0, "", source), "xfail: a known hole: types cannot see it");
  EXPECT_EQ(naive(1, kRejection, source),
            "xpass: the hole is closed: rejected with E0373 at line 3\n"
            "take the known-hole directive away, then: mustfail bless group/case");
  EXPECT_EQ(naive(1, "/s/cases/group/case/naive.cpp:3:8: error: x\n", source),
            "fail: rejected for another reason: the first error is not E0373's\n"
            "repair the case so that only its rule stands in its way");
}

TEST(JudgeNaive, TheRulesWordsHaveToBeTheLibrarys) {
  const std::string own =
      "fail: the rule's words are the case's own, and not the library's\n"
      "let the library reject the program";
  const std::string place = "/s/cases/group/case/naive.cpp:3:8: error: ";
  EXPECT_EQ(naive(1, place + "static assertion failed: [E0373] it borrows\n"), own);
  EXPECT_EQ(naive(1, place + "#error [E0373] it borrows\n"), own);
  EXPECT_EQ(naive(1, place + "'f' is unavailable: [E0373] it borrows\n"
                             "/s/cases/group/case/naive.cpp:1:8: note: declared here\n"),
            own);
  EXPECT_EQ(naive(1, place + "[E0373] a plugin says so\n"), "pass: rejected with E0373 at line 3");
}

TEST(JudgeNaive, AnAttributeWithoutAPlaceIsTheLibrarysWhereTheCaseCouldNotSpellIt) {
  const auto judged_with = [](const std::string& code) {
    Sample sample("naive", Mode::compile_fail, kNaive);
    sample.owner.variants.front().example =
        Example{.hidden_line = 1, .first_line = 1, .last_line = 4, .source = code, .pins = true};
    // Clang's words: it does not say where the function was declared.
    const Outcome outcome =
        exited(1,
               "/s/cases/group/case/naive.cpp:3:8: error: ignoring return value "
               "of function declared with 'nodiscard' attribute: [E0373] it "
               "borrows [-Werror,-Wunused-result]\n");
    return told(judged(sample, Step::compile, outcome, pinned(sample, Step::compile, outcome)));
  };
  const std::string library = "pass: rejected with E0373 at line 3";
  const std::string own =
      "fail: the rule's words are the case's own, and not the library's\n"
      "let the library reject the program";
  EXPECT_EQ(judged_with("#include <lib.hpp>\nint main() { spawn(); }"), library);
  EXPECT_EQ(judged_with("int spawn();  // [[nodiscard(\"[E0373]\")]]"), library);
  EXPECT_EQ(judged_with("[[nodiscard(\"[E0373] it borrows\")]] int spawn();"), own);
  EXPECT_EQ(judged_with("#define N nodis##card\nint spawn();"), own);
  // A case's file that cannot be read again could hold anything.
  EXPECT_EQ(naive(1,
                  "/s/cases/group/case/naive.cpp:3:8: error: ignoring return value of function "
                  "declared with 'nodiscard' attribute: [E0373] it borrows\n"),
            own);
}

TEST(JudgeNaive, APragmaMessageOfTheCasesOwnIsRefused) {
  EXPECT_EQ(naive(1, "/s/cases/group/case/naive.cpp:1:9: note: \u2018#pragma message: x\n" +
                         kRejection + "\u2019\n"),
            "fail: a #pragma message of the case's own speaks: what it prints may look like an "
            "error\ntake it away");
}

}  // namespace
}  // namespace mustfail
