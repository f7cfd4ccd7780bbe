// `"expectations": "optional"`: where nothing in a file says what its rejection has to be, its
// snapshots alone pin it.

#include <gmock/gmock.h>

#include "command/snapshot_proposal.hpp"
#include "judge/judging.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

const std::string kError = "/s/cases/group/case/naive.cpp:2:8: error: no match for 'operator+'\n";

Sample optional_sample(std::string_view source = "int main() {\n  a + b;\n}\n") {
  Sample sample("naive", Mode::compile_fail, source);
  sample.owner.variants.front().policy = ExpectationPolicy::optional;
  return sample;
}

SnapshotFolder pinned(const Sample& sample, const std::string& errors) {
  const Seen seen = see(sample.suite, sample.job(Step::compile), exited(1, errors));
  return {{"naive.gcc.json", seen.meaning}, {"naive.gcc.stderr", seen.wording}};
}

std::string verdict(const Sample& sample, const std::string& errors,
                    const SnapshotFolder& snapshots) {
  return told(judged(sample, Step::compile, exited(1, errors), snapshots));
}

TEST(PinnedAlone, PassesByItsSnapshotsOnly) {
  const Sample sample = optional_sample();
  EXPECT_EQ(verdict(sample, kError, pinned(sample, kError)),
            "pass: rejected at line 2, as its snapshot pins it");
  EXPECT_THAT(verdict(sample, kError, {}),
              HasSubstr("fail: there is no snapshot /s/expected/group/case/naive.gcc.json"));
  EXPECT_THAT(told(judged(sample, Step::compile, exited(0), pinned(sample, kError))),
              HasSubstr("fail: it compiles"));
}

TEST(PinnedAlone, AnErrorWithoutACodeHasAMeaning) {
  const Sample sample = optional_sample();
  std::string moved = kError;
  moved.replace(moved.find(":2:"), 3, ":3:");
  EXPECT_THAT(verdict(sample, moved, pinned(sample, kError)),
              HasSubstr("fail: what the diagnostics mean and the compiler's wording differ"));
  const std::string twice = kError + "/s/cases/group/case/naive.cpp:2:12: error: no match\n";
  EXPECT_THAT(verdict(sample, twice, pinned(sample, kError)), HasSubstr("--accept-meaning"));
  std::string reworded = kError;
  reworded.replace(reworded.find("no match"), 8, "no such");
  EXPECT_THAT(verdict(sample, reworded, pinned(sample, kError)),
              HasSubstr("fail: only the compiler's wording differs"));
}

TEST(PinnedAlone, AnExpectationCountsWhereThereIsOne) {
  const Sample sample =
      optional_sample("int main() {\n  a + b;  // expected-error {{operator-}}\n}\n");
  EXPECT_THAT(verdict(sample, kError, {}), HasSubstr("1 unmet expectation"));
  const Sample other = optional_sample("int main() {\n  a + b;  // clang-error {{operator-}}\n}\n");
  EXPECT_EQ(verdict(other, kError, pinned(other, kError)),
            "pass: rejected at line 2, as its snapshot pins it")
      << "nothing counts on this toolchain";
}

TEST(PinnedAlone, IsBlessedByFamilyAndWhereOneDiffersByToolchain) {
  const Sample sample = optional_sample();
  std::vector<Toolchain> toolchains(4, sample.toolchain);
  toolchains[1].name = "clang-14";
  toolchains[2].name = "clang-19";
  toolchains[3].name = "clang-22";
  for (std::size_t i = 1; i < toolchains.size(); ++i) toolchains[i].family = Family::clang;
  CaseProposals proposals;
  std::vector<Job> jobs;
  for (const Toolchain& each : toolchains) {
    jobs.push_back(sample.job(Step::compile));
    jobs.back().toolchain = &each;
  }
  // Whichever compiler ends first.
  propose(proposals, jobs[3], SnapshotKind::wording, "new words");
  propose(proposals, jobs[1], SnapshotKind::wording, "old words");
  propose(proposals, jobs[2], SnapshotKind::wording, "new words");
  propose(proposals, jobs[0], SnapshotKind::wording, "GCC's words");
  settle_alone(proposals, sample.suite);
  EXPECT_THAT(proposals.files, ElementsAre(Key("naive.clang-14.stderr"), Key("naive.clang.stderr"),
                                           Key("naive.gcc.stderr")));
  EXPECT_EQ(proposals.files.at("naive.clang.stderr").bytes, "new words") << "of the reference";
  EXPECT_TRUE(proposals.refusals.empty());
}

TEST(PinnedAlone, AToolchainAddedLaterLeavesTheFamilysFile) {
  const Sample sample = optional_sample();
  Toolchain clang = sample.toolchain;
  clang.name = "clang-22";
  clang.family = Family::clang;
  Job job = sample.job(Step::compile);
  job.toolchain = &clang;
  CaseProposals proposals;
  proposals.pinned = {{"naive.clang.stderr", "clang-19's words"}};
  propose(proposals, job, SnapshotKind::wording, "clang-22's words");
  settle_alone(proposals, sample.suite);
  EXPECT_THAT(proposals.files, ElementsAre(Key("naive.clang-22.stderr")));
}

}  // namespace
}  // namespace mustfail
