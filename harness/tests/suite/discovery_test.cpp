#include "suite/discovery.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class Discoveries : public testing::Test {
 protected:
  void SetUp() override {
    suite_.cases = folder_->path() / "cases";
    fs::create_directories(suite_.cases);
    suite_.rules = {{"E0373", {}}, {"E0277", {}}};
  }

  void add(const std::string& name, std::string_view text = {}) {
    const fs::path file = suite_.cases / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

  std::vector<std::string> complaints() {
    std::vector<std::string> said;
    const auto found = discover(suite_, Filter({}));
    if (!found) return {found.error().what};
    for (const Failure& each : found->failures) {
      said.push_back(each.place.file.filename().string() + ":" + std::to_string(each.place.line) +
                     ": " + each.what);
    }
    return said;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Suite suite_;
};

TEST_F(Discoveries, EverySourceInAFolderIsAVariant) {
  for (const char* name : {"b/two/naive.cpp", "a/one/naive.cpp", "a/one/wrapped.cpp",
                           "a/one/helper.hpp", "a/one/naive.rs", "loose.cpp", "a/.hidden.cpp",
                           ".git/x/naive.cpp", "a b/$(c)/n\xC3\xA4ive.cpp"}) {
    add(name);
  }
  EXPECT_THAT(*variant_names(suite_),
              ElementsAre("a b/$(c)/n\xC3\xA4ive", "a/one/naive", "a/one/wrapped", "b/two/naive"));
}

TEST_F(Discoveries, ALinkedFolderIsACaseToo) {
  add("a/one/naive.cpp");
  fs::create_directory_symlink(suite_.cases / "a/one", suite_.cases / "a/two");
  EXPECT_THAT(*variant_names(suite_), ElementsAre("a/one/naive", "a/two/naive"));
}

TEST_F(Discoveries, AFolderThatLinksToOneAboveItEnds) {
  add("a/one/naive.cpp");
  fs::create_directory_symlink(suite_.cases, suite_.cases / "a/loop");
  EXPECT_THAT(*variant_names(suite_), ElementsAre("a/one/naive"));
}

TEST_F(Discoveries, TheStemSaysWhatAFileHasToDo) {
  add("a/one/naive_view.cpp", "//@ rule: E0373\n");
  add("a/one/near_miss.cpp");
  add("a/one/wrapped_view.cpp");
  add("a/one/other.cpp", "//@ mode: compile-pass\n");
  const auto found = discover(suite_, Filter({}));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->failures, IsEmpty());
  ASSERT_EQ(found->cases.size(), 1U);
  std::vector<std::string> seen;
  for (const Variant& each : found->cases[0].variants) {
    seen.push_back(each.name + " " + std::string(name(each.mode)));
  }
  EXPECT_THAT(seen, ElementsAre("naive_view compile-fail", "near_miss compile-pass",
                                "other compile-pass", "wrapped_view run-pass"));
}

TEST_F(Discoveries, EveryMistakeOfEveryFileIsReported) {
  add("a/one/helper.cpp");
  add("a/one/naive.cpp");
  add("a/one/naive_b.cpp", "\n//@ rule: E0374\n");
  add("a/one/naive_c.cpp", "//@ rule: E0373\n\nint x = '\xFF';\n");
  add("a/one/near_miss.cpp", "// expected-no-diagnostics\n// expected-warning {{x}}\n");
  EXPECT_THAT(complaints(),
              ElementsAre("helper.cpp:0: 'helper' says nothing about what this file has to do",
                          "naive.cpp:0: this file has to be rejected and names no rule",
                          "naive_b.cpp:2: the suite has no rule 'E0374'",
                          "naive_c.cpp:3: this file is not UTF-8: the byte 0xFF at offset 26",
                          "near_miss.cpp:2: 'expected-no-diagnostics' and an expectation "
                          "contradict each other"));
}

TEST_F(Discoveries, ASuiteWithoutRulesAsksForNone) {
  suite_.rules.clear();
  add("a/one/naive.cpp");
  EXPECT_THAT(complaints(), IsEmpty());
}

TEST_F(Discoveries, ABrokenLinkIsReported) {
  add("a/one/near_miss.cpp");
  fs::create_symlink("gone.cpp", suite_.cases / "a/one/wrapped.cpp");
  EXPECT_THAT(complaints(),
              ElementsAre("wrapped.cpp:0: cannot read this file: No such file or directory"));
}

