#include "diagnostic/compiler_output.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

constexpr const char* kPattern = R"(\[([A-Z]+[0-9]{3,5})(?: [^\]]*)?\])";

/// Each diagnostic as `SEVERITY CODE @BLAMED_FILE:LINE`.
std::vector<std::string> shown(const DiagnosticLog& log) {
  std::vector<std::string> lines;
  for (const Diagnostic& each : log.diagnostics) {
    lines.push_back(fmt::format("{} {} @{}:{}", name(each.severity), each.code,
                                std::filesystem::path(each.blame.file).filename().string(),
                                each.blame.line));
  }
  return lines;
}

std::vector<std::string> from_gcc(std::string_view text) {
  return shown(read_compiler_output(text, {Family::gcc, kPattern, {"/c"}}));
}

TEST(CompilerOutput, BlamesTheCallThatInstantiatedATemplate) {
  EXPECT_THAT(from_gcc("/l/lib.hpp:9:8:   required from 'void lib::outer(T) [with T = One]'\n"
                       "/c/template.cpp:5:13:   required from here\n"
                       "/l/lib.hpp:5:27: error: static assertion failed: [E0277] not Send\n"),
              ElementsAre("error E0277 @template.cpp:5"));
}

TEST(CompilerOutput, BlamesTheOutermostCallOfTheUser) {
  EXPECT_THAT(from_gcc("/c/a.cpp:4:3:   required from 'void mine(T) [with T = int]'\n"
                       "/c/a.cpp:9:7:   required from here\n"
                       "/l/lib.hpp:5:27: error: [E0277] x\n"),
              ElementsAre("error E0277 @a.cpp:9"));
}

TEST(CompilerOutput, BlamesTheUseOfAMacro) {
  EXPECT_THAT(from_gcc("/l/lib.hpp:18:32: error: [E0373] it borrows\n"
                       "/c/macro.cpp:6:3: note: in expansion of macro 'LIB_SPAWN'\n"),
              ElementsAre("error E0373 @macro.cpp:6"));
  EXPECT_THAT(from_gcc("/c/macro.cpp:2:27: error: [E0373] it borrows\n"
                       "/c/macro.cpp:8:3: note: in expansion of macro 'MINE'\n"),
              ElementsAre("error E0373 @macro.cpp:8"));
  EXPECT_THAT(from_gcc("/c/macro.cpp:9:8: error: [E0373] it borrows\n"
                       "/c/macro.cpp:3:17: note: in definition of macro 'PASS'\n"),
              ElementsAre("error E0373 @macro.cpp:9"));
}

TEST(CompilerOutput, BlamesTheIncludeOfABrokenHeader) {
  EXPECT_THAT(from_gcc("In file included from /l/above.hpp:2,\n"
                       "                 from /c/include.cpp:2:\n"
                       "/l/broken.hpp:2:14: error: 'x' was not declared in this scope\n"),
              ElementsAre("error  @include.cpp:2"));
}

TEST(CompilerOutput, BlamesWhereTheCompilerPointsWhenThatIsTheUsersFile) {
  EXPECT_THAT(from_gcc("In file included from /c/main.cpp:1:\n/c/own.hpp:2:3: error: x\n"),
              ElementsAre("error  @own.hpp:2"));
}

TEST(CompilerOutput, AFolderThatOnlyBeginsAlikeIsNotTheUsers) {
  EXPECT_THAT(from_gcc("In file included from /c/main.cpp:1:\n/c2/own.hpp:2:3: error: x\n"),
              ElementsAre("error  @main.cpp:1"));
}

TEST(CompilerOutput, PathsAreMadeNormal) {
  const auto log =
      read_compiler_output("/c/x/../a.cpp:1:2: error: x\n", {Family::gcc, kPattern, {"/c"}});
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_EQ(log.diagnostics[0].location.file, "/c/a.cpp");
  EXPECT_EQ(log.diagnostics[0].blame.file, "/c/a.cpp");
}

