#include "plan/shard.hpp"

#include <gmock/gmock.h>

#include <map>
#include <numeric>
#include <random>

#include "support/fake_suite.hpp"
#include "support/samples.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseShard, CountsFromOne) {
  EXPECT_EQ(*parse_shard("1/1"), (Shard{1, 1, "--shard"}));
  EXPECT_EQ(*parse_shard("3/12"), (Shard{3, 12, "--shard"}));
  for (const char* text : {"", "1", "/", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/ x"}) {
    EXPECT_FALSE(parse_shard(text)) << text;
  }
}

using Environment = std::map<std::string, std::string>;

Result<std::optional<Shard>> shard_in(const Environment& environment) {
  return shard_from([&](const char* name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  });
}

TEST(ShardFromEnvironment, KnowsWhoCountsFromWhere) {
  EXPECT_FALSE(*shard_in({}));
  EXPECT_EQ(**shard_in({{"TEST_SHARD_INDEX", "0"}, {"TEST_TOTAL_SHARDS", "3"}}),
            (Shard{1, 3, "TEST_SHARD_INDEX"}));
  EXPECT_EQ(**shard_in({{"CI_NODE_INDEX", "3"}, {"CI_NODE_TOTAL", "3"}}),
            (Shard{3, 3, "CI_NODE_INDEX"}));
  EXPECT_EQ(**shard_in({{"SLURM_ARRAY_TASK_ID", "1"}, {"SLURM_ARRAY_TASK_COUNT", "4"}}),
            (Shard{1, 4, "SLURM_ARRAY_TASK_ID"}));
  EXPECT_EQ(**shard_in({{"SLURM_ARRAY_TASK_ID", "14"},
                        {"SLURM_ARRAY_TASK_COUNT", "4"},
                        {"SLURM_ARRAY_TASK_MIN", "10"},
                        {"SLURM_ARRAY_TASK_STEP", "2"}}),
            (Shard{3, 4, "SLURM_ARRAY_TASK_ID"}));
}

TEST(ShardFromEnvironment, GitLabSetsATotalOfOneForEveryJob) {
  EXPECT_FALSE(*shard_in({{"CI_NODE_TOTAL", "1"}}));
}

TEST(ShardFromEnvironment, WhatMakesNoSenseIsAnError) {
  for (const Environment& environment :
       std::vector<Environment>{{{"TEST_TOTAL_SHARDS", "3"}},
                                {{"TEST_TOTAL_SHARDS", "0"}, {"TEST_SHARD_INDEX", "0"}},
                                {{"TEST_TOTAL_SHARDS", "x"}, {"TEST_SHARD_INDEX", "0"}},
                                {{"TEST_TOTAL_SHARDS", "3"}, {"TEST_SHARD_INDEX", "3"}},
                                {{"CI_NODE_TOTAL", "3"}, {"CI_NODE_INDEX", "0"}},
                                {{"CI_NODE_TOTAL", "3"}, {"CI_NODE_INDEX", "four"}},
                                {{"SLURM_ARRAY_TASK_ID", "5"}, {"SLURM_ARRAY_TASK_COUNT", "4"}},
                                {{"SLURM_ARRAY_TASK_ID", "13"},
                                 {"SLURM_ARRAY_TASK_COUNT", "4"},
                                 {"SLURM_ARRAY_TASK_MIN", "10"},
                                 {"SLURM_ARRAY_TASK_STEP", "2"}}}) {
    EXPECT_FALSE(shard_in(environment)) << environment.begin()->first;
  }
  EXPECT_EQ(shard_in({{"CI_NODE_TOTAL", "3"}, {"CI_NODE_INDEX", "4"}}).error().what,
            "CI_NODE_INDEX=4: there are 3 shards, the first is 1");
}

