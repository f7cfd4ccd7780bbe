#include "report/json_report.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/report_file.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using Json = nlohmann::json;

class JsonReports : public testing::Test {
 protected:
  Json report(const std::vector<Finding>& findings, const RunEnd& end = {}) {
    const auto reporter = make_json_reporter(file());
    RunStart start;
    start.suite = "sample";
    start.jobs = 7;
    start.left_out = left_out_;
    start.toolchains = {Toolchain{}};
    start.toolchains[0].name = "gcc-12";
    start.toolchains[0].version = {12, 2, 0};
    reporter->start(start);
    EXPECT_TRUE(reporter->finish(end, findings));
    return Json::parse(*read_file(file()));
  }
  std::filesystem::path file() const { return folder_->path() / "sub/report.json"; }

  Failures left_out_;
  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(JsonReports, HoldWhatTheDocumentedSchemaSays) {
  Finding finding;
  finding.case_name = "counter/local";
  finding.variant = "naive";
  finding.toolchain = "gcc-12";
  finding.rule = "E0373";
  finding.blame = {"/c/naive.cpp", 12, 3};
  finding.reason = "rejected with E0373 at line 12";
  finding.seconds = 0.5;
  Diagnostic diagnostic;
  diagnostic.code = "E0373";
  diagnostic.message = "m";
  diagnostic.location = {"/c/naive.cpp", 12, 3};
  diagnostic.notes.emplace_back();
  finding.diagnostics = {diagnostic};
  const Json json = report({finding});
  EXPECT_EQ(json.at("schema"), 1);
  EXPECT_EQ(json.at("summary").at("suite"), "sample");
  EXPECT_EQ(json.at("summary").at("planned"), 7);
  EXPECT_EQ(json.at("summary").at("judged"), 1);
  EXPECT_EQ(json.at("summary").at("verdicts").at("pass"), 1);
  EXPECT_EQ(json.at("summary").at("toolchains").at(0).at("version"), "12.2.0");
  const Json& result = json.at("results").at(0);
  for (const auto& [key, value] : std::vector<std::pair<const char*, Json>>{
           {"case", "counter/local"},
           {"variant", "naive"},
           {"toolchain", "gcc-12"},
           {"step", "compile"},
           {"verdict", "pass"},
           {"rule", "E0373"},
           {"blame", {{"file", "/c/naive.cpp"}, {"line", 12}}},
           {"seconds", 0.5},
           {"cached", false},
           {"reason", "rejected with E0373 at line 12"}}) {
    EXPECT_EQ(result.at(key), value) << key;
  }
  EXPECT_EQ(result.at("diagnostics").at(0).at("message"), "m");
  EXPECT_EQ(result.at("diagnostics").at(0).at("notes").size(), 1U);
}

TEST_F(JsonReports, TheCompileSaysWhichEvidenceItsToolchainBrought) {
  Finding compile;
  compile.toolchain = "gcc-12";
  Finding race = compile;
  race.step = Step::race;
  Finding other = compile;
  other.toolchain = "clang-14";
  const Json results = report({compile, race, other}).at("results");
  EXPECT_EQ(results[0].at("evidence"),
            Json({{"counterfactual", "not asked"}, {"witness", "shown"}}));
  EXPECT_FALSE(results[1].contains("evidence"));
  EXPECT_EQ(results[2].at("evidence"),
            Json({{"counterfactual", "not asked"}, {"witness", "not asked"}}));
}

TEST_F(JsonReports, WhatWasLeftOutIsToldAndReadBack) {
  EXPECT_EQ(report({}).at("summary").at("left_out"), Json::array());
  left_out_ = {{{}, "the toolchain 'clang-22' is not here", "apt-get install clang-22"}};
  EXPECT_EQ(report({}).at("summary").at("left_out"),
            Json({{{"what", "the toolchain 'clang-22' is not here"},
                   {"help", "apt-get install clang-22"}}}));
  const auto read = read_report(file());
  ASSERT_TRUE(read);
  ASSERT_EQ(read->start.left_out.size(), 1U);
  EXPECT_EQ(read->start.left_out[0].what, "the toolchain 'clang-22' is not here");
  EXPECT_EQ(read->start.left_out[0].help, "apt-get install clang-22");
}

TEST_F(JsonReports, AnOlderOneThatKnowsNothingOfWhatWasLeftOutIsRead) {
  Json older = report({});
  older.at("summary").erase("left_out");
  ASSERT_TRUE(write_file(file(), older.dump()));
  const auto read = read_report(file());
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_TRUE(read->start.left_out.empty());
}

TEST_F(JsonReports, ARunThatWasCutShortSaysSo) {
  RunEnd end;
  end.completion.how = Completion::How::interrupted;
  EXPECT_EQ(report({}, end).at("summary").at("interrupted"), true);
  end.completion.how = Completion::How::stopped;
  EXPECT_EQ(report({}, end).at("summary").at("stopped"), true);
  EXPECT_EQ(report({}).at("summary").at("interrupted"), false);
}

TEST_F(JsonReports, BytesThatAreNotUtf8DoNotBreakThem) {
  Finding finding;
  finding.reason = "a \xFF b";
  EXPECT_EQ(report({finding}).at("results").at(0).at("reason"), "a \xEF\xBF\xBD b");
}

TEST_F(JsonReports, AFileThatCannotBeWrittenIsAFailure) {
  const auto reporter = make_json_reporter("/proc/nowhere/report.json");
  const auto written = reporter->finish({}, {});
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().what, testing::StartsWith("cannot make this folder: "));
}

}  // namespace
}  // namespace mustfail
