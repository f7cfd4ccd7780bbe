#include "command/dejagnu_target.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

struct Target {
  const char* selector;
  const char* standard;
};

class DejagnuTarget : public testing::TestWithParam<Target> {};

TEST_P(DejagnuTarget, IsAStandard) {
  const auto& [selector, standard] = GetParam();
  const std::string source = "// PR c++/1\n// { dg-do compile { target " + std::string(selector) +
                             " } }\n// { dg-options \"\" }\nint i; // { dg-error \"x\" }\n";
  EXPECT_EQ(dejagnu_standard(source), standard) << selector;
}

INSTANTIATE_TEST_SUITE_P(
    Selectors, DejagnuTarget,
    testing::Values(
        Target{"c++20", "c++20"}, Target{"c++11", "c++11"}, Target{"c++2a", "c++20"},
        Target{"c++23", "c++2b"}, Target{"c++98_only", "c++98"}, Target{"c++17_only", "c++17"},
        Target{"c++14_down", "c++14"}, Target{"{ ! c++20 }", "c++17"},
        Target{"{ ! c++11 }", "c++98"}, Target{"{ c++11 && { ! c++17 } }", "c++14"},
        Target{"{ c++11_only || c++14_only }", "c++14"}, Target{"{ c++14 && c++17_down }", "c++17"},
        Target{"{ { ! c++11 } || c++20 }", "c++98"}, Target{"{ c++17 && { x86_64-*-* } }", "c++17"},
        Target{"{ { ! ilp32 } && c++17 }", "c++17"}, Target{"{ c++17 } xfail c++20", "c++17"},
        Target{"x86_64-*-*", ""}, Target{"{ ! lp64 }", ""},
        Target{"{ c++11 && { ! c++11 } }", ""}));

TEST(DejagnuTarget, IsNotAskedForByMost) {
  EXPECT_EQ(dejagnu_standard("// { dg-do compile }\nint c = 20; // c++20\n"), "");
  EXPECT_EQ(dejagnu_standard(""), "");
}

}  // namespace
}  // namespace mustfail
