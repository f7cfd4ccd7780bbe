#include "util/watch.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "support/fake_suite.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class WatchedFolder : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(path("old"));
    watch_ = std::make_unique<Watch>(std::vector{folder_->path()}, std::set{path("report.json")});
  }

  fs::path path(std::string_view name) const { return folder_->path() / name; }
  void write(std::string_view name) const { std::ofstream(path(name)) << "text"; }
  std::set<fs::path> wait() {
    auto changed = watch_->wait();
    EXPECT_TRUE(changed);
    return changed ? *changed : std::set<fs::path>();
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  std::unique_ptr<Watch> watch_;
};

TEST_F(WatchedFolder, TellsOfASaveInPlaceAndByRenaming) {
  write("old/naive.cpp");
  EXPECT_THAT(wait(), ElementsAre(path("old/naive.cpp")));
  write("old/naive.cpp~");
  fs::rename(path("old/naive.cpp~"), path("old/naive.cpp"));
  EXPECT_THAT(wait(), ElementsAre(path("old/naive.cpp")));
}

TEST_F(WatchedFolder, TellsOfARemoval) {
  write("old/naive.cpp");
  wait();
  fs::remove(path("old/naive.cpp"));
  EXPECT_THAT(wait(), ElementsAre(path("old/naive.cpp")));
}

TEST_F(WatchedFolder, FollowsIntoANewFolder) {
  fs::create_directories(path("new/deep"));
  EXPECT_FALSE(wait().empty());
  write("new/deep/naive.cpp");
  EXPECT_THAT(wait(), ElementsAre(path("new/deep/naive.cpp")));
}

TEST_F(WatchedFolder, LeavesOutWhatNobodySaved) {
  for (const char* name :
       {"a.cpp~", ".a.cpp.swp", "#a.cpp#", "4913", "a.json.tmp-x", "report.json"}) {
    write(name);
  }
  write("a.cpp");
  EXPECT_THAT(wait(), ElementsAre(path("a.cpp")));
}

TEST_F(WatchedFolder, NothingChangesAfterCtrlC) {
  ::raise(SIGINT);
  EXPECT_THAT(wait(), IsEmpty());
}

/// `mustfail run --watch` on a suite whose compiler takes milliseconds.
class WatchedRun : public FakeSuite {
 protected:
  void start() {
    Command watched = command({"--watch", "--format", "console", "--format", "json=report.json"});
    std::vector<char*> argv;
    std::vector<char*> environment;
    for (auto& word : watched.argv) argv.push_back(word.data());
    for (auto& word : watched.environment) environment.push_back(word.data());
    argv.push_back(nullptr);
    environment.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addchdir_np(&actions, watched.folder.c_str());
    ::posix_spawn_file_actions_addopen(&actions, 1, path("out").c_str(), O_CREAT | O_WRONLY, 0600);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    ASSERT_EQ(::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environment.data()), 0);
    ::posix_spawn_file_actions_destroy(&actions);
  }

  void TearDown() override {
    if (pid_ != 0) ::kill(pid_, SIGKILL);
  }

  /// How often it has said that it watches, once that is `count` or it takes too long.
  std::size_t runs(std::size_t count) const {
    constexpr int kPatience = 2000;  // of 10 ms
    std::size_t seen = 0;
    for (int i = 0; i < kPatience && seen < count; ++i) {
      ::usleep(10'000);
      seen = 0;
      const std::string said = text("out");
      for (std::size_t at = 0; (at = said.find("Ctrl-C ends", at)) != std::string::npos; ++at)
        ++seen;
    }
    return seen;
  }

  int status_after(int signal) {
    ::kill(pid_, signal);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }

  pid_t pid_ = 0;
};

TEST_F(WatchedRun, JudgesAgainAtEachSaveUntilCtrlC) {
  add_case("a/b/near_miss", "int x;\n");
  start();
  ASSERT_EQ(runs(1), 1U) << text("out");
  EXPECT_THAT(text("out"), testing::HasSubstr("1 pass"));

  add_case("a/b/near_miss", "BAD\n");
  ASSERT_EQ(runs(2), 2U) << text("out");
  EXPECT_THAT(text("out"), testing::HasSubstr("changed: a/b/near_miss.cpp"));
  EXPECT_THAT(text("out"), testing::HasSubstr("1 fail"));

  // Its own report, which it writes into the folder that it watches, is no save.
  ::usleep(500'000);
  EXPECT_EQ(runs(2), 2U) << text("out");
  EXPECT_EQ(status_after(SIGINT), 130);
}

}  // namespace
}  // namespace mustfail
