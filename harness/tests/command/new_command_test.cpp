#include <gtest/gtest.h>

#include <filesystem>

#include "command/pair_template.hpp"
#include "support/golden.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

using New = Golden;

TEST_F(New, PairPassesAsItStands) {
  run({"new", "mine/first", "--rule", "X0001"});
  run({"run", "--jobs", "1", "mine/first"});
}

TEST_F(New, PairStartsFromTheCaseThatIsNamed) {
  run({"new", "mine/first", "--rule", "X0001"});
  edit("cases/mine/first/naive.cpp", "int counter = 0;", "int counter = 1;");
  run({"new", "mine/second", "--from", "mine/first"});
  EXPECT_EQ(text("cases/mine/second/naive.cpp"), text("cases/mine/first/naive.cpp"));
}

TEST_F(New, NothingIsWrittenOver) {
  const std::string before = text("cases/pair/shared/naive.cpp");
  run({"new", "pair/shared", "--rule", "X0001"});
  EXPECT_EQ(text("cases/pair/shared/naive.cpp"), before);

  write("expected/mine/first/naive.json", "mine");
  run({"new", "mine/first", "--rule", "X0001"});
  EXPECT_EQ(text("expected/mine/first/naive.json"), "mine");
  EXPECT_FALSE(fs::exists(path("cases/mine")));
}

TEST_F(New, MistakesAreTold) {
  run({"new", "first", "--rule", "X0001"});
  run({"new", "../mine/first", "--rule", "X0001"});
  run({"new", "mine/first"});
  run({"new", "mine/first", "--rule", "X0003"});
  run({"new", "mine/first", "--from", "pair/sharde"});
  EXPECT_FALSE(fs::exists(path("cases/mine")));
}

TEST_F(New, RuleWithoutAPairIsToBeFilledIn) {
  run({"new", "mine/first", "--rule", "X0002"});
  run({"run", "--jobs", "1", "mine/first"});
}

TEST_F(New, SuiteWithoutRulesHasItsOwnPair) {
  write("plain/cases/suite.json", R"({"toolchains": ["gcc-12"]})");
  run({"new", "mine/first", "--suite", "plain/cases"});
  edit("plain/cases/mine/first/naive.cpp", "int replace_me = 0;", "int replace_me = gone;");
  edit("plain/cases/mine/first/naive.cpp", "what the compiler says", "'gone' was not declared");
  run({"bless", "mine/first", "--suite", "plain/cases"});
  run({"run", "--jobs", "1", "--no-cache", "--suite", "plain/cases"});
}

TEST(ExampleOf, MayHaveRevisions) {
  Case owner;
  for (const char* name : {"naive#cxx17", "naive#cxx20", "wrapped"}) {
    owner.variants.emplace_back().name = name;
    owner.variants.back().directives.rule = "X0001";
  }
  const std::vector<Case> cases{owner};
  EXPECT_EQ(example_of(cases, "X0001"), &cases[0]);
  EXPECT_EQ(example_of(cases, "X0002"), nullptr);
}

}  // namespace
}  // namespace mustfail
