#include "support/golden.hpp"

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
  run(kRun);
  run({"run", "--jobs", "1", "--no-cache", "naive"});
}

TEST_F(Cache, DamagedEntriesAreSaid) {
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

TEST_F(Signals, Quit) { expect_clean_end(SIGQUIT); }

TEST_F(Signals, Terminate) { expect_clean_end(SIGTERM); }

}  // namespace
}  // namespace mustfail
