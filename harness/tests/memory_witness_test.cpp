#include "memory_witness.hpp"

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

}  // namespace
}  // namespace mustfail
