#include "judge/shadowed.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Shadowed : public testing::Test {
 protected:
  void SetUp() override {
    suite_.expected = folder_->path();
    suite_.reference = {{"gcc", "gcc-12"}, {"clang", "clang-19"}};
    for (const char* name : {"gcc-12", "clang-19", "clang-22"}) {
      suite_.toolchains.push_back({name, {}, {}, {}});
      Toolchain toolchain;
      toolchain.name = name;
      toolchain.family = name[0] == 'g' ? Family::gcc : Family::clang;
      toolchain.version.major = std::stoi(std::string(name).substr(toolchain.name.find('-') + 1));
      toolchains_.push_back(toolchain);
    }
    Case owner;
    owner.name = "a/one";
    for (const char* name : {"naive", "naive_b"}) owner.variants.emplace_back().name = name;
    cases_ = {owner};
    std::filesystem::create_directories(folder_->path() / "a/one");
    write("naive.json", "m");
    write("naive.gcc.stderr", "g");
    write("naive.clang.stderr", "c");
  }

  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_->path() / "a/one" / name) << bytes;
  }

  /// `FILE: WHY` of each.
  std::vector<std::string> told() {
    std::vector<std::string> lines;
    const auto found = find_shadowed(suite_, cases_, toolchains_);
    for (const Orphan& each : *found) {
      lines.push_back(each.file.filename().string() + ": " + each.why);
    }
    return lines;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Suite suite_;
  std::vector<Case> cases_;
  std::vector<Toolchain> toolchains_;
};

TEST_F(Shadowed, AnOverrideThatSaysSomethingElseIsNeeded) {
  write("naive.clang-22.stderr", "c22");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(Shadowed, AnOverrideThatSaysTheSameAsItsFallbackIsNot) {
  write("naive.clang-22.stderr", "c");
  write("naive.gcc.json", "m");
  EXPECT_THAT(told(), ElementsAre("naive.clang-22.stderr: it says the same as naive.clang.stderr",
                                  "naive.gcc.json: it says the same as naive.json"));
}

TEST_F(Shadowed, AnOverrideThatIsTheSameLeavesItsFallbackNeeded) {
  write("naive.gcc-12.stderr", "g");
  EXPECT_THAT(told(), ElementsAre("naive.gcc-12.stderr: it says the same as naive.gcc.stderr"))
      << "removing both would leave nothing";
}

TEST_F(Shadowed, AToolchainThatTheSuiteDoesNotHave) {
  write("naive.clang-14.stderr", "c14");
  EXPECT_THAT(told(), ElementsAre("naive.clang-14.stderr: the suite has no toolchain 'clang-14'"));
  suite_.toolchains.clear();
  EXPECT_THAT(told(), IsEmpty()) << "another machine may have it";
  write("naive.clnag-19.stderr", "x");
  EXPECT_THAT(told(), ElementsAre("naive.clnag-19.stderr: no toolchain is called 'clnag-19'"));
}

TEST_F(Shadowed, WhatAnotherSnapshotAlwaysComesBefore) {
  write("naive.clang-19.stderr", "c19");
  EXPECT_THAT(told(), ElementsAre(testing::StartsWith("naive.clang.stderr: no toolchain looks")));
  toolchains_.pop_back();
  EXPECT_THAT(told(), IsEmpty()) << "what only a part of the suite's toolchains shows is not told";
}

TEST_F(Shadowed, WhatTheFileKeepsFromEveryToolchain) {
  cases_[0].variants[0].directives.only = {*parse_condition("gcc")};
  EXPECT_THAT(told(), ElementsAre(testing::StartsWith("naive.clang.stderr: no toolchain looks")));
}

TEST_F(Shadowed, ALongerVariantsNameIsNoSelector) {
  write("naive_b.json", "m");
  EXPECT_THAT(told(), IsEmpty());
}

}  // namespace
}  // namespace mustfail
