#include "suite/twin.hpp"

#include <gmock/gmock.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> comments(std::string_view source, Family language) {
  std::vector<std::string> texts;
  for (const Comment& each : find_twin_comments(source, language)) {
    texts.push_back(std::to_string(each.line) + ":" + std::string(each.text));
  }
  return texts;
}

TEST(TwinComments, ALifetimeOpensNoCharacterLiteral) {
  EXPECT_THAT(comments("fn f<'a>(x: &'a str) {} // one\nlet c = 'x'; // two\n", Family::rust),
              ElementsAre("1: one", "2: two"));
  EXPECT_THAT(comments("let c = '\"'; // one\nlet d = '\\''; // two\n", Family::rust),
              ElementsAre("1: one", "2: two"));
}

TEST(TwinComments, StringsHideCommentMarks) {
  EXPECT_THAT(comments("let s = \"// no \\\" // no\"; // yes\n", Family::rust),
              ElementsAre("1: yes"));
  EXPECT_THAT(comments("let s = r#\"// no \" // no\"#; // yes\n", Family::rust),
              ElementsAre("1: yes"));
  EXPECT_THAT(comments("let r = for_r; // yes\n", Family::rust), ElementsAre("1: yes"));
  EXPECT_THAT(comments("s := `// no\n\\` // yes\n", Family::go), ElementsAre("2: yes"));
}

TEST(TwinComments, RustsBlockCommentsNest) {
  EXPECT_THAT(comments("/* a /* b */ c */ x // y\n", Family::rust),
              ElementsAre("1: a /* b */ c ", "1: y"));
  EXPECT_THAT(comments("/* a /* b */ x // y\n", Family::go), ElementsAre("1: a /* b ", "1: y"));
}

/// Reads TWIN beside a naive.cpp of this rule and tells what is wrong with it.
class ReadTwin : public testing::Test {
 protected:
  std::vector<std::string> complaints(std::string_view name, std::string_view text,
                                      std::string_view rule = "E0373") {
    EXPECT_TRUE(write_file(folder_->path() / "naive.cpp",
                           "//@ rule: " + std::string(rule) + "\nint main() {}\n"));
    EXPECT_TRUE(write_file(folder_->path() / name, text));
    Failures failures;
    twin_ = read_twin(folder_->path() / name, failures);
    EXPECT_EQ(twin_.has_value(), failures.empty());
    std::vector<std::string> texts;
    for (const Failure& each : failures) texts.push_back(each.what);
    return texts;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  std::optional<Variant> twin_;
};

TEST_F(ReadTwin, TakesTheRuleOfTheCppFileBesideIt) {
  EXPECT_THAT(complaints("naive.rs", "fn main() {} // expected-error {{[E0373]}}\n"), IsEmpty());
  EXPECT_EQ(twin_->directives.rule, "E0373");
  EXPECT_EQ(twin_->name, "naive.rs");
  EXPECT_EQ(twin_->expectations.list.size(), 1U);
}

TEST_F(ReadTwin, SaysThatAnotherFileIsNoTwin) {
  EXPECT_THAT(complaints("helper.rs", "fn main() {}\n"), ElementsAre(HasSubstr("no twin")));
  EXPECT_THAT(complaints("naive.py", ""), ElementsAre(HasSubstr("no twin")));
}

TEST_F(ReadTwin, NeedsACppFileBesideIt) {
  EXPECT_THAT(complaints("naive_alone.rs", "fn main() {}\n"),
              ElementsAre(HasSubstr("no naive_alone.cpp")));
}

TEST_F(ReadTwin, ARuleThatRustHasNotNeedsAReason) {
  EXPECT_THAT(complaints("naive.rs", "fn main() {}\n", "N0001"),
              ElementsAre(HasSubstr("Rust has no code 'N0001'")));
  EXPECT_THAT(complaints("naive.rs", "//@ differs: accepts: a lint\nfn main() {}\n", "N0001"),
              IsEmpty());
}

TEST_F(ReadTwin, ADifferenceIsOneAndHasAReason) {
  EXPECT_THAT(complaints("naive.rs", "//@ differs: E0308\nfn main() {}\n"),
              ElementsAre(HasSubstr("gives no reason")));
  EXPECT_THAT(complaints("naive.rs", "//@ differs: E0373: why\nfn main() {}\n"),
              ElementsAre(HasSubstr("there is no difference")));
  EXPECT_THAT(complaints("naive.rs", "//@ differs: clean: why\nfn main() {}\n"),
              ElementsAre(HasSubstr("'clean' is not what rustc can do")));
  EXPECT_THAT(complaints("naive.go", "//@ differs: E0308: why\n"),
              ElementsAre(HasSubstr("'E0308' is not what Go can do")));
}

TEST_F(ReadTwin, RefusesWhatOnlyMeansSomethingInCpp) {
  EXPECT_THAT(complaints("naive.rs", "//@ needs: tsan\nfn main() {}\n"),
              ElementsAre(HasSubstr("'needs' means nothing in a twin")));
}

TEST_F(ReadTwin, AGoFileMayNotHideFromTheRaceDetector) {
  EXPECT_THAT(complaints("naive.go", "package main\n\n//go:norace\nfunc main() {}\n"),
              ElementsAre(HasSubstr("can hide code from the race detector")));
}

}  // namespace
}  // namespace mustfail
