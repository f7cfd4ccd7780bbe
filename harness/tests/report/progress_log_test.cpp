#include "report/progress_log.hpp"

#include <gtest/gtest.h>

#include "judge/sample_findings.hpp"

namespace mustfail {
namespace {

using std::chrono::seconds;

TEST(ProgressLog, HasALineEachFifteenSecondsAndNoneInTheFirst) {
  const ProgressLog::Clock::time_point start{};
  ProgressLog log(start);
  EXPECT_FALSE(log.is_due(start));
  EXPECT_FALSE(log.is_due(start + seconds(14)));
  EXPECT_TRUE(log.is_due(start + seconds(16)));
  EXPECT_FALSE(log.is_due(start + seconds(30)));
  EXPECT_TRUE(log.is_due(start + seconds(31)));
  EXPECT_TRUE(log.is_due(start + seconds(100)));
}

TEST(ProgressLog, SaysHowFarTheRunIs) {
  const Finding finding = sample_finding(Verdict::pass, "");
  EXPECT_EQ(progress_text(412, 2875, 2, finding),
            "[412/2875] 2 red, counter/local/naive gcc-12 compile");
  EXPECT_EQ(progress_text(1, 9, 0, finding), "[1/9] counter/local/naive gcc-12 compile");
}

}  // namespace
}  // namespace mustfail
