#include "report/sarif_report.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/sample_run.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using Json = nlohmann::json;

class SarifReports : public testing::Test {
 protected:
  Json run(const std::vector<Finding>& findings, const RunEnd& end = {},
           const std::string& browse = "") {
    const auto file = folder_->path() / "report.sarif";
    const auto reporter = make_sarif_reporter(file, browse);
    return Json::parse(written(*reporter, file, end, findings)).at("runs").at(0);
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(SarifReports, TellWhatIsRedAtItsLineInTheRepository) {
  const Json json = run({sample_finding(Verdict::pass, "p"), sample_finding(Verdict::fail, "f"),
                         sample_finding(Verdict::skip, "s"), sample_finding(Verdict::xpass, "x")});
  ASSERT_EQ(json.at("results").size(), 2U);
  const Json& result = json.at("results").at(0);
  EXPECT_EQ(result.at("ruleId"), "E0373");
  EXPECT_EQ(result.at("level"), "error");
  const Json& place = result.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "cases/counter/local/naive.cpp");
  EXPECT_EQ(place.at("artifactLocation").at("uriBaseId"), "%SRCROOT%");
  EXPECT_EQ(place.at("region").at("startLine"), 7);
  EXPECT_EQ(json.at("results").at(1).at("level"), "warning");
  EXPECT_EQ(json.at("originalUriBaseIds").at("%SRCROOT%").at("uri"), "file:///r/");
}

TEST_F(SarifReports, RulesHaveTheirPages) {
  const auto page = [&](const std::string& browse) {
    return run({}, {}, browse).at("tool").at("driver").at("rules").at(0).at("helpUri");
  };
  EXPECT_EQ(page(""), "file:///r/docs/rules/E0373.md");
  EXPECT_EQ(page("https://host/o/n/blob/abc/"), "https://host/o/n/blob/abc/docs/rules/E0373.md");
}

TEST_F(SarifReports, AFindingOfNoRuleIsTheHarnesssOwn) {
  Finding finding = sample_finding(Verdict::fail, "f");
  finding.rule.clear();
  const Json json = run({finding});
  const Json& result = json.at("results").at(0);
  EXPECT_EQ(json.at("tool")
                .at("driver")
                .at("rules")
                .at(result.at("ruleIndex").get<std::size_t>())
                .at("id"),
            result.at("ruleId"));
}

TEST_F(SarifReports, KeepAPathThatIsNoUriOne) {
  Finding finding = sample_finding(Verdict::fail, "f");
  finding.file = "/r/cases/a b#c/\xC3\xA4?.cpp";
  const Json json = run({finding});
  EXPECT_EQ(json.at("results")
                .at(0)
                .at("locations")
                .at(0)
                .at("physicalLocation")
                .at("artifactLocation")
                .at("uri"),
            "cases/a%20b%23c/%C3%A4%3F.cpp");
}

TEST_F(SarifReports, NotesAndTheRacesLinesStandBesideTheResult) {
  Finding finding = sample_finding(Verdict::fail, "f");
  Diagnostic diagnostic;
  diagnostic.message = "first";
  diagnostic.location = {"/usr/include/x.hpp", 3, 1};
  diagnostic.notes = {diagnostic};
  finding.diagnostics = {diagnostic};
  finding.race_lines = {9, 12};
  const Json related = run({finding}).at("results").at(0).at("relatedLocations");
  ASSERT_EQ(related.size(), 4U);
  EXPECT_EQ(related.at(0).at("physicalLocation").at("artifactLocation").at("uri"),
            "file:///usr/include/x.hpp");
  EXPECT_EQ(related.at(3).at("physicalLocation").at("region").at("startLine"), 12);
}

TEST_F(SarifReports, WhatIsKnownIsSuppressedAndWhatWasCutShortSaysSo) {
  Finding finding = sample_finding(Verdict::fail, "f");
  finding.known = true;
  RunEnd end;
  end.completion.how = Completion::How::stopped;
  const Json json = run({finding}, end);
  EXPECT_EQ(json.at("results").at(0).at("suppressions").size(), 1U);
  EXPECT_EQ(json.at("invocations").at(0).at("executionSuccessful"), false);
  EXPECT_EQ(run({}).at("invocations").at(0).at("executionSuccessful"), true);
}

}  // namespace
}  // namespace mustfail
