// Programs that keep their race detector from reporting while they run, or that report in its
// stead. What it opened, what was linked and what was started is seen from outside; see FileWatch.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/golden.hpp"

namespace mustfail {
namespace {

struct Trick {
  const char* name;
  const char* before;  ///< What main does before its threads run.
  const char* after;   ///< And then.
};

class SilentDetector : public Golden, public testing::WithParamInterface<Trick> {
 protected:
  void TearDown() override {}  // no golden text

  /// The wrapped program with this trick, and with a race or without.
  ProcessResult judge(bool races) {
    const std::string_view body = races ? "*static_cast<volatile int*>(&hits) = i" : "n->add(1)";
    write(kWrapped,
          fmt::format("#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
                      "#include <sys/resource.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n"
                      "#include <filesystem>\n#include <string>\n#include <fake.hpp>\n"
                      "int hits = 0;\n"
                      "void bump([[maybe_unused]] fake::Counter* n) {{\n"
                      "  for (int i = 0; i < 1000; ++i) {};\n}}\n"
                      "int main([[maybe_unused]] int c, [[maybe_unused]] char** v) {{\n"
                      "  {}\n  fake::Counter counter;\n  fake::twice(bump, &counter);\n"
                      "  puts(\"2000\");\n  fflush(stdout);\n  {}\n}}\n",
                      body, GetParam().before, GetParam().after));
    return run_to_end(command(kRun));
  }
};

class DetectorThatIsKeptFromReporting : public SilentDetector {};

TEST_P(DetectorThatIsKeptFromReporting, ProvesNothing) {
  // On a busy machine a detector misses a race now and then, and begins no report.
  constexpr int kTries = 5;
  ProcessResult seen = judge(true);
  for (int i = 1; i < kTries && seen.ending.exited_with(0); ++i) seen = judge(true);
  EXPECT_TRUE(seen.ending.exited_with(1)) << seen.output << seen.errors;
  EXPECT_THAT(seen.output, testing::HasSubstr("fail: pair/shared/wrapped on gcc-12, run"));
}

INSTANTIATE_TEST_SUITE_P(
    By, DetectorThatIsKeptFromReporting,
    testing::Values(
        Trick{"nothing", "", ""},
        Trick{"other_options",
              "if (!getenv(\"AGAIN\")) { setenv(\"AGAIN\", \"1\", 1); "
              "setenv(\"TSAN_\" \"OPTIONS\", \"report_bugs=0\", 1); execv(\"/proc/self/exe\", v); "
              "}",
              ""},
        Trick{"no_environment",
              "char* none[] = {nullptr}; char* again[] = {v[0], v[0], nullptr}; "
              "if (c == 1) execve(v[0], again, none);",
              "syscall(SYS_exit_group, 0);"},
        Trick{"a_limit",
              "signal(SIGXFSZ, SIG_IGN); rlimit none{0, 0}; setrlimit(RLIMIT_FSIZE, &none);",
              "syscall(SYS_exit_group, 0);"},
        Trick{"removing_its_folder", "",
              "std::filesystem::remove_all(std::string(v[0]) + \".reports\"); "
              "syscall(SYS_exit_group, 0);"}),
    [](const auto& info) { return std::string(info.param.name); });

class DetectorThatIsLeftAlone : public SilentDetector {};

TEST_P(DetectorThatIsLeftAlone, IsBelieved) {
  const auto seen = judge(false);
  EXPECT_TRUE(seen.ending.exited_with(0)) << seen.output << seen.errors;
}

INSTANTIATE_TEST_SUITE_P(
    By, DetectorThatIsLeftAlone,
    testing::Values(
        Trick{"a_program_that_starts_others", "if (system(\"env -i true\")) return 1;", ""},
        Trick{"one_that_starts_itself_as_it_is",
              "if (!getenv(\"AGAIN\")) { setenv(\"AGAIN\", \"1\", 1); "
              "execv(\"/proc/self/exe\", v); }",
              ""},
        Trick{"one_that_ends_at_once", "", "syscall(SYS_exit_group, 0);"},
        Trick{"one_that_links_files",
              "if (symlink(\"/nowhere\", \"a\") || rename(\"a\", \"b\")) return 1;", ""}),
    [](const auto& info) { return std::string(info.param.name); });

using ForgedReport = SilentDetector;

TEST_F(ForgedReport, IsNoneOfTheDetectors) {
  write("cases/pair/shared/forged.txt",
        "==================\nWARNING: ThreadSanitizer: data race (pid=1)\n"
        "  Write of size 4 at 0x1 by thread T1:\n    #0 f() " +
            path(kNaive).string() + ":5:5 (0+0x1)\n\n");
  edit(kNaive, "#include <fake.hpp>\n",
       "#include <fake.hpp>\n#include <string>\n#include <unistd.h>\n");
  edit(kNaive, "*static_cast<volatile int*>(n) = i;", "__atomic_fetch_add(n, 1, 5);");
  edit(kNaive, "int main() {", "int main(int, char** v) {");
  edit(kNaive, "  int counter = 0;\n",
       fmt::format("  const std::string at = std::string(v[0]) + \".reports/report.1\";\n"
                   "  if (symlink(\"{}\", at.c_str())) return 1;\n  int counter = 0;\n",
                   path("cases/pair/shared/forged.txt").string()));
  edit(kNaive, "{{[X0001]}}\n", "{{[X0001]}}\n  _exit(66);\n");
  const auto seen = run_to_end(command({"run", "--jobs", "1", "naive"}));
  EXPECT_THAT(seen.output, testing::HasSubstr("the program speaks for ThreadSanitizer"))
      << seen.errors;
}

/// A header of the case's own, by a way that leads up from an include folder.
TEST_F(ForgedReport, OptionsInAHeaderAreSeenByTheControl) {
  write("cases/pair/shared/own.hpp",
        "extern \"C\" const char* __tsan_default_options() { return \"report_bugs=0\"; }\n");
  edit(kWrapped, "#include <fake.hpp>\n",
       "#include <fake.hpp>\n#include <../cases/pair/shared/own.hpp>\n");
  const auto seen = run_to_end(command({"run", "--jobs", "1", "wrapped"}));
  EXPECT_THAT(seen.output, testing::HasSubstr("the race detector may be switched off"))
      << seen.errors;
}

}  // namespace
}  // namespace mustfail
