// Each call by which mustfail reads, writes or starts something fails once, at its first, second,
// third, ... use. The verdict never becomes better, nothing is lost, and the cache holds no lie.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cerrno>
#include <tuple>

#include "sabotage/hostile_suite.hpp"

namespace mustfail {
namespace {

struct Call {
  const char* name;
  int problem;
};

class FailingCall : public HostileSuite, public testing::WithParamInterface<std::tuple<Call, int>> {
 protected:
  static std::vector<std::string> fault() {
    const auto& [call, at] = GetParam();
    return {std::string("LD_PRELOAD=") + MUSTFAIL_FAULT_SHIM,
            std::string("FAULT_CALL=") + call.name, fmt::format("FAULT_AT={}", at),
            fmt::format("FAULT_ERRNO={}", call.problem)};
  }
};

/// The red file's flags make its compiler accept anything, which a second compile finds out.
class FailingControl : public FailingCall {
 protected:
  void SetUp() override {
    FailingCall::SetUp();
    write("cases/red/near_miss.cpp", "//@ mode: compile-pass\n//@ flags: -wrapper true\nGOOD\n");
  }
};

TEST_P(FailingControl, IsNotLeftOut) {
  const auto seen = judge({}, fault());
  EXPECT_FALSE(seen.ending.exited_with(0)) << seen.output << seen.errors;
  expect_nothing_left();
}

TEST_P(FailingCall, NeverMakesRedGreen) {
  const auto seen = judge({"--format", "console", "--format", "json=report.json"}, fault());
  EXPECT_FALSE(seen.ending.exited_with(0)) << seen.output << seen.errors;
  EXPECT_EQ(seen.ending.how, Ending::How::exited) << to_string(seen.ending) << seen.errors;
  expect_nothing_left();
  expect_right_at_last();
}

TEST_P(FailingCall, LosesNoWordOfAGreenRun) {
  repair();
  const auto seen = judge({"--format", "console", "--format", "json=report.json"}, fault());
  EXPECT_EQ(seen.ending.how, Ending::How::exited) << to_string(seen.ending) << seen.errors;
  if (seen.ending.code == 0) {
    EXPECT_THAT(seen.output, testing::HasSubstr("3 steps: 3 pass"));
    EXPECT_THAT(text("cases/report.json"), testing::EndsWith("}\n"));
  } else {
    EXPECT_NE(seen.output + seen.errors, "") << "status " << seen.ending.code << " without a word";
  }
  expect_nothing_left();
}

std::string name_of(const testing::TestParamInfo<std::tuple<Call, int>>& info) {
  return fmt::format("{}_{}", std::get<0>(info.param).name, std::get<1>(info.param));
}

INSTANTIATE_TEST_SUITE_P(
    Each, FailingCall,
    testing::Combine(testing::Values(Call{"open", EMFILE}, Call{"read", EIO}, Call{"write", ENOSPC},
                                     Call{"fwrite", ENOSPC}, Call{"mkostemp", ENOSPC},
                                     Call{"rename", EIO}, Call{"mkdir", ENOSPC},
                                     Call{"pipe", EMFILE}, Call{"fork", EAGAIN}),
                     testing::Values(1, 2, 3, 5, 8)),
    name_of);
INSTANTIATE_TEST_SUITE_P(Once, FailingCall,
                         testing::Combine(testing::Values(Call{"fsync", EIO}, Call{"fchmod", EPERM},
                                                          Call{"mkdtemp", ENOSPC},
                                                          Call{"ftruncate", EIO},
                                                          Call{"fflush", ENOSPC},
                                                          Call{"pread", EIO}, Call{"pwrite", EIO}),
                                          testing::Values(1, 2)),
                         name_of);

// Only some calls write the control; which ones changes with what is written before it.
INSTANTIATE_TEST_SUITE_P(Each, FailingControl,
                         testing::Combine(testing::Values(Call{"write", ENOSPC},
                                                          Call{"mkostemp", ENOSPC}),
                                          testing::Range(1, 15)),
                         name_of);

}  // namespace
}  // namespace mustfail
