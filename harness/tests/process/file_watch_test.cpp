#include "process/file_watch.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Not;

class FileWatchTest : public testing::Test {
 protected:
  /// What a watched shell asks for beside what it consists of.
  ProcessResult run(const std::string& script) const {
    Command command;
    command.argv = {"/bin/sh", "-c", script};
    command.environment = {"PATH=/usr/bin:/bin"};
    command.folder = folder_->path();
    command.is_watched = true;
    return run_to_end(command);
  }
  std::string path(const std::string& name) const { return (folder_->path() / name).string(); }

  std::optional<TemporaryFolder> folder_ = *TemporaryFolder::make();
};

TEST_F(FileWatchTest, TellsWhatIsThereAndWhatIsNot) {
  ASSERT_TRUE(write_file(path("there"), "text"));
  const auto result = run("read line < there; cat /nowhere/x; cd /; test -e etc/../a; exit 3");
  EXPECT_TRUE(result.ending.exited_with(3)) << result.errors;
  EXPECT_THAT(result.errors, testing::HasSubstr("/nowhere/x"));
  ASSERT_TRUE(result.asked);
  EXPECT_THAT(result.asked->names, Contains(path("there")));
  EXPECT_THAT(result.asked->names, Contains("/nowhere/x"));
  EXPECT_THAT(result.asked->names, Contains("/a"));
  EXPECT_THAT(result.asked->names, Contains("/usr/bin/cat")) << "what is started is a file too";
}

TEST_F(FileWatchTest, LeavesTheProgramAsItWas) {
  // Its descriptors begin where they would, and ours are not its.
  const auto result = run("ls /proc/self/fd; pwd");
  EXPECT_EQ(result.output, "0\n1\n2\n3\n" + folder_->path().string() + "\n");
}

TEST_F(FileWatchTest, SeesWhatEmptiesItsEnvironmentAndWhatRunsOnAlone) {
  ASSERT_TRUE(write_file(path("there"), "text"));
  const auto result = run("env -i /bin/cat there; (cat /nowhere/y 2>/dev/null) & wait");
  ASSERT_TRUE(result.asked);
  EXPECT_THAT(result.asked->names, Contains(path("there")));
  EXPECT_THAT(result.asked->names, Contains("/nowhere/y"));
}

TEST_F(FileWatchTest, TellsWhatIsLinkedAndWhatIsStartedHow) {
  const auto result = run("ln -s /nowhere a; mv a b; VARIABLE=1 /bin/cat /dev/null");
  ASSERT_TRUE(result.asked);
  EXPECT_THAT(result.asked->linked, testing::ElementsAre(path("a"), path("b")));
  ASSERT_THAT(result.asked->started, testing::SizeIs(3));
  EXPECT_EQ(result.asked->started[2].program, "/bin/cat");
  EXPECT_THAT(result.asked->started[2].environment, Contains("VARIABLE=1"));
}

TEST_F(FileWatchTest, WhatIsOnlyWrittenIsToldApart) {
  const auto result = run("echo 1 > made; echo 2 >> made; echo 3 <> both");
  ASSERT_TRUE(result.asked);
  EXPECT_THAT(result.asked->written, testing::ElementsAre(path("made")));
  EXPECT_THAT(result.asked->names, Not(Contains(path("made"))));
  EXPECT_THAT(result.asked->names, Contains(path("both")));
}

TEST_F(FileWatchTest, KnowsThatItDoesNotKnow) {
  std::string script;
  for (int i = 0; i < 5000; ++i) script += "test -e /nowhere/" + std::to_string(i) + "\n";
  ASSERT_TRUE(write_file(path("many"), script));
  EXPECT_FALSE(run("sh many").asked);
}

TEST_F(FileWatchTest, AProgramThatIsKilledMeanwhileEndsTheWatch) {
  Command command;
  command.argv = {"/bin/sh", "-c", "while :; do test -e /nowhere; done"};
  command.folder = folder_->path();
  command.is_watched = true;
  command.time_limit = std::chrono::seconds(1);
  EXPECT_EQ(run_to_end(command).ending.how, Ending::How::timed_out);
}

TEST_F(FileWatchTest, WhatCannotBeStartedSaysWhy) {
  ASSERT_TRUE(write_file(path("text"), "no program"));
  fs::permissions(path("text"), fs::perms::owner_all);
  Command command;
  command.argv = {path("text")};
  command.folder = folder_->path();
  command.is_watched = true;
  const auto result = run_to_end(command);
  EXPECT_EQ(result.ending.how, Ending::How::not_started);
  EXPECT_EQ(result.ending.code, ENOEXEC);
  EXPECT_FALSE(result.asked);
}

}  // namespace
}  // namespace mustfail
