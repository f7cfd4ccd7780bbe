#include "suite/document.hpp"

#include <gmock/gmock.h>

#include "suite/example_source.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

std::vector<CodeBlock> read(const std::string& file, const std::string& text) {
  Failures failures;
  auto blocks = read_document(file, text, failures);
  EXPECT_THAT(failures, IsEmpty());
  return blocks;
}

TEST(Document, FencesOfMarkdownAreBlocks) {
  const auto blocks = read("a.md",
                           "Text\n"
                           "```cpp compile_fail,E0373\nint a;\n```\n"
                           "~~~ c++ run\nint b;\n```\n~~~\n"
                           "```sh\n```cpp\n```\n"
                           "````cpp\n```cpp\n````\n"
                           "  ```cpp\n  int d;\n  ```\n");
  ASSERT_THAT(blocks, SizeIs(4));
  EXPECT_EQ(blocks[0].line, 2);
  EXPECT_THAT(blocks[0].words, ElementsAre("compile_fail", "E0373"));
  EXPECT_THAT(blocks[0].lines, ElementsAre(Pair(3, "int a;")));
  EXPECT_THAT(blocks[1].words, ElementsAre("run"));
  EXPECT_THAT(blocks[1].lines, ElementsAre(Pair(6, "int b;"), Pair(7, "```")));
  EXPECT_THAT(blocks[2].lines, ElementsAre(Pair(13, "```cpp")));
  EXPECT_THAT(blocks[3].lines, ElementsAre(Pair(16, "  int d;"))) << "columns stay";
}

TEST(Document, HiddenLinesBelongToTheNextBlock) {
  const auto blocks =
      read("a.md", "<!-- cpp\n#include <x>\n-->\n```cpp\na();\n```\n```cpp\nb();\n```\n");
  ASSERT_THAT(blocks, SizeIs(2));
  EXPECT_THAT(blocks[0].hidden, ElementsAre(Pair(2, "#include <x>")));
  EXPECT_THAT(blocks[1].hidden, IsEmpty());
}

TEST(Document, CommentsOfHeadersHoldThem) {
  const auto blocks = read("a.hpp",
                           "/// @code{.cpp compile_fail,E0373}\n/// int a;\n/// @endcode\n"
                           "int code;\n"
                           "/**\n * \\code{.cpp}\n * int b;\n * \\endcode\n */\n"
                           "// ```cpp run\n//   int c;\n// ```\n"
                           "/* ```cpp\nint d;\n``` */\n"
                           "/// @code\n/// int no_language;\n/// @endcode\n"
                           "const char* s = \"```cpp\";\n");
  ASSERT_THAT(blocks, SizeIs(4));
  EXPECT_THAT(blocks[0].words, ElementsAre("compile_fail", "E0373"));
  EXPECT_THAT(blocks[0].lines, ElementsAre(Pair(2, "    int a;")));
  EXPECT_THAT(blocks[1].lines, ElementsAre(Pair(7, "   int b;")));
  EXPECT_THAT(blocks[2].lines, ElementsAre(Pair(11, "     int c;")));
  EXPECT_THAT(blocks[3].lines, ElementsAre(Pair(14, "int d;")));
}

TEST(Document, WhatNothingClosesIsAMistake) {
  Failures failures;
  read_document("a.md", "a\n```cpp\nint a;\n", failures);
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_EQ(to_string(failures.front()),
            "a.md:2: error: nothing closes this block\n  help: add the closing mark");
}

std::string source_of(const std::string& code, const std::string& hidden = {}) {
  std::string page = hidden.empty() ? "" : "<!-- cpp\n" + hidden + "-->\n";
  return example_source("/d.md", read("d.md", page + "```cpp\n" + code + "```\n").front(), {});
}

/// What of the code stands before main().
std::string outside(const std::string& code) {
  const std::string source = source_of(code);
  const std::string before = source.substr(0, source.find("int main() {"));
  const std::size_t line = before.find('\n');
  return line == std::string::npos ? before : before.substr(line + 1);
}

TEST(Example, EveryLineHasItsNumber) {
  EXPECT_EQ(source_of("int f();\nf();\n"), "int main() {\n#line 2 \"/d.md\"\nint f();\nf();\n}\n");
  EXPECT_EQ(source_of("f();\n", "#include <f>\n"),
            "#line 2 \"/d.md\"\n#include <f>\nint main() {\n#line 5 \"/d.md\"\nf();\n}\n");
  EXPECT_EQ(source_of("int main() { f(); }\n"), "#line 2 \"/d.md\"\nint main() { f(); }\n");
}

TEST(Example, WhatHasToBeOutsideOfAFunctionIs) {
  EXPECT_EQ(outside("int f(int a) {\n  return a;\n}\nf(1);\n"), "int f(int a) {\n  return a;\n}\n");
  EXPECT_EQ(outside("int n = 0;\nvoid f() { ++n; }\n"), "int n = 0;\nvoid f() { ++n; }\n");
  EXPECT_EQ(outside("template <class T> struct X { T t; };\nX<int> x;\n"),
            "template <class T> struct X { T t; };\n");
  EXPECT_EQ(outside("#include <x>\nf();\n"), "#include <x>\n");
  EXPECT_EQ(outside("struct A {\n  int f() { return 1; }\n};\nA a;\n"),
            "struct A {\n  int f() { return 1; }\n};\n");
  EXPECT_EQ(outside("struct A {\n  A() : a{1}, b(2) {}\n  int a, b;\n} a;\na.f();\n"),
            "struct A {\n  A() : a{1}, b(2) {}\n  int a, b;\n} a;\n");
  EXPECT_EQ(outside("namespace n { void f(); }\nn::f();\n"), "namespace n { void f(); }\n");
  EXPECT_EQ(outside("A::A(int a) : a_(a) {}\nauto x = A(1);\n"), "A::A(int a) : a_(a) {}\n");
}

TEST(Example, WhatMayBeInsideIs) {
  EXPECT_EQ(outside("auto f = [](int a) { return a; };\nf(1);\n"), "");
  EXPECT_EQ(outside("int n = 0;\nauto h = spawn([&n] { ++n; });\n"), "");
  EXPECT_EQ(outside("for (auto& h : handles) h.join();\n"), "");
  EXPECT_EQ(outside("if (a) { b(); } else { c(); }\nd();\n"), "");
  EXPECT_EQ(outside("int n = 0;\nstruct Local { int* p; };\nLocal l{&n};\n"), "");
  EXPECT_EQ(outside("std::vector<int> v{1, 2};\nv.push_back(3);\n"), "");
  EXPECT_EQ(outside("{\n  auto guard = m.lock();\n}\n++*p;\n"), "");
  EXPECT_EQ(outside("const char* s = \"int f() {\";\n"), "");
}

TEST(Example, ItsViewHasTheLinesOfTheDocument) {
  EXPECT_EQ(example_view(read("a.md", "\n\n```cpp\nint a;\n```\n").front()), "\n\n\nint a;\n");
}

}  // namespace
}  // namespace mustfail
