#include "process/process.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <thread>

#include "util/files.hpp"

namespace mustfail {
namespace {

using How = Ending::How;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::Contains;
using testing::Each;
using testing::Not;
using testing::StartsWith;

Command shell(std::string script) {
  Command command;
  command.argv = {"/bin/sh", "-c", std::move(script)};
  command.environment = {"PATH=/usr/bin:/bin", "COLOUR=blue"};
  command.folder = "/tmp";
  return command;
}

/// Whether a process runs. One that ended and was not waited for by its new parent is a zombie and
/// does not.
bool is_alive(int pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string number;
  std::string name;
  std::string state;
  return stat >> number >> name >> state && state != "Z";
}

/// SIGKILL is delivered at once but not acted on at once.
bool dies_soon(int pid) {
  for (int i = 0; i < 200 && is_alive(pid); ++i) ::usleep(10'000);
  return !is_alive(pid);
}

TEST(Process, TellsTheExitStatusAndKeepsBothStreamsApart) {
  const auto result = run_to_end(shell("echo out; echo err >&2; exit 3"));
  EXPECT_TRUE(result.ending.exited_with(3));
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_EQ(to_string(result.ending), "exited with status 3");
}

TEST(Process, NoShellTouchesTheArguments) {
  Command command = shell("");
  command.argv = {"/usr/bin/printf", "%s|", "a b", "$(id)", "'\"*", "\xC3\xA4", ""};
  EXPECT_EQ(run_to_end(command).output, "a b|$(id)|'\"*|\xC3\xA4||");
}

TEST(Process, InheritsNothingButWhatItIsGiven) {
  ::setenv("MUSTFAIL_TEST_SECRET", "x", 1);
  Command command = shell("");
  command.argv = {"/usr/bin/env"};
  EXPECT_EQ(run_to_end(command).output, "PATH=/usr/bin:/bin\nCOLOUR=blue\n");
  ::unsetenv("MUSTFAIL_TEST_SECRET");
}

TEST(Process, RunsInItsFolderWithEmptyInput) {
  const auto result = run_to_end(shell("pwd; cat; echo end"));
  EXPECT_EQ(result.output, "/tmp\nend\n");
}

TEST(Process, LeadsItsGroupAndHasNoFilesOfOurs) {
  EXPECT_EQ(run_to_end(shell("test $$ = $(ps -o pgid= -p $$) && echo leads")).output, "leads\n");
  EXPECT_EQ(run_to_end(shell("ls /proc/$$/fd")).output, "0\n1\n2\n");
}

TEST(Process, BlocksNoSignalAndIgnoresNone) {
  const auto result = run_to_end(shell("grep -E 'Sig(Blk|Ign)' /proc/self/status"));
  EXPECT_EQ(result.output, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST(Process, ASignalIsNoExitStatus) {
  const auto result = run_to_end(shell("kill -SEGV $$"));
  EXPECT_EQ(result.ending.how, How::signalled);
  EXPECT_EQ(result.ending.code, SIGSEGV);
  EXPECT_EQ(to_string(result.ending), "was killed by signal 11 (Segmentation fault)");
}

TEST(Process, AProgramThatIsNotThereIsNotStarted) {
  Command command = shell("");
  command.argv = {"/nowhere/at-all"};
  const auto result = run_to_end(command);
  EXPECT_EQ(result.ending.how, How::not_started);
  EXPECT_EQ(result.ending.code, ENOENT);
  EXPECT_EQ(to_string(result.ending), "could not be started: No such file or directory");
}

TEST(Process, AFileThatCannotBeRunIsNotStarted) {
  const auto folder = TemporaryFolder::make();
  Command command = shell("");
  command.argv = {(folder->path() / "text").string()};
  std::ofstream(command.argv[0]) << "text";
  EXPECT_EQ(run_to_end(command).ending.how, How::not_started) << "no permission";
  std::filesystem::permissions(command.argv[0], std::filesystem::perms::owner_all);
  EXPECT_EQ(run_to_end(command).ending.how, How::not_started) << "no program format";
}

TEST(Process, AFolderThatIsNotThereIsNotStarted) {
  Command command = shell("echo ran");
  command.folder = "/nowhere/at-all";
  const auto result = run_to_end(command);
  EXPECT_NE(result.ending.how, How::exited);
  EXPECT_EQ(result.output, "");
}

TEST(Process, IsKilledAtItsTimeLimit) {
  Command command = shell("echo before; exec sleep 60");
  command.time_limit = seconds(1);
  const auto started = steady_clock::now();
  const auto result = run_to_end(command);
  EXPECT_EQ(result.ending.how, How::timed_out);
  EXPECT_EQ(result.output, "before\n") << "what it said is kept";
  EXPECT_LT(steady_clock::now() - started, seconds(10));
  EXPECT_EQ(to_string(result.ending), "did not end within its time limit and was killed");
}

TEST(Process, IsKilledAtItsMemoryLimit) {
  Command command = shell("");
  // 200 MiB in one string, in a grandchild: the limit is the whole tree's.
  command.argv = {
      "/bin/sh", "-c",
      "(awk 'BEGIN { s = \"x\"; while (length(s) < 2e8) s = s s; while (1) {} }'); true"};
  command.memory_limit = std::uint64_t{64} << 20U;
  const auto result = run_to_end(command);
  EXPECT_EQ(result.ending.how, How::over_memory);
  EXPECT_EQ(to_string(result.ending), "went over its memory limit and was killed");
}

TEST(Process, IsKilledWhenItFloods) {
  for (const char* script : {"yes", "yes >&2"}) {
    Command command = shell(script);
    command.output_limit = 1000;
    const auto result = run_to_end(command);
    EXPECT_EQ(result.ending.how, How::flooded) << script;
    EXPECT_LE(result.output.size() + result.errors.size(), 1000U);
  }
}

TEST(Process, FloodingIsNoSuccessEvenWhenItEndsByItself) {
  Command command = shell("printf 0123456789");
  command.output_limit = 9;
  EXPECT_EQ(run_to_end(command).ending.how, How::flooded);
  command.output_limit = 10;
  EXPECT_TRUE(run_to_end(command).ending.exited_with(0));
}

TEST(Process, FloodingIsSeenAlsoWhereTheEndIsSeenFirst) {
  Command command = shell("head -c 60000 /dev/zero");
  command.output_limit = 50000;
  boost::asio::io_context context;
  ProcessGroup group(context);
  ProcessResult result;
  group.start(command, [&](ProcessResult ended) { result = std::move(ended); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // all is written, and it has ended
  context.run();
  EXPECT_EQ(result.ending.how, How::flooded);
}

TEST(Process, ItsWholeGroupIsKilledAtTheLimit) {
  Command command = shell("sleep 60 & echo $!; wait");
  command.time_limit = seconds(1);
  const auto result = run_to_end(command);
  EXPECT_EQ(result.ending.how, How::timed_out);
  EXPECT_TRUE(dies_soon(std::stoi(result.output))) << "the grandchild";
}

TEST(Process, WhatItLeavesBehindIsKilled) {
  const auto result = run_to_end(shell("sleep 60 & echo $!"));
  EXPECT_TRUE(result.ending.exited_with(0));
  EXPECT_TRUE(dies_soon(std::stoi(result.output)));
}

TEST(Process, WhatItLeavesBehindIsKilledWhileOthersRun) {
  boost::asio::io_context context;
  ProcessGroup group(context);
  bool died = false;
  group.start(shell("exec sleep 60"), [](const ProcessResult&) {});
  group.start(shell("sleep 60 & echo $!"), [&](const ProcessResult& result) {
    died = dies_soon(std::stoi(result.output));
    group.stop_all();
  });
  context.run();
  EXPECT_TRUE(died);
}

TEST(Process, WhatItLeftBehindIsReapedWhileOthersRun) {
  boost::asio::io_context context;
  ProcessGroup group(context);
  bool is_there = true;
  group.start(shell("exec sleep 60"), [](const ProcessResult&) {});
  group.start(shell("sleep 60 & echo $!"), [&](const ProcessResult& result) {
    const int left_behind = std::stoi(result.output);
    EXPECT_TRUE(dies_soon(left_behind));
    group.start(shell("exit 0"), [&, left_behind](const ProcessResult&) {
      is_there = ::kill(left_behind, 0) == 0;
      group.stop_all();
    });
  });
  context.run();
  EXPECT_FALSE(is_there) << "as a zombie: a long run would gather thousands";
}

TEST(Process, ADaemonIsKilledToo) {
  const auto started = steady_clock::now();
  const auto result = run_to_end(shell("setsid sh -c 'echo $$; exec sleep 60' & sleep 0.1"));
  EXPECT_TRUE(result.ending.exited_with(0));
  EXPECT_LT(steady_clock::now() - started, seconds(10)) << "it holds the pipe open";
  EXPECT_TRUE(dies_soon(std::stoi(result.output))) << "it left the group for a session of its own";
}

TEST(Process, ManyRunAtOnceAndStopAllEndsEachOfThem) {
  boost::asio::io_context context;
  ProcessGroup group(context);
  std::vector<How> endings;
  for (int i = 0; i < 3; ++i) {
    group.start(shell("exec sleep 60"),
                [&](const ProcessResult& r) { endings.push_back(r.ending.how); });
  }
  boost::asio::steady_timer timer(context, std::chrono::milliseconds(50));
  timer.async_wait([&](boost::system::error_code) { group.stop_all(); });
  context.run();
  EXPECT_THAT(endings, testing::SizeIs(3));
  EXPECT_THAT(endings, Each(How::interrupted));
}

TEST(CompilerEnvironment, MakesEveryCompilerPrintTheSameWords) {
  ::setenv("LC_ALL", "de_DE.UTF-8", 1);
  ::setenv("CXXFLAGS", "-w", 1);
  const auto environment = compiler_environment();
  ::unsetenv("LC_ALL");
  ::unsetenv("CXXFLAGS");
  EXPECT_THAT(environment, Contains("LC_ALL=C.UTF-8"));
  EXPECT_THAT(environment, Not(Contains(StartsWith("LC_ALL=de"))));
  EXPECT_THAT(environment, Not(Contains(StartsWith("CXXFLAGS="))));
}

TEST(ShellLine, CanBePasted) {
  EXPECT_EQ(shell_line({"g++-12", "-DX=1", "/a b/c.cpp", "it's", "", "$(x)"}),
            R"(g++-12 -DX=1 '/a b/c.cpp' 'it'\''s' '' '$(x)')");
}

}  // namespace
}  // namespace mustfail