TEST(CompilerOutput, IdenticalDiagnosticsCountOnce) {
  EXPECT_THAT(from_gcc("/c/a.cpp:8:13: error: [E0373] x\n/l/l.hpp:1:2: note: declared here\n"
                       "/c/a.cpp:8:13: error: [E0373] x\n/l/l.hpp:1:2: note: declared here\n"
                       "/c/a.cpp:8:20: error: [E0373] x\n"),
              SizeIs(2));
}

TEST(CompilerOutput, TwoMistakesAtOneLineOfAHeaderAreTwo) {
  EXPECT_THAT(from_gcc("/l/lib.hpp: In instantiation of 'void f(T) [with T = One]':\n"
                       "/c/a.cpp:5:13:   required from here\n"
                       "/l/lib.hpp:5:27: error: static assertion failed: [E0277] not Send\n"
                       "/l/lib.hpp: In instantiation of 'void f(T) [with T = Two]':\n"
                       "/c/a.cpp:6:13:   required from here\n"
                       "/l/lib.hpp:5:27: error: static assertion failed: [E0277] not Send\n"),
              ElementsAre("error E0277 @a.cpp:5", "error E0277 @a.cpp:6"));
}

TEST(CompilerOutput, ALiteralThatGccQuotesSaysNoCode) {
  const auto log = read_compiler_output(
      "/c/a.cpp:1:2: error: assignment of read-only location \u2018\"[E0277] x\"[0]\u2019\n"
      "/c/a.cpp:2:2: error: \u2018void f()\u2019 is unavailable: [E0373] \"y\"\n"
      "/c/a.cpp:3:2: error: attribute \u2018nodiscard\u2019: \u2018[E0382] say \"z\"\u2019\n",
      {Family::gcc, kPattern, {"/c"}});
  std::vector<std::string> codes;
  for (const Diagnostic& each : log.diagnostics) codes.push_back(each.code);
  EXPECT_THAT(codes, testing::ElementsAre("", "E0373", "E0382"));
}

TEST(CompilerOutput, ACodeMayCarryASpelling) {
  EXPECT_THAT(from_gcc("/c/a.cpp:1:2: error: [N0001 no_globals] x\n"),
              ElementsAre("error N0001 @a.cpp:1"));
  EXPECT_THAT(from_gcc("/c/a.cpp:1:2: error: no [with T = int] code\n"),
              ElementsAre("error  @a.cpp:1"));
}

TEST(RuleText, IsWhatTheRuleWroteWithoutWhatTheCompilerPutAround) {
  const struct {
    const char* message;
    const char* text;
  } table[]{
      {"'f' is unavailable: [E0373] a; b", "[E0373] a; b"},
      {"static assertion failed: [E0277] 'quoted' \"text\"", "[E0277] 'quoted' \"text\""},
      {"static_assert failed due to requirement 'x' \"[E0277] not Send\"", "[E0277] not Send"},
      {"static_assert failed \"[E0277] 'quoted' \\\"text\\\"\"", "[E0277] 'quoted' \"text\""},
      {"f(), declared with attribute 'nodiscard': \u2018[E0277] x\u2019", "[E0277] x"},
      {"no code", ""},
  };
  for (const auto& each : table) {
    Diagnostic diagnostic;
    diagnostic.message = each.message;
    diagnostic.code = diagnostic.message.find("E0373") != std::string::npos   ? "E0373"
                      : diagnostic.message.find("E0277") != std::string::npos ? "E0277"
                                                                              : "";
    EXPECT_EQ(rule_text(diagnostic), each.text) << each.message;
  }
}

TEST(CompilerOutput, ACompilersOwnAnalysisGetsItsRulesCode) {
  const OutputContext context{
      Family::clang, kPattern, {"/c"}, true, {{"-Wconsumed", "E0382"}, {"held", "E0499"}}};
  const auto log = read_compiler_output(
      "/c/a.cpp:1:2: error: invalid invocation [-Werror,-Wconsumed]\n"
      "/c/a.cpp:2:2: error: 'x' is held: [E0502] it is [-Werror,-Wthread-safety-analysis]\n"
      "/c/a.cpp:3:2: warning: unused [-Wunused]\n",
      context);
  std::vector<std::string> codes;
  for (const Diagnostic& each : log.diagnostics) codes.push_back(each.code);
  EXPECT_THAT(codes, testing::ElementsAre("E0382", "E0502", ""));
}

