#include "util/path_pattern.hpp"

#include <gmock/gmock.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;

TEST(PathPattern, AStarIsAPartOfOneName) {
  EXPECT_TRUE(matches_path("a/b.cpp", "a/*.cpp"));
  EXPECT_TRUE(matches_path("a/b.cpp", "a/?.cpp"));
  EXPECT_FALSE(matches_path("a/c/b.cpp", "a/*.cpp"));
  EXPECT_FALSE(matches_path("a/b.cppx", "a/*.cpp"));
  EXPECT_FALSE(matches_path("a/bxcpp", "a/b.cpp")) << "a dot is a dot";
}

TEST(PathPattern, TwoStarsAreAnyFolders) {
  EXPECT_TRUE(matches_path("a/b.md", "a/**/*.md"));
  EXPECT_TRUE(matches_path("a/x/y/b.md", "a/**/*.md"));
  EXPECT_FALSE(matches_path("b/b.md", "a/**/*.md"));
}

TEST(PathPattern, FindsFilesFromAFolderOn) {
  const auto folder = TemporaryFolder::make();
  for (const char* each : {"docs/a.md", "docs/deep/b.md", "docs/c.txt", "docs/.git/d.md"}) {
    ASSERT_TRUE(write_file(folder->path() / each, "x"));
  }
  EXPECT_THAT(files_matching("../docs/**/*.md", folder->path() / "cases"),
              ElementsAre(folder->path() / "docs/a.md", folder->path() / "docs/deep/b.md"));
  EXPECT_THAT(files_matching("docs/c.txt", folder->path()),
              ElementsAre(folder->path() / "docs/c.txt"));
  EXPECT_TRUE(files_matching("none/*.md", folder->path()).empty());
}

}  // namespace
}  // namespace mustfail
