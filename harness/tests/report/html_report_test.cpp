#include "report/html_report.hpp"

#include <gmock/gmock.h>

#include "report/sample_run.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using testing::Not;
using OrderedJson = nlohmann::ordered_json;

OrderedJson data_of(
    const std::vector<Finding>& findings, const std::vector<ReportFile>& history = {},
    const ReadSource& read = [](const std::string&) { return std::nullopt; }) {
  return html_data(sample_start(), {}, findings, history, {}, read);
}

/// What stands in the page's data block.
std::string block(const std::string& page) {
  const std::string opening = "<script type=\"application/json\" id=\"data\">";
  const std::size_t begin = page.find(opening) + opening.size();
  return page.substr(begin, page.find("</script>", begin) - begin);
}

TEST(HtmlReports, TheDataReadsBackWhateverItHolds) {
  const OrderedJson data =
      data_of({sample_finding(Verdict::fail, "</script><!-- <script> @STYLE@ \" &")});
  const std::string page = html_page("a & <b>", data);
  EXPECT_EQ(OrderedJson::parse(block(page)), data);
  EXPECT_THAT(block(page), Not(HasSubstr("<")));
  EXPECT_THAT(block(page), HasSubstr("@STYLE@"));
  EXPECT_THAT(page, HasSubstr("<title>a &#38; &#60;b&#62;: mustfail report</title>"));
}

TEST(HtmlReports, AskForNothingFromOutside) {
  const std::string page = html_page("t", data_of({}));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  for (const char* asks : {"<link", " src=", "@import", "url(", "fetch(", "XMLHttp", "innerHTML"}) {
    EXPECT_THAT(page, Not(HasSubstr(asks)));
  }
}

TEST(HtmlReports, SourcesAndTheirTwinsAreInThePage) {
  const auto read = [](const std::string& file) -> std::optional<std::string> {
    if (file.ends_with(".go")) return std::nullopt;
    return "text of " + file;
  };
  const OrderedJson sources = data_of({sample_finding(Verdict::pass, "p")}, {}, read).at("sources");
  EXPECT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources.at("cases/counter/local/naive.rs"), "text of /r/cases/counter/local/naive.rs");
}

TEST(HtmlReports, TheRejectedLinesAreThoseOfTheErrorsBlame) {
  Finding finding = sample_finding(Verdict::pass, "p");
  Diagnostic error;
  error.blame = {finding.file, 12, 1};
  Diagnostic elsewhere;
  elsewhere.blame = {"/usr/include/x.hpp", 99, 1};
  finding.diagnostics = {error, elsewhere};
  EXPECT_EQ(data_of({finding}).at("findings").at(0).at("lines"), OrderedJson({7, 12}));
}

TEST(HtmlReports, BothStacksOfARaceAreTold) {
  Finding finding = sample_finding(Verdict::pass, "races");
  finding.reports = {
      {"data race",
       {{"write of size 4", {{"add(int*)", {finding.file, 7, 3}}, {"start_thread", {}}}},
        {"read of size 4", {{"main", {"/usr/include/x.hpp", 9, 1}}}}}}};
  EXPECT_EQ(data_of({finding}).at("findings").at(0).at("stacks"),
            "data race\n"
            "  write of size 4\n"
            "    add(int*)  cases/counter/local/naive.cpp:7\n"
            "    start_thread\n"
            "  read of size 4\n"
            "    main  /usr/include/x.hpp:9\n");
}

TEST(HtmlReports, AToolchainThatOnlyCompiledHasDashes) {
  Finding race = sample_finding(Verdict::pass, "races");
  race.step = Step::race;
  const OrderedJson data = data_of(
      {sample_finding(Verdict::pass, "p"), race, sample_finding(Verdict::pass, "p", "clang-19")});
  EXPECT_EQ(data.at("findings").at(0).at("not_asked"), OrderedJson({"counterfactual"}));
  EXPECT_FALSE(data.at("findings").at(1).contains("not_asked"));
  EXPECT_EQ(data.at("findings").at(2).at("not_asked"), OrderedJson({"counterfactual", "witness"}));
  const OrderedJson matrix = data.at("matrix");
  EXPECT_EQ(matrix.at("toolchains"), OrderedJson({"gcc-12", "clang-19"}));
  const OrderedJson row = matrix.at("rows").at(0);
  EXPECT_EQ(row.at("title"), "a closure borrows");
  EXPECT_EQ(row.at("cells").at(0).at("text"), "\u2713 2, 1 of 2 shown");
  EXPECT_EQ(row.at("cells").at(1).at("text"), "\u2713 1, -");
}

TEST(HtmlReports, WhatWasLeftOutIsTold) {
  RunStart start = sample_start();
  start.left_out = {{{}, "no clang-22", "apt-get install clang-22"}};
  const OrderedJson told = html_data(start, {}, {}, {}, {}, {}).at("left_out").at(0);
  EXPECT_EQ(told, OrderedJson({{"what", "no clang-22"}, {"help", "apt-get install clang-22"}}));
}

TEST(HtmlReports, EarlierRunsAreTold) {
  ReportFile before;
  before.file = "/old/nightly.json";
  before.findings = {sample_finding(Verdict::fail, "f")};
  const OrderedJson run = data_of({}, {before}).at("history").at(0);
  EXPECT_EQ(run.at("name"), "nightly.json");
  EXPECT_EQ(run.at("red"), OrderedJson({"counter/local/naive on gcc-12, compile"}));
}

TEST(HtmlReports, TheComparisonOfLanguagesIsTold) {
  EXPECT_TRUE(data_of({}).at("comparison").empty());
  const ProgramComparison comparison{
      "s", {{"counter/a", "Rust", "naive.rs", "rustc", false, {}, "the compiler: E0373"}}};
  const OrderedJson table = html_data(sample_start(), {}, {}, {}, comparison, {}).at("comparison");
  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table[0][0], "program");
  EXPECT_EQ(table[1], OrderedJson({"counter/a", "Rust", "no", "-", "-", "the compiler: E0373"}));
}

}  // namespace
}  // namespace mustfail
