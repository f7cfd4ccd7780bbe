#include "suite/directive.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Parsed {
  Directives directives;
  std::vector<std::string> failures;
};

Parsed parse(std::string_view source) {
  Failures failures;
  Parsed parsed{parse_directives(find_comments(source), "naive.cpp", failures).general, {}};
  for (const Failure& each : failures) parsed.failures.push_back(to_string(each));
  return parsed;
}

std::string complaint(std::string_view source) {
  const auto failures = parse(source).failures;
  return failures.empty() ? "none" : failures.front();
}

TEST(Directives, ReadsEveryKey) {
  const auto [read, failures] = parse(
      "//@ mode: run-pass\n"
      "//@ rule: E0373\n"
      "//@ std: c++17\n"
      "//@ flags: -Wall  -DX=1\n"
      "//@ only: gcc, clang>=19\n"
      "//@ skip: gcc<13\n"
      "//@ needs: tsan, consumed\n"
      "//@ witness: race\n"
      "//@ known-hole: types cannot see globals\n"
      "//@ timeout: 20\n"
      "//@ exit-code: 3\n");
  EXPECT_THAT(failures, IsEmpty());
  EXPECT_EQ(read.mode, Mode::run_pass);
  EXPECT_EQ(read.rule, "E0373");
  EXPECT_EQ(read.rule_line, 2);
  EXPECT_EQ(read.standard, "c++17");
  EXPECT_THAT(read.flags.of({}), ElementsAre("-Wall", "-DX=1"));
  ASSERT_EQ(read.only.size(), 2U);
  EXPECT_EQ(read.only[1].text, "clang>=19");
  ASSERT_EQ(read.skip.size(), 1U);
  EXPECT_EQ(read.skip[0].text, "gcc<13");
  EXPECT_THAT(read.needs, ElementsAre("tsan", "consumed"));
  EXPECT_EQ(read.needs_line, 7);
  ASSERT_TRUE(read.witness);
  EXPECT_EQ(read.witness->kind, WitnessKind::race);
  EXPECT_EQ(read.known_hole, "types cannot see globals");
  EXPECT_EQ(read.timeout, std::chrono::seconds(20));
  EXPECT_EQ(read.exit_code, 3);
}

TEST(Directives, WithoutAnyEverythingIsLeftToTheSuite) {
  const auto [read, failures] = parse("// a comment\nint main() {}\n");
  EXPECT_THAT(failures, IsEmpty());
  EXPECT_EQ(read.mode, std::nullopt);
  EXPECT_EQ(read.witness, std::nullopt);
  EXPECT_EQ(read.rule, "");
}

TEST(Directives, AWitnessOfNoneKeepsItsReason) {
  const auto [read, failures] = parse("//@ witness: none: it never returns");
  EXPECT_THAT(failures, IsEmpty());
  ASSERT_TRUE(read.witness);
  EXPECT_EQ(read.witness->kind, WitnessKind::none);
  EXPECT_EQ(read.witness->reason, "it never returns");
}

TEST(Directives, ListsMayStandMoreThanOnceAndAddUp) {
  const auto [read, failures] =
      parse("//@ flags: -a\n//@ flags: -b\n//@ skip: gcc\n//@ skip: clang-22\n");
  EXPECT_THAT(failures, IsEmpty());
  EXPECT_THAT(read.flags.of({}), ElementsAre("-a", "-b"));
  EXPECT_EQ(read.skip.size(), 2U);
}

TEST(Directives, ReadsFilesWithCarriageReturns) {
  const auto [read, failures] = parse("//@ rule: E0373\r\n//@ mode: compile-fail\r\n");
  EXPECT_THAT(failures, IsEmpty());
  EXPECT_EQ(read.rule, "E0373");
  EXPECT_EQ(read.mode, Mode::compile_fail);
}

TEST(Directives, OtherCommentsAreNoDirectives) {
  for (const char* source : {"//@{\n//@}", "/*@ rule: E0373 */", "auto s = \"//@ rule: E0373\";",
                             "/// @param x what", "// mail me@example.org: please"}) {
    const auto [read, failures] = parse(source);
    EXPECT_THAT(failures, IsEmpty()) << source;
    EXPECT_EQ(read.rule, "") << source;
  }
}

