#include "cache/result_cache.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "cache/own_files.hpp"
#include "support/samples.hpp"
#include "support/settle.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

/// A compile of /.../case/naive.cpp that reads /.../lib/a.hpp, and the run of what it built.
class CachedOutcome : public testing::Test {
 protected:
  CachedOutcome() : sample_("naive", Mode::compile_fail, "") {
    fs::create_directories(path("case"));
    fs::create_directories(path("lib"));
    write("case/naive.cpp", "int main() {}");
    write("lib/a.hpp", "");
    sample_.owner.folder = path("case");
    sample_.owner.variants[0].file = path("case/naive.cpp");
    sample_.toolchain.identity = "1";
    job_ = sample_.job(Step::counterfactual);
    job_.command.folder = path("case");
    job_.command.environment = {"A=1"};
    job_.command.argv = {"/cc", "-I" + path("lib").string(), path("case/naive.cpp").string(), "-o",
                         "/tmp/x/0"};
    job_.program = "/tmp/x/0";
    run_ = sample_.job(Step::race);
    run_.tries = 5;
    settle_files();
  }

  fs::path path(const char* name) const { return folder_->path() / name; }
  void write(const char* name, std::string_view text) const { std::ofstream(path(name)) << text; }

  /// Keeps an outcome as one mustfail would.
  std::string keep(const Outcome& outcome) {
    ResultCache cache(path("cache"));
    std::string built;
    cache.find_compile(job_, built);
    cache.keep_compile(job_, outcome, {{path("lib/a.hpp")}, {}}, built);
    return built;
  }

  /// What another mustfail finds.
  std::optional<Outcome> found() {
    std::string built;
    return ResultCache(path("cache")).find_compile(job_, built);
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Sample sample_;
  Job job_;
  Job run_;
};

TEST_F(CachedOutcome, ComesBackAsItWas) {
  Outcome outcome = exited(1, "error: \xFF\n", "out\0put");
  outcome.process.seconds = 1.5;
  outcome.tries = 3;
  keep(outcome);
  const auto again = found();
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->process.ending.exited_with(1));
  EXPECT_EQ(again->process.errors, outcome.process.errors);
  EXPECT_EQ(again->process.output, outcome.process.output);
  EXPECT_EQ(again->process.seconds, 1.5);
  EXPECT_EQ(again->tries, 3);
  EXPECT_TRUE(again->cached);
}

TEST_F(CachedOutcome, OnlyAnExitIsKept) {
  for (const auto how : {Ending::How::signalled, Ending::How::timed_out, Ending::How::over_memory,
                         Ending::How::flooded, Ending::How::not_started, Ending::How::interrupted,
                         Ending::How::not_run}) {
    EXPECT_EQ(keep(ended(how)), "");
    EXPECT_FALSE(found());
  }
}

TEST_F(CachedOutcome, IsOfOneKeyOnly) {
  keep(exited(0));
  const Job before = job_;
  const auto expect_miss = [&](const char* what) {
    EXPECT_FALSE(found()) << what;
    job_ = before;
    EXPECT_TRUE(found());
  };
  job_.command.argv.insert(job_.command.argv.begin() + 1, "-DX");
  expect_miss("a flag");
  job_.command.argv[0] = "/c++";
  expect_miss("the compiler's path");
  job_.command.environment = {"A=2"};
  expect_miss("a variable");
  job_.command.folder = path("lib");
  expect_miss("the folder");
  sample_.toolchain.identity = "2";
  EXPECT_FALSE(found()) << "the compiler";
  sample_.toolchain.identity = "1";
  job_.program = "/tmp/y/7";
  job_.command.argv.back() = "/tmp/y/7";
  EXPECT_TRUE(found()) << "where the program goes does not matter";
}

TEST_F(CachedOutcome, ADependencyThatVanishesIsAMiss) {
  keep(exited(0));
  fs::remove(path("lib/a.hpp"));
  EXPECT_FALSE(found());
}

