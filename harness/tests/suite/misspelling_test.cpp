#include "suite/misspelling.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::IsEmpty;

const DirectiveWords kNative{{"expected", "gcc", "clang", "cxx17"}, true};
const DirectiveWords kVerify{{"cxx20", "expected"}, false};

std::string first(std::string_view text, const DirectiveWords& words) {
  const auto found = find_misspellings(text, words);
  if (found.empty()) return "none";
  return found.front().word + ": " + found.front().help;
}

struct Row {
  const char* text;
  const char* word;
  const char* meant;
};

constexpr Row kBoth[]{
    {"expected-eror {{a}}", "expected-eror", "expected-error"},
    {"expected-erorr {{a}}", "expected-erorr", "expected-error"},
    {"expected-errors {{a}}", "expected-errors", "expected-error"},
    {"expected-erro {{a}}", "expected-erro", "expected-error"},
    {"expected-Error {{a}}", "expected-Error", "expected-error"},
    {"Expected-error {{a}}", "Expected-error", "expected-error"},
    {"EXPECTED-ERROR {{a}}", "EXPECTED-ERROR", "expected-error"},
    {"exepcted-error {{a}}", "exepcted-error", "expected-error"},
    {"epected-error {{a}}", "epected-error", "expected-error"},
    {"expcted-error {{a}}", "expcted-error", "expected-error"},
    {"expect-error {{a}}", "expect-error", "expected-error"},
    {"expects-error {{a}}", "expects-error", "expected-error"},
    {"exptected-warning {{a}}", "exptected-warning", "expected-warning"},
    {"expected-wraning {{a}}", "expected-wraning", "expected-warning"},
    {"expected-warnings {{a}}", "expected-warnings", "expected-warning"},
    {"expected-warn {{a}}", "expected-warn", "expected-warning"},
    {"expected-err {{a}}", "expected-err", "expected-error"},
    {"expected-fatal {{a}}", "expected-fatal", "expected-error"},
    {"expected-notes {{a}}", "expected-notes", "expected-note"},
    {"expected-nte {{a}}", "expected-nte", "expected-note"},
    {"expected-remrak {{a}}", "expected-remrak", "expected-remark"},
    {"expected_error {{a}}", "expected_error", "expected-error"},
    {"expected--error {{a}}", "expected--error", "expected-error"},
    {"expectederror {{a}}", "expectederror", "expected-error"},
    {"expected error {{a}}", "expected error", "expected-error"},
    {"error-expected {{a}}", "error-expected", "expected-error"},
    {"expected-error-rx {{a}}", "expected-error-rx", "expected-error-re"},
    {"expected-eror@+1 {{a}}", "expected-eror", "expected-error"},
    {"expected-eror@+ 1 {{a}}", "expected-eror", "expected-error"},
    {"expected-eror @-1 {{a}}", "expected-eror", "expected-error"},
    {"expected-eror@#here {{a}}", "expected-eror", "expected-error"},
    {"expected-eror@lib.hpp:7 {{a}}", "expected-eror", "expected-error"},
    {"expected-eror 2 {{a}}", "expected-eror", "expected-error"},
    {"expected-eror 1+ {{a}}", "expected-eror", "expected-error"},
    {"expected-eror: {{a}}", "expected-eror", "expected-error"},
    {"expected-eror {a}", "expected-eror", "expected-error"},
    {"expected-eror{{a}}", "expected-eror", "expected-error"},
    {"expected-no-diagnostic", "expected-no-diagnostic", "expected-no-diagnostics"},
    {"expected-no-diagnotics", "expected-no-diagnotics", "expected-no-diagnostics"},
    {"expected-no-diagnosticss", "expected-no-diagnosticss", "expected-no-diagnostics"},
    {"exepcted-no-diagnostics", "exepcted-no-diagnostics", "expected-no-diagnostics"},
    {"expected-fixit {{a}}", "expected-fixit", "expected-fix-it"},
    {"unexpected-error {{a}}", "unexpected-error", "expected-error"},
};

TEST(Misspellings, AreFoundWithTheNearestSpelling) {
  for (const Row& each : kBoth) {
    const auto want = std::string(each.word) + ": did you mean '" + each.meant + "'?";
    EXPECT_EQ(first(each.text, kNative), want) << each.text;
    EXPECT_EQ(first(each.text, kVerify), want) << each.text;
  }
}

TEST(Misspellings, OfOurOwnPrefixesAreFoundInTheNativeDialect) {
  EXPECT_EQ(first("gcc-eror {{a}}", kNative), "gcc-eror: did you mean 'gcc-error'?");
  EXPECT_EQ(first("clnag-error {{a}}", kNative), "clnag-error: did you mean 'clang-error'?");
  EXPECT_EQ(first("clang-22-error {{a}}", kNative),
            "clang-22-error: did you mean 'clang22-error'?");
  EXPECT_EQ(first("clang22-eror {{a}}", kNative), "clang22-eror: did you mean 'clang22-error'?");
  EXPECT_EQ(first("cxx-error {{a}}", kVerify), "none");
  EXPECT_EQ(first("msvc-error {{a}}", kNative),
            "msvc-error: 'msvc' is no prefix here; known: expected, gcc, clang and cxx17, and "
            "gcc12, clang19 and their like");
}

TEST(Misspellings, AnotherRunsPrefixIsNone) {
  EXPECT_EQ(first("cxx17-error {{a}}", kVerify), "none");
  EXPECT_EQ(first("since-cxx23-error {{a}}", kVerify), "none");
}

TEST(Misspellings, DirectivesProseAndCodeAreNone) {
  for (const char* text : {
           "expected-error {{a}}",
           "expected-error-re@+1 2+ {{a}}",
           "expected-no-diagnostics",
           "expected-maybe-no-diagnostics",
           "the expected-value is 3",
           "expected-value {{1, 2}}",
           "unexpected-error handling",
           "an expected-eror in prose",
           "expected-errors are listed below",
           "this is the expected error, and {braces} later",
           "std::array<int, 2>{{1, 2}} is what we want",
           "a well-known {{template}}",
           "the un-expected - error",
           "e-mail {{x}}",
           "the error-prone {{form}}",
           "see diagnostics-format.md",
           "no-diagnostics",
           "if (x) { return; }",
           "@return an expected-like {type}",
       }) {
    EXPECT_THAT(find_misspellings(text, kNative), IsEmpty()) << text << " " << first(text, kNative);
    EXPECT_THAT(find_misspellings(text, kVerify), IsEmpty()) << text << " " << first(text, kVerify);
  }
}

}  // namespace
}  // namespace mustfail
