#include "diagnostic/fix_it.hpp"

#include <gmock/gmock.h>

#include "judge/judge.hpp"
#include "judge/seen.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "run/preparation.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

FixIt at(int line, int column, int end_column, std::string text) {
  return {"/s/a.cpp", line, column, line, end_column, std::move(text)};
}

TEST(FixIts, AreReadAsGccAndClangPrintThem) {
  EXPECT_EQ(parse_fix_it(R"(fix-it:"/s/a.cpp":{2:22-2:24}:".")"), at(2, 22, 24, "."));
  EXPECT_EQ(parse_fix_it(R"(fix-it:"/s/a.cpp":{1:1-1:1}:"#include <x>\n\t\"\\\101")"),
            at(1, 1, 1, "#include <x>\n\t\"\\A"));
  for (const char* line : {"fix-it:", R"(fix-it:"a":{1-2}:"x")", R"( fix-it:"a":{1:1-1:1}:"x")"}) {
    EXPECT_EQ(parse_fix_it(line), std::nullopt) << line;
  }
}

TEST(FixIts, AreAppliedWhereTheyDoNotOverlap) {
  const auto fixed = [](std::string_view text, const std::vector<FixIt>& fix_its) {
    return apply_fix_its(text, fix_its).text;
  };
  EXPECT_EQ(fixed("int a\nint b;\n", {at(1, 6, 6, ";")}), "int a;\nint b;\n");
  EXPECT_EQ(fixed("p->x->y", {at(1, 2, 4, "."), at(1, 5, 7, ".")}), "p.x.y");
  EXPECT_EQ(fixed("p->x->y", {at(1, 5, 7, "."), at(1, 2, 4, ".")}), "p.x.y");
  EXPECT_EQ(fixed("abcd", {at(1, 1, 3, "x"), at(1, 2, 4, "y")}), "xcd");
  EXPECT_EQ(fixed("ab", {at(1, 2, 2, "("), at(1, 2, 2, "[")}), "a([b");
  EXPECT_EQ(fixed("ab", {at(7, 1, 1, "x"), at(1, 9, 9, "x"), at(1, 2, 1, "x")}), "ab");
  EXPECT_EQ(fixed("a\nb\nc", {{"/s/a.cpp", 1, 2, 3, 1, "+"}}), "a+c");
  EXPECT_EQ(apply_fix_its("ab", {at(1, 1, 2, "x"), at(1, 1, 2, "y")}).applied, 1U);
}

TEST(FixIts, OfNotesAreAlternativesAndNotApplied) {
  const auto said = read_fix_its(
      "/s/a.cpp:1:1: error: wrong\n"
      "    1 | struct A\n"
      "fix-it:\"/s/a.cpp\":{1:1-1:1}:\"x\"\n"
      "fix-it:\"/s/b.hpp\":{1:1-1:1}:\"y\"\n"
      "/s/a.cpp:2:1: note: or else\n"
      "fix-it:\"/s/a.cpp\":{2:1-2:1}:\"z\"\n"
      "/s/a.cpp:3:1: warning: nothing to propose\n");
  ASSERT_THAT(said, SizeIs(2));
  EXPECT_THAT(fix_its_for("/s/a.cpp", said), ElementsAre(at(1, 1, 1, "x")));
}

TEST(FixIts, BelongToWhatSaysTheSameAtTheSamePlace) {
  const auto hinted = read_fix_its(
      "/s/a.cpp:1:5: error: wrong\nfix-it:\"/s/a.cpp\":{1:1-1:1}:\"x\"\n"
      "/s/a.cpp:1:5: note: because\nfix-it:\"/s/a.cpp\":{1:2-1:2}:\"y\"\n");
  Diagnostic error;
  error.message = "wrong\nand more";
  error.location = {"/s/a.cpp", 1, 5};
  Diagnostic other = error;
  other.location.column = 6;
  Diagnostic note = error;
  note.severity = Severity::note;
  note.message = "because";
  error.notes = {note};
  std::vector<Diagnostic> diagnostics{other, error};
  attach_fix_its(diagnostics, hinted);
  EXPECT_THAT(diagnostics[0].fix_its, SizeIs(0));
  EXPECT_THAT(diagnostics[1].fix_its, ElementsAre(at(1, 1, 1, "x")));
  EXPECT_THAT(diagnostics[1].notes[0].fix_its, ElementsAre(at(1, 2, 2, "y")));
}

/// The findings of one file on each toolchain, its snapshots taken as right.
std::map<std::string, Finding> judged(std::string_view source) {
  const auto folder = TemporaryFolder::make();
  EXPECT_TRUE(folder);
  const fs::path cases = folder->path() / "cases";
  fs::create_directories(cases / "g/c");
  EXPECT_TRUE(
      write_file(cases / "suite.json", R"({"toolchains": ["gcc-12", "clang-14", "clang-19"]})"));
  EXPECT_TRUE(write_file(cases / "g/c/naive.cpp", source));
  Selection selection;
  selection.suite = cases;
  const auto prepared = prepare(selection);
  std::map<std::string, Finding> found;
  if (!prepared) return found;
  const Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path());
  ExecuteOptions how;
  how.work_folder = folder->path();
  how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
    const Job& job = planned.jobs[index];
    const SnapshotFolder pinned{{"naive.json", see(prepared->suite, job, outcome).meaning}};
    if (job.step == Step::compile) {
      found[job.toolchain->name] = judge(prepared->suite, job, outcome, pinned);
    }
    return Reaction{};
  };
  execute(planned, how);
  return found;
}

