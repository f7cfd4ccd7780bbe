#include "cache/run_inputs.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

RunScope scope() {
  return {"/data/tmp/run", {"/s/build/lib"}, {"/s/case.cpp", "?/s/asked/../there"}};
}

TEST(RunInputs, WhatEveryProgramAsksForTellsNothing) {
  EXPECT_TRUE(is_repeatable({}, scope()));
  EXPECT_TRUE(is_repeatable({"/proc/self/maps", "/lib/x86_64-linux-gnu/libc.so.6",
                             "/etc/ld.so.cache", "/usr/lib/debug/.build-id/1", "/dev/null", "/tmp",
                             "/tmp/tsan.rodata.17", "/usr/bin/llvm-symbolizer"},
                            scope()));
}

TEST(RunInputs, WhatTheBuildKnowsIsInItsKey) {
  EXPECT_TRUE(is_repeatable(
      {"/data/tmp/run", "/data/tmp/run/3/made", "/data", "/data/tmp", "/s/case.cpp", "/s/there"},
      scope()));
  EXPECT_TRUE(is_repeatable({"/s/build/lib", "/s/build/lib/libmine.so.1",
                             "/s/build/lib/glibc-hwcaps/x86-64-v3/libc.so.6"},
                            scope()));
}

TEST(RunInputs, EverythingElseMayChange) {
  for (const char* path :
       {"/s/data", "/data/tmp/run2/x", "/tmp/x", "/s/build/lib/data", "/usr/local/share/x",
        "/dev/shm/x", "/etc/passwd", "/s/build/plugin.so", "/usrx", "/"}) {
    EXPECT_FALSE(is_repeatable({"/dev/null", path}, scope())) << path;
  }
}

}  // namespace
}  // namespace mustfail
