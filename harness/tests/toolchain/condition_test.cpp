#include "toolchain/condition.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

Toolchain toolchain(std::string name, Family family, Version version) {
  Toolchain made;
  made.name = std::move(name);
  made.family = family;
  made.version = version;
  return made;
}

TEST(Condition, HoldsForTheToolchainsThatItMeans) {
  const Toolchain gcc_12 = toolchain("gcc-12", Family::gcc, {12, 2, 0});
  const Toolchain clang_19 = toolchain("clang-19", Family::clang, {19, 1, 7});
  const struct {
    const char* text;
    bool for_gcc_12;
    bool for_clang_19;
  } table[]{
      {"gcc", true, false},           {"clang", false, true},       {"gcc-12", true, false},
      {"clang-19", false, true},      {"clang-18", false, false},   {"gcc<13", true, false},
      {"gcc<12", false, false},       {"gcc<12.3", true, false},    {"gcc<=12", true, false},
      {"gcc==12", true, false},       {"gcc==12.2.0", true, false}, {"gcc==12.1", false, false},
      {"gcc!=12", false, false},      {"gcc!=13", true, false},     {"clang>=19", false, true},
      {"clang>=19.2", false, false},  {"clang>19", false, false},   {"clang > 18", false, true},
      {" clang >= 19 ", false, true},
  };
  for (const auto& each : table) {
    const auto condition = parse_condition(each.text);
    ASSERT_TRUE(condition) << each.text;
    EXPECT_EQ(holds(*condition, gcc_12), each.for_gcc_12) << each.text;
    EXPECT_EQ(holds(*condition, clang_19), each.for_clang_19) << each.text;
  }
}

TEST(Condition, RefusesWhatNamesNoToolchain) {
  for (const char* text : {"", "msvc", "gcc12", "gcc>", "gcc>=", "gcc>=x", "gcc>=1.2.3.4", "gcc=12",
                           "gcc-", "gcc-twelve", "clang>=19,", "12", "g++-12"}) {
    EXPECT_FALSE(parse_condition(text)) << text;
  }
}

TEST(Condition, AnyHoldsNeedsOneAndNoneHoldsWithoutAny) {
  const Toolchain gcc_12 = toolchain("gcc-12", Family::gcc, {12, 2, 0});
  EXPECT_TRUE(any_holds({*parse_condition("clang"), *parse_condition("gcc")}, gcc_12));
  EXPECT_FALSE(any_holds({*parse_condition("clang")}, gcc_12));
  EXPECT_FALSE(any_holds({}, gcc_12));
}

}  // namespace
}  // namespace mustfail
