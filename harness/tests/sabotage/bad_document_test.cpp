// suite.json, reports and snapshots that are not what they should be: a sentence that names the
// file, and status 2, in a moment.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <chrono>
#include <functional>

#include "sabotage/hostile_suite.hpp"

namespace mustfail {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

struct Document {
  const char* name;
  std::function<std::string()> text;
};

class BadSuiteFile : public HostileSuite, public testing::WithParamInterface<Document> {};

TEST_P(BadSuiteFile, IsRefusedWithASentence) {
  suite_ = GetParam().text();
  const auto begin = std::chrono::steady_clock::now();
  const auto seen = judge();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
  EXPECT_TRUE(seen.ending.exited_with(2)) << to_string(seen.ending) << seen.output << seen.errors;
  EXPECT_THAT(seen.errors, testing::HasSubstr("error: "));
  EXPECT_THAT(seen.errors, testing::Not(testing::HasSubstr("a bug of mustfail")));
  expect_nothing_left();
}

std::string with(std::string_view member) {
  return fmt::format(R"({{"name": "fake", "cases": ".", {}, "include": ["../lib"],
    "toolchains": [{{"name": "fake-12", "compiler": "../cc.sh"}}]}})",
                     member);
}

INSTANTIATE_TEST_SUITE_P(
    That, BadSuiteFile,
    testing::Values(
        Document{"is_empty", [] { return std::string(); }},
        Document{"is_null", [] { return std::string("null"); }},
        Document{"is_an_array", [] { return std::string("[]"); }},
        Document{"is_cut", [] { return std::string(R"({"name": "fake", "cases": ".", "incl)"); }},
        Document{"has_a_nul", [] { return std::string("{\"name\": \"a\0b\"}", 15); }},
        Document{"is_no_utf8", [] { return std::string("{\"name\": \"\xFF\"}"); }},
        Document{"is_nested_deeply", [] { return repeated("[", 100'000); }},
        Document{"is_nested_deeply_in_a_key",
                 [] { return "{\"name\":" + repeated("{\"a\":", 100'000); }},
        Document{"has_a_long_key", [] { return with("\"" + repeated("x", 1'000'000) + "\": 1"); }},
        Document{"has_another_type", [] { return with(R"("flags": [1, 2])"); }},
        Document{"has_an_unknown_key", [] { return with(R"("falgs": {})"); }},
        Document{"has_a_number_that_is_too_large",
                 [] { return with(R"("limits": {"run-seconds": 99999999999999999999})"); }},
        Document{"has_a_number_below_one", [] { return with(R"("limits": {"run-seconds": 0})"); }},
        Document{"has_a_fraction", [] { return with(R"("limits": {"run-seconds": 0.5})"); }},
        Document{"has_no_pattern", [] { return with(R"("code-pattern": "(")"); }},
        Document{"has_a_pattern_that_is_too_large",
                 [] { return with(R"("code-pattern": "((a{1000}){1000}){1000}")"); }},
        Document{"extends_itself", [] { return with(R"("extends": "suite.json")"); }},
        Document{"extends_nothing", [] { return with(R"("extends": "nowhere.json")"); }},
        Document{"extends_a_device", [] { return with(R"("extends": "/dev/zero")"); }},
        Document{"checks_by_nothing", [] { return with(R"("checked-by": "nothing")"); }},
        Document{"names_a_toolchain_twice",
                 [] {
                   return std::string(R"({"name": "fake", "cases": ".", "toolchains":
                     [{"name": "x", "compiler": "../cc.sh"}, {"name": "x", "compiler": "../cc.sh"}]})");
                 }},
        Document{
            "has_no_toolchains",
            [] { return std::string(R"({"name": "fake", "cases": ".", "toolchains": []})"); }}),
    [](const auto& info) { return std::string(info.param.name); });

struct Report {
  const char* name;
  std::function<std::string(std::string)> change;
};

class BadReport : public HostileSuite, public testing::WithParamInterface<Report> {};

TEST_P(BadReport, IsNotMerged) {
  repair();
  const auto whole = judge({"--format", "json=../r.json", "--shard", "1/1"});
  ASSERT_TRUE(whole.ending.exited_with(0)) << whole.output << whole.errors;
  write("r.json", GetParam().change(text("r.json")));
  Command merge = command();
  merge.argv = {merge.argv.front(), "merge", "../r.json"};
  const auto seen = run_to_end(merge);
  EXPECT_TRUE(seen.ending.exited_with(2)) << to_string(seen.ending) << seen.output << seen.errors;
  EXPECT_THAT(seen.errors, testing::HasSubstr("r.json"));
  EXPECT_THAT(seen.errors, testing::Not(testing::HasSubstr("a bug of mustfail")));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

INSTANTIATE_TEST_SUITE_P(
    That, BadReport,
    testing::Values(
        Report{"is_empty", [](const std::string&) { return std::string(); }},
        Report{"is_cut", [](const std::string& all) { return all.substr(0, all.size() / 2); }},
        Report{"lacks_its_last_byte",
               [](const std::string& all) { return all.substr(0, all.size() - 2); }},
        Report{
            "is_newer",
            [](const std::string& all) { return replaced(all, "\"schema\": 1", "\"schema\": 2"); }},
        Report{"is_foreign", [](const std::string&) { return std::string("{\"schema\": 1}"); }},
        Report{"has_an_unknown_verdict",
               [](const std::string& all) {
                 return replaced(all, "\"verdict\": \"pass\"", "\"verdict\": \"fine\"");
               }},
        Report{"says_its_schema_twice",
               [](const std::string& all) {
                 return replaced(all, "\"schema\": 1", "\"schema\": 2, \"schema\": 1");
               }},
        Report{"is_nested_deeply", [](const std::string&) { return repeated("[", 100'000); }}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace mustfail