TEST_F(Discoveries, AFilterThatMatchesNothingIsAMistake) {
  add("a/one/near_miss.cpp");
  const auto found = discover(suite_, Filter({"one", "zwei"}));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().what, "no case matches 'zwei'");
}

TEST(Filter, WordsArePartsOfNamesAndPatternsAreWholeOnes) {
  const struct {
    const char* word;
    bool matches;
  } table[]{{"counter", true},       {"local/naive", true},        {"naive", true},
            {"counter/local", true}, {"wrapped", false},           {"counter/*", true},
            {"*/naive", true},       {"counter/l?cal", true},      {"local/*", false},
            {"count*", true},        {"counter/[kl]ocal/*", true}, {"Counter", false}};
  for (const auto& each : table) {
    EXPECT_EQ(Filter({each.word}).matches("counter/local", "naive"), each.matches) << each.word;
  }
  EXPECT_TRUE(Filter({}).matches("counter/local", "naive"));
}

TEST(Filter, ExactlyTakesNoCharacterForAPattern) {
  EXPECT_TRUE(Filter::exactly({"a/[x]/naive"}).matches("a/[x]", "naive"));
  EXPECT_FALSE(Filter::exactly({"a/x/naive"}).matches("a/x", "naive_more"));
  EXPECT_FALSE(Filter::exactly({"a/*/naive"}).matches("a/x", "naive"));
}

TEST_F(Discoveries, FoldersThatLinkEachOtherEnd) {
  add("a/naive.cpp");
  add("b/naive.cpp");
  for (const char* const number : {"0", "1"}) {
    fs::create_directory_symlink("../b", suite_.cases / (std::string("a/to_b") + number));
    fs::create_directory_symlink("../a", suite_.cases / (std::string("b/to_a") + number));
  }
  EXPECT_THAT(*variant_names(suite_), ElementsAre("a/naive", "a/to_b0/naive", "a/to_b1/naive",
                                                  "b/naive", "b/to_a0/naive", "b/to_a1/naive"));
}

TEST_F(Discoveries, ACaseWithAnotherEndingIsTold) {
  for (const char* const ending : {".cc", ".cxx", ".C", ".CPP", ".c++"}) {
    add(std::string("a/one/naive") + ending);
    EXPECT_THAT(complaints(),
                ElementsAre("this file is no case: a C++ file of a case ends in .cpp"))
        << ending;
    fs::remove(suite_.cases / (std::string("a/one/naive") + ending));
  }
  add("a/one/helper.cc");
  EXPECT_THAT(complaints(), IsEmpty());
}

TEST_F(Discoveries, AVariantThatWouldTakeAnothersSnapshotsIsTold) {
  add("a/one/naive.cpp", "//@ rule: E0373\nint x;  // expected-error {{x}}\n");
  add("a/one/naive.gcc.cpp", "//@ rule: E0373\nint x;  // expected-error {{x}}\n");
  add("a/two/naive.gcc.cpp", "//@ rule: E0373\nint x;  // expected-error {{x}}\n");
  EXPECT_THAT(complaints(),
              ElementsAre("naive.gcc.cpp:0: the snapshots of this file would be taken for those of "
                          "naive.cpp, which stands beside it"));
}

TEST_F(Discoveries, AnExpectationInAHeaderIsTold) {
  add("a/one/helper.hpp", "int x;\nint y;  // expected-error {{y}}\n");
  EXPECT_THAT(complaints(), ElementsAre("an expectation in a header is not read"));
}

TEST_F(Discoveries, APipeOrADeviceIsNoFile) {
  add("a/one/x");
  ::mkfifo((suite_.cases / "a/one/naive.cpp").c_str(), 0644);
  fs::create_symlink("/dev/zero", suite_.cases / "a/one/wrapped.cpp");
  const auto said = complaints();
  ASSERT_EQ(said.size(), 2U);
  for (const auto& each : said)
    EXPECT_THAT(each, testing::HasSubstr("a pipe, a socket or a device"));
}

TEST(FilterWords, AreALiteralPartOfANameOrAPattern) {
  const auto selects = [](const char* word, const char* name) {
    return Filter({word}).matches("g/" + std::string(name), "naive");
  };
  EXPECT_TRUE(selects("arr[0]", "arr[0]"));
  EXPECT_TRUE(selects("g/a*b", "a*b"));
  EXPECT_TRUE(selects("g/a*b", "axb"));
  EXPECT_TRUE(selects("what?", "what?"));
}

}  // namespace
}  // namespace mustfail