TEST(Directives, EveryMistakeHasItsSentence) {
  EXPECT_EQ(
      complaint("\n//@ rul: E0373"),
      "naive.cpp:2: error: 'rul' is not a directive\n"
      "  help: did you mean 'rule'? known: revisions, checked-by, dialect, differs, exit-code, "
      "expectations, fix-it, flags, known-hole, mode, needs, notes, only, rule, safe, skip, "
      "std, strict, timeout, witness");
  EXPECT_EQ(
      complaint("//@ rule"),
      "naive.cpp:1: error: the directive 'rule' has no value\n  help: write: //@ rule: VALUE");
  EXPECT_EQ(
      complaint("//@ rule:  "),
      "naive.cpp:1: error: the directive 'rule' has no value\n  help: write: //@ rule: VALUE");
  EXPECT_EQ(complaint("//@ rule: A\n//@ rule: B"),
            "naive.cpp:2: error: the directive 'rule' stands here twice\n  help: keep one of them");
  EXPECT_EQ(complaint("//@ mode: compile-fial"),
            "naive.cpp:1: error: 'compile-fial' is not a mode\n"
            "  help: did you mean 'compile-fail'? known: compile-fail, compile-pass, run-pass");
  EXPECT_EQ(complaint("//@ only: gcc, msvc"),
            "naive.cpp:1: error: 'msvc' names no toolchain\n"
            "  help: write a family, a version bound or a name: gcc, clang>=19, gcc<13, clang-22");
  EXPECT_EQ(complaint("//@ witness: none"),
            "naive.cpp:1: error: a witness of 'none' needs its reason\n"
            "  help: write: //@ witness: none: why no harm can be seen");
  EXPECT_EQ(complaint("//@ witness: none:"),
            "naive.cpp:1: error: a witness of 'none' needs its reason\n"
            "  help: write: //@ witness: none: why no harm can be seen");
  EXPECT_EQ(complaint("//@ witness: rust"),
            "naive.cpp:1: error: 'rust' is not a witness\n  help: write race, memory, deadlock, "
            "'exit: STATUS', 'signal: SIGABRT' or 'none: why'");
  for (const char* value : {"0", "-1", "1.5", "soon"}) {
    EXPECT_EQ(complaint("//@ timeout: " + std::string(value)),
              "naive.cpp:1: error: '" + std::string(value) +
                  "' is not a time-out\n"
                  "  help: write whole seconds, 1 or more: //@ timeout: 20");
  }
  EXPECT_EQ(complaint("//@ exit-code: 256"),
            "naive.cpp:1: error: '256' is not an exit code\n"
            "  help: write a number from 0 to 255: //@ exit-code: 3");
}

TEST(Directives, ABlankBeforeTheAtSignIsAMistakeAndNotSilence) {
  EXPECT_EQ(complaint("// @ rule: E0373"),
            "naive.cpp:1: error: '// @ rule' is not a directive\n  help: write: //@ rule: E0373");
  EXPECT_EQ(complaint("// @ param rule"), "none");
}

TEST(Directives, EveryMistakeOfAFileIsReported) {
  EXPECT_EQ(parse("//@ rul: A\n//@ mode: B\n//@ timeout: C\n").failures.size(), 3U);
}

TEST(Directives, AWitnessMayBeAnotherHarmThanARace) {
  const auto kind = [](std::string_view value) {
    return parse("//@ witness: " + std::string(value)).directives.witness->kind;
  };
  EXPECT_EQ(kind("memory"), WitnessKind::memory);
  EXPECT_EQ(kind("deadlock"), WitnessKind::deadlock);
  EXPECT_EQ(kind("exit: 3"), WitnessKind::exit);
  EXPECT_EQ(parse("//@ witness: exit: 3").directives.witness->code, 3);
  EXPECT_EQ(kind("signal: SIGABRT"), WitnessKind::signal);
  EXPECT_EQ(parse("//@ witness: signal: SIGABRT").directives.witness->code, 6);
}

TEST(Directives, AWitnessThatShowsNothingIsRefused) {
  EXPECT_EQ(complaint("//@ witness: exit: 0"),
            "naive.cpp:1: error: '0' is not the exit status of a failure\n"
            "  help: write a number from 1 to 255: //@ witness: exit: 3");
  EXPECT_EQ(complaint("//@ witness: signal: SIGTERM"),
            "naive.cpp:1: error: 'SIGTERM' is not a signal that tells of a mistake\n"
            "  help: known: SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, "
            "SIGTRAP");
  EXPECT_EQ(complaint("//@ witness: memory: leaks"),
            "naive.cpp:1: error: the witness 'memory' takes no value\n"
            "  help: write: //@ witness: memory");
}

}  // namespace
}  // namespace mustfail
