#include "cache/inputs.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "process/file_trace.hpp"
#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using trace_log::Kind;

const TraceScope kScope{"/c/naive.cpp", "/c", {"/work"}};

TEST(TracedInputs, AreWhatWasReadLookedForAndListed) {
  const auto inputs = traced_inputs({{Kind::read, "/c/naive.cpp", {}},
                                     {Kind::seen, "/lib", {}},
                                     {Kind::missing, "/early/a.hpp", {}},
                                     {Kind::seen, "/lib/a.hpp", {}},
                                     {Kind::read, "/lib/a.hpp", {.size = 7}},
                                     {Kind::listed, "/lib/more", {}}},
                                    kScope);
  ASSERT_TRUE(inputs);
  EXPECT_THAT(inputs->names, ElementsAre("*/lib/more", "/early/a.hpp", "/lib/a.hpp", "?/lib"));
  EXPECT_THAT(inputs->read, Contains(std::pair(std::string("/lib/a.hpp"), FileStamp{.size = 7})));
}

TEST(TracedInputs, LeaveOutWhatWasMadeAndWhatIsOurs) {
  const auto inputs = traced_inputs({{Kind::read, "/c/naive.cpp", {}},
                                     {Kind::seen, "/work", {}},
                                     {Kind::missing, "/log", {}},
                                     {Kind::written, "/log", {}},
                                     {Kind::written, "/work/cc1.s", {}},
                                     {Kind::read, "/work/cc1.s", {}},
                                     {Kind::written, "/counter", {}},
                                     {Kind::read, "/counter", {}},
                                     {Kind::missing, "/work/3", {}}},
                                    kScope);
  ASSERT_TRUE(inputs);
  EXPECT_THAT(inputs->names, ElementsAre("/counter")) << "it may have been there before";
}

TEST(TracedInputs, LeaveOutNamesBesideTheCaseAndNothingElseBelowIt) {
  const auto inputs = traced_inputs({{Kind::read, "/c/naive.cpp", {}},
                                     {Kind::missing, "/c/a.hpp", {}},
                                     {Kind::read, "/c/b.hpp", {}},
                                     {Kind::missing, "/c/link/a.hpp", {}},
                                     {Kind::missing, "/c/../a.hpp", {}},
                                     {Kind::seen, "/c", {}}},
                                    kScope);
  ASSERT_TRUE(inputs);
  EXPECT_THAT(inputs->names, ElementsAre("/c/../a.hpp", "/c/b.hpp", "/c/link/a.hpp"));
}

TEST(TracedInputs, ACompilerThatWasNotSeenToReadItsSourceIsNotBelieved) {
  EXPECT_FALSE(traced_inputs({{Kind::seen, "/c/naive.cpp", {}}, {Kind::read, "/a", {}}}, kScope));
}

class InputState : public ::testing::Test {
 protected:
  std::string path(const char* name) const { return (folder_->path() / name).string(); }
  void write(const char* name, std::string_view text) const { std::ofstream(path(name)) << text; }
  static std::string now(const std::string& name) { return InputStates().of(name); }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(InputState, ChangesWithTheBytesThePresenceOrTheNames) {
  const std::string file = path("a");
  const auto absent = now(file);
  const auto not_there = now("?" + file);
  const auto names = now("*" + path("."));
  write("a", "1");
  const auto present = now(file);
  EXPECT_NE(present, absent);
  EXPECT_NE(now("?" + file), not_there);
  EXPECT_NE(now("*" + path(".")), names);
  const auto there = now("?" + file);
  write("a", "2");
  EXPECT_NE(now(file), present);
  EXPECT_NE(now("?" + file), there) << "its size or its being another one may have been asked";
}

/// What a program learns without opening what it asks for.
TEST_F(InputState, ChangesWithWhatIsThere) {
  namespace fs = std::filesystem;
  const std::string file = path("a");
  const auto absent = now(file);
  const auto not_there = now("?" + file);
  fs::create_directory(file);
  EXPECT_NE(now(file), absent) << "where no file was, a folder is something";
  const auto folder = now("?" + file);
  EXPECT_NE(folder, not_there);
  write("a/b", "1");
  EXPECT_EQ(now("?" + file), folder) << "what is in it is asked in another way";
  fs::remove_all(file);
  fs::create_symlink("nowhere", file);
  EXPECT_NE(now(file), absent);
  const auto link = now("?" + file);
  fs::remove(file);
  fs::create_symlink("elsewhere", file);
  EXPECT_NE(now("?" + file), link);
  fs::remove(file);
  write("a", "1");
  const auto plain = now("?" + file);
  fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add);
  EXPECT_NE(now("?" + file), plain);
}

