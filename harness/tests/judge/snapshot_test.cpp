#include "judge/snapshot.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

Toolchain toolchain(std::string name, Family family) {
  Toolchain made;
  made.name = std::move(name);
  made.family = family;
  return made;
}

TEST(FindSnapshot, TheNearestToTheToolchainHolds) {
  const SnapshotFolder folder{{"naive.json", ""},
                              {"naive.clang.stderr", ""},
                              {"naive.clang-22.stderr", ""},
                              {"naive_b.gcc.stderr", ""}};
  const auto found = [&](const char* name, Family family, SnapshotKind kind) {
    return find_snapshot(folder, "naive", toolchain(name, family), kind).value_or("none");
  };
  EXPECT_EQ(found("clang-22", Family::clang, SnapshotKind::wording), "naive.clang-22.stderr");
  EXPECT_EQ(found("clang-19", Family::clang, SnapshotKind::wording), "naive.clang.stderr");
  EXPECT_EQ(found("gcc-12", Family::gcc, SnapshotKind::wording), "none");
  EXPECT_EQ(found("clang-22", Family::clang, SnapshotKind::meaning), "naive.json");
  EXPECT_EQ(found("gcc-12", Family::gcc, SnapshotKind::output), "none");
}

TEST(PinsWording, ForAFamilysReferenceAndForAFileOfItsOwn) {
  Suite suite;
  suite.reference = {{"clang", "clang-19"}};
  const SnapshotFolder folder{{"naive.clang.stderr", ""}, {"naive.clang-22.stderr", ""}};
  const auto pins = [&](const char* name, Family family) {
    return pins_wording(suite, folder, "naive", toolchain(name, family));
  };
  EXPECT_TRUE(pins("clang-19", Family::clang));
  EXPECT_TRUE(pins("clang-22", Family::clang));
  EXPECT_FALSE(pins("clang-14", Family::clang));
  EXPECT_FALSE(pins("gcc-12", Family::gcc)) << "the family has no reference";
}

TEST(SnapshotName, IsTheFamilysForWordingAndOneForAllElse) {
  const Toolchain clang = toolchain("clang-19", Family::clang);
  EXPECT_EQ(snapshot_name("naive", clang, SnapshotKind::meaning), "naive.json");
  EXPECT_EQ(snapshot_name("naive", clang, SnapshotKind::wording), "naive.clang.stderr");
  EXPECT_EQ(snapshot_name("wrapped", clang, SnapshotKind::output), "wrapped.stdout");
}

TEST(MeaningOf, CountsWhatCarriesACodeAndLeavesTheRest) {
  Diagnostic coded;
  coded.code = "E0373";
  coded.message = "'f' is unavailable: [E0373] it borrows";
  coded.blame = {"/c/naive.cpp", 12, 3};
  Diagnostic earlier = coded;
  earlier.blame.line = 7;
  Diagnostic plain;
  plain.message = "unused";
  const std::string meaning = meaning_of({coded, plain, earlier, coded}, {"/c", {}});
  EXPECT_EQ(meaning,
            "{\n"
            "  \"schema\": 1,\n"
            "  \"diagnostics\": [\n"
            "    {\n"
            "      \"severity\": \"error\",\n"
            "      \"code\": \"E0373\",\n"
            "      \"blame\": {\n"
            "        \"file\": \"naive.cpp\",\n"
            "        \"line\": 7\n"
            "      },\n"
            "      \"count\": 1,\n"
            "      \"text\": \"[E0373] it borrows\"\n"
            "    },\n"
            "    {\n"
            "      \"severity\": \"error\",\n"
            "      \"code\": \"E0373\",\n"
            "      \"blame\": {\n"
            "        \"file\": \"naive.cpp\",\n"
            "        \"line\": 12\n"
            "      },\n"
            "      \"count\": 2,\n"
            "      \"text\": \"[E0373] it borrows\"\n"
            "    }\n"
            "  ]\n"
            "}\n");
}

TEST(MeaningOf, BytesThatAreNotUtf8AreReplaced) {
  Diagnostic coded;
  coded.code = "E0373";
  coded.message = "[E0373] \xFF";
  EXPECT_THAT(meaning_of({coded}, {"/c", {}}), testing::HasSubstr("[E0373] \xEF\xBF\xBD"));
}

class Orphans : public testing::Test {
 protected:
  void SetUp() override {
    suite_.expected = folder_->path();
    Case owner;
    owner.name = "a/one";
    for (const auto& [name, mode] :
         std::vector<std::pair<const char*, Mode>>{{"naive", Mode::compile_fail},
                                                   {"near_miss", Mode::compile_pass},
                                                   {"wrapped", Mode::run_pass},
                                                   {"naive_hole", Mode::compile_fail}}) {
      Variant variant;
      variant.name = name;
      variant.mode = mode;
      owner.variants.push_back(variant);
    }
    owner.variants.back().directives.known_hole = "why";
    cases_ = {owner};
  }

