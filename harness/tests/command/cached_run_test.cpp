// What the cache answers and what it does not, seen from outside: by what is compiled.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <random>

#include "support/fake_suite.hpp"
#include "support/settle.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class CachedRun : public FakeSuite {
 protected:
  void SetUp() override {
    FakeSuite::SetUp();
    write("lib/one.hpp", "int one;\n");
    write("lib/two.hpp", "int two;\n");
    add_case("a/near_miss", "#include <one.hpp>\n");
    add_case("b/near_miss", "#include <two.hpp>\n");
    add_case("c/near_miss", "#include <one.hpp>\n#include <two.hpp>\n");
    add_case("d/near_miss", "BAD\n");
  }

  /// Runs once, so that everything is known.
  void fill() {
    EXPECT_EQ(run().ending.code, 1) << "d is red";
    EXPECT_THAT(compiled(), SizeIs(4));
  }

  std::set<std::string> compiled_by_next_run(const std::vector<std::string>& environment = {}) {
    EXPECT_EQ(run({}, environment).ending.code, 1);
    return compiled();
  }

  std::vector<fs::path> entries(std::string_view extension) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(path("cache/results"))) {
      if (entry.path().extension() == extension) found.push_back(entry.path());
    }
    return found;
  }
};

TEST_F(CachedRun, NothingIsCompiledWhenNothingChanged) {
  fill();
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, ARejectedFileIsKeptWithItsWords) {
  const auto first = run();
  compiled();
  const auto second = run();
  EXPECT_THAT(compiled(), IsEmpty());
  EXPECT_THAT(first.output, HasSubstr("error: bad"));
  EXPECT_THAT(second.output, HasSubstr("error: bad"));
  EXPECT_THAT(second.output, HasSubstr("4 from the cache"));
}

TEST_F(CachedRun, ATouchedCaseRunsAlone) {
  fill();
  add_case("b/near_miss", "#include <two.hpp>\nint more;\n");
  EXPECT_THAT(compiled_by_next_run(), ElementsAre("b/near_miss"));
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, ANewTimeStampAloneRunsNothing) {
  fill();
  for (const char* file : {"cases/a/near_miss.cpp", "lib/one.hpp", "cc.sh"}) {
    fs::last_write_time(path(file), fs::file_time_type::clock::now());
  }
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, ATouchedHeaderRunsExactlyWhatIncludesIt) {
  fill();
  write("lib/one.hpp", "int one = 1;\n");
  EXPECT_THAT(compiled_by_next_run(), ElementsAre("a/near_miss", "c/near_miss"));
  write("lib/two.hpp", "int two = 2;\n");
  EXPECT_THAT(compiled_by_next_run(), ElementsAre("b/near_miss", "c/near_miss"));
}

TEST_F(CachedRun, GoingBackToEarlierBytesRunsNothing) {
  fill();
  write("lib/one.hpp", "int one = 1;\n");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(2));
  write("lib/one.hpp", "int one;\n");
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, ANewHeaderCouldShadowAnother) {
  fill();
  write("lib/three.hpp", "");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4));
}

TEST_F(CachedRun, AFileBesideACaseCouldShadowAHeader) {
  fill();
  write("cases/a/one.hpp", "");
  EXPECT_THAT(compiled_by_next_run(), ElementsAre("a/near_miss"));
}

TEST_F(CachedRun, AChangedCompilerAnswersNothing) {
  fill();
  use_compiler("# changed\n");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4));
  use_compiler("# changes\n");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4)) << "of the same size";
  write("cc1plus", "the compiler propre");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4)) << "what the driver starts";
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, ASymbolicLinkIsTheCompilerThatItLeadsTo) {
  suite_ = R"({"name": "fake", "include": ["../lib"],
    "toolchains": [{"name": "fake-12", "compiler": "../link"}]})";
  fs::rename(path("cc.sh"), path("old.sh"));
  use_compiler("# new\n");
  fs::create_symlink(path("old.sh"), path("link"));
  fill();
  fs::remove(path("link"));
  fs::create_symlink(path("cc.sh"), path("link"));
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4));
}

TEST_F(CachedRun, AChangedFlagAnswersNothing) {
  fill();
  suite_.insert(1, R"("flags": {"all": ["-DX=1"]}, )");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4));
}

