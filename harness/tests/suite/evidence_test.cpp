#include "suite/evidence.hpp"

#include <gmock/gmock.h>

#include "support/samples.hpp"

namespace mustfail {
namespace {

/// What is said about this file; `none` when nothing is.
std::string complaint(std::string variant, Mode mode, std::string_view source) {
  const Sample sample(std::move(variant), mode, source);
  const auto failures =
      check_evidence(sample.owner.variants.front(), source, find_comments(source));
  if (failures.empty()) return "none";
  return std::to_string(failures.front().place.line) + ": " + failures.front().what;
}

std::string naive(const std::string& code) {
  return complaint("naive", Mode::compile_fail, "//@ rule: E0373\n" + code);
}

TEST(Evidence, TheRulesErrorHasToBeTheLibrarys) {
  const char* sentence =
      "2: '[E0373' stands in the file's own code: the rule's error has to be the library's";
  EXPECT_EQ(naive("#error [E0373] borrows\n"), sentence);
  EXPECT_EQ(naive("static_assert(false, \"[E0373] borrows\");\n"), sentence);
  EXPECT_EQ(naive("__attribute__((unavailable(\"[E0373 x] borrows\"))) void f();\n"), sentence);
  EXPECT_EQ(naive("f();  // expected-error {{[E0373]}}\n/* [E0373] */\n"), "none");
  EXPECT_EQ(naive("int n = a[E03730];\n"), "none");
}

TEST(Evidence, LineNumbersAreTheReaders) {
  for (const char* directive : {"#line 12", "  # line 12 \"x.cpp\"", "# 12 \"x.cpp\" 3"}) {
    EXPECT_THAT(naive(std::string(directive) + "\n"),
                testing::EndsWith(
                    "moves the line numbers: the blame line would not be the one a reader sees"))
        << directive;
  }
  EXPECT_EQ(naive("#include <a>\n#define line 3\n// #line 12\n"), "none");
}

TEST(Evidence, TheRaceDetectorIsLeftAlone) {
  for (const char* code :
       {"extern \"C\" const char* __tsan_default_suppressions();",
        "extern \"C\" const char* __tsan_default_options();",
        "__attribute__((no_sanitize(\"thread\"))) void f();",
        "[[gnu::no_sanitize_thread]] void f();", "#ifdef __SANITIZE_THREAD__",
        "__attribute__((__no_sanitize_thread__)) void f();",
        "__attribute__((__no_sanitize__(\"thread\"))) void f();",
        "[[clang::disable_sanitizer_instrumentation]] void f();",
        "#if __has_feature(__thread_sanitizer__)", "#if __has_feature(thread_sanitizer)"}) {
    const auto matches =
        testing::HasSubstr("speaks to the detector: what it then sees is no evidence");
    EXPECT_THAT(complaint("wrapped", Mode::run_pass, code), matches) << code;
    EXPECT_THAT(naive(code), matches) << code;
    EXPECT_EQ(naive(std::string("//@ witness: none: why\n") + code), "none") << code;
    EXPECT_EQ(complaint("near_miss", Mode::compile_pass, code), "none") << code;
  }
  EXPECT_EQ(complaint("wrapped", Mode::run_pass, "// __tsan_ does not see fences\n"), "none");
}

TEST(Evidence, AFileThatNamesNoRuleMaySpellCodesAndMoveLines) {
  EXPECT_EQ(complaint("naive", Mode::compile_fail, "#line 3\n#error [E0373] x\n"), "none");
}

}  // namespace
}  // namespace mustfail
