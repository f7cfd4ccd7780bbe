#include "suite/include_guard.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

TEST(IncludeGuard, IsSeenInItsUsualForms) {
  EXPECT_TRUE(is_guarded("// x\n#pragma once\nint a;\n"));
  EXPECT_TRUE(is_guarded("/* x */\n#ifndef X_H\n#define X_H\nint a;\n#endif\n"));
  EXPECT_TRUE(is_guarded("#if !defined(X_H)\n#  define X_H 1\n#endif\n"));
}

TEST(IncludeGuard, IsNoneWhereASecondInclusionDoesSomething) {
  EXPECT_FALSE(is_guarded("int twice;\n"));
  EXPECT_FALSE(is_guarded("#ifndef FEATURE\nint twice;\n#endif\n"));
  EXPECT_FALSE(is_guarded("int twice;\n#ifndef X_H\n#define X_H\n#endif\n"));
  EXPECT_FALSE(is_guarded("// #pragma once\nint twice;\n"));
}

}  // namespace
}  // namespace mustfail
