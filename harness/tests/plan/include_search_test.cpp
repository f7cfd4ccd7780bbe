#include "plan/include_search.hpp"

#include <gmock/gmock.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

IncludeSearch search(std::vector<std::string> flags, const fs::path& folder = "/w") {
  Command command;
  command.argv = std::move(flags);
  command.argv.insert(command.argv.begin(), "/usr/bin/c++");
  command.folder = folder;
  return include_search(command);
}

TEST(IncludeSearch, IsInTheOrderOfCompilers) {
  const IncludeSearch found = search({"-idirafter", "last", "-isystem/s", "-I../a", "-iquote", "q",
                                      "-I", "b", "-isystem", "t", "-DX=-I/no"});
  EXPECT_THAT(found.quoted, ElementsAre("/w/q"));
  EXPECT_THAT(found.folders, ElementsAre("/a", "/w/b", "/s", "/w/t", "/w/last"));
}

TEST(IncludeSearch, KnowsOtherSpellings) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "f.rsp", "-I /r \"-isystem/with blank\"\n@g.rsp\n"));
  ASSERT_TRUE(write_file(folder->path() / "g.rsp", "-I/nested"));
  EXPECT_THAT(search({"-Wp,-I,/a", "-Wp,-I/b", "-Xclang", "-I", "-Xclang", "/c", "-Xpreprocessor",
                      "-I/d", "--include-directory=/e", "--include-directory", "/f", "-cxx-isystem",
                      "/g", "-I", "/h"})
                  .folders,
              ElementsAre("/a", "/b", "/c", "/d", "/e", "/f", "/h", "/g"));
  EXPECT_THAT(search({"@f.rsp"}, folder->path()).folders,
              ElementsAre("/r", "/nested", "/with blank"));
  EXPECT_THAT(search({"@nowhere", "-I"}).folders, IsEmpty());
}

TEST(IncludeSearch, HoldsTheFoldersOfVariables) {
  Command command;
  command.argv = {"c++", "-isystem", "/s", "-I/i"};
  command.environment = {"CPLUS_INCLUDE_PATH=/plus", "CPATH=/one:/two"};
  EXPECT_THAT(include_search(command).folders, ElementsAre("/i", "/one", "/two", "/s", "/plus"));
}

TEST(IncludeSearch, KnowsWhatACommandIncludes) {
  const auto forced =
      search({"-include", "a.h", "-includeb.h", "--include=c.h", "-include-pch", "no.pch",
              "-Wp,-include,d.h", "-Xclang", "-include", "-Xclang", "e.h"})
          .forced;
  ASSERT_EQ(forced.size(), 5U);
  EXPECT_EQ(forced[0].name, "a.h");
  EXPECT_THAT(forced[0].word, Optional(Eq(2U)));
  EXPECT_EQ(forced[1].name, "b.h");
  EXPECT_THAT(forced[1].word, Optional(Eq(3U)));
  EXPECT_EQ(forced[1].before, "-include");
  EXPECT_EQ(forced[2].before, "--include=");
  EXPECT_EQ(forced[3].name, "d.h");
  EXPECT_EQ(forced[3].word, std::nullopt);
  EXPECT_THAT(forced[4].word, Optional(Eq(11U)));
}

TEST(IncludeSearch, FindsWhatStandsBesideTheIncluderFirst) {
  const auto folder = TemporaryFolder::make();
  for (const char* name : {"a/x.h", "b/x.h", "b/y.h"}) {
    ASSERT_TRUE(write_file(folder->path() / name, name));
  }
  const IncludeSearch here = search({"-Ib"}, folder->path());
  EXPECT_THAT(find_header(here, "x.h", folder->path() / "a/from.h"),
              Optional(folder->path() / "a/x.h"));
  EXPECT_THAT(find_header(here, "y.h", folder->path() / "a/from.h"),
              Optional(folder->path() / "b/y.h"));
  EXPECT_EQ(find_header(here, "z.h", folder->path() / "a/from.h"), std::nullopt);
}

}  // namespace
}  // namespace mustfail
