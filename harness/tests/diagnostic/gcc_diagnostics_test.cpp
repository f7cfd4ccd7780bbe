#include "diagnostic/gcc_diagnostics.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The texts of diagnostics were printed by g++ 12.2 with -fno-diagnostics-show-caret, with paths
// shortened; those of crashes and drivers are written by hand.

TEST(GccDiagnostics, ReadsAnErrorWithItsNote) {
  const auto log = parse_gcc_diagnostics(
      "/c/same.cpp: In function 'int main()':\n"
      "/c/same.cpp:8:13: error: 'void lib::spawn(int*)' is unavailable: [E0373] it borrows\n"
      "In file included from /c/same.cpp:1:\n"
      "/l/lib.hpp:11:56: note: declared here\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  const Diagnostic& error = log.diagnostics[0];
  EXPECT_EQ(error.severity, Severity::error);
  EXPECT_EQ(error.message, "'void lib::spawn(int*)' is unavailable: [E0373] it borrows");
  EXPECT_EQ(error.location, (Location{"/c/same.cpp", 8, 13}));
  EXPECT_THAT(error.contexts, IsEmpty());
  ASSERT_THAT(error.notes, SizeIs(1));
  EXPECT_EQ(error.notes[0].message, "declared here");
  EXPECT_EQ(error.notes[0].location, (Location{"/l/lib.hpp", 11, 56}));
  EXPECT_THAT(error.notes[0].contexts, SizeIs(1));
  EXPECT_THAT(log.strays, IsEmpty());
}

TEST(GccDiagnostics, TheWayThroughTemplatesStandsBeforeTheError) {
  const auto log = parse_gcc_diagnostics(
      "In file included from /c/template.cpp:1:\n"
      "/l/lib.hpp: In instantiation of 'void lib::inner(T) [with T = One]':\n"
      "/l/lib.hpp:9:8:   required from 'void lib::outer(T) [with T = One]'\n"
      "/c/template.cpp:5:13:   required from here\n"
      "/l/lib.hpp:5:27: error: static assertion failed: [E0277] not Send\n"
      "/l/lib.hpp:5:27: note: the comparison reduces to '(1 == 0)'\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  const auto& contexts = log.diagnostics[0].contexts;
  ASSERT_THAT(contexts, SizeIs(3));
  EXPECT_EQ(contexts[0].kind, Context::Kind::include);
  EXPECT_EQ(contexts[1].kind, Context::Kind::instantiation);
  EXPECT_EQ(contexts[1].location, (Location{"/l/lib.hpp", 9, 8}));
  EXPECT_EQ(contexts[2].location, (Location{"/c/template.cpp", 5, 13}));
}

TEST(GccDiagnostics, ASecondErrorOfOneInstantiationInheritsItsWay) {
  const auto log = parse_gcc_diagnostics(
      "/c/same.cpp: In instantiation of 'void mine(T) [with T = int*]':\n"
      "/c/same.cpp:9:7:   required from here\n"
      "/c/same.cpp:4:13: error: 'void lib::spawn(int*)' is unavailable: [E0373] it borrows\n"
      "/l/lib.hpp:11:56: note: declared here\n"
      "/c/same.cpp:4:13: error: 'void lib::spawn(int*)' is unavailable: [E0373] it borrows\n"
      "/l/lib.hpp:11:56: note: declared here\n");
  ASSERT_THAT(log.diagnostics, SizeIs(2));
  ASSERT_THAT(log.diagnostics[1].contexts, SizeIs(1));
  EXPECT_EQ(log.diagnostics[1].contexts[0].location.line, 9);
}

TEST(GccDiagnostics, AnErrorOfAnotherFunctionInheritsNothing) {
  const auto log = parse_gcc_diagnostics(
      "/c/a.cpp: In instantiation of 'void f() [with T = int]':\n"
      "/c/a.cpp:9:7:   required from here\n"
      "/c/a.cpp:4:13: error: one\n"
      "/c/a.cpp: In function 'int main()':\n"
      "/c/a.cpp:4:20: error: two\n");
  ASSERT_THAT(log.diagnostics, SizeIs(2));
  EXPECT_THAT(log.diagnostics[1].contexts, IsEmpty());
}

TEST(GccDiagnostics, TheWayThroughAMacroStandsAfterTheError) {
  const auto log = parse_gcc_diagnostics(
      "/l/lib.hpp:18:32: error: 'void lib::spawn(int*)' is unavailable: [E0373] it borrows\n"
      "/c/macro.cpp:6:3: note: in expansion of macro 'LIB_SPAWN'\n"
      "/l/lib.hpp:11:56: note: declared here\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  ASSERT_THAT(log.diagnostics[0].contexts, SizeIs(1));
  EXPECT_EQ(log.diagnostics[0].contexts[0].kind, Context::Kind::macro);
  EXPECT_EQ(log.diagnostics[0].contexts[0].location.line, 6);
  EXPECT_THAT(log.diagnostics[0].notes, SizeIs(2));
}

TEST(GccDiagnostics, TheDefinitionOfAMacroIsNoStepOfTheWay) {
  const auto log = parse_gcc_diagnostics(
      "/c/macro.cpp:9:8: error: 'undeclared' was not declared in this scope\n"
      "/c/macro.cpp:3:17: note: in definition of macro 'PASS'\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_THAT(log.diagnostics[0].contexts, IsEmpty());
}

TEST(GccDiagnostics, ReadsIncludeChainsInnermostFirst) {
  const auto log = parse_gcc_diagnostics(
      "In file included from /l/above.hpp:2,\n"
      "                 from /c/include.cpp:2:\n"
      "/l/broken.hpp:2:14: error: 'undeclared_name' was not declared in this scope\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  const auto& contexts = log.diagnostics[0].contexts;
  ASSERT_THAT(contexts, SizeIs(2));
  EXPECT_EQ(contexts[0].location, (Location{"/l/above.hpp", 2, 0}));
  EXPECT_EQ(contexts[1].location, (Location{"/c/include.cpp", 2, 0}));
}

TEST(GccDiagnostics, ReadsConstantEvaluation) {
  const auto log = parse_gcc_diagnostics(
      "In file included from /c/constant.cpp:1:\n"
      "/c/constant.cpp:2:29:   in 'constexpr' expansion of 'lib::check(-1)'\n"
      "/l/lib.hpp:13:14: error: expression '<throw-expression>' is not a constant expression\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  ASSERT_THAT(log.diagnostics[0].contexts, SizeIs(2));
  EXPECT_EQ(log.diagnostics[0].contexts[1].kind, Context::Kind::evaluation);
  EXPECT_EQ(log.diagnostics[0].contexts[1].location.line, 2);
}

TEST(GccDiagnostics, KeepsAWarningsOptionApart) {
  const auto log = parse_gcc_diagnostics(
      "/c/w.cpp:2:7: warning: unused variable 'unused' [-Wunused-variable]\n"
      "/c/w.cpp:3:7: error: unused variable 'b' [-Werror=unused-variable]\n"
      "cc1plus: all warnings being treated as errors\n");
  ASSERT_THAT(log.diagnostics, SizeIs(2));
  EXPECT_EQ(log.diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(log.diagnostics[0].message, "unused variable 'unused'");
  EXPECT_EQ(log.diagnostics[0].option, "-Wunused-variable");
  EXPECT_EQ(log.diagnostics[1].severity, Severity::error);
  EXPECT_EQ(log.diagnostics[1].option, "-Werror=unused-variable");
}

TEST(GccDiagnostics, AMissingHeaderIsFatal) {
  const auto log = parse_gcc_diagnostics(
      "/c/u.cpp:1:10: fatal error: nowhere.hpp: No such file or directory\n"
      "compilation terminated.\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_TRUE(log.diagnostics[0].fatal);
  EXPECT_EQ(log.diagnostics[0].message, "nowhere.hpp: No such file or directory");
}

TEST(GccDiagnostics, ADriversComplaintHasNoPlace) {
  const auto log = parse_gcc_diagnostics(
      "g++-12: error: unrecognized command-line option '-fnonsense'\n"
      "g++-12: fatal error: no input files\n"
      "compilation terminated.\n");
  ASSERT_THAT(log.diagnostics, SizeIs(2));
  EXPECT_EQ(log.diagnostics[0].location, Location{});
  EXPECT_EQ(log.diagnostics[0].message, "unrecognized command-line option '-fnonsense'");
  EXPECT_TRUE(log.diagnostics[1].fatal);
}

TEST(GccDiagnostics, SeesACrash) {
  for (const char* text : {
           "/c/a.cpp:1:1: internal compiler error: Segmentation fault\n",
           "internal compiler error: Segmentation fault\n",
           "g++-12: internal compiler error: Killed signal terminated program cc1plus\n",
           "/c/a.cpp:1:1: internal compiler error: in build, at cp/tree.cc:1\nPlease submit a full "
           "bug report, with preprocessed source (by using -freport-bug).\n",
           "cc1plus: out of memory allocating 65536 bytes after a total of 1 bytes\n",
       }) {
    EXPECT_TRUE(parse_gcc_diagnostics(text).crashed) << text;
  }
  EXPECT_FALSE(parse_gcc_diagnostics("/c/a.cpp:1:1: error: x\n").crashed);
}

TEST(GccDiagnostics, AMessageMayHaveSeveralLines) {
  const auto log = parse_gcc_diagnostics("/c/a.cpp:1:1: error: one\n  and two\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_EQ(log.diagnostics[0].message, "one\n  and two");
}

TEST(GccDiagnostics, ReadsNamesWithBlanksColonsAndUmlauts) {
  const auto log =
      parse_gcc_diagnostics("/c/a b/$(x)'\"/\xC3\xA4.cpp:3:4: error: 'a::b': c:4: d\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_EQ(log.diagnostics[0].location, (Location{"/c/a b/$(x)'\"/\xC3\xA4.cpp", 3, 4}));
  EXPECT_EQ(log.diagnostics[0].message, "'a::b': c:4: d");
}

TEST(GccDiagnostics, OtherLinesAreStrays) {
  EXPECT_THAT(parse_gcc_diagnostics("a plugin says hello\n").strays,
              ElementsAre("a plugin says hello"));
  EXPECT_THAT(parse_gcc_diagnostics("").strays, IsEmpty());
}

TEST(GccDiagnostics, APathMayHoldWhatLooksLikeAPlace) {
  const auto log = parse_gcc_diagnostics(
      "/x:12:30/l.hpp:5:27:   required from here\n"
      "/x:12:30/a.cpp:11:28: error: wrong\n"
      "In file included from /x:12:30/a.cpp:1:\n"
      "/x:12:30/l.hpp:8:1: note: declared here\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  const Diagnostic& error = log.diagnostics[0];
  EXPECT_EQ(error.location, (Location{"/x:12:30/a.cpp", 11, 28}));
  ASSERT_THAT(error.contexts, SizeIs(1));
  EXPECT_EQ(error.contexts[0].location, (Location{"/x:12:30/l.hpp", 5, 27}));
  ASSERT_THAT(error.notes, SizeIs(1));
  EXPECT_EQ(error.notes[0].location, (Location{"/x:12:30/l.hpp", 8, 1}));
}

TEST(GccDiagnostics, WhatCodeGenerationFindsSaysWhereItWasInlined) {
  const auto log = parse_gcc_diagnostics(
      "In file included from /c/a.cpp:1:\n"
      "In function 'void start(F, int*) [with F = int]',\n"
      "    inlined from 'void middle(int*)' at /c/is at:1:2/b.cpp:7:3,\n"
      "    inlined from 'int main()' at /c/a.cpp:4:8:\n"
      "/l/lib.hpp:6:55: error: call to 'refuse' declared with attribute error: [T0001] no\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  const auto& contexts = log.diagnostics[0].contexts;
  ASSERT_THAT(contexts, SizeIs(3));
  EXPECT_EQ(contexts[1].location, (Location{"/c/is at:1:2/b.cpp", 7, 3}));
  EXPECT_EQ(contexts[2].kind, Context::Kind::instantiation);
  EXPECT_EQ(contexts[2].location, (Location{"/c/a.cpp", 4, 8}));
  EXPECT_THAT(log.strays, IsEmpty());
}

TEST(GccDiagnostics, ALibrarysSentenceIsNoCrash) {
  for (const char* const words :
       {"this is no internal compiler error", "Please submit a full bug report", "LLVM ERROR",
        "clang frontend command failed", "internal compiler error: never"}) {
    const auto log = parse_gcc_diagnostics(
        std::string("/c/a.cpp:1:1: error: 'f' is unavailable: ") + words + "\n");
    EXPECT_FALSE(log.crashed) << words;
  }
  for (const char* const words :
       {"/c/a.cpp:1:1: internal compiler error: Segmentation fault\n",
        "g++-12: internal compiler error: Killed\n", "Please submit a full bug report,\n",
        "clang++: error: clang frontend command failed with exit code 70\n",
        "PLEASE submit a bug report to https://x\n", "fatal error: error in backend\n"}) {
    const bool crashed = parse_gcc_diagnostics(words).crashed;
    EXPECT_EQ(crashed, !std::string_view(words).starts_with("fatal")) << words;
  }
}

}  // namespace
}  // namespace mustfail
