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
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class WatchedFolder : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(path("old"));
    watch_ = std::make_unique<Watch>(std::set{path("report.json")});
    watch_->renew({folder_->path()});
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

TEST_F(WatchedFolder, NothingChangesAfterCtrlBackslash) {
  ::raise(SIGQUIT);
  EXPECT_THAT(wait(), IsEmpty());
}

TEST_F(WatchedFolder, TellsOfALinkThatIsMade) {
  fs::create_symlink("/etc/hostname", path("old/soft.hpp"));
  EXPECT_THAT(wait(), ElementsAre(path("old/soft.hpp")));
  write("report.json");  // which is ignored
  fs::create_hard_link(path("report.json"), path("old/hard.hpp"));
  EXPECT_THAT(wait(), ElementsAre(path("old/hard.hpp")));
}

TEST_F(WatchedFolder, TellsThatMoreHappenedThanIsKept) {
  std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
  int most = 0;
  ASSERT_TRUE(limit >> most);
  if (most > 100'000) GTEST_SKIP() << "the queue is too long to be filled here";
  for (const char* name : {"a~", "b~"}) write(name);
  for (int i = 0; i < most; ++i) {  // in turn: two that are the same count once
    const int file = ::open(path(i % 2 == 0 ? "a~" : "b~").c_str(), O_WRONLY);
    ::close(file);
  }
  write("lost.cpp");
  EXPECT_FALSE(wait().empty());
}

/// A file and a folder are watched that are reached by their names: `suite.json`, `lib`.
class WatchedNames : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"lib", "other", "outside"}) fs::create_directory(path(folder));
    for (const char* file : {"lib/a.hpp", "other/a.hpp", "outside/a.hpp", "suite.json"}) {
      write(file, "text");
    }
  }

  fs::path path(std::string_view name) const { return folder_->path() / name; }
  void write(std::string_view name, std::string_view text) const {
    std::ofstream(path(name)) << text;
  }
  void start() {
    watch_ = std::make_unique<Watch>(std::set{path("other/report.json")});
    renew();
  }
  /// As before a run.
  void renew() { watch_->renew({path("lib"), path("suite.json")}); }
  std::set<fs::path> wait() {
    auto changed = watch_->wait();
    EXPECT_TRUE(changed);
    return changed ? *changed : std::set<fs::path>();
  }
  void expect_watched() {
    renew();
    write("lib/a.hpp", "other text");
    EXPECT_THAT(wait(), ElementsAre(path("lib/a.hpp")));
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  std::unique_ptr<Watch> watch_;
};

TEST_F(WatchedNames, TellsOfAFolderThatIsDeletedAndMadeAgain) {
  start();
  fs::remove_all(path("lib"));
  EXPECT_THAT(wait(), Contains(path("lib")));
  renew();
  fs::create_directory(path("lib"));
  EXPECT_THAT(wait(), ElementsAre(path("lib")));
  expect_watched();
}

TEST_F(WatchedNames, TellsOfAFolderThatIsMadeAgainAtOnce) {
  start();
  fs::remove(path("lib/a.hpp"));
  wait();
  renew();
  fs::remove(path("lib"));
  fs::create_directory(
      path("lib"));  // by chance the same to stat(): with the number of the old one
  EXPECT_THAT(wait(), ElementsAre(path("lib")));
  expect_watched();
}

TEST_F(WatchedNames, TellsOfAFolderInThePlaceOfAnother) {
  start();
  fs::rename(path("lib"), path("old"));
  fs::rename(path("other"), path("lib"));
  EXPECT_THAT(wait(), ElementsAre(path("lib")));
  expect_watched();
}

TEST_F(WatchedNames, TellsOfALinkThatIsTurned) {
  fs::rename(path("lib"), path("real"));
  fs::create_directory_symlink("real", path("lib"));
  start();
  write("real/a.hpp", "other text");
  EXPECT_THAT(wait(), ElementsAre(path("lib/a.hpp")));
  renew();
  fs::remove(path("lib"));
  fs::create_directory_symlink("outside", path("lib"));
  EXPECT_THAT(wait(), ElementsAre(path("lib")));
  expect_watched();
}

TEST_F(WatchedNames, TellsOfAFolderAboveThatIsReplaced) {
  fs::create_directories(path("now/lib"));
  fs::create_directories(path("next/lib"));
  fs::remove_all(path("lib"));
  fs::create_directory_symlink("now/lib", path("lib"));
  start();
  fs::rename(path("now"), path("old"));
  fs::rename(path("next"), path("now"));
  EXPECT_THAT(wait(), ElementsAre(path("lib")));
}

TEST_F(WatchedNames, TellsOfWhatALinkLeadsTo) {
  fs::create_symlink("../outside/a.hpp", path("lib/linked.hpp"));
  fs::create_symlink("../outside/none.hpp", path("lib/dangling.hpp"));
  start();
  write("outside/a.hpp", "TEXT");
  EXPECT_THAT(wait(), ElementsAre(path("lib/linked.hpp")));
  renew();
  write("outside/none.hpp", "text");
  EXPECT_THAT(wait(), ElementsAre(path("lib/dangling.hpp")));
}

