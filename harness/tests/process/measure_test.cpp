#include "process/measure.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

MeasuredRun run(std::vector<std::string> argv,
                std::chrono::seconds limit = std::chrono::seconds(20)) {
  Command command;
  command.argv = std::move(argv);
  command.environment = compiler_environment();
  command.time_limit = limit;
  return measure(command);
}

TEST(Measure, TellsStatusAndErrors) {
  const MeasuredRun seen = run({"/bin/sh", "-c", "echo out; echo words >&2; exit 66"});
  EXPECT_TRUE(seen.ending.exited_with(66));
  EXPECT_EQ(seen.errors, "words\n");
}

TEST(Measure, TellsTheSignalThatEndedIt) {
  const MeasuredRun seen = run({"/bin/sh", "-c", "kill -ABRT $$"});
  EXPECT_EQ(seen.ending.how, Ending::How::signalled);
  EXPECT_EQ(seen.ending.code, 6);
}

TEST(Measure, EndsWhatDoesNotEnd) {
  const MeasuredRun seen = run({"/bin/sleep", "60"}, std::chrono::seconds(1));
  EXPECT_EQ(seen.ending.how, Ending::How::timed_out);
}

TEST(Measure, ThePeakIsTheProgramsOwn) {
  // 64 MiB in this process, which a child of it would be charged with.
  const std::vector<char> ballast(64U << 20U, 'x');
  const MeasuredRun seen = run({"/bin/true"});
  if (seen.peak_bytes == 0) GTEST_SKIP() << "no ptrace here";
  EXPECT_LT(seen.peak_bytes, ballast.size() / 2);
  EXPECT_GT(seen.peak_bytes, 0U);
}

TEST(Measure, TheMedianIsTheMiddle) {
  EXPECT_EQ(median({}), 0);
  EXPECT_EQ(median({5, 1, 3}), 3);
}

}  // namespace
}  // namespace mustfail
