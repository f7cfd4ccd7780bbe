#include "support/fake_suite.hpp"

#include <fmt/format.h>

#include <fstream>

#include "support/settle.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kCompiler = R"(
here=$(dirname "$0")
case " $* " in  # whole words: a folder's random name may hold anything
  *" --version "*) echo "fake (Fake) 12.0.0"; exit ;;
  *" -dM "*) printf '#define __GNUC__ 12\n#define __GNUC_MINOR__ 0\n#define __GNUC_PATCHLEVEL__ 0\n'; exit ;;
  *" -dumpmachine "*) echo x86_64-linux-gnu; exit ;;
  *" -print-prog-name=cc1plus "*) echo "$here/cc1plus"; exit ;;
  *" -print-"*|*" -### "*) exit ;;
  *racy.cpp*|*dangling.cpp*|*moved.cpp*) exit 1 ;;
esac
while [ $# -gt 0 ]; do
  case "$1" in
    *.cpp) source=$1 ;;
  esac
  shift
done
echo "$source" >> "$here/compiled"
sed -n "s|^#include <\(.*\)>|$here/lib/\1|p" "$source" | while read -r header; do
  cat "$header" > /dev/null 2>&1
done
if grep -q BAD "$source"; then echo "$source:1:1: error: bad" >&2; exit 1; fi
exit 0
)";

}  // namespace

void FakeSuite::SetUp() {
  fs::create_directories(path("cases"));
  fs::create_directories(path("expected"));
  fs::create_directories(path("lib"));
  fs::create_directories(path("tmp"));
  write("cc1plus", "the compiler proper");
  use_compiler();
}

void FakeSuite::write(std::string_view name, std::string_view text) const {
  fs::create_directories(path(name).parent_path());
  std::ofstream(path(name), std::ios::binary) << text;
}

std::string FakeSuite::text(std::string_view name) const {
  const auto bytes = read_file(path(name));
  return bytes ? *bytes : std::string();
}

void FakeSuite::add_case(std::string_view name, std::string_view source) const {
  write(fmt::format("cases/{}.cpp", name), fmt::format("//@ mode: compile-pass\n{}", source));
}

void FakeSuite::use_compiler(std::string_view first_lines) const {
  write("cc.sh", fmt::format("#!/bin/sh\n{}{}", first_lines, kCompiler));
  fs::permissions(path("cc.sh"), fs::perms::owner_all);
}

Command FakeSuite::command(const std::vector<std::string>& words,
                           const std::vector<std::string>& environment) const {
  write("cases/suite.json", suite_);
  Command command;
  command.argv = {MUSTFAIL_PROGRAM, "run"};
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.environment = {"PATH=/usr/bin:/bin", "MUSTFAIL_CACHE_DIR=" + path("cache").string()};
  command.environment.insert(command.environment.end(), environment.begin(), environment.end());
  command.folder = path("cases");
  return command;
}

ProcessResult FakeSuite::run(const std::vector<std::string>& words,
                             const std::vector<std::string>& environment) {
  const Command made = command(words, environment);
  settle_files();
  return run_to_end(made);
}

std::set<std::string> FakeSuite::compiled() const {
  std::set<std::string> names;
  const std::string said = text("compiled");
  for (const std::string_view line : split_lines(said)) {
    if (line.empty()) continue;
    names.insert(fs::path(line).lexically_relative(path("cases")).replace_extension().string());
  }
  fs::remove(path("compiled"));
  return names;
}

}  // namespace mustfail
