#include "suite/expectation.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Where = Expectation::Where;

struct ParsedExpectations {
  Expectations expectations;
  std::vector<std::string> failures;
};

ParsedExpectations parse_lines(std::string_view source) {
  Failures failures;
  ParsedExpectations parsed{
      parse_expectations(source, find_comments(source), "naive.cpp", failures), {}};
  for (const Failure& each : failures) {
    parsed.failures.push_back(fmt::format("{}: {}", each.place.line, each.what));
  }
  return parsed;
}

/// Each expectation as `PREFIX-SEVERITY @PLACE LEAST-MOST TEXT`.
std::vector<std::string> shown(std::string_view source) {
  const auto [read, failures] = parse_lines(source);
  EXPECT_THAT(failures, IsEmpty()) << source;
  std::vector<std::string> shown;
  for (const Expectation& each : read.list) {
    const std::string place =
        each.where == Where::anywhere ? "*"
        : each.where == Where::whole_file
            ? each.file + ":*"
            : fmt::format("{}{}{}", each.file, each.file.empty() ? "" : ":", each.line);
    const std::string most = each.most == Expectation::kUnbounded ? "" : std::to_string(each.most);
    shown.push_back(fmt::format("{}-{} @{} {}-{} {}", each.prefix, name(each.severity), place,
                                each.least, most, each.text));
  }
  return shown;
}

std::string expectation_complaint(std::string_view source) {
  const auto failures = parse_lines(source).failures;
  return failures.empty() ? "none" : failures.front();
}

std::string help(std::string_view source) {
  Failures failures;
  parse_expectations(source, find_comments(source), "naive.cpp", failures);
  return failures.empty() ? "none" : failures.front().help;
}

TEST(Expectations, SayWhatMustAppearOnTheirLine) {
  EXPECT_THAT(shown("int a;\nf(); // expected-error {{[E0373]}}\n"),
              ElementsAre("expected-error @2 1-1 [E0373]"));
  EXPECT_THAT(shown("f(); // expected-warning {{a}} expected-note {{b}} expected-remark{{c}}"),
              ElementsAre("expected-warning @1 1-1 a", "expected-note @1 1-1 b",
                          "expected-remark @1 1-1 c"));
}

TEST(Expectations, InABlockCommentAreAboutTheLineWhereItBegins) {
  EXPECT_THAT(shown("/* one\n expected-error {{a}}\n*/"), ElementsAre("expected-error @1 1-1 a"));
}

TEST(Expectations, StandAfterALineContinuation) {
  EXPECT_THAT(shown("f(); // \\\n expected-error {{a}}\n"), ElementsAre("expected-error @1 1-1 a"));
}

TEST(Expectations, DoNotStandInLiterals) {
  EXPECT_THAT(shown("auto s = \"// expected-error {{a}}\";"), IsEmpty());
  EXPECT_THAT(shown("auto s = R\"(\n// expected-error {{a}}\n)\";"), IsEmpty());
}

TEST(Expectations, NameOtherPlaces) {
  const std::string source = "//\n//\n//\n// expected-error";
  EXPECT_THAT(shown(source + "@+0 {{a}}"), ElementsAre("expected-error @4 1-1 a"));
  EXPECT_THAT(shown(source + "@-2 {{a}}"), ElementsAre("expected-error @2 1-1 a"));
  EXPECT_THAT(shown(source + "@1 {{a}}"), ElementsAre("expected-error @1 1-1 a"));
  EXPECT_THAT(shown(source + "@* {{a}}"), ElementsAre("expected-error @* 1-1 a"));
  EXPECT_THAT(shown(source + "@*:* {{a}}"), ElementsAre("expected-error @* 1-1 a"));
  EXPECT_THAT(shown(source + "@lib.hpp:7 {{a}}"), ElementsAre("expected-error @lib.hpp:7 1-1 a"));
  EXPECT_THAT(shown(source + "@lib.hpp:* {{a}}"), ElementsAre("expected-error @lib.hpp:* 1-1 a"));
  EXPECT_THAT(shown("// expected-error@#here {{a}}\nf(); // #here\n"),
              ElementsAre("expected-error @2 1-1 a"));
}

TEST(Expectations, Count) {
  EXPECT_THAT(shown("// expected-error 2 {{a}}"), ElementsAre("expected-error @1 2-2 a"));
  EXPECT_THAT(shown("// expected-error 2+ {{a}}"), ElementsAre("expected-error @1 2- a"));
  EXPECT_THAT(shown("// expected-error 0-2 {{a}}"), ElementsAre("expected-error @1 0-2 a"));
  EXPECT_THAT(shown("// expected-error + {{a}}"), ElementsAre("expected-error @1 1- a"));
  EXPECT_THAT(shown("// expected-error * {{a}}"), ElementsAre("expected-error @1 0- a"));
}

TEST(Expectations, TextMayHoldBraces) {
  EXPECT_THAT(shown("// expected-error {{a { b } c}}"),
              ElementsAre("expected-error @1 1-1 a { b } c"));
  EXPECT_THAT(shown("// expected-error {{{a {{ b}}}"), ElementsAre("expected-error @1 1-1 a {{ b"));
  EXPECT_THAT(shown("// expected-error {{a {{b}} c}}"),
              ElementsAre("expected-error @1 1-1 a {{b}} c"));
  EXPECT_THAT(shown("// expected-error {{a\\nb}}"), ElementsAre("expected-error @1 1-1 a\nb"));
}

