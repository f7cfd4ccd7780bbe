#include "command/parity.hpp"

#include <gmock/gmock.h>

#include "suite/twin.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// A case with a naive C++ file and its Rust twin, and what judging the twin came to.
struct Judged {
  Judged(std::string_view cpp, std::string_view rust) {
    Failures failures;
    Variant naive;
    naive.name = "naive";
    naive.directives = parse_directives(find_comments(cpp), "naive.cpp", failures).general;
    Variant twin;
    twin.name = "naive.rs";
    twin.directives =
        parse_directives(find_twin_comments(rust, Family::rust), "naive.rs", failures).general;
    EXPECT_TRUE(failures.empty());
    owner.name = "group/case";
    owner.variants = {naive};
    owner.twins = {twin};
    finding.case_name = owner.name;
    finding.variant = twin.name;
    finding.toolchain = "rust";
    finding.rule = naive.directives.rule;
  }

  std::vector<ParityRow> rows() const { return parity_rows({owner}, {finding}); }

  Case owner;
  Finding finding;
};

TEST(Parity, ATwinThatIsJudgedAlikeNeedsNoReason) {
  const auto rows = Judged("//@ rule: E0373\n", "").rows();
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].program, "group/case/naive");
  EXPECT_EQ(rows[0].rule, "E0373");
  EXPECT_EQ(rows[0].rust, "E0373");
  EXPECT_EQ(rows[0].reason, "");
}

TEST(Parity, ADifferenceStandsThereWithItsReason) {
  const auto rows = Judged("//@ rule: N0001\n", "//@ differs: accepts: a lint\n").rows();
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].rust, "accepts");
  EXPECT_EQ(rows[0].reason, "a lint");
}

TEST(Parity, EachRevisionReachesSomeWay) {
  Judged judged("//@ rule: E0382\n//@ needs: consumed\n", "");
  judged.owner.variants[0].name = "naive#analysis";
  EXPECT_EQ(judged.rows()[0].ours, "needs consumed");
  judged.owner.variants.push_back(judged.owner.variants[0]);
  judged.owner.variants[1].name = "naive#plugin";
  judged.owner.variants[1].directives.needs = {"statics-plugin"};
  EXPECT_EQ(judged.rows()[0].ours, "needs consumed, or statics-plugin");
  judged.owner.variants[1].directives.needs.clear();
  EXPECT_EQ(judged.rows()[0].ours, "");
}

TEST(Parity, AHoleOfOursIsNotHidden) {
  const auto rows = Judged("//@ rule: E0505\n//@ known-hole: no type says so\n", "").rows();
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].ours, "a hole: no type says so");
}

TEST(Parity, ThePageCountsAndNamesWhatHasNoTwin) {
  Suite suite;
  suite.name = "norace";
  suite.rules = {{"E0373", {}}, {"N0009", {}}};
  const std::string page = parity_page(suite, {{"a/b/naive", "E0373", "", "E0373", ""},
                                               {"a/c/naive", "E0373", "", "accepts", "x|y"}});
  EXPECT_THAT(page, HasSubstr("2 programs: 1 rejected with the same code, 0 with another code, 1 "
                              "accepted."));
  EXPECT_THAT(page, HasSubstr("| a/c/naive | E0373 | accepts | x\\|y |"));
  EXPECT_THAT(page, HasSubstr("Rules without a Rust twin: N0009."));
}

}  // namespace
}  // namespace mustfail
