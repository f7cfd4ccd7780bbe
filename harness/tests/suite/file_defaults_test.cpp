// `"files"` in suite.json: which of somebody else's files are cases, and what holds for them.

#include <gmock/gmock.h>

#include "suite/discovery.hpp"
#include "suite/suite.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FileDefaultsTest : public testing::Test {
 protected:
  void write(const char* name, const std::string& text) {
    ASSERT_TRUE(write_file(folder_->path() / name, text));
  }

  std::vector<Variant> variants(const std::string& files) {
    write("suite.json", "{\"expected\": \"e\", \"files\": " + files + "}");
    const auto suite = load_suite(folder_->path() / "suite.json");
    EXPECT_TRUE(suite) << to_string(suite.error().front());
    auto found = discover(*suite, Filter({}));
    EXPECT_TRUE(found);
    EXPECT_THAT(found->failures, IsEmpty());
    std::vector<Variant> all;
    for (auto& owner : found->cases) {
      for (auto& each : owner.variants) all.push_back(std::move(each));
    }
    return all;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(FileDefaultsTest, NameTheCasesWhateverTheyAreCalled) {
  write("top_fail.cc", "");
  write("deep/x/copy_fail.cpp", "");
  write("deep/ordinary.cpp", "");
  write("deep/naive.cpp", "");
  write("deep/wrapped.cc", "");
  const auto found = variants(R"([{"match": ["**/*_fail.c*"], "mode": "compile-fail"}])");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "top_fail.cc");
  EXPECT_EQ(found[1].name, "copy_fail");
  EXPECT_EQ(found[1].mode, Mode::compile_fail);
}

TEST_F(FileDefaultsTest, APatternThatNamesNoFileIsAMistake) {
  write("a.cpp", "");
  write(
      "suite.json",
      R"({"expected": "e", "files": [{"match": ["a.cpp", "gone.cpp"]}, {"match": ["*/a.cpp"]}]})");
  const auto suite = load_suite(folder_->path() / "suite.json");
  ASSERT_TRUE(suite);
  for (const auto& filter : {Filter({}), Filter({"a"})}) {
    const auto found = discover(*suite, filter);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->failures.size(), 2U);
    EXPECT_EQ(found->failures[0].what, "\"files\": no file matches 'gone.cpp'");
    EXPECT_EQ(found->failures[1].what, "\"files\": no file matches '*/a.cpp'");
  }
}

TEST_F(FileDefaultsTest, TheLaterSaysMore) {
  write("a.cpp", "//@ flags: -DOWN\n");
  const auto found = variants(
      R"([{"match": ["*.cpp"], "mode": "compile-fail", "std": "c++14", "flags": {"all": ["-DA"]}},
          {"match": ["a.cpp"], "std": "c++17", "flags": {"all": ["-DB"]}, "unchecked": ["-UB"]}])");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].directives.standard, "c++17");
  EXPECT_THAT(found[0].directives.flags.of({}), ElementsAre("-DA", "-DB", "-DOWN"));
  ASSERT_TRUE(found[0].directives.unchecked);
  EXPECT_THAT(*found[0].directives.unchecked, ElementsAre("-UB"));
}

TEST_F(FileDefaultsTest, OneFileMayBeCompiledInSeveralWays) {
  write("a.cpp", "int x;  // ONE-error {{x}}\n");
  const auto found = variants(
      R"([{"match": ["a.cpp"], "mode": "compile-fail",
           "revisions": {"ONE": {"flags": {"all": ["-DONE"]}}, "TWO": {"flags": {"all": ["-DTWO"]}}}}])");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "a#ONE");
  EXPECT_THAT(found[0].directives.flags.of({}), ElementsAre("-DONE"));
  EXPECT_EQ(found[0].expectations.list.size(), 1U);
  EXPECT_EQ(found[1].expectations.list.size(), 0U);
}

}  // namespace
}  // namespace mustfail
