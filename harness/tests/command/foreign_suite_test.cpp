// What `mustfail adopt` sees in a folder, for each way in which a build says what must not compile.

#include "command/foreign_suite.hpp"

#include <gmock/gmock.h>

#include "command/cmake_script.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class ForeignSuites : public testing::Test {
 protected:
  void write(const char* name, const std::string& text) const {
    ASSERT_TRUE(write_file(folder_->path() / name, text));
  }

  /// `FILE: FLAGS` of each compile.
  std::vector<std::string> told(const std::optional<ForeignSuite>& suite) const {
    std::vector<std::string> all;
    for (const auto& each : suite ? suite->compiles : std::vector<ForeignCompile>()) {
      std::string text = each.file.lexically_relative(folder_->path()).string();
      if (!each.standard.empty()) text += " " + each.standard;
      for (const auto& flag : each.flags) text += " " + flag;
      if (!each.only.empty()) text += " only " + each.only;
      all.push_back(text);
    }
    return all;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(ForeignSuites, BoostBuildNamesThemInItsJamfile) {
  write(
      "Jamfile.v2",
      "import testing ;  # compile-fail no.cpp ;\n"
      "project : requirements <define>ALL <toolset>gcc:<cxxflags>-fpermissive <cxxflags>-Wextra ;\n"
      "rule my-compile-fail ( sources : reqs * : name ) {\n"
      "  return [ compile-fail $(sources) : $(reqs) <define>MINE : $(name) ] ;\n}\n"
      "rule if-clang ( p * ) { if <toolset>clang in $(p) { return <define>ANALYSIS ; } else "
      "{ return <build>no ; } }\n"
      "rule clang-compile-fail ( s : r * : n ) { return [ compile-fail $(s) : "
      "<conditional>@if-clang ] ; }\n"
      "compile-fail a_fail.cpp ;\n"
      "run ok.cpp ;\n"
      "test-suite t : [ my-compile-fail sub/b_fail.cpp : <define>B : b_f ]\n"
      "  [ clang-compile-fail c_fail.cpp ]\n"
      "  [ compile-fail a_fail.cpp : <define>SECOND : again ]\n"
      "  [ compile-fail gone.cpp ] ;\n");
  for (const char* each : {"a_fail.cpp", "ok.cpp", "sub/b_fail.cpp", "c_fail.cpp"}) write(each, "");
  const auto suite = read_boost_build(folder_->path());
  EXPECT_THAT(told(suite),
              ElementsAre("a_fail.cpp -DALL", "sub/b_fail.cpp -DALL -DMINE -DB",
                          "c_fail.cpp -DALL -DANALYSIS only clang", "a_fail.cpp -DALL -DSECOND"));
  EXPECT_THAT(suite->compiles[0].family_flags.at("gcc"), ElementsAre("-fpermissive"));
}

TEST_F(ForeignSuites, CMakeBuildsATargetThatWillFail) {
  write("CMakeLists.txt",
        "set(CMAKE_CXX_STANDARD 17)\n"
        "include_directories(inc)\n"
        "set(names a b)\n"
        "function(add_fail name)\n"
        "  add_executable(${name}_ok ${name}.cpp)\n"
        "  add_executable(${name}_ko EXCLUDE_FROM_ALL ${name}.cpp)\n"
        "  target_compile_definitions(${name}_ko PRIVATE BREAK ${ARGN})\n"
        "  add_test(NAME ${name}_ko COMMAND ${CMAKE_COMMAND} --build . --target ${name}_ko)\n"
        "  set_tests_properties(${name}_ko PROPERTIES WILL_FAIL TRUE)\n"
        "endfunction()\n"
        "foreach(each IN LISTS names)\n  add_fail(${each})\nendforeach()\n"
        "add_fail(c MORE)\n"
        "add_executable(ok ok.cpp)\nadd_test(NAME ok COMMAND ok)\n"
        "add_test(words \"${CMAKE_CXX_COMPILER}\" -DWORDS -c d.cpp)\n"
        "set_property(TEST words PROPERTY PASS_REGULAR_EXPRESSION \"is not [a-z]+\")\n");
  for (const char* each : {"a.cpp", "b.cpp", "c.cpp", "d.cpp", "ok.cpp"}) write(each, "");
  const std::string inc = " -I" + (folder_->path() / "inc").string();
  EXPECT_THAT(
      told(read_cmake_tests(folder_->path())),
      UnorderedElementsAre("a.cpp c++17" + inc + " -DBREAK", "b.cpp c++17" + inc + " -DBREAK",
                           "c.cpp c++17" + inc + " -DBREAK -DMORE", "d.cpp -DWORDS"));
}

TEST_F(ForeignSuites, CMakesFunctionsMayStandInAModuleAbove) {
  write("cmake/Testing.cmake",
        "macro(my_failtest name)\n"
        "  add_library(${name}_ko OBJECT ${name}.cpp)\n"
        "  add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} --build . --target ${name}_ko)\n"
        "  set_tests_properties(${name} PROPERTIES WILL_FAIL ON)\nendmacro()\n");
  write("failtest/CMakeLists.txt", "my_failtest(\"a\")\n");
  write("failtest/a.cpp", "");
  EXPECT_THAT(told(read_cmake_tests(folder_->path() / "failtest")), ElementsAre("failtest/a.cpp"));
}

TEST_F(ForeignSuites, VerifyFilesSayItThemselves) {
  write("a.cpp",
        "// RUN: %clang_cc1 -fsyntax-only -std=c++17 -verify=expected,cxx17 %s\n"
        "// RUN: %clang_cc1 -fsyntax-only -std=c++20 -verify %s\n"
        "int a = \"\"; // expected-error {{cannot}}\n");
  write("b.cpp", "// expected-no-diagnostics\n");
  write("c.cpp", "int c;\n");
  write("d.compile.fail.cpp", "int d = nullptr;\n");
  const auto suite = read_verify_files(folder_->path());
  EXPECT_TRUE(suite->verifies);
  EXPECT_THAT(told(suite), ElementsAre("a.cpp c++17 -Xclang -verify=expected,cxx17", "a.cpp c++20",
                                       "b.cpp", "d.compile.fail.cpp"));
  EXPECT_FALSE(suite->compiles[2].only_fails);
  EXPECT_TRUE(suite->compiles[3].only_fails) << "nothing in it says why";
}

TEST_F(ForeignSuites, PlainFilesSayItByTheirNamesAMacroOrNotAtAll) {
  write("x.pass.cpp", "");
  write("x.fail.cpp", "");
  write("y_neg.cc", "");
  write("failure_modes/ordinary.cpp", "");
  write("compile_fail/copy.cpp", "");
  EXPECT_THAT(told(read_plain_files(folder_->path())),
              ElementsAre("compile_fail/copy.cpp", "x.fail.cpp", "y_neg.cc"));
  const auto every = TemporaryFolder::make();
  ASSERT_TRUE(write_file(every->path() / "one.cpp", ""));
  EXPECT_EQ(read_plain_files(every->path())->compiles.size(), 1U);
  EXPECT_TRUE(read_plain_files(every->path())->says_nothing);
  EXPECT_FALSE(has_build(every->path()));
  ASSERT_TRUE(write_file(every->path() / "sub/CMakeLists.txt", ""));
  EXPECT_TRUE(has_build(every->path()));
  const auto guarded = TemporaryFolder::make();
  for (const char* each : {"one.cpp", "two.cpp"}) {
    ASSERT_TRUE(write_file(guarded->path() / each, "#ifdef LIB_SHOULD_FAIL\nint x;\n#endif\n"));
  }
  const auto suite = read_plain_files(guarded->path());
  ASSERT_EQ(suite->compiles.size(), 2U);
  EXPECT_THAT(suite->compiles[0].flags, ElementsAre("-DLIB_SHOULD_FAIL"));
}

TEST_F(ForeignSuites, DejaGnusFilesSayWhereTheErrorIs) {
  write("a.C",
        "// { dg-do compile }\n// { dg-options \"-std=c++17 -DX -O2\" }\nint a = \"\"; // { "
        "dg-error \"\" }\n");
  write("b.C", "// { dg-do run }\n");
  write(
      "c.C",
      "// { dg-do compile { target { c++20 && hosted } } }\n// { dg-additional-options \"-DY\" }\n"
      "// { dg-error \"x\" \"\" { target *-*-* } 0 }\n");
  EXPECT_THAT(told(read_plain_files(folder_->path())),
              ElementsAre("a.C c++17 -DX", "c.C c++20 -DY"));
}

TEST_F(ForeignSuites, AFolderWithoutAnyIsNone) {
  write("readme.txt", "");
  EXPECT_FALSE(read_plain_files(folder_->path()));
  EXPECT_FALSE(read_boost_build(folder_->path()));
  EXPECT_FALSE(read_cmake_tests(folder_->path()));
  EXPECT_FALSE(read_verify_files(folder_->path()));
}

TEST(CMakeScript, CommandsAreReadAsTheyAreWritten) {
  const auto commands =
      parse_cmake("# set(a b)\nSet(x \"a;b\" c # no\n  d)\nif((A) AND B)\nendif()\n");
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(commands[0].name, "set");
  EXPECT_THAT(commands[0].arguments, ElementsAre("x", "a;b", "c", "d"));
  EXPECT_THAT(commands[1].arguments, ElementsAre("A", "AND", "B"));
  EXPECT_THAT(commands[2].arguments, IsEmpty());
}

}  // namespace
}  // namespace mustfail
