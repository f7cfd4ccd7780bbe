#include "plan/plan.hpp"

#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "support/samples.hpp"

namespace mustfail {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

Plan planned(const Sample& sample) {
  return plan(sample.suite, {sample.owner}, {sample.toolchain}, "/work");
}

/// Each job as its step, with why it is skipped.
std::vector<std::string> steps(const Sample& sample) {
  std::vector<std::string> steps;
  for (const Job& each : planned(sample).jobs) {
    steps.push_back(std::string(name(each.step)) +
                    (each.skip.empty() ? "" : " skip: " + each.skip));
  }
  return steps;
}

Sample naive(std::string_view source = "") { return {"naive", Mode::compile_fail, source}; }

TEST(Plan, ANaiveFileIsRejectedThenAcceptedThenRaces) {
  const Sample sample = naive();
  EXPECT_THAT(steps(sample), ElementsAre("compile", "counterfactual", "race"));
  const auto jobs = planned(sample).jobs;
  EXPECT_THAT(jobs[0].command.argv, AllOf(Contains("-fsyntax-only"), Not(Contains("-DUNCHECKED"))));
  EXPECT_THAT(jobs[1].command.argv, IsSupersetOf({"-DUNCHECKED", "-fsanitize=thread"}));
  EXPECT_EQ(jobs[2].after, 1U);
  EXPECT_EQ(jobs[2].tries, sample.suite.limits.race_tries);
  EXPECT_TRUE(jobs[2].checks_races);
}

TEST(Plan, AWrappedFileIsCompiledAndRun) {
  const Sample sample("wrapped", Mode::run_pass, "");
  EXPECT_THAT(steps(sample), ElementsAre("compile", "run"));
  const auto jobs = planned(sample).jobs;
  EXPECT_THAT(jobs[0].command.argv, Contains("-fsanitize=thread"));
  EXPECT_THAT(jobs[0].command.argv, Not(Contains("-DUNCHECKED")));
  EXPECT_EQ(jobs[1].command.argv.front(), jobs[0].program.string());
  EXPECT_THAT(jobs[1].command.environment,
              Contains(testing::StartsWith("TSAN_OPTIONS=exitcode=66")))
      << "judging relies on that status: see race_witness.hpp";
}

TEST(Plan, AWrappedFileIsBuiltAndRunAgainWithTheMemoryDetector) {
  Sample sample("wrapped", Mode::run_pass, "");
  sample.suite.memory = {{*flag_group("tsan", {"-fsanitize=address"})}};
  EXPECT_THAT(steps(sample), ElementsAre("compile", "run", "memory-build", "memory"));
  const auto jobs = planned(sample).jobs;
  EXPECT_THAT(jobs[2].command.argv, Contains("-fsanitize=address"));
  EXPECT_THAT(jobs[2].command.argv, Not(Contains("-fsanitize=thread")));
  EXPECT_NE(jobs[2].program, jobs[0].program);
  EXPECT_EQ(jobs[3].command.argv.front(), jobs[2].program.string());
  EXPECT_THAT(jobs[3].command.environment,
              Contains(testing::StartsWith(
                  "ASAN_OPTIONS=exitcode=67:detect_stack_use_after_return=1:log_path=/work/")));
  EXPECT_TRUE(jobs[3].checks_memory && !jobs[3].checks_races);
  sample.suite.memory = {{*flag_group("consumed", {"-fsanitize=address"})}};
  EXPECT_THAT(steps(sample), ElementsAre("compile", "run"));
}

TEST(Plan, ANearMissIsOnlyCompiled) {
  EXPECT_THAT(steps({"near_miss", Mode::compile_pass, ""}), ElementsAre("compile"));
}

TEST(Plan, AKnownHoleBringsTheSameEvidence) {
  EXPECT_THAT(steps(naive("//@ known-hole: why\n")),
              ElementsAre("compile", "counterfactual", "race"));
}

TEST(Plan, WitnessesAreLeftOutAsAsked) {
  EXPECT_THAT(steps(naive("//@ witness: none: it never ends\n")),
              ElementsAre("compile", "counterfactual", "witness skip: no witness: it never ends"));
  Sample wrapped("wrapped", Mode::run_pass, "");
  wrapped.suite.memory = {{*flag_group("tsan", {"-fsanitize=address"})}};
  Witnesses none;
  none.memory = false;
  EXPECT_EQ(plan(wrapped.suite, {wrapped.owner}, {wrapped.toolchain}, "/work", none).jobs.size(),
            2U);
  Sample no_switch = naive();
  no_switch.suite.unchecked.clear();
  EXPECT_THAT(steps(no_switch), ElementsAre("compile"));
}

TEST(Plan, EvidenceIsBroughtWithOneToolchainUnlessEverywhereIsAsked) {
  const auto done = [](const Sample& sample, bool everywhere) {
    std::vector<Toolchain> toolchains;
    for (const char* name : {"gcc-12", "gcc-13", "gcc-14"}) {
      Toolchain each = sample.toolchain;
      each.name = name;
      each.version.major = std::stoi(std::string(name).substr(4));
      toolchains.push_back(each);
    }
    Witnesses witnesses;
    witnesses.everywhere = everywhere;
    std::vector<std::string> steps;
    for (const Job& each :
         plan(sample.suite, {sample.owner}, toolchains, "/work", witnesses).jobs) {
      if (!each.skip.empty()) continue;
      const std::string_view kind = each.program.empty() ? "" : " program";
      steps.push_back(fmt::format("{} {}{}", each.toolchain->name, name(each.step), kind));
    }
    return steps;
  };
  Sample sample = naive();
  sample.suite.reference["gcc"] = "gcc-13";
  EXPECT_THAT(done(sample, true), IsSupersetOf({"gcc-12 race", "gcc-13 race", "gcc-14 race"}));
  EXPECT_THAT(done(sample, false),
              ElementsAre("gcc-12 compile", "gcc-13 compile", "gcc-13 counterfactual program",
                          "gcc-13 race", "gcc-14 compile"));
  Sample newest = naive("//@ only: gcc>=14\n");
  newest.suite.reference["gcc"] = "gcc-13";
  EXPECT_THAT(done(newest, false), Contains("gcc-14 race"));
  Sample none = naive();
  none.suite.reference.clear();
  EXPECT_THAT(done(none, false), Contains("gcc-12 race"));
  Sample wrapped("wrapped", Mode::run_pass, "");
  wrapped.suite.reference["gcc"] = "gcc-13";
  EXPECT_THAT(done(wrapped, false), ElementsAre("gcc-12 compile", "gcc-13 compile program",
                                                "gcc-13 run", "gcc-14 compile"));
}

TEST(Plan, TheFamiliesTakeTurnsCaseByCase) {
  const auto witness_of_case = [](const std::string& name, std::string source, bool run) {
    Sample sample = run ? Sample("wrapped", Mode::run_pass, "") : naive(std::move(source));
    sample.owner.name = name;
    Toolchain clang = sample.toolchain;
    clang.name = "clang-19";
    clang.family = Family::clang;
    clang.version = {19, 1, 7};
    const std::vector<Toolchain> toolchains{sample.toolchain, clang};
    Witnesses witnesses;
    witnesses.everywhere = false;
    std::vector<std::string> names;
    for (const Job& each :
         plan(sample.suite, {sample.owner}, toolchains, "/work", witnesses).jobs) {
      if (each.skip.empty() && each.after) names.push_back(each.toolchain->name);
    }
    return names.size() == 1 ? names.front() : std::string("not one");
  };
  std::map<std::string, int> turns;
  for (int i = 0; i < 40; ++i) {
    const std::string name = fmt::format("group/case{}", i);
    const std::string chosen = witness_of_case(name, "", false);
    ++turns[chosen];
    EXPECT_EQ(witness_of_case(name, "", true), chosen) << "its wrapped twin is with the same";
    EXPECT_EQ(witness_of_case(name, "//@ only: clang\n", false), "clang-19");
  }
  EXPECT_EQ(turns.size(), 2U);
  EXPECT_GT(turns["gcc-12"], 10);
  EXPECT_GT(turns["clang-19"], 10);
}

TEST(Plan, TheMemoryOfWhatRunsIsLookedAtOnlyWhereEverythingIsAsked) {
  const auto looking = [](const Sample& sample, bool everywhere) {
    Toolchain clang = sample.toolchain;
    clang.name = "clang-19";
    clang.family = Family::clang;
    Witnesses witnesses;
    witnesses.everywhere = everywhere;
    std::vector<std::string> names;
    const std::vector<Toolchain> toolchains{sample.toolchain, clang};
    for (const Job& each :
         plan(sample.suite, {sample.owner}, toolchains, "/work", witnesses).jobs) {
      if (each.step == Step::memory) names.push_back(each.toolchain->name);
    }
    return names;
  };
  Sample wrapped("wrapped", Mode::run_pass, "");
  wrapped.suite.memory = {{*flag_group("all", {"-fsanitize=address"})}};
  EXPECT_THAT(looking(wrapped, true), ElementsAre("gcc-12", "clang-19"));
  EXPECT_THAT(looking(wrapped, false), ElementsAre());
}

TEST(Plan, AnotherHarmIsShownByTheBuildThatCanShowIt) {
  const auto flags = [](Sample sample) {
    const auto jobs = planned(sample).jobs;
    return jobs.size() < 3 ? std::vector<std::string>() : jobs[1].command.argv;
  };
  EXPECT_THAT(steps(naive("//@ witness: exit: 3\n")),
              ElementsAre("compile", "counterfactual", "witness"));
  EXPECT_THAT(flags(naive("//@ witness: exit: 3\n")), Not(Contains("-fsanitize=thread")));
  EXPECT_THAT(flags(naive("//@ witness: deadlock\n")), Contains("-fsanitize=thread"));
  Sample memory = naive("//@ witness: memory\n");
  EXPECT_THAT(steps(memory),
              Contains(testing::StartsWith("witness skip: needs a memory detector")));
  memory.suite.memory = {{*flag_group("all", {"-fsanitize=address"})}};
  EXPECT_THAT(steps(memory), ElementsAre("compile", "counterfactual", "witness"));
  EXPECT_THAT(flags(memory), Contains("-fsanitize=address"));
}

TEST(Plan, WithoutARaceDetectorTheRaceIsSkippedAndSaid) {
  Sample sample = naive();
  sample.toolchain.features = {{"tsan", "apt-get install it"}};
  EXPECT_THAT(steps(sample), ElementsAre("compile", "counterfactual",
                                         "race skip: needs tsan: apt-get install it"));
  Sample wrapped("wrapped", Mode::run_pass, "");
  wrapped.toolchain.features = sample.toolchain.features;
  EXPECT_THAT(steps(wrapped), ElementsAre("compile", "run"));
  EXPECT_FALSE(planned(wrapped).jobs[1].checks_races);
}

TEST(Plan, OtherToolchainsCasesAreSkippedAndSaid) {
  EXPECT_THAT(steps(naive("//@ only: clang, gcc>=13\n")),
              ElementsAre("compile skip: only for clang and gcc>=13"));
  EXPECT_THAT(steps(naive("//@ skip: clang, gcc<13\n")), ElementsAre("compile skip: skip: gcc<13"));
  EXPECT_THAT(steps(naive("//@ needs: consumed\n")), ElementsAre("compile skip: needs consumed"));
  EXPECT_THAT(steps(naive("//@ needs: tsan\n//@ only: gcc\n//@ skip: clang\n")),
              ElementsAre("compile", "counterfactual", "race"));
}

TEST(Plan, FlagsComeFromTheGeneralToTheParticular) {
  Sample sample = naive("//@ std: c++17\n//@ flags: -DCASE\n");
  sample.toolchain.flags = {"-DTOOLCHAIN"};
  sample.suite.flags = {{*flag_group("all", {"-DALL"}), *flag_group("gcc", {"-DGCC"})}};
  const auto jobs = planned(sample).jobs;
  EXPECT_THAT(fmt::format("{}", fmt::join(jobs[1].command.argv, " ")),
              testing::StartsWith("/usr/bin/g++-12 -DTOOLCHAIN -std=c++17 -DALL -DGCC "
                                  "-I/s/include -DCASE -DUNCHECKED "));
}

TEST(Plan, FilesThatOnlySilenceMoreShareAHeader) {
  Sample sample = naive("#include <a.hpp>\n");
  sample.suite.precompiled = "a.hpp";
  sample.owner.variants.front().first_include = "a.hpp";
  sample.suite.flags = {{*flag_group("all", {"-Wall", "-Wno-suite"})}};
  const auto add = [&](const std::vector<std::string>& flags) {
    Variant other = sample.owner.variants.front();
    other.directives.flags = {{*flag_group("all", flags)}};
    sample.owner.variants.push_back(other);
  };
  add({"-Wno-unused", "-Wno-error=vla"});
  add({"-Wshadow"});
  add({"-Xclang", "-Wno-vla"});
  std::vector<std::size_t> used;
  const Plan all = planned(sample);
  for (const Job& job : all.jobs) {
    if (job.step == Step::compile) used.push_back(job.header.value());
  }
  ASSERT_THAT(used, testing::SizeIs(4));
  EXPECT_EQ(used[0], used[1]);
  EXPECT_NE(used[0], used[2]);
  EXPECT_NE(used[0], used[3]);
  EXPECT_THAT(all.headers[used[0]].command.argv,
              AllOf(Contains("-Wno-suite"), Not(Contains("-Wno-unused"))));
  EXPECT_THAT(all.headers[used[3]].command.argv, IsSupersetOf({"-Xclang", "-Wno-vla"}));
}

TEST(Plan, TimeoutsAreTheSuitesUnlessTheFileSays) {
  Sample sample = naive();
  sample.suite.limits.compile = std::chrono::seconds(7);
  sample.suite.limits.run = std::chrono::seconds(8);
  EXPECT_EQ(planned(sample).jobs[0].command.time_limit, std::chrono::seconds(7));
  EXPECT_EQ(planned(sample).jobs[2].command.time_limit, std::chrono::seconds(8));
  Sample own = naive("//@ timeout: 3\n");
  EXPECT_EQ(planned(own).jobs[0].command.time_limit, std::chrono::seconds(3));
}

TEST(Plan, NoTwoProgramsShareAFile) {
  Sample sample("wrapped", Mode::run_pass, "");
  sample.owner.variants.push_back(sample.owner.variants.front());
  const auto jobs = planned(sample).jobs;
  ASSERT_EQ(jobs.size(), 4U);
  EXPECT_NE(jobs[0].program, jobs[2].program);
  EXPECT_EQ(jobs[3].after, 2U);
}

}  // namespace
}  // namespace mustfail
