#include "golden.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace mustfail {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNaive = "cases/pair/shared/naive.cpp";
constexpr const char* kWrapped = "cases/pair/shared/wrapped.cpp";
constexpr const char* kSuite = "cases/suite.json";
const std::vector<std::string> kRun{"run", "--jobs", "1"};

using SabotagedCase = Golden;

TEST_F(SabotagedCase, NothingIsRed) { run(kRun); }

TEST_F(SabotagedCase, IncludeIsGone) {
  edit(kNaive, "#include <fake.hpp>\n", "\n");
  run(kRun);
}

TEST_F(SabotagedCase, CallIsMisspelled) {
  edit(kNaive, "fake::twice", "fake::twyce");
  run(kRun);
}

TEST_F(SabotagedCase, NaiveFileCompiles) {
  edit(kNaive, "fake::twice(add, &counter);  // expected-error {{[X0001]}}", "add(&counter);");
  run(kRun);
}

TEST_F(SabotagedCase, OffendingLineMoves) {
  edit(kNaive, "  fake::twice(add, &counter);  //", "  fake::twice(add, &counter);\n  //");
  run(kRun);
}

TEST_F(SabotagedCase, EverythingMovesByALine) {
  edit(kNaive, "int main", "\nint main");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinLosesItsLock) {
  edit(kWrapped, "n->add(1)", "++n->value");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinIsRejected) {
  edit(kWrapped, "fake::Counter counter;", "int counter = 0;");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinDoesNotLink) {
  edit(kWrapped, "int main() {", "void nowhere();\n\nint main() {\n  nowhere();");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinCrashesAfterItsOutput) {
  edit(kWrapped, "counter.value);\n", "counter.value);\n  fflush(stdout);\n  __builtin_trap();\n");
  run(kRun);
}

TEST_F(SabotagedCase, NaiveProgramDoesNotRace) {
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run(kRun);
}

TEST_F(SabotagedCase, NaiveProgramFakesItsRace) {
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kNaive, "#include <fake.hpp>\n", "#include <fake.hpp>\n#include <stdio.h>\n");
  edit(
      kNaive, "int counter = 0;",
      "int counter = 0;\n  fputs(\"WARNING: ThreadSanitizer: data race (pid=1)\\n  Write of size 4 "
      "at 0x1 by thread T1:\\n    #0 add \" __FILE__ \":6 (a+0x1)\\n\", stderr);");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(SabotagedCase, CounterfactualIsUnclean) {
  edit(kNaive, "int counter = 0;",
       "int counter = 0;\n#ifdef FAKE_UNCHECKED\n  int unused;\n#endif");
  run(kRun);
}

TEST_F(SabotagedCase, RuleIsAnErrorDirective) {
  write(kNaive,
        "//@ rule: X0001\n#error [X0001] two threads  // expected-error {{[X0001]}}\n"
        "int main() {}\n");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(SabotagedCase, AnotherRuleRejects) {
  edit(kNaive, "rule: X0001", "rule: X0002");
  run(kRun);
}

TEST_F(SabotagedCase, UnknownFlag) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ flags: -fnonsense\n");
  run(kRun);
}

TEST_F(SabotagedCase, HoleIsOpen) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0002\n//@ known-hole: types cannot see it\n");
  edit(kNaive, "fake::twice(add, &counter);  // expected-error {{[X0001]}}",
       "fake::run_twice(add, &counter);");
  remove("expected/pair/shared/naive.json");
  remove("expected/pair/shared/naive.gcc.stderr");
  run(kRun);
}

TEST_F(SabotagedCase, HoleIsClosed) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ known-hole: types cannot see it\n");
  remove("expected/pair/shared/naive.json");
  remove("expected/pair/shared/naive.gcc.stderr");
  run(kRun);
}

using EditedSnapshot = Golden;

TEST_F(EditedSnapshot, Meaning) {
  edit("expected/pair/shared/naive.json", "\"line\": 10", "\"line\": 11");
  run(kRun);
}

TEST_F(EditedSnapshot, Wording) {
  edit("expected/pair/shared/naive.gcc.stderr", "In function 'int main()'",
       "In function 'int mian()'");
  run(kRun);
}

TEST_F(EditedSnapshot, Output) {
  write("expected/pair/shared/wrapped.stdout", "2001\n");
  run(kRun);
}

TEST_F(EditedSnapshot, IsGone) {
  remove("expected/pair/shared");
  run(kRun);
}

TEST_F(EditedSnapshot, HasNoCase) {
  write("expected/pair/gone/naive.json", "{}");
  write("expected/pair/shared/naive.stdout", "x");
  write("expected/pair/shared/note.txt", "x");
  run(kRun);
  run({"run", "--only-snapshots"});
}

using BadSuite = Golden;

TEST_F(BadSuite, Syntax) {
  edit(kSuite, "\"name\": \"fixture\",", "\"name\": \"fixture\"");
  run(kRun);
}

