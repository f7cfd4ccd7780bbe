#include "plan/safe_form.hpp"

#include <gmock/gmock.h>

#include "support/samples.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;

SafeForm made(std::string_view source) {
  const Sample sample("naive", Mode::compile_fail, source);
  return make_safe(sample.owner.variants.front(), source, sample.toolchain);
}

TEST(SafeForm, ReplacesTheLineThatIsExpectedToBeWrong) {
  const auto form = made(
      "//@ rule: E1\n"
      "int main() {\n"
      "  bad();  // expected-error {{[E1]}}\n"
      "}\n"
      "//@ safe:   good();\n");
  EXPECT_EQ(form.source,
            "#line 1 \"/s/cases/group/case/naive.cpp\"\n"
            "//@ rule: E1\n"
            "int main() {\n"
            "good();\n"
            "}\n"
            "//@ safe:   good();\n");
  EXPECT_THAT(form.lines, ElementsAre(3));
}

TEST(SafeForm, TheLineIsTheExpectationsAndNotItsComments) {
  EXPECT_THAT(made("bad();\n// expected-error@-1 {{x}}\n//@ safe: good();\n").lines,
              ElementsAre(1));
}

TEST(SafeForm, EachOffendingLineHasItsOwn) {
  const auto form = made(
      "a();  // expected-error {{x}}\nb();  // expected-error {{x}}\n//@ safe: c();\n//@ safe: "
      "d();\n");
  EXPECT_THAT(form.source, testing::HasSubstr("\nc();\nd();\n"));
  EXPECT_EQ(made("a();  // expected-error {{x}}\nb();  // expected-error {{x}}\n//@ safe: c();\n")
                .why_not,
            "2 lines expected to be wrong, and 1 safe form given");
}

TEST(SafeForm, WithoutOneItSaysWhatToAdd) {
  EXPECT_EQ(made("a();  // expected-error {{x}}\n").why_not,
            "no safe form is given: add //@ safe: CODE for the offending line");
}

TEST(SafeForm, OtherToolchainsExpectationsDoNotCount) {
  EXPECT_THAT(made("a();  // clang-error {{x}}\nb();  // gcc-error {{x}}\n//@ safe: c();\n").lines,
              ElementsAre(2));
}

TEST(DifferingLines, CountsTheLargerSideWithoutCommentsAndBlanks) {
  EXPECT_EQ(differing_lines("a\nb\nc\n", "a\nx\nc\n"), 1U);
  EXPECT_EQ(differing_lines("a\n", "a\nb\nc\n"), 2U);
  EXPECT_EQ(differing_lines("// one\n\n  a  // two\n", "a\n"), 0U);
}

}  // namespace
}  // namespace mustfail
