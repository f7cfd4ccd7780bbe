#include "cache/own_files.hpp"

#include <gmock/gmock.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

TEST(ClearCache, RemovesWhatIsOursAndNothingElse) {
  const auto folder = TemporaryFolder::make();
  const fs::path root = folder->path();
  const std::string digits(30, 'a');
  const std::vector<std::string> ours{"results/0f/" + digits + ".outcome",
                                      "results/0f/" + digits + ".key.tmp-Ab3dE6",
                                      "pch/" + digits + "00/current.json",
                                      "overlays/" + digits + "00/a.hpp",
                                      "usage",
                                      "mustfail-go-build/00/x"};
  const std::vector<std::string> theirs{"results/thesis.txt", "results/0f/notes.key",
                                        "pch/mine/header.gch", "go-build/README", "x"};
  for (const auto& each : ours) ASSERT_TRUE(write_file(root / each, ""));
  for (const auto& each : theirs) ASSERT_TRUE(write_file(root / each, "years of work"));
  const auto left = clear_cache(root);
  ASSERT_TRUE(left);
  for (const auto& each : ours) EXPECT_FALSE(fs::exists(root / each)) << each;
  for (const auto& each : theirs) EXPECT_TRUE(fs::exists(root / each)) << each;
  EXPECT_THAT(*left, testing::ElementsAre(root / "results", root / "pch"));
  EXPECT_FALSE(fs::exists(root / "overlays"));
}

}  // namespace
}  // namespace mustfail
