#include "cache/cache_size.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>

#include "util/digest.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

TEST(ParseSize, TakesUnits) {
  EXPECT_EQ(*parse_size("0"), 0U);
  EXPECT_EQ(*parse_size("1000"), 1000U);
  EXPECT_EQ(*parse_size("1k"), 1024U);
  EXPECT_EQ(*parse_size("500M"), std::uint64_t{500} << 20U);
  EXPECT_EQ(*parse_size(" 1.5 GiB "), std::uint64_t{3} << 29U);
  EXPECT_EQ(*parse_size("2TB"), std::uint64_t{2} << 40U);
}

TEST(ParseSize, RefusesWhatIsNone) {
  for (const char* text : {"", "G", "-1", "4X", "4 gigs", "1e9", "99999999T"}) {
    EXPECT_FALSE(parse_size(text)) << text;
  }
  EXPECT_EQ(parse_size("4X").error().what, "'4X' is not a size");
}

class CacheFolder : public testing::Test {
 protected:
  fs::path root() const { return folder_->path(); }

  /// An entry as the cache calls it: `results/aa/old.outcome` has 30 digits for `old`, `pch/p`
  /// has 32.
  fs::path entry(const std::string& name) const {
    const fs::path short_name = name;
    auto part = short_name.begin();
    const fs::path kind = *part++;
    if (kind == "results") {
      const std::string stem = Digest().add(short_name.stem().string()).finish().substr(2);
      return root() / short_name.parent_path() / (stem + short_name.extension().string());
    }
    if (kind != "pch" || part == short_name.end()) return root() / short_name;
    return root() / kind / Digest().add(part->string()).finish() /
           short_name.lexically_relative(kind / *part);
  }

  /// A file of 1000 bytes that was last used so many hours ago.
  void add(const std::string& name, int hours_ago) {
    fs::create_directories(entry(name).parent_path());
    std::ofstream(entry(name)) << std::string(1000, 'x');
    fs::last_write_time(entry(name), fs::file_time_type::clock::now() - hours(hours_ago));
  }
  bool has(const std::string& name) const { return fs::exists(entry(name)); }
  std::string usage() const { return *read_file(root() / "usage"); }
  void set_usage(std::string_view text) const { std::ofstream(root() / "usage") << text; }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(CacheFolder, DropsTheLeastRecentlyUsedFirst) {
  add("results/aa/old.outcome", 3);
  add("results/aa/new.outcome", 1);
  add("pch/p/current.json", 2);
  add("pch/p/x/h.gch", 9);
  EXPECT_EQ(evict(root(), 4000), 4000U) << "there is room";
  EXPECT_EQ(evict(root(), 3500), 3000U);
  EXPECT_FALSE(has("results/aa/old.outcome"));
  EXPECT_EQ(evict(root(), 2999), 1000U) << "a precompiled header goes as a whole";
  EXPECT_FALSE(has("pch/p"));
  EXPECT_TRUE(has("results/aa/new.outcome"));
  EXPECT_EQ(evict(root(), 0), 0U);
}

TEST_F(CacheFolder, LeavesWhatItDoesNotKnow) {
  add("toolchain-1.json", 100);
  EXPECT_EQ(evict(root(), 0), 0U);
  EXPECT_TRUE(has("toolchain-1.json"));
}

TEST_F(CacheFolder, CountsOnceAndThenAddsUp) {
  add("results/aa/a.outcome", 1);
  note_growth(root(), 1000, 10000);
  EXPECT_THAT(usage(), testing::StartsWith("1000 "));
  add("results/aa/b.outcome", 1);
  add("results/aa/unseen.outcome", 1);
  note_growth(root(), 1000, 10000);
  EXPECT_THAT(usage(), testing::StartsWith("2000 ")) << "nothing was walked";
}

TEST_F(CacheFolder, EvictsWhenTheLimitIsPassedAndLeavesRoom) {
  for (int i = 0; i < 10; ++i) add("results/aa/" + std::to_string(i) + ".outcome", i);
  note_growth(root(), 10000, 10000);
  EXPECT_TRUE(has("results/aa/9.outcome"));
  add("results/aa/10.outcome", 0);
  note_growth(root(), 1000, 10000);
  EXPECT_THAT(usage(), testing::StartsWith("8000 "));
  EXPECT_FALSE(has("results/aa/9.outcome"));
  EXPECT_FALSE(has("results/aa/7.outcome"));
  EXPECT_TRUE(has("results/aa/6.outcome"));
}

TEST_F(CacheFolder, CountsAgainWhenTheCountIsDamagedOrOld) {
  add("results/aa/a.outcome", 1);
  for (const char* text : {"", "nonsense", "12", "77 1\n", "77 99999999999999\n"}) {
    set_usage(text);
    note_growth(root(), 1, 10000);
    EXPECT_THAT(usage(), testing::StartsWith("1000 ")) << text;
  }
}

TEST_F(CacheFolder, NothingGrownIsNothingDone) {
  note_growth(root(), 0, 0);
  EXPECT_FALSE(has("usage"));
  note_growth("", 5, 0);
}

TEST_F(CacheFolder, CountsWhatItHolds) {
  add("results/aa/a.outcome", 1);
  add("results/aa/a.key", 1);
  add("pch/p/current.json", 1);
  const CacheStats stats = cache_stats(root());
  EXPECT_EQ(stats.entries, 1U);
  EXPECT_EQ(stats.result_bytes, 2000U);
  EXPECT_EQ(stats.precompiled_bytes, 1000U);
}

}  // namespace
}  // namespace mustfail