TEST(FixItCases, MeetExpectationsAndCompileWhenApplied) {
  const auto found = judged(
      "//@ fix-it: compiles\n"
      "//@ witness: none: it does not compile\n"
      "\n\n\n"
      "int f(int counter) {\n"
      "  return conter;  // expected-error {{}} expected-fix-it {{return counter;}}\n}\n");
  if (found.empty()) GTEST_SKIP() << "a compiler is not here";
  for (const auto& [toolchain, finding] : found) {
    EXPECT_EQ(finding.verdict, Verdict::pass)
        << toolchain << ": " << finding.reason
        << (finding.details.empty() ? "" : "\n" + finding.details.front());
    ASSERT_THAT(finding.diagnostics, SizeIs(1)) << toolchain;
    EXPECT_THAT(finding.diagnostics[0].fix_its, SizeIs(1)) << toolchain;
  }
}

TEST(FixItCases, AreRedWhenTheHintIsAnother) {
  for (const auto& [toolchain, finding] :
       judged("//@ witness: none: it does not compile\n"
              "\n\n\n"
              "int f(int counter) {\n"
              "  return conter;  // expected-error {{}} expected-fix-it {{return other;}}\n}\n")) {
    EXPECT_EQ(finding.reason, "the compiler's fix-it hints are not the expected ones") << toolchain;
    ASSERT_THAT(finding.details, SizeIs(2)) << toolchain;
    EXPECT_THAT(finding.details[1], HasSubstr("the hints make of line 6: return counter;"))
        << toolchain;
  }
}

TEST(FixItCases, AreRedWhenTheCopyDoesNotCompile) {
  for (const auto& [toolchain, finding] :
       judged("//@ fix-it: compiles\n//@ witness: none: it does not compile\n"
              "\n\n\n"
              "int f(int counter) {\n"
              "  int* q = 1.5;  // expected-error {{}}\n"
              "  return conter;  // expected-error {{}}\n}\n")) {
    EXPECT_EQ(finding.reason, "with the compiler's fix-it hints applied it does not compile")
        << toolchain;
    ASSERT_FALSE(finding.details.empty()) << toolchain;
    EXPECT_THAT(finding.details[0], HasSubstr("in the copy: line 7: error: ")) << toolchain;
  }
}

TEST(FixItCases, AreRedWhenThereIsNoHint) {
  for (const auto& [toolchain, finding] :
       judged("//@ fix-it: compiles\n//@ witness: none: it does not compile\n"
              "int* q = 1.5;  // expected-error {{}}\n")) {
    EXPECT_EQ(finding.reason, "the compiler gives no fix-it hint for this file") << toolchain;
  }
}

}  // namespace
}  // namespace mustfail
