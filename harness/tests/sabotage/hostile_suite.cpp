#include "sabotage/hostile_suite.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>

namespace mustfail {

namespace fs = std::filesystem;

void HostileSuite::SetUp() {
  FakeSuite::SetUp();
  write("lib/one.hpp", "int one;\n");
  add_case("green/near_miss", "#include <one.hpp>\n");
  add_case("other/near_miss", "int other;\n");
  add_case("red/near_miss", "BAD\n");
}

ProcessResult HostileSuite::judge(const std::vector<std::string>& words,
                                  std::vector<std::string> environment) {
  environment.push_back("TMPDIR=" + path("tmp").string());
  return run(words, environment);
}

void HostileSuite::expect_no_pass(const ProcessResult& seen) {
  EXPECT_FALSE(seen.ending.exited_with(0)) << seen.output << seen.errors;
  EXPECT_EQ(seen.ending.how, Ending::How::exited) << to_string(seen.ending) << "\n"
                                                  << seen.output << seen.errors;
  EXPECT_THAT(seen.output + seen.errors, testing::Not(testing::HasSubstr("a bug of mustfail")));
  EXPECT_THAT(seen.output + seen.errors, testing::HasSubstr("near_miss"))
      << "no word about the file";
  expect_nothing_left();
}

void HostileSuite::expect_nothing_left() {
  // What was killed a moment ago may not be gone yet.
  for (int i = 0; i < 100 && !process_left().empty(); ++i) ::usleep(20'000);
  EXPECT_EQ(process_left(), "");
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path("tmp"))) names.push_back(entry.path());
  EXPECT_THAT(names, testing::IsEmpty());
}

void HostileSuite::expect_right_at_last() {
  const auto red = judge();
  EXPECT_TRUE(red.ending.exited_with(1)) << to_string(red.ending) << red.output << red.errors;
  EXPECT_THAT(red.output, testing::HasSubstr("2 pass, 1 fail")) << red.errors;
  repair();
  const auto green = judge();
  EXPECT_TRUE(green.ending.exited_with(0)) << green.output << green.errors;
}

std::string HostileSuite::process_left() const {
  const std::string here = path("").string();
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator("/proc", problem)) {
    const std::string name = entry.path().filename().string();
    if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) continue;
    if (name == std::to_string(::getpid())) continue;
    const auto words = read_file(entry.path() / "cmdline");
    const fs::path folder = fs::read_symlink(entry.path() / "cwd", problem);
    if (!words || words->empty()) continue;  // gone, or a zombie that its parent will see
    if (words->find(here) != std::string::npos || folder.string().starts_with(here)) {
      return name + ": " + *words;
    }
  }
  return {};
}

}  // namespace mustfail
