#include "report/junit_report.hpp"

#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "report/sample_run.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

class JunitReports : public testing::Test {
 protected:
  pugi::xml_node report(const std::vector<Finding>& findings, const RunEnd& end = {}) {
    const auto file = folder_->path() / "report.xml";
    const auto reporter = make_junit_reporter(file);
    text_ = written(*reporter, file, end, findings);
    const auto parsed = document_.load_string(text_.c_str());
    EXPECT_TRUE(parsed) << parsed.description() << "\n" << text_;
    return document_.child("testsuites");
  }
  pugi::xml_node only_case(const Finding& finding) {
    return report({finding}).child("testsuite").child("testcase");
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  pugi::xml_document document_;
  std::string text_;
};

TEST_F(JunitReports, HaveATestSuiteForEachToolchainAndCountWhatIsInIt) {
  const auto root = report({sample_finding(Verdict::pass, "p"), sample_finding(Verdict::fail, "f"),
                            sample_finding(Verdict::error, "e", "clang-19"),
                            sample_finding(Verdict::skip, "s", "clang-19")});
  EXPECT_EQ(root.attribute("tests").as_int(), 4);
  EXPECT_EQ(root.attribute("failures").as_int(), 1);
  EXPECT_EQ(root.attribute("errors").as_int(), 1);
  const auto gcc = root.child("testsuite");
  EXPECT_STREQ(gcc.attribute("name").value(), "sample.gcc-12");
  EXPECT_EQ(gcc.attribute("tests").as_int(), 2);
  EXPECT_EQ(gcc.attribute("failures").as_int(), 1);
  EXPECT_EQ(gcc.attribute("skipped").as_int(), 0);
  const auto clang = gcc.next_sibling("testsuite");
  EXPECT_EQ(clang.attribute("errors").as_int(), 1);
  EXPECT_EQ(clang.attribute("skipped").as_int(), 1);
  EXPECT_STREQ(gcc.child("properties").first_child().attribute("value").value(), "/usr/bin/c++");
}

TEST_F(JunitReports, EachVerdictIsTheElementThatReadersKnow) {
  EXPECT_FALSE(only_case(sample_finding(Verdict::pass, "x")).child("skipped"));
  const std::vector<std::pair<Verdict, std::string>> elements{{Verdict::fail, "failure"},
                                                              {Verdict::xpass, "failure"},
                                                              {Verdict::error, "error"},
                                                              {Verdict::skip, "skipped"},
                                                              {Verdict::xfail, "skipped"}};
  for (const auto& [verdict, element] : elements) {
    const auto node = only_case(sample_finding(verdict, "why")).first_child();
    EXPECT_EQ(node.name(), element) << name(verdict);
    EXPECT_THAT(node.attribute("message").value(), testing::HasSubstr("why"));
  }
  Finding known = sample_finding(Verdict::fail, "why");
  known.known = true;
  EXPECT_STREQ(only_case(known).first_child().name(), "skipped");
}

TEST_F(JunitReports, AFailureNamesThePlaceAndWhatToDo) {
  Finding finding = sample_finding(Verdict::fail, "it compiles");
  finding.help = "look";
  finding.details = {"line one"};
  const auto test = only_case(finding);
  EXPECT_STREQ(test.attribute("classname").value(), "gcc-12.counter.local");
  EXPECT_STREQ(test.attribute("name").value(), "naive compile");
  EXPECT_THAT(test.child("failure").text().get(),
              testing::AllOf(testing::StartsWith("cases/counter/local/naive.cpp:7: it compiles"),
                             testing::HasSubstr("line one"), testing::HasSubstr("help: look")));
}

TEST_F(JunitReports, AToolchainThatOnlyCompiledHasDashes) {
  Finding race = sample_finding(Verdict::pass, "races");
  race.step = Step::race;
  const auto root = report(
      {sample_finding(Verdict::pass, "p"), race, sample_finding(Verdict::pass, "p", "clang-19")});
  const auto property = [](const pugi::xml_node& suite, const char* name) {
    return std::string(suite.child("properties")
                           .find_child_by_attribute("property", "name", name)
                           .attribute("value")
                           .value());
  };
  const auto gcc = root.child("testsuite");
  EXPECT_EQ(property(gcc, "evidence.witness"), "1 of 1 shown");
  EXPECT_EQ(property(gcc, "evidence.counterfactual"), "-");
  EXPECT_EQ(property(gcc, "evidence.run"), "");
  EXPECT_STREQ(gcc.child("testcase").child("system-out").text().get(), "counterfactual: -\n");
  const auto clang = gcc.next_sibling("testsuite");
  EXPECT_EQ(property(clang, "evidence.witness"), "-");
  EXPECT_STREQ(clang.child("testcase").child("system-out").text().get(),
               "counterfactual: -\nwitness: -\n");
}

TEST_F(JunitReports, HoldNoCharacterThatXmlForbids) {
  EXPECT_EQ(xml_text("a\x01"
                     "b\x1B[31m\t\n\xFF|\xEF\xBF\xBE|\xC3\xA4"),
            "ab[31m\t\n\xEF\xBF\xBD||\xC3\xA4");
  Finding finding = sample_finding(Verdict::fail, "nul \x01 </failure> & \xFF");
  finding.output = "\x1B[1mbold\n";
  const auto test = only_case(finding);
  EXPECT_STREQ(test.child("failure").attribute("message").value(),
               "nul  </failure> & \xEF\xBF\xBD");
  EXPECT_STREQ(test.child("system-out").text().get(), "[1mbold\ncounterfactual: -\nwitness: -\n");
}

TEST_F(JunitReports, AnInterruptedRunIsNotGreen) {
  RunEnd end;
  end.completion.how = Completion::How::interrupted;
  const auto root = report({sample_finding(Verdict::pass, "p")}, end);
  EXPECT_TRUE(root.find_child_by_attribute("testsuite", "name", "sample.interrupted"));
}

}  // namespace
}  // namespace mustfail