TEST(Expectations, ARegularExpressionIsLiteralOutsideItsBraces) {
  const auto [read, failures] = parse_lines("// expected-error-re {{a.b {{[0-9]+}} (c)}}");
  EXPECT_THAT(failures, IsEmpty());
  ASSERT_EQ(read.list.size(), 1U);
  EXPECT_TRUE(read.list[0].is_regex);
  EXPECT_EQ(read.list[0].pattern, R"(a\.b\ ([0-9]+)\ \(c\))");
}

TEST(Expectations, NoDiagnosticsIsRemembered) {
  EXPECT_THAT(parse_lines("// expected-no-diagnostics").expectations.no_diagnostics,
              ElementsAre("expected"));
}

TEST(Expectations, PrefixesAreActiveByToolchain) {
  Toolchain clang;
  clang.family = Family::clang;
  clang.version = {19, 1, 0};
  EXPECT_TRUE(is_active("expected", clang));
  EXPECT_TRUE(is_active("clang", clang));
  EXPECT_TRUE(is_active("clang19", clang));
  EXPECT_FALSE(is_active("clang1", clang));
  EXPECT_FALSE(is_active("clang22", clang));
  EXPECT_FALSE(is_active("gcc", clang));
  EXPECT_THAT(shown("// gcc-error {{a}} clang19-note {{b}}"),
              ElementsAre("gcc-error @1 1-1 a", "clang19-note @1 1-1 b"));
}

TEST(Expectations, EveryMistakeHasItsSentence) {
  EXPECT_EQ(expectation_complaint("\n// expected-error {{a"),
            "2: no '}}' closes this expectation's text");
  EXPECT_EQ(expectation_complaint("// expected-error {{{a}}"),
            "1: no '}}}' closes this expectation's text");
  EXPECT_EQ(expectation_complaint("// expected-error {{a {{b}}"),
            "1: no '}}' closes this expectation's text");
  EXPECT_EQ(expectation_complaint("// expected-error {a}"),
            "1: no '{{' opens this expectation's text");
  EXPECT_EQ(expectation_complaint("// expected-error: {{a}}"),
            "1: no '{{' opens this expectation's text");
  EXPECT_EQ(expectation_complaint("// expected-error"), "1: no '{{' opens this expectation's text");
  EXPECT_EQ(expectation_complaint("// expected-error 2-1 {{a}}"),
            "1: this range of counts is invalid: the second number has to be there and not below "
            "the first");
  EXPECT_EQ(expectation_complaint("// expected-error 2- {{a}}"),
            "1: this range of counts is invalid: the second number has to be there and not below "
            "the first");
  EXPECT_EQ(expectation_complaint("// expected-error 99999999999 {{a}}"),
            "1: this count is too large");
  EXPECT_EQ(expectation_complaint("// expected-error@+ 1 {{a}}"),
            "1: '@+' names no place: a number has to follow the sign");
  EXPECT_EQ(expectation_complaint("// expected-error@-1 {{a}}"),
            "1: '@-1' names no place: that is before the first line");
  EXPECT_EQ(expectation_complaint("// expected-error@0 {{a}}"),
            "1: '@0' names no place: it is no line, offset, file or marker");
  EXPECT_EQ(expectation_complaint("// expected-error@lib.hpp:x {{a}}"),
            "1: '@lib.hpp:x' names no place: a line number has to follow the colon");
  EXPECT_EQ(expectation_complaint("// expected-error@#gone {{a}}"),
            "1: '@#gone' names no place: no comment defines this marker");
  EXPECT_EQ(expectation_complaint("// expected-error@#here {{a}}\n// #here\n// #here\n"),
            "1: '@#here' names no place: comments on several lines define this marker");
  EXPECT_EQ(expectation_complaint("// expected-error@+5 {{a}}\n"),
            "1: this expectation is about line 6, and the file has 1");
  EXPECT_EQ(expectation_complaint("// expected-error-re {{a {{[}}}}"),
            "1: this regular expression is invalid: missing ]: [");
}

TEST(Expectations, WhatIsNearlyOneIsAMistakeAndNotSilence) {
  for (const auto& [wrong, meant] : std::vector<std::pair<const char*, const char*>>{
           {"expected-eror", "expected-error"},
           {"exepcted-error", "expected-error"},
           {"expected-warnings", "expected-warning"},
           {"Expected-Error", "expected-error"},
           {"expected_error", "expected-error"},
           {"gcc-eror", "gcc-error"},
           {"clang-22-error", "clang22-error"},
       }) {
    const std::string source = fmt::format("//\nf(); // {} {{{{a}}}}", wrong);
    EXPECT_EQ(expectation_complaint(source), fmt::format("2: '{}' is not an expectation", wrong));
    EXPECT_EQ(help(source), fmt::format("did you mean '{}'?", meant));
  }
}

TEST(Expectations, ARegularExpressionMayFollowTheOpeningBracesAtOnce) {
  const auto list = parse_lines("// expected-error-re {{{{[a-c]+}} {{x|y}}}}").expectations.list;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].text, "{{[a-c]+}} {{x|y}}");
  EXPECT_EQ(list[0].pattern, "([a-c]+)\\ (x|y)");
}

TEST(Expectations, ProseAndCodeInCommentsAreLeftAlone) {
  for (const char* source : {
           "// std::array<int, 2>{{1, 2}} is what we want",
           "// a well-known {{template}}",
           "// the un-expected - error",
           "// e-mail {{x}}",
       }) {
    EXPECT_EQ(expectation_complaint(source), "none") << source;
    EXPECT_THAT(parse_lines(source).expectations.list, IsEmpty()) << source;
  }
}

}  // namespace
}  // namespace mustfail