TEST_F(CachedRun, AFileThatAFlagNamesIsRead) {
  write("plugin.so", "1");
  suite_.insert(1, R"("flags": {"all": ["-fplugin=)" + path("plugin.so").string() + R"("]}, )");
  fill();
  write("plugin.so", "2");
  EXPECT_THAT(compiled_by_next_run(), SizeIs(4));
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, AFolderThatAFlagOrAVariableNamesIsListed) {
  fs::create_directory(path("more"));
  const std::string variable = "CPATH=" + path("more").string();
  EXPECT_EQ(run({}, {variable}).ending.code, 1);
  compiled();
  write("more/new.hpp", "");
  EXPECT_THAT(compiled_by_next_run({variable}), SizeIs(4));
  EXPECT_THAT(compiled_by_next_run({variable}), IsEmpty());
}

/// A variable that reaches the compiler is part of the key, and no other is.
TEST_F(CachedRun, TheKeyHoldsTheVariablesThatTheCompilerSees) {
  use_compiler("env > $(dirname $0)/seen\n");
  fill();
  int seen_by_compiler = 0;
  for (const char* name : {"HOME",
                           "TMPDIR",
                           "CPATH",
                           "C_INCLUDE_PATH",
                           "LIBRARY_PATH",
                           "CPLUS_INCLUDE_PATH",
                           "OBJC_INCLUDE_PATH",
                           "COMPILER_PATH",
                           "SDKROOT",
                           "GCC_EXEC_PREFIX",
                           "LD_LIBRARY_PATH",
                           "LANG",
                           "LC_MESSAGES",
                           "GCC_COLORS",
                           "SOURCE_DATE_EPOCH",
                           "DEPENDENCIES_OUTPUT",
                           "CXXFLAGS",
                           "CCACHE_DIR",
                           "LD_PRELOAD_X",
                           "TERM",
                           "MUSTFAIL_X",
                           "USER",
                           "CLANG_CONFIG_FILE_USER_DIR"}) {
    const std::string variable = fmt::format("{}={}", name, path("tmp").string());
    fs::remove(path("seen"));
    const bool was_run = !compiled_by_next_run({variable}).empty();
    EXPECT_EQ(was_run, text("seen").find(variable + "\n") != std::string::npos) << name;
    seen_by_compiler += was_run ? 1 : 0;
  }
  EXPECT_EQ(seen_by_compiler, 10);
}

TEST_F(CachedRun, WhatChangesWhileItIsCompiledIsNotKept) {
  use_compiler(
      "case \"$*\" in *a/near_miss.cpp*)\n"
      "  [ -e $(dirname $0)/tmp/done ] || { echo '// x' >> $(dirname $0)/lib/one.hpp; "
      "touch $(dirname $0)/tmp/done; } ;;\n"
      "esac\n");
  fill();
  EXPECT_THAT(compiled_by_next_run(), ElementsAre("a/near_miss", "c/near_miss"));
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, ADamagedEntryIsAMissAndIsSaid) {
  fill();
  for (const char* extension : {".outcome", ".key"}) {
    for (const auto& entry : entries(extension)) fs::resize_file(entry, fs::file_size(entry) - 1);
    const auto result = run();
    EXPECT_THAT(compiled(), SizeIs(4)) << extension;
    EXPECT_THAT(result.output, HasSubstr("4 damaged cache entries ignored"));
    EXPECT_THAT(compiled_by_next_run(), IsEmpty()) << "they were replaced";
  }
}

TEST_F(CachedRun, ADamagedListOfFilesIsAMissAndIsSaid) {
  fill();
  for (const auto& entry : entries(".files")) {
    std::string bytes = *read_file(entry);
    bytes.back() = 'x';
    EXPECT_TRUE(write_file(entry, bytes));
  }
  EXPECT_THAT(run().output, HasSubstr("damaged cache entr"));
  EXPECT_THAT(compiled(), SizeIs(4));
  EXPECT_THAT(compiled_by_next_run(), IsEmpty());
}

