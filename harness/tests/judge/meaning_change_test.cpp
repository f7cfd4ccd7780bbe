#include "judge/meaning_change.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;

std::string entry(std::string_view code, int line, int count, std::string_view text) {
  return fmt::format(R"({{"severity":"error","code":"{}","blame":{{"file":"naive.cpp","line":{}}},)"
                     R"("count":{},"text":"{}"}})",
                     code, line, count, text);
}

std::string snapshot(const std::string& entries) {
  return R"({"schema":1,"diagnostics":[)" + entries + "]}\n";
}

TEST(MeaningChange, NamesTheBlameLineTheCountTheCodeAndTheText) {
  EXPECT_THAT(
      describe_meaning_change(snapshot(entry("E1", 3, 1, "a")), snapshot(entry("E1", 4, 2, "a"))),
      ElementsAre("at           what        pinned       now",
                  "naive.cpp:3  blame line  naive.cpp:3  naive.cpp:4",
                  "naive.cpp:3  count       1            2"));
  EXPECT_THAT(
      describe_meaning_change(snapshot(entry("E1", 3, 1, "a")), snapshot(entry("E2", 3, 1, "b"))),
      ElementsAre("at           what  pinned  now", "naive.cpp:3  code  E1      E2",
                  "naive.cpp:3  text  a       b"));
}

TEST(MeaningChange, NamesWhatCameAndWhatWent) {
  EXPECT_THAT(
      describe_meaning_change(snapshot(entry("E1", 3, 1, "a") + "," + entry("E2", 5, 2, "b")),
                              snapshot(entry("E1", 3, 1, "a") + "," + entry("E3", 9, 1, "c"))),
      ElementsAre("at           what  pinned             now",
                  "naive.cpp:5  gone  error b (2 times)",
                  "naive.cpp:9  new                      error c"));
}

TEST(MeaningChange, WhatSomebodyDamagedIsShownByItsLines) {
  EXPECT_THAT(describe_meaning_change("{\n", "{}\n"), ElementsAre("- {", "+ {}"));
  EXPECT_THAT(describe_meaning_change("[]", "{}"), ElementsAre("- []", "+ {}"));
}

}  // namespace
}  // namespace mustfail