TEST(Partition, IsBalancedByCost) {
  EXPECT_THAT(partition({1, 9, 3, 3, 3}, 2), ElementsAre(0, 0, 1, 1, 1));
  EXPECT_THAT(partition({5, 5, 5, 5, 5}, 2), ElementsAre(0, 1, 0, 1, 0)) << "in turn";
  EXPECT_THAT(partition({0, 0, 0}, 2), ElementsAre(0, 1, 0));
  EXPECT_THAT(partition({}, 3), ElementsAre());
  EXPECT_THAT(partition({7}, 3), ElementsAre(0));
}

TEST(Partition, NoShardHasMoreThanLongestProcessingTimePromises) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    const std::size_t count = 1 + random() % 7;
    std::vector<std::uint64_t> costs(random() % 60);
    for (auto& each : costs) each = random() % 1000;
    const auto shards = partition(costs, count);
    ASSERT_EQ(shards.size(), costs.size());
    std::vector<std::uint64_t> loads(count);
    for (std::size_t i = 0; i < costs.size(); ++i) loads.at(shards[i]) += costs[i];
    const auto total = std::accumulate(costs.begin(), costs.end(), std::uint64_t{0});
    const auto longest = costs.empty() ? 0 : *std::ranges::max_element(costs);
    EXPECT_LE(*std::ranges::max_element(loads), total / count + longest);
  }
}

/// A suite in memory: naive files (three steps) and wrapped ones (two), on two toolchains.
struct Suites {
  Suites() {
    for (int i = 0; i < 23; ++i) {
      Sample sample(i % 3 == 0 ? "wrapped" : "naive",
                    i % 3 == 0 ? Mode::run_pass : Mode::compile_fail,
                    i % 5 == 0 ? "//@ only: clang\n" : "");
      sample.owner.name = "group/" + std::to_string(100 + i);
      cases.push_back(sample.owner);
      suite = sample.suite;
      toolchains = {sample.toolchain, sample.toolchain};
    }
    toolchains[1].name = "clang-19";
    toolchains[1].family = Family::clang;
  }
  Plan planned() const { return plan(suite, cases, toolchains, "/work"); }

  Suite suite;
  std::vector<Case> cases;
  std::vector<Toolchain> toolchains;
};

std::string describe(const Job& job) {
  return job.owner->name + " " + job.variant->name + " " + job.toolchain->name + " " +
         std::string(name(job.step)) + " " + job.skip;
}

TEST(KeepShard, EveryStepIsInExactlyOneShardAndFollowsItsBuild) {
  const Suites suites;
  const Plan whole = suites.planned();
  std::mt19937 random(5);
  for (std::size_t count = 1; count <= 60; count += 1 + count / 4) {
    Times times;
    for (const Job& job : whole.jobs) {
      if (random() % 2 == 0) times.set(job, static_cast<double>(random() % 1000) / 100);
    }
    std::multiset<std::string> seen;
    std::set<std::string> ids;
    for (std::size_t index = 1; index <= count; ++index) {
      Plan own = suites.planned();
      const auto report = keep_shard(own, {index, count, ""}, times);
      EXPECT_EQ(report.whole_jobs, whole.jobs.size());
      EXPECT_TRUE(report.whole_is_judged);
      ids.insert(report.plan_id);
      for (std::size_t i = 0; i < own.jobs.size(); ++i) {
        const Job& job = own.jobs[i];
        seen.insert(describe(job));
        if (!job.after) continue;
        ASSERT_LT(*job.after, i);
        EXPECT_EQ(own.jobs[*job.after].variant, job.variant);
        EXPECT_EQ(own.jobs[*job.after].toolchain, job.toolchain);
        EXPECT_EQ(own.jobs[*job.after].program.string(), job.command.argv.front());
      }
    }
    std::multiset<std::string> wanted;
    for (const Job& job : whole.jobs) wanted.insert(describe(job));
    EXPECT_EQ(seen, wanted) << count;
    EXPECT_EQ(ids.size(), 1U) << "all shards know that they belong together";
  }
}

