#include "toolchain/compiler_parts.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "toolchain/compiler_search.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

ProcessResult ask(std::vector<std::string> argv, const std::vector<std::string>& variables) {
  Command command;
  command.argv = std::move(argv);
  command.environment = compiler_environment();
  command.environment.insert(command.environment.end(), variables.begin(), variables.end());
  command.folder = "/";
  return run_to_end(command);
}

std::vector<std::string> parts_of(const std::string& compiler) {
  std::vector<std::string> names;
  for (const auto& part : find_compiler_parts(compiler, {}, ask)) names.push_back(part.file);
  return names;
}

TEST(CompilerParts, OfGccAreMoreThanItsDriver) {
  const auto names = parts_of("/usr/bin/g++-12");
  EXPECT_THAT(names, Contains(EndsWith("-g++-12")));
  EXPECT_THAT(names, Contains(EndsWith("/cc1plus")));
  EXPECT_THAT(names, Contains(HasSubstr("/libtsan.so")));
  EXPECT_THAT(names, Contains(HasSubstr("-as")));
  EXPECT_THAT(names, Contains(HasSubstr("-ld")));
  EXPECT_THAT(names, Contains(HasSubstr("/libmpfr.so"))) << "a library of cc1plus";
}

TEST(CompilerParts, OfClangAreItsLibrariesToo) {
  const auto compiler = find_program("clang++-19");
  if (!compiler) GTEST_SKIP() << "clang++-19 is not here";
  const auto names = parts_of(compiler->string());
  EXPECT_THAT(names, Contains(EndsWith("/bin/clang")));
  EXPECT_THAT(names, Contains(HasSubstr("/libclang-cpp.so")));
  EXPECT_THAT(names, Contains(HasSubstr("/libclang_rt.tsan")));
}

TEST(CompilerParts, AScriptLeadsToTheCompilerBehindIt) {
  const auto folder = TemporaryFolder::make();
  const fs::path script = folder->path() / "cc";
  std::ofstream(script) << "#!/bin/sh\nexec g++-12 \"$@\"\n";
  fs::permissions(script, fs::perms::owner_all);
  const auto names = parts_of(script);
  EXPECT_THAT(names, Contains(script.string()));
  EXPECT_THAT(names, Contains(EndsWith("/cc1plus")));
}

TEST(CompilerParts, AChangeOfSizeOrTimeIsNoticed) {
  const auto folder = TemporaryFolder::make();
  const fs::path file = folder->path() / "cc";
  std::ofstream(file) << "#!/bin/sh\n";
  fs::permissions(file, fs::perms::owner_all);
  const auto parts = find_compiler_parts(file, {}, ask);
  ASSERT_THAT(parts, Contains(testing::Field(&CompilerPart::file, file)));
  const auto& part = *std::ranges::find(parts, file, &CompilerPart::file);
  EXPECT_TRUE(is_unchanged(part));
  fs::last_write_time(file, fs::last_write_time(file) + std::chrono::nanoseconds(1000));
  EXPECT_FALSE(is_unchanged(part));
  fs::remove(file);
  EXPECT_FALSE(is_unchanged(part));
}

TEST(CompilerParts, TheirDigestIsOfNamesAndBytesAlone) {
  const CompilerPart part{"/usr/bin/cc", "d1", 1, 2, 3};
  CompilerPart moved = part;
  moved.modified_seconds = 9;
  EXPECT_EQ(digest_of(std::vector{part}), digest_of(std::vector{moved}));
  CompilerPart other = part;
  other.digest = "d2";
  EXPECT_NE(digest_of(std::vector{part}), digest_of(std::vector{other}));
  other = part;
  other.file = "/usr/bin/c++";
  EXPECT_NE(digest_of(std::vector{part}), digest_of(std::vector{other}));
}

TEST(WordsOfDryRun, AreQuotedOrNot) {
  EXPECT_THAT(words_of_dry_run(R"( "/usr/bin/ld" "-o" "a b" -lc x\"y)"),
              ElementsAre("/usr/bin/ld", "-o", "a b", "-lc", "x\"y"));
  EXPECT_THAT(words_of_dry_run(""), ElementsAre());
}

}  // namespace
}  // namespace mustfail
