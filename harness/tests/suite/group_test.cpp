#include "suite/group.hpp"

#include <gmock/gmock.h>

#include "suite/discovery.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class GroupFiles : public testing::Test {
 protected:
  void SetUp() override {
    suite_.cases = folder_->path() / "cases";
    suite_.rules = {{"E0373", {}}, {"E0277", {}}};
  }

  void write(const std::string& name, std::string_view text) const {
    const fs::path file = suite_.cases / name;
    fs::create_directories(file.parent_path());
    ASSERT_TRUE(write_file(file, text));
  }

  /// The only variant of this name, whose file has to be sound.
  Variant variant(const std::string& name) const {
    const auto found = discover(suite_, Filter({name}));
    EXPECT_TRUE(found && found->failures.empty() && found->cases.size() == 1U) << name;
    return found->cases.at(0).variants.at(0);
  }

  std::string complaint(std::string_view group) const {
    write("g/group.json", group);
    write("g/c/naive.cpp", "//@ rule: E0373\n");
    const auto found = discover(suite_, Filter({}));
    if (!found || found->failures.empty()) return "none";
    const Failure& first = found->failures.front();
    EXPECT_EQ(first.place.file.filename(), "group.json");
    return std::to_string(first.place.line) + ": " + first.what + "; " + first.help;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Suite suite_;
};

TEST_F(GroupFiles, GiveDefaultsToEveryFileBelow) {
  write("g/group.json",
        R"({"rule": "E0373", "std": "c++23", "flags": {"all": ["-DA"], "clang": ["-DB"]},
            "only": ["gcc", "clang>=19"], "needs": ["tsan"], "timeout": 7, "notes": "expected",
            "expectations": "optional",
            "witness": "none: nothing runs", "strict": ["whole-text"]})");
  write("g/deep/c/naive.cpp", "//@ flags: -DC\n");
  const Variant naive = variant("naive");
  EXPECT_EQ(naive.directives.rule, "E0373");
  EXPECT_EQ(naive.directives.standard, "c++23");
  EXPECT_THAT(naive.directives.flags.of({}), ElementsAre("-DA", "-DC"));
  EXPECT_EQ(naive.directives.only.size(), 2U);
  EXPECT_THAT(naive.directives.needs, ElementsAre("tsan"));
  EXPECT_EQ(naive.directives.timeout, std::chrono::seconds(7));
  ASSERT_TRUE(naive.directives.witness);
  EXPECT_EQ(naive.directives.witness->kind, WitnessKind::none);
  EXPECT_TRUE(naive.strictness.whole_text);
  EXPECT_TRUE(naive.strictness.expect_notes);
  EXPECT_EQ(naive.policy, ExpectationPolicy::optional);
}

TEST_F(GroupFiles, TheNearerSaysMoreAndTheFileMost) {
  write("group.json", R"({"std": "c++11", "rule": "E0277", "notes": "expected"})");
  write("g/group.json", R"({"std": "c++14", "flags": {"all": ["-DG"]}})");
  write("g/c/group.json", R"({"std": "c++17", "flags": {"all": ["-DC"]}})");
  write("g/c/naive.cpp", "//@ std: c++20\n//@ notes: free\n");
  write("g/c/naive_plain.cpp", "");
  const Variant own = variant("g/c/naive");
  EXPECT_EQ(own.directives.standard, "c++20");
  EXPECT_FALSE(own.strictness.expect_notes);
  const Variant plain = variant("naive_plain");
  EXPECT_EQ(plain.directives.standard, "c++17");
  EXPECT_EQ(plain.directives.rule, "E0277");
  EXPECT_TRUE(plain.strictness.expect_notes);
  EXPECT_THAT(plain.directives.flags.of({}), ElementsAre("-DG", "-DC"));
}

TEST_F(GroupFiles, OfOneFolderAreNotOfItsNeighbour) {
  write("g/group.json", R"({"std": "c++11"})");
  write("g2/c/naive.cpp", "//@ rule: E0373\n");
  EXPECT_EQ(variant("naive").directives.standard, "");
}

TEST_F(GroupFiles, ChooseTheDialectOfAFolder) {
  write("g/group.json", R"({"dialect": "verify"})");
  write("g/strangers.cc", "int x;  // expected-no-diagnostics\n");
  write("g/c/any.cpp", "//@ whatever: this is not ours\n");
  write("g/native/group.json", R"({"dialect": "native"})");
  write("g/native/naive.cpp", "//@ rule: E0373\n");
  write("h/other.cc", "int x;\n");
  EXPECT_THAT(*variant_names(suite_), ElementsAre("g/c/any", "g/native/naive", "g/strangers.cc"));
  EXPECT_EQ(variant("strangers").mode, Mode::verify);
  EXPECT_EQ(variant("any").mode, Mode::verify);
  EXPECT_EQ(variant("g/native").mode, Mode::compile_fail);
}

TEST_F(GroupFiles, EveryMistakeHasItsSentence) {
  EXPECT_THAT(complaint("{\n\"sdt\": \"c++20\"}"), HasSubstr("2: "));
  EXPECT_THAT(complaint("{\n\"sdt\": \"c++20\"}"), HasSubstr("'std'"));
  EXPECT_THAT(complaint("{\n\n\"rule\": \"E0374\"}"),
              testing::StartsWith("3: the suite has no rule 'E0374'; did you mean 'E0373'?"));
  EXPECT_THAT(complaint("{\"only\": [\"msvc\"]}"),
              testing::StartsWith("1: 'msvc' names no toolchain"));
  EXPECT_THAT(complaint("{\"only\": \"gcc\"}"), testing::StartsWith("1: "));
  EXPECT_THAT(complaint("{\"dialect\": \"verfy\"}"),
              testing::StartsWith("1: 'verfy' is not a dialect; did you mean 'verify'?"));
  EXPECT_THAT(complaint("{\"expectations\": \"optionl\"}"),
              testing::StartsWith(
                  "1: 'optionl' is not a policy for expectations; did you mean 'optional'?"));
  EXPECT_THAT(complaint("{\"notes\": \"fre\"}"),
              testing::StartsWith("1: 'fre' is not a policy for notes; did you mean 'free'?"));
  EXPECT_THAT(complaint("{\"flags\": {\"gcx\": []}}"),
              testing::StartsWith("1: 'gcx' means no toolchain"));
  EXPECT_THAT(complaint("{\"timeout\": 0}"), testing::StartsWith("1: "));
  EXPECT_THAT(complaint("{\"strict\": [\"whole-txt\"]}"),
              testing::StartsWith("1: 'whole-txt' is not a strictness"));
  EXPECT_THAT(complaint("{"), HasSubstr("1: "));
  EXPECT_EQ(complaint("{}"), "none");
}

}  // namespace
}  // namespace mustfail
