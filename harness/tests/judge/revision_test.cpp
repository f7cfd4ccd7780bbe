/// `//@ revisions: a b`: one file that stands for several variants.

#include <gmock/gmock.h>

#include <fstream>

#include "judge/snapshot.hpp"
#include "plan/plan.hpp"
#include "suite/directive.hpp"
#include "suite/discovery.hpp"
#include "suite/expectation.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

FileDirectives parse(std::string_view source, Failures& failures) {
  return parse_directives(find_comments(source), "naive.cpp", failures);
}

std::string complaint(std::string_view source) {
  Failures failures;
  parse(source, failures);
  return failures.empty() ? "none" : failures.front().what + "; " + failures.front().help;
}

TEST(Revisions, EveryKeyMayBeOneRevisionsOwn) {
  Failures failures;
  const FileDirectives read = parse(
      "//@ revisions: old new\n"
      "//@ std: c++17\n"
      "//@ flags: -Wall\n"
      "//@[new] std: c++23\n"
      "//@[new, old] needs: tsan\n"
      "//@[new] flags: -DNEW\n"
      "//@[old] flags(clang>=19): -DOLD\n",
      failures);
  EXPECT_THAT(failures, IsEmpty());
  EXPECT_THAT(read.revisions, ElementsAre("old", "new"));
  Toolchain clang;
  clang.family = Family::clang;
  clang.version = {19, 1, 0};
  EXPECT_EQ(read.of("old").standard, "c++17");
  EXPECT_EQ(read.of("new").standard, "c++23");
  EXPECT_THAT(read.of("new").flags.of(clang), ElementsAre("-Wall", "-DNEW"));
  EXPECT_THAT(read.of("old").flags.of(clang), ElementsAre("-Wall", "-DOLD"));
  EXPECT_THAT(read.of("old").flags.of(Toolchain{}), ElementsAre("-Wall"));
  EXPECT_THAT(read.of("old").needs, ElementsAre("tsan"));
}

TEST(Revisions, EveryMistakeHasItsSentence) {
  EXPECT_EQ(complaint("//@ revisions: plain twisted\n//@[twistd] flags: -DX"),
            "this file has no revision 'twistd'; did you mean 'twisted'? known: plain, twisted");
  EXPECT_EQ(complaint("//@[a] flags: -DX"), "this file has no revision 'a'; add: //@ revisions: a");
  EXPECT_EQ(complaint("//@ revisions: a\n//@[] flags: -DX"),
            "'//@[]' names no revision; write: //@[NAME] KEY: VALUE");
  EXPECT_EQ(complaint("//@ revisions: a a"), "the revision 'a' is named twice; keep one of them");
  EXPECT_EQ(complaint("//@ revisions: a\n//@ revisions: b"),
            "the directive 'revisions' stands here twice; keep one of them");
  EXPECT_EQ(complaint("//@ revisions:"),
            "the directive 'revisions' has no value; write: //@ revisions: NAME NAME");
  EXPECT_EQ(complaint("//@ revisions: a\n//@[a] std: c++17\n//@[a] std: c++20"),
            "the directive 'std' stands here twice; keep one of them");
  for (const char* name : {"expected", "gcc", "clang19", "gcc-12", "1st", "a.b", "a/b"}) {
    EXPECT_THAT(complaint("//@ revisions: " + std::string(name)),
                testing::HasSubstr("cannot name a revision"))
        << name;
  }
}

TEST(Flags, OfADirectiveAreForToolchainsAsInTheSuite) {
  EXPECT_THAT(complaint("//@ flags(gcx): -DX"),
              testing::StartsWith("'gcx' means no toolchain; did you mean 'gcc'?"));
  EXPECT_EQ(complaint("//@ std(gcc): c++17"),
            "only 'flags' may name toolchains, and 'std' does not; write: //@ flags(clang>=19): "
            "-Wall; or make two revisions");
  EXPECT_EQ(complaint("//@ flags(gcc):"),
            "the directive 'flags(gcc)' has no value; write: //@ flags(gcc): VALUE");
}

