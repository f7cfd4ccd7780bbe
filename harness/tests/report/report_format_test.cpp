#include "report/report_format.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;

TEST(ReportFormats, SeveralAreMadeAtOnce) {
  const auto requests =
      parse_reports({"console", "json=a.json", "junit=a.xml", "github", "html=h"});
  ASSERT_TRUE(requests);
  EXPECT_EQ(requests->size(), 5U);
  EXPECT_EQ(make_reporters(*requests, {}).size(), 5U);
  EXPECT_EQ(parse_reports({})->at(0).format, "console");
}

/// A name that was mistyped, or completed by a shell, is a file of somebody's.
TEST(ReportFormats, AFileThatIsNoReportIsNotWrittenOver) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const auto file = [&](const char* text, const char* name = "file.cpp") {
    const auto path = folder->path() / name;
    EXPECT_TRUE(write_file(path, text));
    return path.string();
  };
  for (const char* format : {"json", "junit", "sarif", "html", "github"}) {
    for (const char* text : {"int main() {}\n", "{\"schema\": 1, \"diagnostics\": []}\n",
                             "#include <x>\nvoid f() { std::abort(); }\n"}) {
      const auto refused = parse_reports({std::string(format) + "=" + file(text)});
      ASSERT_FALSE(refused) << format << " over " << text;
      EXPECT_THAT(to_string(refused.error()), HasSubstr("is not written over"));
    }
    EXPECT_TRUE(parse_reports({std::string(format) + "=" + file("")}))
        << "an empty one is nobody's";
    EXPECT_TRUE(parse_reports({std::string(format) + "=" + file("what was there", "r.json")}));
    EXPECT_FALSE(parse_reports({std::string(format) + "=" + file("{\"cases\": []}", "r.json")}));
  }
  EXPECT_TRUE(parse_reports({"json=" + file("{\n  \"schema\": 1,\n  \"summary\": {")}));
  EXPECT_TRUE(parse_reports({"junit=" + file("<?xml version=\"1.0\"?>\n<testsuites/>")}));
  EXPECT_TRUE(parse_reports({"json=/dev/null"}));
}

TEST(ReportFormats, APipeThatNobodyReadsIsRefused) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const std::string pipe = (folder->path() / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto refused = parse_reports({"json=" + pipe});
  ASSERT_FALSE(refused);
  EXPECT_THAT(to_string(refused.error()), HasSubstr("nobody reads this pipe"));
}

TEST(ReportFormats, WhatCannotBeIsRefusedWithWhatToWrite) {
  for (const auto& [formats, what, help] :
       std::vector<std::tuple<std::vector<std::string>, std::string, std::string>>{
           {{"htlm"}, "'htlm' is not a report format", "did you mean 'html'?"},
           {{"console=x"}, "the console report goes to standard output", "--format console"},
           {{"json="}, "there is no file after the =", "--format json=FILE"},
           {{"json", "sarif"}, "both go to standard output", "--format sarif=FILE"},
           {{"json=./a", "sarif=a"}, "two reports go to", "a file of its own"}}) {
    const auto requests = parse_reports(formats);
    ASSERT_FALSE(requests) << formats.front();
    EXPECT_THAT(requests.error().what, HasSubstr(what));
    EXPECT_THAT(requests.error().help, HasSubstr(help));
  }
}

TEST(ReportFormats, TheCisVariablesSayWhereFilesAreShown) {
  const auto url = [](const std::map<std::string, std::string>& set) {
    return browse_url([&](const char* name) -> std::optional<std::string> {
      const auto found = set.find(name);
      if (found == set.end()) return std::nullopt;
      return found->second;
    });
  };
  EXPECT_EQ(
      url({{"GITHUB_SERVER_URL", "https://g"}, {"GITHUB_REPOSITORY", "o/n"}, {"GITHUB_SHA", "c"}}),
      "https://g/o/n/blob/c/");
  EXPECT_EQ(url({{"CI_PROJECT_URL", "https://l/p"}, {"CI_COMMIT_SHA", "c"}}),
            "https://l/p/-/blob/c/");
  EXPECT_EQ(url({{"GITHUB_SHA", "c"}}), "");
}

}  // namespace
}  // namespace mustfail
