// What is precompiled where the suite names nothing: `"precompiled"` left out.

#include "plan/shared_headers.hpp"

#include <gmock/gmock.h>

#include "support/samples.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// Naive files with these leading includes.
Sample files(const std::vector<std::vector<std::string>>& includes) {
  Sample sample("naive", Mode::compile_fail, "");
  const Variant first = sample.owner.variants.front();
  sample.owner.variants.clear();
  for (std::size_t i = 0; i < includes.size(); ++i) {
    Variant each = first;
    each.name += std::to_string(i);
    for (const auto& include : includes[i]) each.leading_includes.push_back({include, 0});
    each.directives.witness = Witness{WitnessKind::none, "only compiled", 0};
    sample.owner.variants.push_back(each);
  }
  return sample;
}

Plan planned_without_runs(const Sample& sample) {
  const Witnesses only_compiled{.counterfactual = true, .race = false, .other = false};
  return plan(sample.suite, {sample.owner}, {sample.toolchain}, "/nowhere", only_compiled);
}

std::vector<std::string> includes_of(const Plan& plan, std::size_t job) {
  const auto header = plan.jobs[job].header;
  return header ? plan.headers[*header].includes : std::vector<std::string>();
}

TEST(SharedHeaders, AreTheLongestRunThatEnoughFilesShare) {
  // Each file has two compiles with one set of flags: with the rules on, and off.
  const Sample sample = files({{"<a>", "<b>", "<c>"},
                               {"<a>", "<b>", "<d>"},
                               {"<a>", "<b>"},
                               {"<a>", "<x>"},
                               {"<a>", "<y>"},
                               {"<a>", "<z>"},
                               {"<other>"}});
  const Plan plan = planned_without_runs(sample);
  EXPECT_THAT(includes_of(plan, 0), ElementsAre("<a>", "<b>"));
  EXPECT_THAT(includes_of(plan, 4), ElementsAre("<a>", "<b>"));
  EXPECT_THAT(includes_of(plan, 6), ElementsAre("<a>"));
  EXPECT_THAT(includes_of(plan, 12), IsEmpty()) << "two compiles are too few";
}

TEST(SharedHeaders, AreForOneSetOfFlags) {
  Sample sample = files(std::vector<std::vector<std::string>>(6, {"<a>"}));
  sample.owner.variants[0].directives.standard = "c++14";
  const Plan plan = planned_without_runs(sample);
  EXPECT_THAT(includes_of(plan, 0), IsEmpty());
  EXPECT_THAT(includes_of(plan, 2), ElementsAre("<a>"));
}

TEST(SharedHeaders, WhatADefinitionIsAboutIsKnownLater) {
  const Plan plan = planned_without_runs(files(std::vector<std::vector<std::string>>(3, {"<a>"})));
  ASSERT_EQ(plan.jobs.size(), 6U);
  const Job& compile = plan.jobs[0];
  const Job& counterfactual = plan.jobs[1];
  ASSERT_TRUE(compile.header);
  EXPECT_EQ(compile.header, counterfactual.header) << "they share one";
  EXPECT_THAT(plan.headers[*compile.header].flags, Not(Contains("-DUNCHECKED")));
  EXPECT_FALSE(compile.own_header);
  EXPECT_THAT(counterfactual.header_macros, ElementsAre("UNCHECKED"));
  ASSERT_TRUE(counterfactual.own_header) << "where the header mentions it";
  EXPECT_THAT(plan.headers[*counterfactual.own_header].flags, Contains("-DUNCHECKED"));
}

TEST(SharedHeaders, EndBeforeAFileThatMayNotBeIncludedTwice) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "raw.inc", "int twice;\n"));
  Sample sample = files(std::vector<std::vector<std::string>>(4, {"<a>", "<raw.inc>", "<b>"}));
  sample.suite.include = {folder->path()};
  EXPECT_THAT(includes_of(planned_without_runs(sample), 0), ElementsAre("<a>"));
}

TEST(SharedHeaders, CanBeSwitchedOff) {
  Sample sample = files(std::vector<std::vector<std::string>>(4, {"<a>"}));
  sample.suite.finds_headers = false;
  EXPECT_THAT(planned_without_runs(sample).headers, IsEmpty());
}

}  // namespace
}  // namespace mustfail
