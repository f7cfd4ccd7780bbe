#include "suite/annotated_source.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

WrittenExpectation error_at(int line, std::string tail = " {{x}}") {
  return {"expected-error", std::move(tail), line, false, {}};
}

std::string with(std::string_view source, const std::vector<WrittenExpectation>& all) {
  AnnotatedSource edit(source);
  for (const auto& each : all) edit.add(each);
  return edit.text();
}

/// The file's own expectations, as the native dialect reads them.
std::vector<Expectation> read(std::string_view source) {
  Failures failures;
  return parse_expectations(source, find_comments(source), "x.cpp", failures).list;
}

TEST(AnnotatedSource, WritesAtTheEndOfTheLine) {
  EXPECT_EQ(with("int a;\nint b;\n", {error_at(2)}), "int a;\nint b;  // expected-error {{x}}\n");
  EXPECT_EQ(with("int a;  // why\n", {error_at(1)}), "int a;  // why  // expected-error {{x}}\n");
  EXPECT_EQ(with("int a;", {error_at(1)}), "int a;  // expected-error {{x}}");
  EXPECT_EQ(with("int a;\r\nint b;\r\n", {error_at(1)}),
            "int a;  // expected-error {{x}}\r\nint b;\r\n");
}

TEST(AnnotatedSource, OrBelowItWhereNoCommentCanStand) {
  EXPECT_EQ(with("#define F \\\n  a \\\n  b\nint c;\n", {error_at(1), error_at(2)}),
            "#define F \\\n  a \\\n  b\n// expected-error@-3 {{x}}\n  // expected-error@-3 {{x}}\n"
            "int c;\n");
  EXPECT_EQ(with("auto s = R\"(a\nb)\";\nint c;\n", {error_at(1)}),
            "auto s = R\"(a\nb)\";\n// expected-error@-2 {{x}}\nint c;\n");
  EXPECT_EQ(with("int a; /* one\ntwo */ int b;\n", {error_at(1)}),
            "int a; /* one\ntwo */ int b;\n// expected-error@-2 {{x}}\n");
  EXPECT_EQ(with("//@ std: c++17\n", {error_at(1)}),
            "//@ std: c++17\n// expected-error@-1 {{x}}\n");
}

TEST(AnnotatedSource, OrBelowItWhereTheLineIsFull) {
  const std::string full = "  int " + std::string(90, 'a') + ";";
  EXPECT_EQ(with(full + "\n}\n", {error_at(1, " {{x}}"), error_at(1, " {{y}}")}),
            full + "\n  // expected-error@-1 {{x}}\n  // expected-error@-2 {{y}}\n}\n");
}

TEST(AnnotatedSource, WhatHasNoLineGoesLast) {
  EXPECT_EQ(with("int a;\n", {{"expected-error", " {{x}}", 0, false, "@*"}}),
            "int a;\n// expected-error@* {{x}}\n");
}

TEST(AnnotatedSource, PlacesFollowTheLines) {
  const std::string full = "int " + std::string(95, 'a') + ";\n";
  const std::string source = full +
                             "int b;  // expected-error@+1 {{b}} expected-error@-1 {{c}}\nint c;  "
                             "// expected-error@1 {{d}}\n";
  AnnotatedSource edit(source);
  edit.add(error_at(1));
  for (const auto& each : read(source)) edit.keep(each);
  EXPECT_EQ(edit.text(), full +
                             "// expected-error@-1 {{x}}\nint b;  // expected-error@+1 {{b}} "
                             "expected-error@-2 {{c}}\nint c;  // expected-error@1 {{d}}\n");
}

TEST(AnnotatedSource, ACommentGoesWithItsLastExpectation) {
  const auto without_first = [](const std::string& source) {
    AnnotatedSource edit(source);
    edit.remove(read(source).front());
    return edit.text();
  };
  EXPECT_EQ(without_first("int a;  // expected-error {{x}}\nint b;\n"), "int a;\nint b;\n");
  EXPECT_EQ(without_first("int a;\n  // expected-error {{x}}\nint b;\n"), "int a;\nint b;\n");
  EXPECT_EQ(without_first("int a; /* expected-error {{x}} */ int b;\n"), "int a;  int b;\n");
  EXPECT_EQ(without_first("int a;  // why: expected-error {{x}}\n"), "int a;  // why:\n");
}

TEST(AnnotatedSource, OneIsWrittenInThePlaceOfAnother) {
  const std::string source = "int a;  // expected-error {{x}} expected-note {{n}}\n";
  AnnotatedSource edit(source);
  edit.replace(read(source).front(),
               {{"gcc-error", " {{g}}", 1, false, {}}, {"clang-error", " {{c}}", 1, false, {}}});
  EXPECT_EQ(edit.text(), "int a;  // gcc-error {{g}} clang-error {{c}} expected-note {{n}}\n");
}

}  // namespace
}  // namespace mustfail