class RevisedFiles : public testing::Test {
 protected:
  void SetUp() override {
    suite_.cases = folder_->path() / "cases";
    suite_.expected = folder_->path() / "expected";
    write("g/c/naive.cpp",
          "//@ revisions: one two\n"
          "int a = x;  // expected-error {{x}} one-note {{first}}\n"
          "int b = y;  // two-error {{y}}\n");
    write("g/c/near_miss.cpp", "int c;\n");
  }

  void write(const std::string& name, std::string_view text) const {
    const fs::path file = suite_.cases / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

  std::vector<std::string> names(std::vector<std::string> words) const {
    const auto found = discover(suite_, Filter(std::move(words)));
    if (!found) return {found.error().what};
    std::vector<std::string> names;
    for (const Case& owner : found->cases) {
      for (const Variant& each : owner.variants) names.push_back(full_name(owner.name, each.name));
    }
    for (const Failure& each : found->failures) names.push_back(each.what);
    return names;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Suite suite_;
};

TEST_F(RevisedFiles, AreAVariantForEachRevision) {
  EXPECT_THAT(names({}), ElementsAre("g/c/naive#one", "g/c/naive#two", "g/c/near_miss"));
  EXPECT_THAT(names({"naive"}), ElementsAre("g/c/naive#one", "g/c/naive#two"));
  EXPECT_THAT(names({"naive#two"}), ElementsAre("g/c/naive#two"));
  EXPECT_THAT(names({"*#one", "near"}), ElementsAre("g/c/naive#one", "g/c/near_miss"));
  EXPECT_THAT(names({"naive#three"}), ElementsAre("no case matches 'naive#three'"));
  const auto exact = discover(suite_, Filter::exactly({"g/c/naive#one"}));
  ASSERT_TRUE(exact);
  ASSERT_EQ(exact->cases.size(), 1U);
  EXPECT_EQ(exact->cases[0].variants.size(), 1U);
}

TEST_F(RevisedFiles, ExpectTheirOwnAndWhatAllExpect) {
  const auto found = discover(suite_, Filter({"naive"}));
  ASSERT_TRUE(found);
  std::vector<std::string> seen;
  for (const Variant& each : found->cases.at(0).variants) {
    for (const Expectation& asked : each.expectations.list) {
      seen.push_back(each.revision + " " + asked.prefix + " " + asked.text);
      EXPECT_TRUE(is_active(asked, Toolchain{})) << seen.back();
    }
  }
  EXPECT_THAT(seen, ElementsAre("one expected x", "one one first", "two expected x", "two two y"));
}

TEST_F(RevisedFiles, HaveSnapshotsOfTheirOwn) {
  const auto found = discover(suite_, Filter({"naive"}));
  ASSERT_TRUE(found);
  EXPECT_EQ(snapshot_stem(found->cases.at(0).variants.at(0)), "naive.one");
  for (const char* name : {"naive.one.json", "naive.two.gcc.stderr", "naive.json",
                           "naive.three.json", "naive.gcc.stderr"}) {
    ASSERT_TRUE(write_file(suite_.expected / "g/c" / name, ""));
  }
  const auto orphans = find_orphans(suite_, found->cases);
  ASSERT_TRUE(orphans);
  std::vector<std::string> files;
  for (const Orphan& each : *orphans) files.push_back(each.file.filename().string());
  EXPECT_THAT(files, UnorderedElementsAre("naive.json", "naive.three.json", "naive.gcc.stderr"));
}

TEST_F(RevisedFiles, TellTheSameMistakeOnce) {
  write("g/c/naive.cpp", "//@ revisions: one two\nint a;  // expected-eror {{x}}\n");
  EXPECT_THAT(names({"naive"}), ElementsAre("'expected-eror' is not an expectation"));
  write("g/c/naive.cpp", "//@ revisions: one two\nint a;  // on-error {{x}}\n");
  EXPECT_THAT(names({"naive"}), ElementsAre("'on-error' is not an expectation"));
}

}  // namespace
}  // namespace mustfail
