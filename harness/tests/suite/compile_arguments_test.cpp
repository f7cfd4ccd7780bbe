#include "suite/compile_arguments.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ShellWords, AreSplitAsAShellDoes) {
  EXPECT_THAT(shell_words(R"(g++ -DA='x y' "-DB=\"q\"" -DC=a\ b  '')"),
              ElementsAre("g++", "-DA=x y", R"(-DB="q")", "-DC=a b", ""));
  EXPECT_THAT(shell_words(R"("a\nb" 'c\d')"), ElementsAre(R"(a\nb)", R"(c\d)"));
  EXPECT_THAT(shell_words(" \t"), IsEmpty());
}

TEST(ArgumentLines, AreTakenWholeAndShellLinesAreSplit) {
  const auto taken = arguments_of_lines(
      "-std=gnu++20\n-I/a/inc\n-Irel\n-isystem/s\n-DN=\"a b\"\nSHELL:-include cstddef\n"
      "-Werror=thread-safety\n",
      "/here");
  EXPECT_EQ(taken.standard, "gnu++20");
  EXPECT_THAT(taken.include, ElementsAre("/a/inc", "/here/rel"));
  EXPECT_THAT(taken.flags, ElementsAre("-isystem", "/s", "-DN=\"a b\"", "-include", "cstddef",
                                       "-Werror=thread-safety"));
}

CompileArguments command(std::string_view line, bool warnings = false) {
  return arguments_of_command(shell_words(line), "/build", warnings);
}

TEST(Commands, LoseWhatOnlyThatCompileIsAbout) {
  const auto taken = command(
      "ccache /usr/bin/g++ -DX=1 -I../include -I inc -isystem /sys -iquote q -std=c++23 -fno-rtti "
      "-MD -MT a.o -MF a.o.d -o a.o -c ../src/a.cpp -Wall -Wextra -Werror -pedantic -w "
      "-fsanitize=address --coverage -fdiagnostics-color=always -Wp,-DY -pthread -D Z -oa.o");
  EXPECT_THAT(taken.include, ElementsAre("/include", "/build/inc"));
  EXPECT_EQ(taken.standard, "c++23");
  EXPECT_THAT(taken.flags, ElementsAre("-DX=1", "-isystem", "/sys", "-iquote", "/build/q",
                                       "-fno-rtti", "-Wp,-DY", "-pthread", "-D", "Z"));
}

TEST(Commands, KeepAValueWithItsOption) {
  EXPECT_THAT(command("g++ -MJ x.json --serialize-diagnostics d -Wp,-MD,/b/a.d -Wp,-MMD,a.d "
                      "-ftime-trace=t -save-temps -DA -c a.cpp")
                  .flags,
              ElementsAre("-DA"))
      << "outputs go, and what follows them stays";
  EXPECT_THAT(command("g++ -Xassembler foo -Xlinker bar -L lib -ivfsoverlay f -DA -c a.cpp").flags,
              ElementsAre("-Xassembler", "foo", "-Xlinker", "bar", "-L", "/build/lib",
                          "-ivfsoverlay", "f", "-DA"));
  EXPECT_THAT(command("g++ -DA -c -- -DB ../a.cpp").flags, ElementsAre("-DA"));
}

TEST(Commands, CountPathsFromTheirFolderInEverySpelling) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "gen/a.h", ""));
  const std::string gen = (folder->path() / "gen").string();
  const auto taken = arguments_of_command(
      shell_words("g++ -includegen/a.h --include-directory=gen --include=gen/a.h --sysroot=/s "
                  "-include-pch x.pch -Igen -c a.cpp"),
      folder->path(), false);
  EXPECT_THAT(taken.flags, ElementsAre("-include", gen + "/a.h", "--include-directory=" + gen,
                                       "--include=" + gen + "/a.h", "--sysroot=/s"));
  EXPECT_THAT(taken.include, ElementsAre(gen));
}