TEST(CompilerOutput, OfAHeaderWithAnExampleOnlyTheExamplesLinesAreBlamed) {
  const std::string_view said =
      "/lib/a.hpp:40:1: error: [E0521] kept\n"
      "/lib/a.hpp:7:3: note: in instantiation of function template specialization 'f<int>' "
      "requested here\n"
      "/lib/a.hpp:20:3: note: in instantiation of function template specialization 'g<int>' "
      "requested here\n";
  const auto blamed = [&](const OwnCode& own) {
    const auto log = read_compiler_output(said, {Family::clang, kPattern, own});
    return log.diagnostics.front().blame.line;
  };
  EXPECT_EQ(blamed({"/lib/a.hpp", 5, 8}), 7);
  EXPECT_EQ(blamed({"/lib/a.hpp"}), 20) << "all of it";
  EXPECT_EQ(blamed({"/lib"}), 20);
  EXPECT_EQ(blamed({"/li"}), 40);
}

/// One mistake, compiled by each compiler that is here: all of them must blame the same line.
class RealCompilers : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(GetParam())) GTEST_SKIP() << "no " << GetParam();
    const std::filesystem::path user = folder_->path() / "case";
    std::filesystem::create_directories(user);
    write("lib.hpp",
          "#pragma once\n"
          "template <typename T>\n"
          "void inner(T) { static_assert(sizeof(T) == 0, \"[E0277] not Send\"); }\n"
          "template <typename T>\n"
          "void outer(T t) { inner(t); }\n"
          "__attribute__((unavailable(\"[E0373] it borrows\"))) void spawn(int*);\n"
          "#define LIB_SPAWN(x) spawn(x)\n");
  }

  void write(const char* name, std::string_view text) {
    std::ofstream(folder_->path() / name, std::ios::binary) << text;
  }

  std::vector<std::string> compile(std::string_view source) {
    write("case/naive.cpp", source);
    const bool gcc = std::string_view(GetParam()).find("g++") != std::string_view::npos &&
                     std::string_view(GetParam()).find("clang") == std::string_view::npos;
    Command command;
    command.argv = {GetParam(),
                    "-std=c++20",
                    "-I" + folder_->path().string(),
                    "-fsyntax-only",
                    gcc ? "-fno-diagnostics-show-caret" : "-fno-caret-diagnostics",
                    (folder_->path() / "case/naive.cpp").string()};
    command.environment = compiler_environment();
    command.folder = folder_->path();
    return shown(read_compiler_output(
        run_to_end(command).errors,
        {gcc ? Family::gcc : Family::clang, kPattern, {folder_->path() / "case"}}));
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_P(RealCompilers, BlameTheUsersLine) {
  EXPECT_THAT(compile("#include <lib.hpp>\n"
                      "struct One {};\n"
                      "struct Two {};\n"
                      "void f() {\n"
                      "  outer(One{});\n"
                      "  outer(Two{});\n"
                      "}\n"),
              ElementsAre("error E0277 @naive.cpp:5", "error E0277 @naive.cpp:6"));
  EXPECT_THAT(compile("#include <lib.hpp>\n"
                      "#define MINE(x) spawn(x)\n"
                      "#define PASS(x) x\n"
                      "void f(int* n) {\n"
                      "  spawn(n);\n"
                      "  LIB_SPAWN(n);\n"
                      "  MINE(n);\n"
                      "  PASS(spawn(n));\n"
                      "}\n"),
              ElementsAre("error E0373 @naive.cpp:5", "error E0373 @naive.cpp:6",
                          "error E0373 @naive.cpp:7", "error E0373 @naive.cpp:8"));
}

INSTANTIATE_TEST_SUITE_P(, RealCompilers,
                         testing::Values("/usr/bin/g++-12", "/usr/bin/clang++-14",
                                         "/usr/bin/clang++-19", "/usr/bin/clang++-22"),
                         [](const auto& each) {
                           std::string name(each.param + std::string_view("/usr/bin/").size());
                           for (char& c : name) {
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace mustfail
