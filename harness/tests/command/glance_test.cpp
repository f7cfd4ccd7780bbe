#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/fake_suite.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A suite whose table of pairs has 42 lines.
class Glance : public FakeSuite {
 protected:
  void SetUp() override {
    FakeSuite::SetUp();
    for (int i = 0; i < 21; ++i) add_case(fmt::format("a{:02}/near_miss", i), "int main() {}\n");
  }
};

TEST_F(Glance, AWholeRunShowsWhatEachRuleCameTo) {
  const auto result = run();
  EXPECT_TRUE(result.ending.exited_with(0)) << result.errors;
  EXPECT_THAT(result.output, HasSubstr("         fake-12\nno rule  \u2713 21\n"));
  EXPECT_THAT(result.output, Not(HasSubstr("a00/near_miss")));
  EXPECT_EQ(result.errors, "");
}

TEST_F(Glance, PairsAndAFilterShowEachPair) {
  EXPECT_THAT(run({"--pairs"}).output, HasSubstr("a00/near_miss\n  fake-12"));
  EXPECT_THAT(run({"near_miss"}).output, HasSubstr("a00/near_miss\n  fake-12"));
}

}  // namespace
}  // namespace mustfail
