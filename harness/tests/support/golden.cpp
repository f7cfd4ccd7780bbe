#include "support/golden.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <cstdlib>
#include <fstream>

#include "support/settle.hpp"
#include "util/difference.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// What the toolchains can do is probed once and shared by all tests: it takes seconds.
const fs::path kMemory = MUSTFAIL_GOLDEN_MEMORY;

std::vector<std::string> base_environment(const fs::path& memory) {
  return {"PATH=/usr/local/bin:/usr/bin:/bin", "MUSTFAIL_CACHE_DIR=" + memory.string()};
}

}  // namespace

void Golden::SetUpTestSuite() {
  Command doctor;
  doctor.argv = {MUSTFAIL_PROGRAM, "doctor", "--toolchain", "gcc-12"};
  doctor.environment = base_environment(kMemory);
  doctor.folder = "/";
  const auto result = run_to_end(doctor);
  ASSERT_TRUE(result.ending.exited_with(0)) << result.errors;
}

void Golden::SetUp() {
  const fs::path fixture = fs::path(MUSTFAIL_GOLDEN_FOLDER) / "fixture";
  for (const char* name : {"cases", "expected", "lib"}) {
    fs::copy(fixture / name, path(name), fs::copy_options::recursive);
  }
  fs::create_directory(path("memory"));
  for (const auto& entry : fs::directory_iterator(kMemory)) {
    if (entry.is_regular_file()) fs::copy(entry.path(), path("memory"));
  }
}

void Golden::TearDown() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const fs::path file = fs::path(MUSTFAIL_GOLDEN_FOLDER) /
                        fmt::format("{}.{}.txt", test->test_suite_name(), test->name());
  if (IsSkipped()) return;
  if (std::getenv("MUSTFAIL_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(write_file(file, seen_));
    return;
  }
  const auto read = read_file(file);
  const std::string pinned = read ? *read : std::string();
  if (pinned == seen_) return;
  ADD_FAILURE() << file.string() << " differs; read it after MUSTFAIL_UPDATE_GOLDEN=1:\n"
                << fmt::format("{}", fmt::join(describe_difference(pinned, seen_), "\n"));
}

std::string Golden::text(std::string_view name) const {
  const auto bytes = read_file(path(name));
  EXPECT_TRUE(bytes) << name;
  return bytes ? *bytes : std::string();
}

void Golden::write(std::string_view name, std::string_view text) const {
  fs::create_directories(path(name).parent_path());
  std::ofstream(path(name), std::ios::binary) << text;
}

void Golden::edit(std::string_view name, std::string_view from, std::string_view to) const {
  std::string bytes = text(name);
  const std::size_t at = bytes.find(from);
  ASSERT_NE(at, std::string::npos) << name << " does not hold: " << from;
  ASSERT_EQ(bytes.find(from, at + 1), std::string::npos) << name << " holds twice: " << from;
  write(name, bytes.replace(at, from.size(), to));
}

void Golden::use_compiler(std::string_view script) const {
  write("cases/cc.sh",
        fmt::format("#!/bin/sh\n"
                    "case \" $* \" in  # whole words: a folder's random name may hold anything\n"
                    "  *' --version '*|*' -dM '*|*' -dumpmachine '*|*' -### '*|*' -print-'*)\n"
                    "    exec g++-12 \"$@\" ;;\n"
                    "  *'/racy.cpp '*|*'/dangling.cpp '*|*'/moved.cpp '*) exit 1 ;;\n"
                    "esac\n"
                    "{}\n",
                    script));
  fs::permissions(path("cases/cc.sh"), fs::perms::owner_all);
  edit("cases/suite.json", "[\"gcc-12\"]", R"([{"name": "x", "compiler": "./cc.sh"}])");
}

Command Golden::command(const std::vector<std::string>& arguments,
                        const std::vector<std::string>& environment) const {
  Command command;
  command.argv = {MUSTFAIL_PROGRAM};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.environment = base_environment(path("memory"));
  command.environment.insert(command.environment.end(), environment.begin(), environment.end());
  command.folder = folder_->path();
  return command;
}

void Golden::run(const std::vector<std::string>& arguments,
                 const std::vector<std::string>& environment) {
  settle_files();
  const auto result = run_to_end(command(arguments, environment));
  record(fmt::format("$ mustfail {}\n", fmt::join(arguments, " ")));
  record(normal(result.output));
  record(normal(result.errors));
  record(fmt::format("=> {}\n", to_string(result.ending)));
}

std::string Golden::normal(std::string text) const {
  const std::vector<std::pair<std::string, std::string>> paths{{folder_->path().string(), "$HERE"},
                                                               {MUSTFAIL_PROGRAM, "$MUSTFAIL"}};
  for (const auto& [path, name] : paths) {
    for (std::size_t at = 0; (at = text.find(path, at)) != std::string::npos;) {
      text.replace(at, path.size(), name);
    }
  }
  const std::vector<std::pair<const char*, const char*>> steps{
      {R"(in \d+\.\d s)", "in N s"},
      {R"(/tmp/mustfail-\w{6})", "$TMP"},
      {R"((?:/tmp|\$TMP)/cc\w{6}\.o)", "$OBJECT"},
      {R"(known: run, .*)", "known: run, ..."},  // the list of commands grows
      // What a race's report looks like in detail depends on who came first.
      {R"((?m)^    .*(?:ThreadSanitizer: data race|by thread T|by main thread|    #\d).*$)",
       "    (ThreadSanitizer's words)"},
      {R"((?:    \(ThreadSanitizer's words\)\n(?:    =*\n)*)+)", "    (ThreadSanitizer's words)\n"},
      {R"((?m)^    (?:=+|  Location is .*|  Thread T.*)?\n)", ""},
      {R"((\(ThreadSanitizer's words\)\n)    \.\.\. and \d+ more lines?\n)", R"(\1)"},
      {R"((?:    \(ThreadSanitizer's words\)\n)+)", "    (ThreadSanitizer's words)\n"},
  };
  for (const auto& [pattern, replacement] : steps) RE2::GlobalReplace(&text, pattern, replacement);
  return text;
}

}  // namespace mustfail
