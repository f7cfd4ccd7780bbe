#include "diagnostic/tsan_report.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Printed by a program of g++ 12.2 (libtsan.so.2).
constexpr const char* kFromGcc =
    "==================\n"
    "WARNING: ThreadSanitizer: data race (pid=16702)\n"
    "  Read of size 4 at 0x555555558064 by thread T2:\n"
    "    #0 add /c/race.cpp:4 (race.g++-12+0x11cf)\n"
    "\n"
    "  Previous write of size 4 at 0x555555558064 by thread T1:\n"
    "    #0 add /c/race.cpp:5 (race.g++-12+0x11f3)\n"
    "\n"
    "  Location is global 'counter' of size 4 at 0x555555558064 (race.g++-12+0x4064)\n"
    "\n"
    "  Thread T2 (tid=16705, running) created by main thread at:\n"
    "    #0 pthread_create ../../../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp:1001 "
    "(libtsan.so.2+0x5e686)\n"
    "    #1 main /c/race.cpp:11 (race.g++-12+0x124b)\n"
    "\n"
    "SUMMARY: ThreadSanitizer: data race /c/race.cpp:4 in add\n"
    "==================\n"
    "ThreadSanitizer: reported 1 warnings\n";

// Printed by a program of clang++ 19.
constexpr const char* kFromClang =
    "==================\n"
    "WARNING: ThreadSanitizer: data race (pid=16712)\n"
    "  Write of size 4 at 0x555556a67aa8 by thread T2:\n"
    "    #0 void each<int>(int) /c/lib.hpp:8:34 (race+0xe6841) (BuildId: 06164415902d2f85)\n"
    "    #1 add(void*) /c/race.cpp:4:34 (race+0xe6841) (BuildId: 06164415902d2f85)\n"
    "    #2 run(void*) /c/race.cpp:20:3 (race+0xe6841) (BuildId: 06164415902d2f85)\n"
    "\n"
    "  Previous atomic write of size 4 at 0x555556a67aa8 by thread T1:\n"
    "    #0 pthread_create <null> (race+0x61ea1) (BuildId: 06164415902d2f85)\n"
    "    #1 add(void*) /c/x/../race.cpp:4:34 (race+0xe6841) (BuildId: 06164415902d2f85)\n"
    "\n"
    "SUMMARY: ThreadSanitizer: data race /c/race.cpp:4:34 in add(void*)\n";

TEST(TsanReport, ReadsGccsRuntime) {
  const auto reports = parse_tsan_report(kFromGcc);
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].kind, "data race");
  EXPECT_TRUE(reports[0].is_data_race());
  ASSERT_THAT(reports[0].accesses, SizeIs(2));
  EXPECT_EQ(reports[0].accesses[0].what, "read of size 4");
  EXPECT_EQ(reports[0].accesses[1].what, "write of size 4");
  ASSERT_THAT(reports[0].accesses[1].frames, SizeIs(1)) << "a thread's creation is no access";
  EXPECT_EQ(reports[0].accesses[1].frames[0].function, "add");
  EXPECT_THAT(lines_in(reports, "/c/race.cpp"), ElementsAre(4, 5));
}

TEST(TsanReport, ReadsClangsRuntime) {
  const auto reports = parse_tsan_report(kFromClang);
  ASSERT_THAT(reports, SizeIs(1));
  ASSERT_THAT(reports[0].accesses, SizeIs(2));
  EXPECT_EQ(reports[0].accesses[0].frames[0].function, "void each<int>(int)");
  EXPECT_EQ(reports[0].accesses[0].frames[0].location, (Location{"/c/lib.hpp", 8, 34}));
  EXPECT_EQ(reports[0].accesses[1].what, "atomic write of size 4");
}

TEST(TsanReport, NamesTheInnermostLineOfTheFile) {
  EXPECT_THAT(lines_in(parse_tsan_report(kFromClang), "/c/race.cpp"), ElementsAre(4))
      << "line 20 is a caller";
}

TEST(TsanReport, NamesNoLineOfAFileThatIsNotInIt) {
  EXPECT_THAT(lines_in(parse_tsan_report(kFromClang), "/c/other.cpp"), IsEmpty());
  EXPECT_THAT(lines_in(parse_tsan_report(kFromClang), "race.cpp"), IsEmpty());
  EXPECT_THAT(lines_in(parse_tsan_report(kFromGcc), "/c"), IsEmpty());
}

TEST(TsanReport, OtherWarningsAreNoDataRaces) {
  const auto reports = parse_tsan_report(
      "WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=3)\n"
      "  Cycle in lock order graph: M0 => M1 => M0\n"
      "    #0 lock /c/race.cpp:4 (r+0x1)\n"
      "WARNING: ThreadSanitizer: thread leak (pid=3)\n"
      "WARNING: ThreadSanitizer: data race on vptr (ctor/dtor vs virtual call) (pid=3)\n"
      "  Write of size 8 at 0x1 by thread T2:\n"
      "    #0 A::~A() /c/race.cpp:9 (r+0x1)\n");
  ASSERT_THAT(reports, SizeIs(3));
  EXPECT_EQ(reports[0].kind, "lock-order-inversion (potential deadlock)");
  EXPECT_FALSE(reports[0].is_data_race());
  EXPECT_FALSE(reports[1].is_data_race());
  EXPECT_TRUE(reports[2].is_data_race());
  EXPECT_THAT(lines_in(reports, "/c/race.cpp"), ElementsAre(9));
}

TEST(TsanReport, ReadsNamesWithBlanks) {
  const auto reports = parse_tsan_report(
      "WARNING: ThreadSanitizer: data race (pid=3)\n"
      "  Write of size 8 at 0x1 by main thread (mutexes: write M0):\n"
      "    #0 operator()(int, char) const /c/a b/$(x)/race.cpp:9:3 (my prog+0x1) (BuildId: 0)\n");
  EXPECT_THAT(lines_in(reports, "/c/a b/$(x)/race.cpp"), ElementsAre(9));
}

TEST(TsanReport, OrdinaryOutputIsNoReport) {
  EXPECT_THAT(parse_tsan_report(""), IsEmpty());
  EXPECT_THAT(
      parse_tsan_report("  Write of size 4 at 0x1 by thread T2:\n    #0 f /c/a.cpp:1 (x)\n"),
      IsEmpty());
  EXPECT_THAT(parse_tsan_report("my WARNING: ThreadSanitizer: data race (pid=1)\n"), IsEmpty());
}

TEST(TsanReport, APathMayHoldWhatLooksLikeAPlace) {
  const auto reports = parse_tsan_report(
      "WARNING: ThreadSanitizer: data race (pid=1)\n"
      "  Write of size 4 at 0x1 by main thread:\n"
      "    #0 count(int*) /x:12:30/a b/naive.cpp:6:47 (0+0x1)\n\n");
  EXPECT_EQ(lines_in(reports, "/x:12:30/a b/naive.cpp"), std::vector<int>{6});
}

}  // namespace
}  // namespace mustfail
