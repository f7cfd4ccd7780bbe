// A run that is ended at any moment: no pass, no process and, but for kill -9, no file is left.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <tuple>

#include "sabotage/hostile_suite.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

class EndedRun : public HostileSuite, public testing::WithParamInterface<std::tuple<int, int>> {
 protected:
  /// Starts `mustfail run`, sends it the signal, and returns what `waitpid` says.
  int end_it(int signal, int milliseconds) {
    Command made = command({"--jobs", "2"});
    made.environment.push_back("TMPDIR=" + path("tmp").string());
    std::vector<char*> argv;
    for (auto& word : made.argv) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::vector<char*> environment;
    for (auto& word : made.environment) environment.push_back(word.data());
    environment.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    const std::string out = path("out").string();
    ::posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                       0644);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    ::posix_spawn_file_actions_addchdir_np(&actions, made.folder.c_str());
    pid_t child = 0;
    EXPECT_EQ(::posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environment.data()),
              0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
    ::kill(child, signal);
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
  }
};

TEST_P(EndedRun, LeavesNothing) {
  const auto& [signal, milliseconds] = GetParam();
  // The compilers take their time, and do not listen.
  use_compiler(
      "trap '' INT QUIT TERM HUP\ncase \" $* \" in *' --version '*|*' -dM '*) ;; *) sleep 0.1 ;; "
      "esac\n");
  const int status = end_it(signal, milliseconds);
  EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << text("out");
  if (signal == SIGKILL) {
    for (int i = 0; i < 100 && !process_left().empty(); ++i) ::usleep(20'000);
    EXPECT_EQ(process_left(), "");
    fs::remove_all(path("tmp"));
    fs::create_directory(path("tmp"));
  } else {
    expect_nothing_left();
  }
  use_compiler();
  expect_right_at_last();
}

INSTANTIATE_TEST_SUITE_P(At, EndedRun,
                         testing::Combine(testing::Values(SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGKILL,
                                                          SIGPIPE),
                                          testing::Values(1, 30, 120, 300, 600)),
                         [](const auto& info) {
                           return fmt::format("{}_after_{}_ms",
                                              ::sigabbrev_np(std::get<0>(info.param)),
                                              std::get<1>(info.param));
                         });

class ManyRuns : public HostileSuite, public testing::WithParamInterface<int> {};

TEST_P(ManyRuns, AtOnceOnOneCacheAllSayTheSame) {
  Command made = command({"--jobs", "1"});
  made.environment.push_back("TMPDIR=" + path("tmp").string());
  boost::asio::io_context context;
  ProcessGroup processes(context);
  int right = 0;
  for (int i = 0; i < GetParam(); ++i) {
    processes.start(made, [&](const ProcessResult& seen) {
      const bool all = seen.output.find("2 pass, 1 fail") != std::string::npos;
      if (seen.ending.exited_with(1) && all) ++right;
    });
  }
  context.run();
  EXPECT_EQ(right, GetParam());
  expect_nothing_left();
  expect_right_at_last();
}

INSTANTIATE_TEST_SUITE_P(Of, ManyRuns, testing::Values(2, 4, 8));

}  // namespace
}  // namespace mustfail
