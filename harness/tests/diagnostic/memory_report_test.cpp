#include "diagnostic/memory_report.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

TEST(MemoryWitness, NamesTheFirstReport) {
  EXPECT_EQ(
      first_memory_report("out\n==12==ERROR: AddressSanitizer: heap-use-after-free on address "
                          "0x602000000010 at pc 0x1 bp 0x2 sp 0x3\n"
                          "READ of size 4\n"),
      "heap-use-after-free");
  EXPECT_EQ(first_memory_report("==9==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc)\n"),
            "SEGV");
  EXPECT_EQ(first_memory_report("==9==ERROR: LeakSanitizer: detected memory leaks\n"),
            "detected memory leaks");
  EXPECT_EQ(first_memory_report("/c/a.cpp:3:9: runtime error: signed integer overflow: 1 + 2\n"),
            "runtime error: signed integer overflow: 1 + 2");
}

TEST(MemoryWitness, SeesNoneInWhatAProgramSays) {
  EXPECT_EQ(first_memory_report(""), "");
  EXPECT_EQ(first_memory_report("a runtime error: none\nERROR: AddressSanitizer\n"), "");
}

// Printed by a program of clang++ 19 with -fsanitize=address.
constexpr const char* kUseAfterFree =
    "=================================================================\n"
    "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x502000000010 at pc 0x1 bp 0x2 "
    "sp 0x3\n"
    "WRITE of size 4 at 0x502000000010 thread T1\n"
    "    #0 0x55d2 in operator()(int&) const /c/lib.hpp:9:5\n"
    "    #1 0x55d3 in main /c/naive.cpp:12:7\n"
    "    #2 0x7f in __libc_start_main (/lib/x86_64-linux-gnu/libc.so.6+0x27304) (BuildId: 1)\n"
    "\n"
    "0x502000000010 is located 0 bytes inside of 4-byte region [0x502000000010,0x502000000014)\n"
    "freed by thread T0 here:\n"
    "    #0 0x55d4 in operator delete(void*) (/tmp/a.out+0xd1)\n"
    "    #1 0x55d5 in main /c/naive.cpp:10:3\n"
    "\n"
    "previously allocated by thread T0 here:\n"
    "    #0 0x55d6 in main /c/naive.cpp:8:12\n";

TEST(MemoryReport, HasTheStacksOfTheUseTheFreeAndTheAllocation) {
  const auto reports = parse_memory_report(kUseAfterFree);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].kind, "heap-use-after-free");
  ASSERT_EQ(reports[0].accesses.size(), 3U);
  EXPECT_EQ(reports[0].accesses[0].frames.size(), 3U);
  EXPECT_EQ(reports[0].accesses[0].frames[0].function, "operator()(int&) const");
  EXPECT_EQ(lines_in(reports, "/c/naive.cpp", ""), (std::vector<int>{8, 10, 12}));
}

TEST(MemoryReport, OfUndefinedBehaviourBeginsWithItsPlace) {
  const auto reports = parse_memory_report(
      "/c/lib.hpp:9:5: runtime error: member access within null pointer of type 'int'\n"
      "    #0 0x55d2 in f() /c/lib.hpp:9\n"
      "    #1 0x55d3 in main /c/naive.cpp:12\n");
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(lines_in(reports, "/c/naive.cpp", ""), (std::vector<int>{12}));
  EXPECT_EQ(lines_in(reports, "/c/lib.hpp", ""), (std::vector<int>{9}));
}

TEST(MemoryReport, OfASignalHasAStackAtOnce) {
  const auto reports = parse_memory_report(
      "==9==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000008 (pc 0x1 T0)\n"
      "==9==The signal is caused by a READ memory access.\n"
      "    #0 0x55d3 in main /c/naive.cpp:12:3\n");
  EXPECT_EQ(lines_in(reports, "/c/naive.cpp", ""), (std::vector<int>{12}));
}

}  // namespace
}  // namespace mustfail
