#include "process/fork_server.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <chrono>

#include "process/process.hpp"
#include "run/serving.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using How = Ending::How;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> kVariables{"PATH=/usr/bin:/bin"};

/// Its cmdline is still the one that the server was started with.
constexpr std::string_view kShowsWhetherForked = "tr '\\0' ' ' < /proc/$$/cmdline; ";

fs::path other_end() { return fs::path(MUSTFAIL_PROGRAM).parent_path() / "plugins/fork_server.so"; }

Command shell(std::string script) {
  Command command;
  command.argv = {"/bin/sh", "-c", std::move(script)};
  command.environment = kVariables;
  command.folder = "/tmp";
  command.serving = serving_before_main(command, other_end());
  return command;
}

/// What serves such commands.
Serving serving() { return *shell("").serving; }

/// A started program in front of the other end.
class Forked : public testing::Test {
 protected:
  /// Starts it as soon as the server can; nothing: it cannot.
  std::optional<int> start(ForkServer& server, const Command& command, int output, int errors) {
    for (int i = 0; i < 50; ++i) {
      const auto pid = server.start(command, {.output = output, .errors = errors});
      if (pid) return pid;
      ::usleep(10'000);
    }
    return std::nullopt;
  }

  /// What it writes to its standard output; -1 as its status when it was not started.
  std::string run(ForkServer& server, const Command& command) {
    int pipe[2];
    EXPECT_EQ(::pipe2(pipe, O_CLOEXEC), 0);
    const auto pid = start(server, command, pipe[1], pipe[1]);
    ::close(pipe[1]);
    std::string text;
    char buffer[512];
    for (ssize_t got = 0; (got = ::read(pipe[0], buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(pipe[0]);
    status_ = -1;
    if (pid) {
      EXPECT_EQ(::waitpid(*pid, &status_, 0), *pid) << "it is a child of ours";
    }
    return text;
  }

  int status_ = -1;
};

TEST_F(Forked, IsACommandLikeAnyOther) {
  ForkServer server(serving());
  Command command = shell("echo $0 \"$@\"; pwd; cat; env | grep -v ^_= | sort; exit 3");
  command.argv.insert(command.argv.end(), {"zero", "a b", "$(id)", ""});
  command.environment = {"PATH=/usr/bin:/bin", "COLOUR=blue"};
  command.serving = serving_before_main(command, other_end());
  EXPECT_EQ(run(server, command),
            "zero a b $(id) \n/tmp\nCOLOUR=blue\nPATH=/usr/bin:/bin\nPWD=/tmp\n");
  EXPECT_EQ(WEXITSTATUS(status_), 3);
}

TEST_F(Forked, LeadsItsGroupAndHasNoFilesOfOthers) {
  ForkServer server(serving());
  EXPECT_EQ(run(server, shell("test $$ = $(ps -o pgid= -p $$) && echo leads")), "leads\n");
  EXPECT_EQ(run(server, shell("ls /proc/$$/fd")), "0\n1\n2\n");
  EXPECT_EQ(run(server, shell("kill -SEGV $$")), "");
  EXPECT_EQ(WTERMSIG(status_), SIGSEGV);
}

TEST_F(Forked, TakesManyCommandsOneAfterAnother) {
  ForkServer server(serving());
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(run(server, shell("echo " + std::to_string(i))), std::to_string(i) + "\n");
  }
}

TEST_F(Forked, WhatCannotBeServedIsRefused) {
  ForkServer server(serving());
  EXPECT_EQ(run(server, shell("echo here")), "here\n");
  Command lost = shell("echo here");
  lost.folder = "/no/such/folder";
  EXPECT_FALSE(server.start(lost, {.output = 1, .errors = 2}));
  Command longer = shell("true " + std::string(std::size_t{1} << 18U, 'x'));
  EXPECT_FALSE(server.start(longer, {.output = 1, .errors = 2}));
  EXPECT_EQ(run(server, shell("echo still here")), "still here\n");
}

TEST_F(Forked, OnlyAProgramThatLoadsTheOtherEndIsServed) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const fs::path script = folder->path() / "compiler";
  ASSERT_TRUE(write_file(script, "#!/bin/sh\necho script \"$@\"\n"));
  fs::permissions(script, fs::perms::owner_all);
  Command command = shell("");
  command.argv = {script.string(), "x"};
  ForkServer of_script(serving_before_main(command, other_end()));
  EXPECT_EQ(start(of_script, command, 1, 2), std::nullopt) << "its interpreter was forked";
  ForkServer without(serving_before_main(shell("true"), "/no/such/file.so"));
  EXPECT_EQ(start(without, shell("true"), 1, 2), std::nullopt);
  command.argv = {"/no/such/program"};
  ForkServer of_nothing(serving_before_main(command, other_end()));
  EXPECT_EQ(start(of_nothing, shell("true"), 1, 2), std::nullopt);
}

TEST(ForkServers, AreForWhatComesOftenAndNotForEverything) {
  ForkServers servers;
  EXPECT_EQ(servers.find(serving()), nullptr);
  int found = 0;
  for (int way = 0; way < 20; ++way) {
    Serving one = serving();
    one.environment.push_back("WAY=" + std::to_string(way));
    const ForkServer* last = nullptr;
    for (int i = 0; i < 5; ++i) last = servers.find(one);
    found += last == nullptr ? 0 : 1;
  }
  EXPECT_EQ(found, 8);
}

/// The same, through what every program is run with.
class ForkedInAGroup : public testing::Test {
 protected:
  ProcessResult run(Command command) {
    context_.restart();
    ProcessResult result;
    group_.start(std::move(command), [&](ProcessResult ended) { result = std::move(ended); });
    context_.run();
    return result;
  }

  void SetUp() override {
    for (int i = 0; i < 200; ++i) {
      if (run(shell(std::string(kShowsWhetherForked))).output == "/bin/sh --version ") return;
    }
    FAIL() << "nothing is forked";
  }

  boost::asio::io_context context_;
  ProcessGroup group_{context_};
};

TEST_F(ForkedInAGroup, KeepsItsLimits) {
  const std::string forked(kShowsWhetherForked);
  Command slow = shell(forked + "sleep 60 & wait");
  slow.time_limit = std::chrono::seconds(1);
  auto result = run(slow);
  EXPECT_EQ(result.ending.how, How::timed_out);
  EXPECT_THAT(result.output, HasSubstr("--version"));
  Command loud = shell("yes");
  loud.output_limit = 100;
  EXPECT_EQ(run(loud).ending.how, How::flooded);
  Command big = shell("a=xxxxxxxxxxxxxxxx; while :; do a=$a$a; done");
  big.memory_limit = std::uint64_t{64} << 20U;
  EXPECT_EQ(run(big).ending.how, How::over_memory);
}

TEST_F(ForkedInAGroup, OtherVariablesAreAnotherServer) {
  Command command = shell(std::string(kShowsWhetherForked) + "echo $COLOUR");
  command.environment.emplace_back("COLOUR=blue");
  command.serving = serving_before_main(command, other_end());
  EXPECT_THAT(run(command).output, AllOf(HasSubstr("blue"), Not(HasSubstr("--version"))));
}

TEST_F(ForkedInAGroup, ADeadServerIsNoLoss) {
  // The server is the parent of nobody; it is a child of ours that has the other arguments.
  const auto result =
      run(shell("for p in $(ps -o pid= --ppid $PPID); do test $p = $$ || kill -9 $p; done; sleep "
                "0.2; echo x"));
  EXPECT_THAT(result.output, HasSubstr("x"));
  const auto next = run(shell(std::string(kShowsWhetherForked) + "echo on"));
  EXPECT_THAT(next.output, AllOf(HasSubstr("on"), Not(HasSubstr("--version"))));
}

}  // namespace
}  // namespace mustfail