TEST_F(CachedRun, AnEntryOfAnotherKeyIsAMissAndIsSaid) {
  fill();
  auto outcomes = entries(".outcome");
  ASSERT_THAT(outcomes, SizeIs(4));
  for (std::size_t i = 1; i < outcomes.size(); ++i) {
    fs::copy_file(outcomes[0], outcomes[i], fs::copy_options::overwrite_existing);
  }
  const auto result = run();
  EXPECT_EQ(result.ending.code, 1);
  EXPECT_THAT(result.output, HasSubstr("3 damaged cache entries ignored"));
  EXPECT_THAT(compiled(), SizeIs(3));
}

TEST_F(CachedRun, NoCacheRunsEverythingAndKeepsNothing) {
  EXPECT_EQ(run({"--no-cache"}).ending.code, 1);
  EXPECT_FALSE(fs::exists(path("cache/results")));
  fill();
  compiled();
  EXPECT_EQ(run({"--no-cache"}).ending.code, 1);
  EXPECT_THAT(compiled(), SizeIs(4));
}

TEST_F(CachedRun, ItsSizeCanBeLimited) {
  fill();
  EXPECT_THAT(entries(".outcome"), SizeIs(4));
  add_case("e/near_miss", "");
  EXPECT_EQ(run({}, {"MUSTFAIL_CACHE_SIZE=1"}).ending.code, 1);
  EXPECT_THAT(entries(".outcome"), IsEmpty());
}

TEST_F(CachedRun, ALimitThatIsNoSizeIsAnError) {
  const auto result = run({}, {"MUSTFAIL_CACHE_SIZE=lots"});
  EXPECT_EQ(result.ending.code, 2);
  EXPECT_EQ(result.errors,
            "mustfail: error: MUSTFAIL_CACHE_SIZE: 'lots' is not a size\n"
            "  help: write 500M, 4G or a number of bytes\n");
}

TEST_F(CachedRun, AHeaderThatNobodyAskedForIsNotMissed) {
  for (const char* name : {"e/near_miss", "f/near_miss", "g/near_miss", "h/near_miss"}) {
    add_case(name, "#include <one.hpp>\n");
  }
  EXPECT_EQ(run().errors, "") << "the script cannot make one, and all is right without";
}

TEST_F(CachedRun, AHeaderThatCannotBePrecompiledIsSaid) {
  suite_.insert(1, R"("precompiled": "one.hpp", )");
  for (const char* name : {"e/near_miss", "f/near_miss", "g/near_miss", "h/near_miss"}) {
    add_case(name, "#include <one.hpp>\n");
  }
  EXPECT_THAT(run().errors,
              HasSubstr(": one.hpp cannot be precompiled, so its compiles are slow: "));
}

pid_t start(const Command& command) {
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
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  EXPECT_EQ(::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environment.data()), 0);
  ::posix_spawn_file_actions_destroy(&actions);
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST_F(CachedRun, SeveralAtOnceShareOneFolder) {
  const Command made = command();
  settle_files();
  std::vector<pid_t> running;
  for (int i = 0; i < 4; ++i) running.push_back(start(made));
  for (const pid_t pid : running) EXPECT_EQ(wait_for(pid), 1);
  compiled();
  EXPECT_THAT(run().output, Not(HasSubstr("damaged")));
  EXPECT_THAT(compiled(), IsEmpty());
}

TEST_F(CachedRun, KilledAtAnyMomentItLeavesRightAnswers) {
  std::mt19937 random(20261124);
  std::size_t answered = 0;
  for (int round = 0; round < 12; ++round) {
    fs::remove_all(path("cache/results"));
    const Command made = command({"--jobs", "2"}, {"TMPDIR=" + path("tmp").string()});
    settle_files();
    const pid_t pid = start(made);
    ::usleep(std::uniform_int_distribution<useconds_t>(10'000, 120'000)(random));
    ::kill(pid, SIGKILL);
    wait_for(pid);
    compiled();
    const auto result = run({"--format", "json"}, {"TMPDIR=" + path("tmp").string()});
    const Json report = Json::parse(result.output);
    for (const auto& each : report.at("results")) {
      EXPECT_EQ(each.at("verdict"), each.at("case") == "d" ? "fail" : "pass") << each.at("case");
    }
    EXPECT_EQ(report.at("results").size(), 4U);
    answered += 4 - compiled().size();
    EXPECT_THAT(compiled_by_next_run({"TMPDIR=" + path("tmp").string()}), IsEmpty());
  }
  RecordProperty("answered", static_cast<int>(answered));
}

}  // namespace
}  // namespace mustfail
