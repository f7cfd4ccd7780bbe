#include "diagnostic/go_report.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Printed by a program of go 1.19: cases/counter/channel/naive.go.
constexpr std::string_view kRace =
    "==================\n"
    "WARNING: DATA RACE\n"
    "Read at 0x00c0000ac008 by goroutine 8:\n"
    "  main.count()\n"
    "      /c/naive.go:11 +0x4b\n"
    "  main.main.func1()\n"
    "      /c/naive.go:21 +0x64\n"
    "\n"
    "Previous write at 0x00c0000ac008 by goroutine 7:\n"
    "  main.count()\n"
    "      /c/naive.go:12 +0x5d\n"
    "  main.main.func1()\n"
    "      /c/naive.go:21 +0x64\n"
    "\n"
    "Goroutine 8 (running) created at:\n"
    "  main.main()\n"
    "      /c/naive.go:21 +0x74\n"
    "\n"
    "Goroutine 7 (finished) created at:\n"
    "  main.main()\n"
    "      /c/naive.go:21 +0x74\n"
    "==================\n"
    "10000\n"
    "Found 1 data race(s)\n"
    "exit status 66\n";

TEST(GoReport, ReadsBothAccessesAndNotWhereTheGoroutinesBegan) {
  const auto reports = parse_go_races(kRace);
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_TRUE(reports[0].is_data_race());
  ASSERT_THAT(reports[0].accesses, SizeIs(2));
  EXPECT_EQ(reports[0].accesses[0].what, "read");
  EXPECT_EQ(reports[0].accesses[1].what, "write");
  ASSERT_THAT(reports[0].accesses[1].frames, SizeIs(2));
  EXPECT_EQ(reports[0].accesses[1].frames[0].function, "main.count()");
  EXPECT_EQ(reports[0].accesses[1].frames[0].location.line, 12);
  EXPECT_THAT(lines_in(reports, "/c/naive.go"), ElementsAre(11, 12));
  EXPECT_THAT(lines_in(reports, "/c/other.go"), IsEmpty());
}

TEST(GoReport, WhatTheProgramPrintsItselfIsNoRace) {
  EXPECT_THAT(parse_go_races("DATA RACE\nFound 1 data race(s)\n"), IsEmpty());
  EXPECT_THAT(parse_go_races("  main.count()\n      /c/naive.go:11 +0x4b\n"), IsEmpty());
}

// Printed by `go build` 1.19.
TEST(GoReport, ReadsWhatGoRejects) {
  const auto log = parse_go_errors(
      "# command-line-arguments\n"
      "./bad.go:6:2: x declared but not used\n"
      "./bad.go:7:9: too many return values\n"
      "\thave (number)\n"
      "\twant ()\n",
      "/c");
  ASSERT_THAT(log.diagnostics, SizeIs(2));
  EXPECT_EQ(log.diagnostics[0].message, "x declared but not used");
  EXPECT_EQ(log.diagnostics[0].blame, (Location{"/c/bad.go", 6, 2}));
  EXPECT_THAT(log.strays, ElementsAre("\thave (number)", "\twant ()"));
}

}  // namespace
}  // namespace mustfail