TEST_F(BadSuite, WrongKeyAndType) {
  edit(kSuite, "\"unchecked\": [\"-DFAKE_UNCHECKED\"],\n  \"tool",
       "\"uncheked\": [],\n  \"std\": 20,\n  \"tool");
  run(kRun);
}

TEST_F(BadSuite, IsNotThere) {
  run({"run", "--suite", "nowhere"});
  run({"run", "--suite", "nowhere/suite.json"});
}

TEST_F(BadSuite, CompilerIsNotThere) {
  edit(kSuite, "[\"gcc-12\"]", R"(["gcc-12", "gcc-99", {"name": "x", "compiler": "./gone.sh"}])");
  run(kRun);
}

TEST_F(BadSuite, CompilerIsMisspelled) { run({"run", "--toolchain", "gc-12"}); }

TEST_F(BadSuite, CompilerIsNone) {
  edit(kSuite, "[\"gcc-12\"]", R"([{"name": "x", "compiler": "/bin/true"}])");
  run(kRun);
}

TEST_F(BadSuite, IsEmpty) {
  remove("cases/pair");
  remove("expected");
  run(kRun);
}

TEST_F(BadSuite, FilterMatchesNothing) {
  run({"run", "shraed"});
  run({"run", "--rule", "X0003"});
  run({"run", "--exact", "pair/shared/nothing"});
}

TEST_F(BadSuite, EverythingIsSkipped) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ only: clang\n");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadSuite, CommandLine) {
  run({"rnu"});
  run({"run", "--format", "jsno"});
  run({"run", "--jobs", "0"});
  run({});
}

using BadFile = Golden;

TEST_F(BadFile, Directives) {
  edit(kNaive, "//@ rule: X0001\n",
       "//@ rul: X0001\n//@ timeout: soon\n// @ mode: compile-fail\n//@ rule: X0009\n");
  run(kRun);
}

TEST_F(BadFile, Expectations) {
  edit(kNaive, "{{[X0001]}}", "{{[X0001]");
  edit(kNaive, "int counter = 0;", "int counter = 0;  // expected-eror {{x}}");
  run(kRun);
}

TEST_F(BadFile, IsNotUtf8) {
  edit(kNaive, "int main", "// gr\xFC\xDF\nint main");
  run(kRun);
}

TEST_F(BadFile, HasNoMode) {
  write("cases/pair/shared/helper.cpp", "");
  run(kRun);
}

using BadCompiler = Golden;

TEST_F(BadCompiler, Crashes) {
  use_compiler("kill -SEGV $$");
  run(kRun);
}

TEST_F(BadCompiler, CrashesAfterTheRightWords) {
  use_compiler("g++-12 \"$@\"; kill -ABRT $$");
  run(kRun);
}

TEST_F(BadCompiler, Hangs) {
  edit(kSuite, "\"compile-seconds\": 20", "\"compile-seconds\": 1");
  use_compiler("exec sleep 60");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, Floods) {
  edit(kSuite, "\"output-kib\": 64", "\"output-kib\": 1");
  use_compiler("while :; do echo 'noise noise noise noise noise noise'; done >&2");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, ExitsWithFour) {
  use_compiler("g++-12 \"$@\"; exit 4");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, HasAnInternalError) {
  use_compiler(
      "g++-12 \"$@\"; echo 'x.cpp:1:1: internal compiler error: Segmentation fault' >&2; "
      "exit 1");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, SaysNothing) {
  use_compiler("exit 1");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, AcceptsEverythingAndBuildsNothing) {
  use_compiler("exit 0");
  run(kRun);
}

TEST_F(BadCompiler, PrintsBytesThatAreNotUtf8) {
  use_compiler("g++-12 \"$@\"; s=$?; printf 'a.cpp:1:1: error: \\377\\376\\n' >&2; exit $s");
  run({"run", "--jobs", "1", "naive"});
}

using Bless = Golden;

TEST_F(Bless, RefusesInCi) {
  remove("expected");
  run({"bless"}, {"CI=true"});
  EXPECT_FALSE(fs::exists(path("expected")));
}

TEST_F(Bless, WritesWhatIsNewAndTheWording) {
  remove("expected/pair/shared/naive.json");
  edit("expected/pair/shared/naive.gcc.stderr", "In function 'int main()'", "In 'int main()'");
  run({"bless"});
  run({"bless"});
}

TEST_F(Bless, AsksBeforeItWritesAMeaning) {
  edit(kNaive, "int main", "\nint main");
  write("expected/pair/shared/wrapped.stdout", "2001\n");
  const std::string before = text("expected/pair/shared/naive.json");
  run({"bless"});
  EXPECT_EQ(text("expected/pair/shared/naive.json"), before);
  run({"bless", "--accept-meaning"});
  EXPECT_NE(text("expected/pair/shared/naive.json"), before);
}