TEST(Commands, KeepWarningsOnlyWhenAsked) {
  EXPECT_THAT(command("g++ -Wall -Werror=x -c a.cpp", true).flags,
              ElementsAre("-Wall", "-Werror=x"));
}

TEST(Commands, LoseTheirPrecompiledHeader) {
  EXPECT_THAT(command("g++ -Winvalid-pch -include /b/cmake_pch.hxx -DA -c a.cpp").flags,
              ElementsAre("-DA"));
  EXPECT_THAT(command("clang++ -Xclang -include-pch -Xclang /b/cmake_pch.hxx.pch -Xclang -include "
                      "-Xclang /b/cmake_pch.hxx -Xclang -fx -c a.cpp")
                  .flags,
              ElementsAre("-Xclang", "-fx"));
  EXPECT_THAT(command("g++ -include own.h -c a.cpp").flags, ElementsAre("-include", "own.h"));
}

class CompilationDatabases : public testing::Test {
 protected:
  CompileEntry entry(std::string_view json, std::string output = {}) {
    std::ofstream(folder_->path() / "db.json", std::ios::binary) << json;
    return {folder_->path() / "db.json", folder_->path() / "src/a.cpp", std::move(output), false};
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(CompilationDatabases, GiveTheEntryOfAFileByEitherSpelling) {
  const auto by_command = arguments_of_entry(
      entry(R"([{"directory": "b", "file": "../src/a.cpp", "command": "g++ -I. -c a.cpp"}])"));
  ASSERT_TRUE(by_command) << by_command.error().what;
  EXPECT_THAT(by_command->include, ElementsAre(folder_->path() / "b/"));
  const auto by_list = arguments_of_entry(entry(R"([{"directory": ".", "file": "x.cpp"},
                {"directory": ".", "file": "src/a.cpp", "arguments": ["g++", "-DA=b c", "-c"]}])"));
  ASSERT_TRUE(by_list) << by_list.error().what;
  EXPECT_THAT(by_list->flags, ElementsAre("-DA=b c"));
}

TEST_F(CompilationDatabases, SayWhatIsMissing) {
  EXPECT_THAT(arguments_of_entry(entry("{}")).error().what,
              HasSubstr("not a compilation database"));
  const auto wrong = arguments_of_entry(entry(R"([{"directory": ".", "file": "src/b.cpp"}])"));
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().what, HasSubstr("there is no entry for"));
  EXPECT_THAT(wrong.error().help, HasSubstr("src/b.cpp'?"));
  auto gone = entry("[]");
  gone.database += ".gone";
  EXPECT_THAT(arguments_of_entry(gone).error().what, HasSubstr("is not there"));
}

TEST_F(CompilationDatabases, AskWhichOfTwoIsMeant) {
  constexpr std::string_view kTwo =
      R"([{"directory": ".", "file": "src/a.cpp", "command": "g++ -DA", "output": "a.o"},
          {"directory": ".", "file": "src/a.cpp", "command": "g++ -DB", "output": "b.o"}])";
  const auto both = arguments_of_entry(entry(kTwo));
  ASSERT_FALSE(both);
  EXPECT_THAT(both.error().help, HasSubstr("a.o and b.o"));
  EXPECT_THAT(arguments_of_entry(entry(kTwo, "b.o"))->flags, ElementsAre("-DB"));
  EXPECT_THAT(arguments_of_entry(entry(kTwo, "c.o")).error().what, HasSubstr("output 'c.o'"));
}

TEST(ArgumentsOfLines, WordsForTheLinkerAreHandedOn) {
  EXPECT_THAT(arguments_of_lines("LINKER:-z,now\nLINKER:SHELL:-z relro\nSHELL:-a -b\n", "/").flags,
              ElementsAre("-Wl,-z,now", "-Wl,-z,relro", "-a", "-b"));
}

}  // namespace
}  // namespace mustfail