TEST(KeepShard, AnotherPartitionHasAnotherName) {
  const Suites suites;
  const auto id = [&](const Shard& shard, const Times& times) {
    Plan own = suites.planned();
    return keep_shard(own, shard, times).plan_id;
  };
  Times times;
  const Plan whole = suites.planned();
  for (const Job& job : whole.jobs) times.set(job, &job == &whole.jobs.back() ? 100 : 1);
  EXPECT_EQ(id({1, 2, ""}, {}), id({2, 2, ""}, {}));
  EXPECT_NE(id({1, 2, ""}, {}), id({1, 3, ""}, {}));
  EXPECT_NE(id({1, 2, ""}, {}), id({1, 2, ""}, times));
}

TEST(RememberedTimes, SurviveDamage) {
  const Sample sample("naive", Mode::compile_fail, "");
  Times times;
  EXPECT_FALSE(times.of(sample.job(Step::compile)));
  times.set(sample.job(Step::compile), 1.25);
  times.set(sample.job(Step::race), -1);
  const std::string text = "x\n\n-1\ta\nnan\tb\n1e99\tc\n" + times.lines() + "0.5\thalf of a li";
  const Times again = Times::from_lines(text);
  EXPECT_EQ(again.of(sample.job(Step::compile)), 1.25);
  EXPECT_FALSE(again.of(sample.job(Step::race)));
  EXPECT_TRUE(Times::from_lines("").empty());
}

class ShardedRun : public FakeSuite {
 protected:
  void SetUp() override {
    FakeSuite::SetUp();
    for (const char* name : {"a", "b", "c", "d", "e"}) {
      add_case(std::string(name) + "/near_miss", "int x;\n");
    }
    write("expected/gone/near_miss.json", "{}");
    suite_.insert(1, R"("expected": "../expected", )");
  }

  ProcessResult shard(const std::string& shard, const std::string& file,
                      std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--shard", shard, "--format", "json=" + path(file).string(),
                             "--format", "console"});
    return run(more);
  }
  ProcessResult merge(const std::vector<std::string>& files) {
    Command command = this->command();
    command.argv = {MUSTFAIL_PROGRAM, "merge"};
    for (const auto& file : files) command.argv.push_back(path(file));
    return run_to_end(command);
  }
};

TEST_F(ShardedRun, TheShardsAreTheWhole) {
  EXPECT_EQ(shard("1/2", "1.json").ending.code, 1) << "it tells the stale snapshot";
  const auto first = compiled();
  const auto second_run = shard("2/2", "2.json");
  EXPECT_EQ(second_run.ending.code, 0) << second_run.output << second_run.errors;
  EXPECT_THAT(second_run.output, HasSubstr("shard 2/2 (--shard) of 5 steps"));
  const auto second = compiled();
  EXPECT_EQ(first.size() + second.size(), 5U);
  const auto merged = merge({"2.json", "1.json"});
  EXPECT_EQ(merged.ending.code, 1);
  EXPECT_THAT(merged.output, HasSubstr("fake: 5 cases on fake-12, 5 steps"));
  EXPECT_THAT(merged.output, HasSubstr("6 steps: 5 pass, 1 fail in "));
}

TEST_F(ShardedRun, AllWellIsStatusNull) {
  std::filesystem::remove_all(path("expected/gone"));
  shard("1/2", "1.json");
  shard("2/2", "2.json");
  EXPECT_EQ(merge({"1.json", "2.json"}).ending.code, 0);
}