TEST_F(WatchedNames, FollowsALinkedFolder) {
  fs::create_directory_symlink("../outside", path("lib/sub"));
  fs::create_directory_symlink("..", path("outside/circle"));
  fs::create_directory_symlink("/", path("lib/all"));
  start();
  EXPECT_LT(watch_->size(), 10U);
  write("outside/a.hpp", "TEXT");
  EXPECT_THAT(wait(), ElementsAre(path("lib/sub/a.hpp")));
}

TEST_F(WatchedNames, TellsOfAFileThatIsSavedOrComes) {
  start();
  write("suite.json", "TEXT");
  EXPECT_THAT(wait(), ElementsAre(path("suite.json")));
  renew();
  fs::remove(path("suite.json"));
  EXPECT_THAT(wait(), ElementsAre(path("suite.json")));
  renew();
  write("suite.json", "text");
  EXPECT_THAT(wait(), ElementsAre(path("suite.json")));
}

TEST_F(WatchedNames, TellsOfWhatChangedBeforeItIsAsked) {
  start();
  write("lib/a.hpp", "TEXT");
  wait();
  renew();
  write("suite.json", "TEXT");
  write("lib/a.hpp", "text");
  ::usleep(1'100'000);
  EXPECT_THAT(wait(), ElementsAre(path("lib/a.hpp"), path("suite.json")));
}

TEST_F(WatchedNames, LeavesOutWhatIsIgnoredByWhateverNameItIsReached) {
  fs::remove_all(path("lib"));
  fs::create_directory_symlink("other", path("lib"));
  start();
  write("other/report.json", "text");
  write("other/a.hpp", "TEXT");
  EXPECT_THAT(wait(), ElementsAre(path("lib/a.hpp")));
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

TEST_F(WatchedRun, JudgesAgainWhenAnIncludeFolderComesBack) {
  write("lib/mine.hpp", "int x;\n");
  add_case("a/b/near_miss", "#include <mine.hpp>\n");
  start();
  ASSERT_EQ(runs(1), 1U) << text("out");
  fs::rename(path("lib"), path("old"));
  ASSERT_EQ(runs(2), 2U) << text("out");
  EXPECT_THAT(text("out"), testing::HasSubstr("the include folder '../lib' is not there"));
  fs::create_directory(path("lib"));
  ASSERT_EQ(runs(3), 3U) << text("out");
  write("lib/mine.hpp", "int y;\n");
  ASSERT_EQ(runs(4), 4U) << text("out");
  EXPECT_THAT(text("out"), testing::HasSubstr("changed: " + path("lib/mine.hpp").string()));
  EXPECT_EQ(status_after(SIGQUIT), 130);
}

TEST_F(WatchedRun, JudgesAgainWhenWhatTheSuiteIsReadFromIsSaved) {
  const std::string base = R"({"name": "fake", "cases": "../cases", "flags-file": "../flags.txt",
    "toolchains": [{"name": "fake-12", "compiler": "../cc.sh"}]})";
  write("base/base.json", base);
  write("flags.txt", "-DONE\n");
  suite_ = R"({"extends": "../base/base.json"})";
  add_case("a/b/near_miss", "int x;\n");
  start();
  ASSERT_EQ(runs(1), 1U) << text("out");
  write("flags.txt", "-DTWO\n");
  ASSERT_EQ(runs(2), 2U) << text("out");
  write("base/base.json", "{");
  ASSERT_EQ(runs(3), 3U) << text("out");
  write("base/base.json", base);
  ASSERT_EQ(runs(4), 4U) << text("out");
  // What it names from now on is not there yet.
  write("base/base.json", R"({"extends": "../further/base.json"})");
  ASSERT_EQ(runs(5), 5U) << text("out");
  write("further/base.json", base);
  ASSERT_EQ(runs(6), 6U) << text("out");
  EXPECT_THAT(text("out").substr(text("out").rfind("changed: ")), testing::HasSubstr("1 pass"));
  EXPECT_EQ(status_after(SIGTERM), 130);
}

TEST_F(WatchedRun, JudgesAgainWhatIsSavedDuringARun) {
  suite_ = R"({"name": "fake", "flags-file": "../flags.txt",
    "toolchains": [{"name": "fake-12", "compiler": "../cc.sh"}]})";
  write("flags.txt", "-DONE\n");
  use_compiler(
      "case \" $* \" in *near_miss.cpp*) echo > \"$(dirname \"$0\")\"/started; sleep 1 ;; esac\n");
  add_case("a/b/near_miss", "int x;\n");
  start();
  for (int i = 0; i < 2000 && !fs::exists(path("started")); ++i) ::usleep(10'000);
  write("flags.txt", "-DTWO\n");
  ASSERT_EQ(runs(2), 2U) << text("out");
  ::usleep(1'500'000);
  EXPECT_EQ(runs(2), 2U) << text("out");
  EXPECT_EQ(status_after(SIGHUP), 130);
}

}  // namespace
}  // namespace mustfail