TEST_F(Bless, RefusesWhatIsRedForAnotherReason) {
  edit(kNaive, "fake::twice", "fake::twyce");
  run({"bless", "--accept-meaning", "naive"});
}

TEST_F(Bless, LeavesNothingBehindOnAFullDisk) {
  const fs::path disk = path("expected");
  const auto before = text("expected/pair/shared/naive.json");
  remove("expected");
  fs::create_directories(disk);
  if (::mount("none", disk.c_str(), "tmpfs", 0, "size=16k") != 0) {
    GTEST_SKIP() << "a small disk can only be mounted by root";
  }
  fs::create_directories(disk / "pair/shared");
  std::ofstream(disk / "pair/shared/naive.json") << "{}\n";
  const int filler = ::open((disk / ".filler").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  const std::string page(4096, 'x');
  while (::write(filler, page.data(), page.size()) > 0) {
  }
  ::close(filler);
  run({"bless", "--accept-meaning"});
  std::vector<std::string> left;
  for (const auto& entry : fs::recursive_directory_iterator(disk)) {
    if (entry.is_regular_file()) left.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(left, testing::UnorderedElementsAre(".filler", "naive.json"));
  EXPECT_EQ(text("expected/pair/shared/naive.json"), "{}\n");
  ::umount(disk.c_str());
}

/// Starts mustfail, sends it the signal when its compiler runs, and tells how it ended.
int status_after(int signal, const Command& command, const fs::path& started, const fs::path& out) {
  std::vector<char*> argv;
  std::vector<char*> environment;
  for (const auto& word : command.argv) argv.push_back(const_cast<char*>(word.c_str()));
  for (const auto& word : command.environment) {
    environment.push_back(const_cast<char*>(word.c_str()));
  }
  argv.push_back(nullptr);
  environment.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
  ::posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_CREAT | O_WRONLY, 0600);
  ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t pid = 0;
  EXPECT_EQ(::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environment.data()), 0);
  ::posix_spawn_file_actions_destroy(&actions);
  constexpr int kPatience = 2000;  // of 10 ms
  for (int i = 0; i < kPatience && !fs::exists(started); ++i) ::usleep(10'000);
  EXPECT_TRUE(fs::exists(started));
  ::kill(pid, signal);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

using Cache = Golden;

TEST_F(Cache, AnswersTheSecondRun) {
  run(kRun);
  ::usleep(20'000);
  run(kRun);
  run({"run", "--jobs", "1", "--no-cache", "naive"});
}

TEST_F(Cache, DamagedEntriesAreSaid) {
  ::usleep(20'000);
  run({"run", "--jobs", "1", "naive"});
  for (const auto& entry : fs::recursive_directory_iterator(path("memory/results"))) {
    if (entry.path().extension() == ".outcome") fs::resize_file(entry.path(), 40);
  }
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(Cache, ItsCommandsSayWhatTheyDid) {
  run({"cache", "trim", "--size", "0"});
  run({"cache", "trim", "--size", "some"});
  run({"cache", "stats"}, {"MUSTFAIL_CACHE_SIZE=1.5G"});
  run({"cache", "stats"}, {"MUSTFAIL_CACHE_SIZE=-1"});
  run({"cache", "clear"});
}

using FullOutput = Golden;

TEST_F(FullOutput, ReportsThatCannotBeWrittenAreNoSuccess) {
  run({"run", "--jobs", "1", "--format", "json=/dev/full", "naive"});
  run({"run", "--jobs", "1", "--format", "json=/dev/null", "naive"});
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const int status = status_after(0, command(kRun), path("cases"), "/dev/full");
  EXPECT_EQ(status, 2);
}

class Signals : public Golden {
 protected:
  void expect_clean_end(int signal) {
    use_compiler("sleep 60 & echo $! > $0.tmp; mv $0.tmp $0.started; wait");
    fs::create_directory(path("tmp"));
    const int status = status_after(signal, command(kRun, {"TMPDIR=" + path("tmp").string()}),
                                    path("cases/cc.sh.started"), path("out"));
    EXPECT_EQ(status, 130);
    const int grandchild = std::stoi(text("cases/cc.sh.started"));
    for (int i = 0; i < 200 && ::kill(grandchild, 0) == 0; ++i) ::usleep(10'000);
    EXPECT_NE(::kill(grandchild, 0), 0) << "the compiler's child still runs";
    EXPECT_TRUE(fs::is_empty(path("tmp"))) << "the temporary folder is left";
    const std::string said = text("out");
    record(said.substr(0, said.find(" in ")));
    record(said.substr(said.find('\n', said.rfind(" in "))));
  }
};

TEST_F(Signals, Interrupt) { expect_clean_end(SIGINT); }

TEST_F(Signals, Terminate) { expect_clean_end(SIGTERM); }

}  // namespace
}  // namespace mustfail
