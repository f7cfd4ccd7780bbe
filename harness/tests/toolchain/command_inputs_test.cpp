#include "toolchain/command_inputs.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

class CommandInputState : public testing::Test {
 protected:
  CommandInputState() {
    command_.argv = {"/usr/bin/cc"};
    command_.folder = folder_->path();
    fs::create_directory(path("inc"));
  }

  std::string path(const char* name) const { return (folder_->path() / name).string(); }
  void write(const char* name, std::string_view text) const { std::ofstream(path(name)) << text; }
  /// As a new run of mustfail sees it.
  std::string state() const { return CommandInputs().state_of(command_, {path("except.cpp")}); }

  /// Whether writing the file changes the state.
  bool counts(const char* name) {
    const std::string before = state();
    write(name, before);
    return state() != before;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Command command_;
};

TEST_F(CommandInputState, HoldsTheLibrariesThatAProgramWouldFind) {
  for (const std::string& flag :
       std::vector<std::string>{"-Wl,-rpath," + path("none") + ":" + path("inc"),
                                "-Wl,-rpath=" + path("inc") + ",-O1", "-Wl,-rpath,inc"}) {
    fs::remove(path("inc/liba.so.1"));
    command_.argv = {"/usr/bin/cc", flag};
    EXPECT_TRUE(counts("inc/liba.so.1")) << flag;
    EXPECT_TRUE(counts("inc/liba.so.1")) << "another one: " << flag;
    EXPECT_FALSE(counts("inc/notes.txt")) << flag;
  }
  command_.argv = {"/usr/bin/cc", "-Wl,-rpath-link," + path("inc")};
  EXPECT_FALSE(counts("inc/libb.so"));
  command_.environment = {"LD_LIBRARY_PATH=" + path("inc")};
  EXPECT_TRUE(counts("inc/libc.so"));
}

TEST_F(CommandInputState, HoldsTheNamesInIncludeFolders) {
  for (const std::vector<std::string>& flags :
       std::vector<std::vector<std::string>>{{"-I" + path("inc")},
                                             {"-I", path("inc")},
                                             {"-isystem", path("inc")},
                                             {"-isystem" + path("inc")},
                                             {"-iquote", path("inc")},
                                             {"-idirafter", path("inc")},
                                             {"-B" + path("inc")},
                                             {"-Iinc"}}) {
    fs::remove(path("inc/a.hpp"));
    command_.argv = {"/usr/bin/cc"};
    command_.argv.insert(command_.argv.end(), flags.begin(), flags.end());
    EXPECT_TRUE(counts("inc/a.hpp")) << flags.front();
    EXPECT_FALSE(counts("inc/a.hpp")) << "its bytes are the depfile's matter";
  }
}

TEST_F(CommandInputState, HoldsTheNamesBelowThem) {
  command_.argv.push_back("-I" + path("inc"));
  fs::create_directory(path("inc/sub"));
  EXPECT_TRUE(counts("inc/sub/a.hpp"));
}

TEST_F(CommandInputState, HoldsTheFoldersOfVariables) {
  for (const char* name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"}) {
    fs::remove(path("inc/a.hpp"));
    command_.environment = {std::string(name) + "=/nowhere:" + path("inc")};
    EXPECT_TRUE(counts("inc/a.hpp")) << name;
  }
  fs::remove(path("inc/a.hpp"));
  command_.environment = {"PATH=" + path("inc")};
  EXPECT_FALSE(counts("inc/a.hpp"));
}

TEST_F(CommandInputState, HoldsTheBytesOfFilesThatFlagsName) {
  for (const auto& flag :
       std::vector<std::string>{"-fplugin=" + path("f"), path("f"), "-specs=./f"}) {
    write("f", "");
    command_.argv = {"/usr/bin/cc", flag};
    EXPECT_TRUE(counts("f")) << flag;
    EXPECT_TRUE(counts("f")) << flag;
  }
}

TEST_F(CommandInputState, LeavesOutWhatTheCallerKnows) {
  write("except.cpp", "");
  command_.argv.push_back(path("except.cpp"));
  EXPECT_FALSE(counts("except.cpp"));
}

TEST_F(CommandInputState, OrdinaryFlagsNameNothing) {
  command_.argv = {"/usr/bin/cc", "-std=c++20", "-Wall", "-DX=1", "-O1", "-o", "a"};
  write("a", "");
  EXPECT_FALSE(counts("a"));
  EXPECT_FALSE(counts("all"));
}

}  // namespace
}  // namespace mustfail