TEST_F(ShardedRun, AMissingDoubleOrForeignShardIsAnError) {
  for (const char* part : {"1", "2", "3"}) {
    shard(std::string(part) + "/3", std::string(part) + ".json");
  }
  EXPECT_THAT(merge({"1.json", "3.json"}).errors, HasSubstr("the report of shard 2/3 is missing"));
  EXPECT_EQ(merge({"1.json", "3.json"}).ending.code, 2);
  EXPECT_THAT(merge({"1.json", "2.json", "2.json", "3.json"}).errors,
              HasSubstr("shard 2/3 is there twice"));
  shard("2/2", "other.json");
  EXPECT_THAT(merge({"1.json", "other.json", "3.json"}).errors,
              HasSubstr("this is a shard of another run"));
  add_case("a/near_miss", "int other;\n");
  shard("2/3", "newer.json");
  EXPECT_THAT(merge({"1.json", "newer.json", "3.json"}).errors,
              HasSubstr("this is a shard of another run"));
  write("whole.json", "{}");
  EXPECT_EQ(merge({"whole.json"}).ending.code, 2);
  EXPECT_EQ(run({"--format", "json=" + path("unsharded.json").string()}).ending.code, 1);
  EXPECT_THAT(merge({"unsharded.json"}).errors, HasSubstr("this report is not of a shard"));
  EXPECT_EQ(merge({"nowhere.json"}).ending.code, 2);
}

TEST_F(ShardedRun, AnInterruptedShardIsAnError) {
  shard("1/1", "1.json");
  std::string report = text("1.json");
  const std::string_view said = "\"interrupted\": false";
  report.replace(report.find(said), said.size(), "\"interrupted\": true");
  write("1.json", report);
  const auto merged = merge({"1.json"});
  EXPECT_EQ(merged.ending.code, 2);
  EXPECT_THAT(merged.errors, HasSubstr("shard 1/1 was interrupted"));
}

TEST_F(ShardedRun, AnEmptyShardIsNoError) {
  const auto result = shard("6/6", "6.json");
  EXPECT_EQ(result.ending.code, 0) << result.errors;
  EXPECT_TRUE(compiled().empty());
}

TEST_F(ShardedRun, TimesOfAnEarlierRunBalanceIt) {
  run({"--format", "json=" + path("times.json").string()});
  std::string report = text("times.json");
  // `e` is made to have taken very long: it gets a shard of its own.
  const std::size_t at = report.find("\"seconds\": ", report.find("\"case\": \"e\""));
  report.replace(at, 11, "\"seconds\": 9");
  write("times.json", report);
  compiled();
  run({"--no-cache", "--shard", "1/2", "--times", path("times.json").string()});
  EXPECT_THAT(compiled(), ElementsAre("e/near_miss"));
  const auto bad = run({"--shard", "1/2", "--times", path("cc.sh").string()});
  EXPECT_EQ(bad.ending.code, 2);
  EXPECT_THAT(bad.errors, HasSubstr("this is no JSON report of mustfail"));
}

TEST_F(ShardedRun, TheEnvironmentIsHeardAndTheCommandLineWins) {
  const std::vector<std::string> bazel{"TEST_SHARD_INDEX=1", "TEST_TOTAL_SHARDS=5",
                                       "TEST_SHARD_STATUS_FILE=" + path("status").string()};
  EXPECT_THAT(run({}, bazel).output, HasSubstr("shard 2/5 (TEST_SHARD_INDEX) of 5 steps"));
  EXPECT_TRUE(std::filesystem::exists(path("status")));
  EXPECT_THAT(run({"--shard", "1/2"}, bazel).output, HasSubstr("shard 1/2 (--shard)"));
  EXPECT_THAT(run({"--exact", "a/near_miss"}, bazel).output, testing::Not(HasSubstr("shard")));
  const auto bad = run({}, {"CI_NODE_INDEX=9", "CI_NODE_TOTAL=2"});
  EXPECT_EQ(bad.ending.code, 2);
  EXPECT_EQ(bad.errors,
            "mustfail: error: CI_NODE_INDEX=9: there are 2 shards, the first is 1\n"
            "  help: mend or unset it, or give --shard I/N\n");
  EXPECT_EQ(run({"--shard", "0/2"}).ending.code, 2);
}

}  // namespace
}  // namespace mustfail
