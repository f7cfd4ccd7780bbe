#include "diagnostic/clang_diagnostics.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// The texts of diagnostics were printed by clang++ 14, 19 or 22 with -fno-caret-diagnostics, with
// paths shortened; those of crashes and drivers are written by hand.

TEST(ClangDiagnostics, TheWayThroughTemplatesStandsAfterTheErrorAsNotes) {
  const auto log = parse_clang_diagnostics(
      "In file included from /c/template.cpp:1:\n"
      "/l/lib.hpp:5:17: error: static assertion failed due to requirement 'sizeof(One) == 0': "
      "[E0277] not Send\n"
      "/l/lib.hpp:9:3: note: in instantiation of function template specialization "
      "'lib::inner<One>' requested here\n"
      "/c/template.cpp:5:8: note: in instantiation of function template specialization "
      "'lib::outer<One>' requested here\n"
      "/l/lib.hpp:5:27: note: expression evaluates to '1 == 0'\n"
      "1 error generated.\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  const Diagnostic& error = log.diagnostics[0];
  EXPECT_EQ(error.location, (Location{"/l/lib.hpp", 5, 17}));
  ASSERT_THAT(error.contexts, SizeIs(3));
  EXPECT_EQ(error.contexts[0].kind, Context::Kind::include);
  EXPECT_EQ(error.contexts[1].location, (Location{"/l/lib.hpp", 9, 3}));
  EXPECT_EQ(error.contexts[2].kind, Context::Kind::instantiation);
  EXPECT_EQ(error.contexts[2].location, (Location{"/c/template.cpp", 5, 8}));
  EXPECT_THAT(error.notes, SizeIs(3));
  EXPECT_THAT(log.strays, IsEmpty());
}

TEST(ClangDiagnostics, AMacrosDefinitionIsNoStepOfTheWay) {
  // Clang points at the expansion and notes the definition.
  const auto log = parse_clang_diagnostics(
      "/c/macro.cpp:8:3: error: 'spawn' is unavailable: [E0373] it borrows\n"
      "/c/macro.cpp:2:22: note: expanded from macro 'MINE'\n"
      "/l/lib.hpp:11:56: note: 'spawn' has been explicitly marked unavailable here\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_THAT(log.diagnostics[0].contexts, IsEmpty());
  EXPECT_THAT(log.diagnostics[0].notes, SizeIs(2));
}

TEST(ClangDiagnostics, ReadsIncludeChains) {
  const auto log = parse_clang_diagnostics(
      "In file included from /c/include.cpp:2:\n"
      "In file included from /l/above.hpp:2:\n"
      "/l/broken.hpp:2:14: error: use of undeclared identifier 'undeclared_name'\n"
      "1 error generated.\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  ASSERT_THAT(log.diagnostics[0].contexts, SizeIs(2));
  EXPECT_EQ(log.diagnostics[0].contexts[0].location, (Location{"/c/include.cpp", 2, 0}));
}

TEST(ClangDiagnostics, ReadsConstantEvaluation) {
  const auto log = parse_clang_diagnostics(
      "/c/constant.cpp:2:15: error: constexpr variable 'n' must be initialized by a constant "
      "expression\n"
      "/l/lib.hpp:13:14: note: subexpression not valid in a constant expression\n"
      "/c/constant.cpp:2:19: note: in call to 'check(-1)'\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  ASSERT_THAT(log.diagnostics[0].contexts, SizeIs(1));
  EXPECT_EQ(log.diagnostics[0].contexts[0].kind, Context::Kind::evaluation);
}

TEST(ClangDiagnostics, CountsAreNoPartOfAMessage) {
  const auto log = parse_clang_diagnostics(
      "/c/a.cpp:1:1: warning: w [-Wunused-variable]\n"
      "/c/a.cpp:2:1: error: e [-Werror,-Wconsumed]\n"
      "1 warning and 1 error generated.\n");
  ASSERT_THAT(log.diagnostics, SizeIs(2));
  EXPECT_EQ(log.diagnostics[0].option, "-Wunused-variable");
  EXPECT_EQ(log.diagnostics[1].message, "e");
  EXPECT_EQ(log.diagnostics[1].option, "-Werror,-Wconsumed");
}

TEST(ClangDiagnostics, AMissingHeaderIsFatal) {
  const auto log =
      parse_clang_diagnostics("/c/u.cpp:1:10: fatal error: 'nowhere.hpp' file not found\n");
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_TRUE(log.diagnostics[0].fatal);
}

TEST(ClangDiagnostics, ADriversComplaintHasNoPlace) {
  const auto log = parse_clang_diagnostics(
      "clang++-19: error: unknown argument: '-fnonsense'\n"
      "clang: error: no input files\n"
      "warning: unknown warning option '-Wnonsense' [-Wunknown-warning-option]\n");
  ASSERT_THAT(log.diagnostics, SizeIs(3));
  for (const Diagnostic& each : log.diagnostics) EXPECT_EQ(each.location, Location{});
  EXPECT_EQ(log.diagnostics[2].severity, Severity::warning);
}

TEST(ClangDiagnostics, SeesACrash) {
  for (const char* text : {
           "PLEASE submit a bug report to https://github.com/llvm/llvm-project/issues/\n"
           "Stack dump:\n0.\tProgram arguments: clang++\n",
           "clang: error: clang frontend command failed with exit code 139 (use -v to see "
           "invocation)\n",
           "fatal error: error in backend: x\nLLVM ERROR: out of memory\n",
       }) {
    EXPECT_TRUE(parse_clang_diagnostics(text).crashed) << text;
  }
}

}  // namespace
}  // namespace mustfail
