// What `mustfail annotate` writes: a pure function of a file and of what its compiles said.

#include "judge/annotation.hpp"

#include <gmock/gmock.h>

#include <deque>

#include "support/samples.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kAnnotatedFile = "/s/cases/group/case/naive.cpp";

/// A diagnostic at a line of the case's file.
struct At {
  int line;
  std::string message;
  Severity severity = Severity::error;
};

/// One file, and what compilers say of it.
class File {
 public:
  explicit File(std::string source) : source_(std::move(source)) {}

  File& says(const std::string& toolchain, const std::vector<At>& all,
             const std::string& revision = {}) {
    Sample& sample = samples_.emplace_back("naive", Mode::compile_fail, source_);
    sample.toolchain.name = toolchain;
    sample.toolchain.family = toolchain.starts_with("gcc") ? Family::gcc : Family::clang;
    sample.toolchain.version = {std::stoi(toolchain.substr(toolchain.find('-') + 1)), 0, 0};
    sample.owner.variants.front().revision = revision;
    sample.owner.variants.front().revisions = revisions_in(find_comments(source_));
    jobs_.push_back(sample.job(Step::compile));
    FileView view{&jobs_.back(), {}, {}};
    for (const At& each : all) {
      Diagnostic said;
      said.severity = each.severity;
      said.message = each.message;
      said.location = said.blame = {each.line > 0 ? kAnnotatedFile : "/usr/include/lib.hpp",
                                    std::abs(each.line), 1};
      if (const auto at = each.message.find("[E"); at != std::string::npos) {
        said.code = each.message.substr(at + 1, 5);
      }
      view.diagnostics.push_back(said);
    }
    views_.push_back(std::move(view));
    return *this;
  }

  Annotation annotated(bool asked_all = true) const { return annotate(source_, views_, asked_all); }

  std::string text() const {
    const Annotation made = annotated();
    return made.failures.empty() ? made.source : "refused: " + made.failures.front().what;
  }

 private:
  std::string source_;
  std::deque<Sample> samples_;
  std::deque<Job> jobs_;
  std::vector<FileView> views_;
};

TEST(Annotation, TheRulesCodeIsEnough) {
  EXPECT_EQ(File("spawn();\n")
                .says("gcc-12", {{1, "'spawn' is unavailable: [E0373] it borrows"}})
                .says("clang-19", {{1, "'spawn' is unavailable: [E0373] it borrows"}})
                .text(),
            "spawn();  // expected-error {{[E0373]}}\n");
}

TEST(Annotation, WhatAllShareWhenItSaysEnough) {
  EXPECT_EQ(File("f(1);\n")
                .says("gcc-12", {{1, "static assertion failed: SIZES_DIFFER_HERE"}})
                .says("clang-19",
                      {{1, "static assertion failed due to requirement 'a': SIZES_DIFFER_HERE"}})
                .text(),
            "f(1);  // expected-error {{SIZES_DIFFER_HERE}}\n");
}

TEST(Annotation, ElseOneForEachFamilyAndVersion) {
  EXPECT_EQ(File("f(1);\n")
                .says("gcc-12", {{1, "use of deleted function 'f(int)'"}})
                .says("clang-14", {{1, "call to deleted function 'f'"}})
                .says("clang-19", {{1, "call to deleted function 'f'"}, {1, "f: x y z"}})
                .text(),
            "f(1);  // gcc-error {{use of deleted function 'f(int)'}}\n"
            "// clang-error@-1 {{call to deleted function 'f'}}\n"
            "// clang19-error@-2 {{f: x y z}}\n");
}

TEST(Annotation, SeveralAreCountedAndWarningsAreAskedForToo) {
  EXPECT_EQ(
      File("f(1);\n")
          .says("gcc-12", {{1, "no such thing as that"},
                           {1, "no such thing as that"},
                           {1, "unused variable 'x'", Severity::warning}})
          .text(),
      "f(1);  // expected-error 2 {{no such thing as that}} expected-warning {{unused variable "
      "'x'}}\n");
}

TEST(Annotation, TheLongerTextTakesItsOwnFirst) {
  const std::string text = File("f(1);\n")
                               .says("gcc-12", {{1, "no match for 'operator+'"},
                                                {1, "no match for 'operator+' in 'a + b'"}})
                               .text();
  EXPECT_LT(text.find("in 'a + b'"), text.find("'operator+'}}"));
}

