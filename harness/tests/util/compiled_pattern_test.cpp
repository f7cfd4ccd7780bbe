#include "util/compiled_pattern.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

TEST(CompiledPattern, IsCompiledOnce) {
  const RE2& first = compiled_pattern("a+b");
  EXPECT_TRUE(RE2::FullMatch("aab", first));
  EXPECT_EQ(&compiled_pattern("a+b"), &first);
  EXPECT_NE(&compiled_pattern("a+c"), &first);
}

TEST(CompiledPattern, OneThatIsWrongSaysSo) { EXPECT_FALSE(compiled_pattern("a(").ok()); }

}  // namespace
}  // namespace mustfail
