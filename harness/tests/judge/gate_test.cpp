#include "judge/gate.hpp"

#include <gmock/gmock.h>

#include "judge/sample_findings.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;

class Gates : public testing::Test {
 protected:
  std::filesystem::path baseline_of(const std::vector<Finding>& findings) {
    GateOptions options;
    options.write_baseline = folder_->path() / "known.json";
    const auto made = Gate::open(options)->new_baseline(sample_start(), {}, findings);
    EXPECT_TRUE(write_file(options.write_baseline, (**made).text));
    return options.write_baseline;
  }
  static Gate with_baseline(const std::filesystem::path& file) {
    GateOptions options;
    options.baseline = file;
    return *Gate::open(options);
  }
  static bool fails(const Gate& gate, Finding finding) {
    gate.mark(finding);
    return gate.fails(finding);
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(Gates, FailOnTheRedVerdictsUnlessToldOtherwise) {
  const Gate gate = *Gate::open({});
  GateOptions options;
  options.fail_on = {"skip", "error"};
  const Gate other = *Gate::open(options);
  for (const auto& [verdict, plainly, otherwise] :
       std::vector<std::tuple<Verdict, bool, bool>>{{Verdict::pass, false, false},
                                                    {Verdict::fail, true, false},
                                                    {Verdict::error, true, true},
                                                    {Verdict::xpass, true, false},
                                                    {Verdict::xfail, false, false},
                                                    {Verdict::skip, false, true}}) {
    EXPECT_EQ(gate.fails(sample_finding(verdict, "")), plainly) << name(verdict);
    EXPECT_EQ(other.fails(sample_finding(verdict, "")), otherwise) << name(verdict);
  }
}

TEST_F(Gates, AMisspelledVerdictGetsTheNearest) {
  GateOptions options;
  options.fail_on = {"fial"};
  const auto gate = Gate::open(options);
  ASSERT_FALSE(gate);
  EXPECT_THAT(gate.error().at(0).help, HasSubstr("did you mean 'fail'?"));
}

TEST_F(Gates, WhatTheBaselineKnowsDoesNotFail) {
  const Gate gate = with_baseline(baseline_of({sample_finding(Verdict::fail, "f")}));
  EXPECT_FALSE(fails(gate, sample_finding(Verdict::fail, "another sentence")));
  EXPECT_TRUE(fails(gate, sample_finding(Verdict::fail, "f", "clang-19")));
  EXPECT_TRUE(fails(gate, sample_finding(Verdict::error, "it got worse")));
}

TEST_F(Gates, WhatIsFixedHasToLeaveTheBaseline) {
  const Gate gate = with_baseline(baseline_of({sample_finding(Verdict::fail, "f")}));
  const auto failures = gate.judge(sample_start(), {}, {sample_finding(Verdict::pass, "rejected")});
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].what,
            "counter/local/naive on gcc-12, compile is known to fail, and it does not any more: "
            "rejected");
  EXPECT_GT(failures[0].place.line, 0);
  EXPECT_TRUE(gate.judge(sample_start(), {}, {sample_finding(Verdict::fail, "f")}).empty());
  EXPECT_TRUE(gate.judge(sample_start(), {}, {sample_finding(Verdict::skip, "s")}).empty());
}

TEST_F(Gates, AStepThatIsGoneCountsOnlyWhenAllWasLookedAt) {
  const Gate gate = with_baseline(baseline_of({sample_finding(Verdict::fail, "f")}));
  RunStart start = sample_start();
  EXPECT_EQ(gate.judge(start, {}, {}).size(), 1U);
  start.selected = true;
  EXPECT_TRUE(gate.judge(start, {}, {}).empty());
  start = sample_start();
  start.toolchains.erase(start.toolchains.begin());
  EXPECT_TRUE(gate.judge(start, {}, {}).empty());
  start = sample_start();
  start.shard = ShardReport{{1, 2, ""}, 2, true, ""};
  EXPECT_TRUE(gate.judge(start, {}, {}).empty());
}

TEST_F(Gates, WritingABaselineKeepsWhatTheRunSaysNothingAbout) {
  Finding other = sample_finding(Verdict::error, "e");
  other.case_name = "counter/other";
  const auto file = baseline_of({sample_finding(Verdict::fail, "f"), other});
  GateOptions options;
  options.write_baseline = file;
  RunStart start = sample_start();
  start.selected = true;
  const auto made =
      Gate::open(options)->new_baseline(start, {}, {sample_finding(Verdict::pass, "p")});
  EXPECT_EQ((**made).entries, 1U);
  EXPECT_THAT((**made).text, HasSubstr("counter/other"));
}

TEST_F(Gates, ABadBaselineNamesTheLine) {
  const auto file = folder_->path() / "known.json";
  ASSERT_TRUE(write_file(file,
                         "{\"schema\": 1,\n \"known\": [\n  {\"case\": \"a\", \"step\": "
                         "\"compil\", \"verdict\": \"fail\", \"cause\": 1}]}\n"));
  const auto read = read_baseline(file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().at(0).place.line, 3);
  EXPECT_THAT(read.error().at(0).help, HasSubstr("did you mean 'compile'?"));
  EXPECT_GE(read.error().size(), 2U);  // and the unknown key
  EXPECT_FALSE(read_baseline(folder_->path() / "nowhere.json"));
}

TEST_F(Gates, TooManySkipsFail) {
  GateOptions options;
  options.max_skips = 1;
  const Gate gate = *Gate::open(options);
  const Finding skip = sample_finding(Verdict::skip, "no tsan here");
  EXPECT_TRUE(gate.judge(sample_start(), {}, {skip}).empty());
  const auto failures = gate.judge(sample_start(), {}, {skip, skip});
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_THAT(failures[0].what, HasSubstr("2 steps are skipped, and --max-skips allows 1"));
  EXPECT_THAT(failures[0].what, HasSubstr("no tsan here"));
}

TEST_F(Gates, ARequiredToolchainHasToBeThereAndToJudgeSomething) {
  GateOptions options;
  options.required_toolchains = {"gcc-12", "gcc-99"};
  const Gate gate = *Gate::open(options);
  const auto missing = gate.missing_toolchains(sample_start().toolchains);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_THAT(missing[0].what, HasSubstr("'gcc-99'"));
  options.required_toolchains = {"gcc-12"};
  const Gate one = *Gate::open(options);
  EXPECT_EQ(one.judge(sample_start(), {}, {sample_finding(Verdict::skip, "s")}).size(), 1U);
  EXPECT_TRUE(one.judge(sample_start(), {}, {sample_finding(Verdict::fail, "s")}).empty());
}

}  // namespace
}  // namespace mustfail