TEST_F(InputState, OfAFileThatTellsItsTimeHoldsIt) {
  namespace fs = std::filesystem;
  const auto moved = [&](const char* name, const char* text) {
    write(name, text);
    const auto before = now(path(name));
    fs::last_write_time(path(name), fs::last_write_time(path(name)) + std::chrono::hours(1));
    return now(path(name)) != before;
  };
  EXPECT_FALSE(moved("plain", "int a;\n"));
  EXPECT_TRUE(moved("told", "const char* t = __TIMESTAMP__;\n"));
}

TEST_F(InputState, AFileThatTookAnothersPlaceIsNotWhatWasRead) {
  write("a", "1");
  write("b", "2");
  InputStates states;
  states.of(path("a"));
  struct stat status {};
  ::stat(path("a").c_str(), &status);
  EXPECT_TRUE(states.are_what_was_read({{path("a")}, {{path("a"), stamp_of(status)}}}));
  fs::rename(path("b"), path("a"));
  ::stat(path("a").c_str(), &status);
  EXPECT_FALSE(states.are_what_was_read({{path("a")}, {{path("a"), stamp_of(status)}}}));
}

/// What a program asks for, as the preloaded object notes it.
class Traced : public InputState {
 protected:
  std::vector<TracedName> names_of(const std::string& script) {
    FileTraces traces;
    const FileTrace* const trace = traces.begin(1);
    if (trace == nullptr) return {};
    Command command{{"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin"}, folder_->path()};
    add_trace(*trace, command.environment);
    const auto ended = run_to_end(command);
    EXPECT_EQ(ended.errors, "");
    return trace->names().value_or(std::vector<TracedName>());
  }
};

MATCHER_P2(Is, kind, path, "") { return arg.kind == kind && arg.path == path; }

TEST_F(Traced, NamesWhatProgramsReadMakeAndLookFor) {
  write("here", "x");
  const auto names =
      names_of("cat here > made; test -e gone || test -e ../up || test -e /away; ls . > /dev/null");
  EXPECT_THAT(names, Contains(Is(Kind::read, path("here"))));
  EXPECT_THAT(names, Contains(Is(Kind::written, path("made"))));
  EXPECT_THAT(names, Contains(Is(Kind::missing, path("gone"))));
  EXPECT_THAT(names, Contains(Is(Kind::missing, path("../up"))));
  EXPECT_THAT(names, Contains(Is(Kind::missing, "/away")));
  EXPECT_THAT(names, Contains(Is(Kind::listed, path("."))));
  EXPECT_THAT(names, Not(Contains(Is(Kind::written, "/dev/null"))));
}

TEST_F(Traced, NamesWhatIsAskedWithoutOpeningIt) {
  write("here", "x");
  std::filesystem::create_directory(path("folder"));
  std::filesystem::create_symlink("here", path("link"));
  const auto names = names_of("test -x here; readlink link > /dev/null; cd folder && cd ..");
  EXPECT_THAT(names, Contains(Is(Kind::seen, path("here")))) << "it is there, if not to be run";
  EXPECT_THAT(names, Contains(Is(Kind::seen, path("link"))));
  EXPECT_THAT(names, Contains(Is(Kind::seen, path("folder"))));
}

/// What nobody sees may read anything.
TEST_F(Traced, IsNoneWhereAProgramIsStartedUnseen) {
  write("here", "x");
  EXPECT_THAT(names_of("cat here > /dev/null"), Not(testing::IsEmpty()));
  EXPECT_THAT(names_of("env -i /bin/cat here > /dev/null"), testing::IsEmpty());
  EXPECT_THAT(names_of("env -u LD_PRELOAD cat here > /dev/null; cat here > /dev/null"),
              testing::IsEmpty());
  std::ofstream(path("static.c")) << "int main() { return 0; }";
  EXPECT_THAT(names_of("gcc-12 -static static.c -o static && ./static"), testing::IsEmpty());
}

TEST_F(Traced, TellsWhichFileWasReadBehindTheName) {
  write("here", "x");
  struct stat status {};
  ::stat(path("here").c_str(), &status);
  const FileStamp before = stamp_of(status);
  const auto names = names_of("cat here; echo y > other; mv other here; cat here");
  std::vector<FileStamp> stamps;
  for (const TracedName& each : names) {
    if (each.kind == Kind::read && each.path == path("here")) stamps.push_back(each.stamp);
  }
  ASSERT_EQ(stamps.size(), 2U);
  EXPECT_EQ(stamps[0], before);
  EXPECT_FALSE(stamps[1] == before);
}

TEST_F(Traced, MoreThanTheMemoryHoldsIsNoTrace) {
  FileTraces traces;
  const FileTrace* const trace = traces.begin(1);
  ASSERT_NE(trace, nullptr);
  const std::string name(4000, 'x');
  Command command{
      {"/bin/sh", "-c", "i=0; while [ $i -lt 1100 ]; do test -e " + name + "$i; i=$((i+1)); done"},
      {},
      "/tmp"};
  add_trace(*trace, command.environment);
  run_to_end(command);
  EXPECT_FALSE(trace->names());
}

}  // namespace
}  // namespace mustfail