TEST_F(CachedOutcome, OfARunBelongsToWhatWasBuilt) {
  const std::string built = keep(exited(0));
  ASSERT_NE(built, "");
  ResultCache cache(path("cache"));
  EXPECT_FALSE(cache.find_run(run_, built));
  cache.keep_run(run_, built, exited(66, "race"));
  EXPECT_TRUE(ResultCache(path("cache")).find_run(run_, built));
  EXPECT_FALSE(cache.find_run(run_, "other"));
  EXPECT_FALSE(cache.find_run(run_, ""));
  run_.tries = 50;
  EXPECT_FALSE(cache.find_run(run_, built)) << "more tries are asked for";
  cache.keep_run(run_, "", exited(66));
  EXPECT_FALSE(cache.find_run(run_, ""));
}

TEST_F(CachedOutcome, WithoutAFolderNothingIsKept) {
  ResultCache cache("");
  EXPECT_FALSE(cache.enabled());
  std::string built;
  cache.keep_compile(job_, exited(0), {}, built);
  EXPECT_FALSE(cache.find_compile(job_, built));
  EXPECT_EQ(built, "");
}

TEST_F(CachedOutcome, AFolderThatCannotBeWrittenIsSlowAndNotWrong) {
  write("cache", "a file is in the way");
  keep(exited(0));
  EXPECT_FALSE(found());
}

TEST_F(CachedOutcome, OfAFileThatIsTooYoungIsNotKept) {
  ResultCache cache(path("cache"));
  std::string built;
  cache.find_compile(job_, built);
  write("lib/a.hpp", "edited while the compiler ran");
  cache.keep_compile(job_, exited(0), {{path("lib/a.hpp")}, {}}, built);
  EXPECT_EQ(built, "");
  EXPECT_EQ(cache.written(), 0U);
}

TEST_F(CachedOutcome, AnOldTimeStampOnNewBytesDoesNotDeceive) {
  ResultCache cache(path("cache"));
  std::string built;
  write("lib/a.hpp", "new");
  fs::last_write_time(path("lib/a.hpp"), fs::file_time_type::clock::now() - std::chrono::hours(24));
  cache.keep_compile(job_, exited(0), {{path("lib/a.hpp")}, {}}, built);
  EXPECT_EQ(built, "") << "its inode changed just now";
}

TEST_F(CachedOutcome, EveryDamageIsAMissAndIsCounted) {
  const std::string built = keep(exited(1, "error: x"));
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path("cache/results"))) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  ASSERT_THAT(files, testing::SizeIs(3)) << "key, files, outcome";
  for (const auto& file : files) {
    const std::string whole = *read_file(file);
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string bytes = whole;
      bytes[i] = static_cast<char>(bytes[i] ^ 1);
      std::ofstream(file) << bytes;
      ResultCache cache(path("cache"));
      std::string name;
      EXPECT_FALSE(cache.find_compile(job_, name)) << file << " at " << i;
      EXPECT_EQ(cache.damaged(), 1U) << file << " at " << i;
      fs::resize_file(file, i);
      EXPECT_FALSE(found()) << file << " cut at " << i;
    }
    std::ofstream(file) << whole;
    EXPECT_TRUE(found());
  }
}

TEST_F(CachedOutcome, ClearingRemovesIt) {
  keep(exited(0));
  EXPECT_TRUE(clear_cache(path("cache")));
  EXPECT_FALSE(found());
  EXPECT_TRUE(clear_cache(path("nowhere")));
}

TEST_F(CachedOutcome, OfAFileThatAnotherOneTookThePlaceOfIsNotKept) {
  ResultCache cache(path("cache"));
  std::string built;
  cache.find_compile(job_, built);
  cache.keep_compile(job_, exited(0), {{path("lib/a.hpp")}, {{path("lib/a.hpp"), {.device = 1}}}},
                     built);
  EXPECT_EQ(built, "");
}

TEST_F(CachedOutcome, IsAnothersWhenAFileAppearsThatWasLookedFor) {
  ResultCache cache(path("cache"));
  std::string built;
  cache.keep_compile(job_, exited(0), {{path("switch/off.hpp")}, {}}, built);
  EXPECT_TRUE(found());
  fs::create_directories(path("switch"));
  write("switch/off.hpp", "");
  EXPECT_FALSE(found());
}

}  // namespace
}  // namespace mustfail