  /// Why this file below the expected folder belongs to nothing; `owned` when it does.
  std::string why(const std::string& name) {
    const fs::path file = folder_->path() / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "x";
    const auto orphans = find_orphans(suite_, cases_);
    fs::remove(file);
    return orphans->empty() ? "owned" : orphans->front().why;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Suite suite_;
  std::vector<Case> cases_;
};

TEST_F(Orphans, AVariantOwnsWhatItsModeHas) {
  for (const char* name : {"a/one/naive.json", "a/one/naive.gcc.stderr", "a/one/naive.clang.stderr",
                           "a/one/naive.clang-22.stderr", "a/one/wrapped.stdout",
                           "a/one/wrapped.gcc-12.stdout", "a/one/.hidden"}) {
    EXPECT_EQ(why(name), "owned") << name;
  }
}

TEST_F(Orphans, EverythingElseHasItsReason) {
  EXPECT_EQ(why("a/two/naive.json"), "there is no such case");
  EXPECT_EQ(why("a/naive.json"), "there is no such case");
  EXPECT_EQ(why("a/one/naive.txt"), "a snapshot's name ends in .json, .stderr or .stdout");
  EXPECT_EQ(why("a/one/naive.gcc.stderr.tmp-Ab3dEf"),
            "a snapshot's name ends in .json, .stderr or .stdout");
  EXPECT_EQ(why("a/one/naive_b.json"), "the case has no such variant");
  EXPECT_EQ(why("a/one/naive.stdout"),
            "'naive' is compile-fail, and such a file has no .stdout snapshot");
  EXPECT_EQ(why("a/one/wrapped.json"),
            "'wrapped' is run-pass, and such a file has no .json snapshot");
  EXPECT_EQ(why("a/one/near_miss.stdout"),
            "'near_miss' is compile-pass, and such a file has no .stdout snapshot");
  EXPECT_EQ(why("a/one/naive_hole.json"),
            "'naive_hole' is compile-fail, and such a file has no .json snapshot");
}

TEST_F(Orphans, ASuiteWithoutAnySnapshotHasNone) {
  suite_.expected = folder_->path() / "nowhere";
  EXPECT_TRUE(find_orphans(suite_, cases_)->empty());
}

TEST(ForeignFiles, WhatWeCannotHaveWrittenIsNotOurs) {
  const auto folder = TemporaryFolder::make();
  Suite suite;
  suite.expected = folder->path();
  fs::create_directories(folder->path() / "a/one");
  const auto write = [&](const char* name, const char* text) {
    std::ofstream(folder->path() / name) << text;
  };
  write("README.md", "what these are");
  write("a/one/suite.json", R"({"name": "x"})");
  write("a/one/notes.stdout", "x");
  write("a/one/gone.json", R"({"schema": 1, "diagnostics": []})");
  write("a/one/naive.gcc.stderr", "x");
  std::vector<std::string> ours;
  const auto orphans = find_orphans(suite, {});
  for (const Orphan& each : *orphans) {
    if (each.is_ours) ours.push_back(each.file.filename().string());
  }
  EXPECT_THAT(*orphans, testing::SizeIs(5));
  EXPECT_THAT(ours, ElementsAre("gone.json", "naive.gcc.stderr"));
}

TEST(SaysTheSame, AMeaningIsComparedByValue) {
  EXPECT_TRUE(says_the_same(SnapshotKind::meaning, "{\"a\": 1}\n", "{\r\n  \"a\": 1}"));
  EXPECT_FALSE(says_the_same(SnapshotKind::meaning, "{\"a\": 1}", "{\"a\": 2}"));
  EXPECT_FALSE(says_the_same(SnapshotKind::meaning, "x", "y"));
  EXPECT_FALSE(says_the_same(SnapshotKind::output, "{\"a\": 1}", "{\"a\":1}"));
  const std::string twice = "{\"a\": 2, \"a\": 1}";
  EXPECT_FALSE(says_the_same(SnapshotKind::meaning, "{\"a\": 1}", twice));
}

TEST(SaysTheSame, AWordingIsComparedWhateverItsLineEnds) {
  EXPECT_TRUE(says_the_same(SnapshotKind::wording, "a\nb\n", "a\r\nb"));
  EXPECT_TRUE(says_the_same(SnapshotKind::wording, "a\n", "a\n\n"));
  EXPECT_FALSE(says_the_same(SnapshotKind::wording, "a\nb\n", "a\n\nb\n"));
  EXPECT_FALSE(says_the_same(SnapshotKind::output, "a\n", "a"));
}

}  // namespace
}  // namespace mustfail
