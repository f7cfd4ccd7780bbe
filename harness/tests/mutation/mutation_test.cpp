#include "mutation/mutation.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "mutation/mutation_report.hpp"
#include "mutation/mutation_trial.hpp"
#include "mutation/overlay.hpp"
#include "support/samples.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Mutations : public testing::Test {
 protected:
  void SetUp() override {
    suite_.rules["E1"] = {"E1", {"-DOFF"}, {}, {}, {}};
    suite_.mutations = folder_->path() / "mutations.json";
  }

  boost::system::result<std::vector<Mutation>, Failures> read(std::string_view text) {
    std::ofstream(suite_.mutations, std::ios::binary) << text;
    return read_mutations(suite_);
  }

  std::vector<std::string> complaints(std::string_view text) {
    std::vector<std::string> said;
    if (const auto mutations = read(text); !mutations) {
      for (const Failure& each : mutations.error()) {
        said.push_back(std::to_string(each.place.line) + ": " + each.what);
      }
    }
    return said;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Suite suite_;
};

TEST_F(Mutations, AreTheRulesAndThenThoseOfTheFile) {
  const auto mutations = read(R"({"mutations": [
    {"name": "a/b", "file": "x.hpp", "replace": "1", "by": "2", "why": "w", "only": ["gcc"]}]})");
  ASSERT_TRUE(mutations);
  ASSERT_EQ(mutations->size(), 2U);
  EXPECT_EQ(mutations->front().name, "E1");
  EXPECT_THAT(mutations->front().flags, ElementsAre("-DOFF"));
  EXPECT_TRUE(mutations->back().is_patch());
  EXPECT_EQ(mutations->back().place.line, 2);
}

TEST_F(Mutations, EverythingThatIsWrongIsSaidWithItsLine) {
  EXPECT_THAT(complaints("{\"mutations\": [\n{\"name\": \"n\"},\n"
                         "{\"name\": \"E1\", \"file\": \"f\", \"replace\": \"x\", \"by\": \"x\", "
                         "\"why\": \"w\", \"rule\": \"E2\", \"colour\": 1}]}"),
              testing::UnorderedElementsAre(
                  "2: this mutation has no \"file\"", "2: this mutation has no \"replace\"",
                  "2: this mutation has no \"why\"", "3: this mutation changes nothing",
                  "3: the suite has no rule 'E2'", HasSubstr("colour"),
                  "3: the mutation 'E1' stands here twice"));
}

TEST(Mutation, ReplacesWordsThatStandExactlyOnce) {
  Mutation mutation;
  mutation.name = "m";
  mutation.file = "x.hpp";
  mutation.replace = "return a";
  mutation.by = "return b";
  EXPECT_EQ(*apply(mutation, "{ return a; }"), "{ return b; }");
  EXPECT_EQ(apply(mutation, "{}").error().what,
            "the words that 'm' replaces stand nowhere in x.hpp");
  EXPECT_EQ(apply(mutation, "return a; return a;").error().what,
            "the words that 'm' replaces stand 2 times in x.hpp");
}

TEST(Mutation, IsNamedByAPartOfItsNameOrAPattern) {
  Mutation mutation;
  mutation.name = "member/base";
  EXPECT_TRUE(matches(mutation, {}));
  EXPECT_TRUE(matches(mutation, {"base"}));
  EXPECT_TRUE(matches(mutation, {"x", "member/*"}));
  EXPECT_FALSE(matches(mutation, {"bas?"}));
}

TEST(Overlay, HidesTheHeaderAndKeepsItsNeighbours) {
  const auto folder = TemporaryFolder::make();
  const auto lib = folder->path() / "include";
  ASSERT_TRUE(write_file(lib / "lib/a.hpp", "int a = 1;\n"));
  ASSERT_TRUE(write_file(lib / "lib/b.hpp", "#include \"a.hpp\"\n"));
  Mutation mutation;
  mutation.file = "lib/a.hpp";
  mutation.replace = "1";
  mutation.by = "2";
  const auto overlay = make_overlay(mutation, {lib}, folder->path());
  ASSERT_TRUE(overlay) << overlay.error().what;
  EXPECT_EQ(*read_file(*overlay / "lib/a.hpp"), "int a = 2;\n");
  EXPECT_EQ(*read_file(*overlay / "lib/b.hpp"), "#include \"a.hpp\"\n");
  EXPECT_EQ(*make_overlay(mutation, {lib}, folder->path()), *overlay) << "found by its bytes";
  mutation.file = "lib/c.hpp";
  EXPECT_THAT(make_overlay(mutation, {lib}, folder->path()).error().what,
              HasSubstr("in none of the suite's include folders"));
}

TEST(Notice, OnlyARuleOrAnAcceptedFileTellsOfAMutation) {
  Finding finding;
  finding.verdict = Verdict::pass;
  EXPECT_EQ(notice_in(finding, exited(1)), Notice::nothing);
  finding.verdict = Verdict::fail;
  EXPECT_EQ(notice_in(finding, exited(0)), Notice::red) << "it compiles now";
  EXPECT_EQ(notice_in(finding, exited(1)), Notice::broken) << "no rule's error";
  finding.diagnostics.resize(1);
  finding.diagnostics.front().severity = Severity::error;
  EXPECT_EQ(notice_in(finding, exited(1)), Notice::broken) << "the mutated header is no C++";
  finding.diagnostics.front().code = "E2";
  EXPECT_EQ(notice_in(finding, exited(1)), Notice::red) << "another rule's";
  finding.verdict = Verdict::error;
  EXPECT_EQ(notice_in(finding, exited(1)), Notice::broken);
}

TEST(Score, CountsWhatIsBrokenAgainstTheLibrary) {
  std::vector<Trial> trials(4);
  trials[0].fate = Fate::killed;
  trials[1].fate = Fate::survived;
  trials[2].fate = Fate::broken;
  trials[3].fate = Fate::skipped;
  const Score score = score_of(trials);
  EXPECT_EQ(score.tried(), 3U);
  EXPECT_DOUBLE_EQ(score.percent(), 100.0 / 3);
}

}  // namespace
}  // namespace mustfail
