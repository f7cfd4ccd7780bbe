// What changes although nothing seems to: sizes and time stamps stay, clocks go back. The cache
// answers as a run without it would.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "sabotage/hostile_suite.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

struct Edit {
  const char* name;
  const char* file;
  const char* text;  ///< As long as what stands there, where the size is to stay.
  bool keeps_stamp;
  int hours_later;  ///< Of the new stamp; negative: the clock goes back.
};

class HiddenEdit : public HostileSuite, public testing::WithParamInterface<Edit> {};

TEST_P(HiddenEdit, IsSeen) {
  // The script reads headers; what is in them decides, through a file that the source names.
  use_compiler(
      "for word in \"$@\"; do case $word in */green/near_miss.cpp) "
      "grep -q BAD \"$(dirname \"$0\")/lib/one.hpp\" && "
      "{ echo \"$word:1:1: error: bad\" >&2; exit 1; } ;; esac; done\n");
  repair();
  ASSERT_TRUE(judge().ending.exited_with(0));
  ASSERT_TRUE(judge().ending.exited_with(0));
  const fs::path file = path(GetParam().file);
  const auto stamp = fs::last_write_time(file);
  write(GetParam().file, GetParam().text);
  if (GetParam().keeps_stamp) fs::last_write_time(file, stamp);
  if (GetParam().hours_later != 0) fs::last_write_time(file, stamp + hours(GetParam().hours_later));
  const auto cached = judge();
  const auto plain = judge({"--no-cache"});
  EXPECT_EQ(cached.ending.code, plain.ending.code) << cached.output << plain.output;
  EXPECT_EQ(plain.ending.code, 1) << plain.output;
}

INSTANTIATE_TEST_SUITE_P(
    Of, HiddenEdit,
    testing::Values(Edit{"a_header", "lib/one.hpp", "BAD one;\n", false, 0},
                    Edit{"a_header_of_the_same_size_and_time", "lib/one.hpp", "BAD one;\n", true,
                         0},
                    Edit{"a_header_from_the_past", "lib/one.hpp", "BAD one;\n", false, -10'000},
                    Edit{"a_header_from_the_future", "lib/one.hpp", "BAD one;\n", false, 10'000},
                    Edit{"a_case", "cases/other/near_miss.cpp",
                         "//@ mode: compile-pass\nBAD other;\n", false, 0},
                    Edit{"a_case_of_the_same_size_and_time", "cases/other/near_miss.cpp",
                         "//@ mode: compile-pass\nBAD other;\n", true, 0},
                    Edit{"a_case_from_the_past", "cases/other/near_miss.cpp",
                         "//@ mode: compile-pass\nBAD other;\n", false, -10'000}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace mustfail
