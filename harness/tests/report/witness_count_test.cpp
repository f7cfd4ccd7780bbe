#include "report/witness_count.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

TEST(WitnessCount, CountsAFileOnceAndOnlyWhereItHoldsEverywhere) {
  const auto finding = [](std::string variant, WitnessKind kind, Verdict verdict) {
    Finding made;
    made.variant = std::move(variant);
    made.step = kind == WitnessKind::race ? Step::race : Step::witness;
    made.witness = kind;
    made.verdict = verdict;
    return made;
  };
  const std::vector<Finding> findings{finding("a", WitnessKind::race, Verdict::pass),
                                      finding("a", WitnessKind::race, Verdict::pass),
                                      finding("b", WitnessKind::race, Verdict::pass),
                                      finding("b", WitnessKind::race, Verdict::fail),
                                      finding("c", WitnessKind::none, Verdict::skip),
                                      finding("d", WitnessKind::memory, Verdict::skip)};
  const std::map<WitnessKind, std::size_t> expected{{WitnessKind::race, 1}, {WitnessKind::none, 1}};
  EXPECT_EQ(count_witnesses(findings), expected);
}

}  // namespace
}  // namespace mustfail
