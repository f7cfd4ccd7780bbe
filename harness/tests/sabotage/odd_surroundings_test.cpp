// A green pair stays green, and a broken one red, wherever temporary files and the cache are, and
// whatever the variables hold that lead there.
#include <gmock/gmock.h>

#include <filesystem>

#include "support/golden.hpp"
#include "support/settle.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

struct Surroundings {
  const char* name;
  const char* variable;
  const char* value;  ///< `$` is the test's own folder.
};

class OddSurroundings : public Golden, public testing::WithParamInterface<Surroundings> {
 protected:
  void TearDown() override {}  // no golden text

  ProcessResult judge() {
    std::string value = GetParam().value;
    if (const std::size_t at = value.find('$'); at != std::string::npos) {
      value.replace(at, 1, path("").string());
      fs::create_directories(value);
    }
    const std::string variable = std::string(GetParam().variable) + "=";
    Command run = command(kRun);
    std::erase_if(run.environment, [&](const auto& each) { return each.starts_with(variable); });
    run.environment.push_back(variable + value);
    settle_files();
    return run_to_end(run);
  }
};

TEST_P(OddSurroundings, ChangeNoVerdict) {
  for (int i = 0; i < 2; ++i) {  // the second asks the cache
    const ProcessResult green = judge();
    EXPECT_TRUE(green.ending.exited_with(0)) << green.output << green.errors;
  }
  // Both witnesses go through the detector's options, which hold the folder's name.
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  const ProcessResult red = judge();
  EXPECT_TRUE(red.ending.exited_with(1)) << red.output << red.errors;
  EXPECT_THAT(red.output, testing::HasSubstr("no race was seen"));
}

class ImpossibleFolder : public Golden {};

TEST_F(ImpossibleFolder, IsRefused) {
  fs::create_directories(path("a'b\"c"));
  Command run = command(kRun);
  std::erase_if(run.environment, [](const auto& each) { return each.starts_with("TMPDIR="); });
  run.environment.push_back("TMPDIR=" + path("a'b\"c").string());
  record(run_to_end(run).errors);
}

INSTANTIATE_TEST_SUITE_P(
    All, OddSurroundings,
    testing::Values(Surroundings{"TmpWithBlank", "TMPDIR", "$a b"},
                    Surroundings{"TmpWithColon", "TMPDIR", "$a:b"},
                    Surroundings{"TmpWithQuotes", "TMPDIR", "$a\"b"},
                    Surroundings{"TmpWithApostrophe", "TMPDIR", "$a'b c"},
                    Surroundings{"TmpWithComma", "TMPDIR", "$a,b=c"},
                    Surroundings{"TmpWithBackslash", "TMPDIR", "$a\\b"},
                    Surroundings{"TmpNotUtf8", "TMPDIR", "$a\xff"},
                    Surroundings{"TmpLikeAMacro", "TMPDIR", "$%p-#x"},
                    Surroundings{"CacheWithColon", "MUSTFAIL_CACHE_DIR", "$a:b c"},
                    Surroundings{"CacheNotUtf8", "MUSTFAIL_CACHE_DIR", "$c\xff"},
                    Surroundings{"HomeNotUtf8", "HOME", "$h\xff"},
                    Surroundings{"HomeNowhere", "HOME", "/nowhere/at/all"},
                    Surroundings{"PathRelative", "PATH", "bin:.:/usr/bin:/bin"},
                    Surroundings{"Preload", "LD_PRELOAD", ""},
                    Surroundings{"DetectorOptions", "TSAN_OPTIONS", "exitcode=0:report_bugs=0"},
                    Surroundings{"Locale", "LC_ALL", "tr_TR.UTF-8"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace mustfail