TEST(Annotation, WhatIsInAHeaderOnlyIsAskedForThere) {
  EXPECT_EQ(
      File("#include <lib.hpp>\n").says("gcc-12", {{-7, "the library does not do this"}}).text(),
      "#include <lib.hpp>\n// expected-error@lib.hpp:* {{the library does not do this}}\n");
}

TEST(Annotation, WhatHoldsStaysAsItIsWritten) {
  const std::string source = "f(1);  // expected-error {{no such}}\n";
  EXPECT_EQ(File(source).says("gcc-12", {{1, "no such thing as that"}}).text(), source);
  const std::string regex = "f(1);  // expected-error-re {{no {{s.ch}}}} (see above)\n";
  EXPECT_EQ(File(regex).says("gcc-12", {{1, "no such thing as that"}}).text(), regex);
}

TEST(Annotation, AMovedDiagnosticTakesItsWordsAlong) {
  const Annotation made = File("f(1);  // expected-error {{such thing}}\nf(2);\n")
                              .says("gcc-12", {{2, "no such thing as that"}})
                              .annotated();
  EXPECT_EQ(made.source, "f(1);\nf(2);  // expected-error {{such thing}}\n");
  EXPECT_THAT(made.remarks,
              ElementsAre("line 1: the diagnostic moved to line 2: expected-error {{such thing}}"));
  EXPECT_EQ(File("// expected-error@+1 {{such thing}}\nf(1);\nf(2);\n")
                .says("gcc-12", {{3, "no such thing as that"}})
                .text(),
            "// expected-error@+2 {{such thing}}\nf(1);\nf(2);\n")
      << "a place that somebody wrote stays one";
}

TEST(Annotation, ChangedWordsAreCorrectedInTheirPlace) {
  const Annotation made = File("f(1);  // see: expected-error {{old words}}\n")
                              .says("gcc-12", {{1, "no such thing as that"}})
                              .annotated();
  EXPECT_EQ(made.source, "f(1);  // see: expected-error {{no such thing as that}}\n");
  EXPECT_THAT(made.remarks, ElementsAre(HasSubstr("line 1: its words changed")));
}

TEST(Annotation, WhatNobodySaysAnyMoreGoesAndIsTold) {
  const Annotation made = File("f(1);  // expected-error {{such thing}} expected-error {{gone}}\n")
                              .says("gcc-12", {{1, "no such thing as that"}})
                              .annotated();
  EXPECT_EQ(made.source, "f(1);  // expected-error {{such thing}}\n");
  EXPECT_THAT(made.remarks,
              ElementsAre("line 1: nothing says this any more: expected-error {{gone}}"));
}

TEST(Annotation, NothingIsLoosenedWithoutAWord) {
  const Annotation fewer = File("f(1);  // expected-error {{such thing}}\n")
                               .says("gcc-12", {{1, "no such thing as that"}})
                               .says("clang-19", {{2, "deleted"}})
                               .annotated();
  EXPECT_THAT(fewer.remarks, testing::Contains(HasSubstr("looser than before")));
  const Annotation shorter = File("f(1);  // expected-error {{a message of very many words}}\n")
                                 .says("gcc-12", {{1, "no such words"}})
                                 .annotated();
  EXPECT_THAT(shorter.remarks, testing::Contains(HasSubstr("looser than before")));
}

TEST(Annotation, WhoIsNotAskedKeepsItsComments) {
  const std::string source = "f(1);  // clang-error {{deleted}}\n";
  EXPECT_EQ(File(source).says("gcc-12", {{1, "no such thing as that"}}).annotated(false).source,
            "f(1);  // clang-error {{deleted}}  // gcc-error {{no such thing as that}}\n");
}

TEST(Annotation, ARevisionsOwnHaveItsName) {
  EXPECT_EQ(File("//@ revisions: old new\nf(1);\n")
                .says("gcc-12", {{2, "no such thing as that"}}, "old")
                .says("gcc-12", {{2, "no such thing as that"}, {2, "and quite another"}}, "new")
                .text(),
            "//@ revisions: old new\nf(1);  // expected-error {{no such thing as that}} new-error "
            "{{and quite another}}\n");
}

TEST(Annotation, WhatNoPrefixCanNameIsRefused) {
  EXPECT_EQ(File("//@ revisions: old new\nf(1);\n")
                .says("gcc-12", {{2, "aaa"}}, "old")
                .says("clang-19", {{2, "bbb"}}, "old")
                .says("gcc-12", {{1, "no such thing as that"}}, "new")
                .says("clang-19", {{1, "no such thing as that"}}, "new")
                .text(),
            "refused: no prefix of a comment names just the toolchains that say: aaa");
}

}  // namespace
}  // namespace mustfail
