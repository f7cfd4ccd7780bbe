#include <gmock/gmock.h>

#include "support/golden.hpp"

namespace mustfail {
namespace {

using SabotagedCase = Golden;

TEST_F(SabotagedCase, NothingIsRed) { run(kRun); }

TEST_F(SabotagedCase, IncludeIsGone) {
  edit(kNaive, "#include <fake.hpp>\n", "\n");
  run(kRun);
}

TEST_F(SabotagedCase, CallIsMisspelled) {
  edit(kNaive, "fake::twice", "fake::twyce");
  run(kRun);
}

TEST_F(SabotagedCase, NaiveFileCompiles) {
  edit(kNaive, "fake::twice(add, &counter);  // expected-error {{[X0001]}}", "add(&counter);");
  run(kRun);
}

TEST_F(SabotagedCase, OffendingLineMoves) {
  edit(kNaive, "  fake::twice(add, &counter);  //", "  fake::twice(add, &counter);\n  //");
  run(kRun);
}

TEST_F(SabotagedCase, EverythingMovesByALine) {
  edit(kNaive, "int main", "\nint main");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinLosesItsLock) {
  edit(kWrapped, "n->add(1)", "++n->value");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinIsRejected) {
  edit(kWrapped, "fake::Counter counter;", "int counter = 0;");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinDoesNotLink) {
  edit(kWrapped, "int main() {", "void nowhere();\n\nint main() {\n  nowhere();");
  run(kRun);
}

TEST_F(SabotagedCase, WrappedTwinCrashesAfterItsOutput) {
  edit(kWrapped, "counter.value);\n", "counter.value);\n  fflush(stdout);\n  __builtin_trap();\n");
  run(kRun);
}

TEST_F(SabotagedCase, NaiveProgramDoesNotRace) {
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run(kRun);
}

TEST_F(SabotagedCase, NaiveProgramFakesItsRace) {
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kNaive, "#include <fake.hpp>\n", "#include <fake.hpp>\n#include <stdio.h>\n");
  edit(
      kNaive, "int counter = 0;",
      "int counter = 0;\n  fputs(\"WARNING: ThreadSanitizer: data race (pid=1)\\n  Write of size 4 "
      "at 0x1 by thread T1:\\n    #0 add \" __FILE__ \":6 (a+0x1)\\n\", stderr);");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run({"run", "--jobs", "1", "naive"});
}

/// The environment tells a program where its detector writes, and how it ends.
TEST_F(SabotagedCase, NaiveProgramWritesItsDetectorsReport) {
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kNaive, "#include <fake.hpp>\n",
       "#include <fake.hpp>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
       "#include <unistd.h>\n");
  edit(kNaive, "int counter = 0;", R"(int counter = 0;
  if (char* path = strstr(getenv("TSAN" "_OPTIONS"), "log_path=")) {
    path = strdup(path + 9);
    path[strcspn(path, ":")] = 0;
    char name[500];
    snprintf(name, sizeof name, "%s.%d", path, getpid());
    if (FILE* report = fopen(name, "w")) {
      fprintf(report, "==================\nWARNING: ThreadSanitizer: data race (pid=%d)\n"
              "  Write of size 4 at 0x1 by thread T1:\n    #0 add %s:9 (a+0x1)\n"
              "==================\n", getpid(), __FILE__);
      fclose(report);
      _exit(66);
    }
  })");
  run({"bless", "--accept-meaning"});
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(SabotagedCase, CounterfactualIsUnclean) {
  edit(kNaive, "int counter = 0;",
       "int counter = 0;\n#ifdef FAKE_UNCHECKED\n  int unused;\n#endif");
  run(kRun);
}

TEST_F(SabotagedCase, RuleIsAnErrorDirective) {
  write(kNaive,
        "//@ rule: X0001\n#error [X0001] two threads  // expected-error {{[X0001]}}\n"
        "int main() {}\n");
  run({"run", "--jobs", "1", "naive"});
}

/// No wording of a compiler's makes the case's own words the library's.
TEST_F(SabotagedCase, ATypeIsNamedLikeTheRule) {
  write(kNaive,
        "//@ rule: X0001\n//@ witness: none: x\n#ifndef FAKE_UNCHECKED\n"
        "void f(int X0001) {\n  int(*p)[ X0001] = nullptr;\n  char* q = p;  // expected-error "
        "{{[X0001]}}\n}\n"
        "#endif\nint main() {}\n");
  run({"bless", "naive", "--accept-meaning"});
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(SabotagedCase, AnotherRuleRejects) {
  edit(kNaive, "rule: X0001", "rule: X0002");
  run(kRun);
}

TEST_F(SabotagedCase, UnknownFlag) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ flags: -fnonsense\n");
  run(kRun);
}

TEST_F(SabotagedCase, HoleIsOpen) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0002\n//@ known-hole: types cannot see it\n");
  edit(kNaive, "fake::twice(add, &counter);  // expected-error {{[X0001]}}",
       "fake::run_twice(add, &counter);");
  remove("expected/pair/shared/naive.json");
  remove("expected/pair/shared/naive.gcc.stderr");
  run(kRun);
}

TEST_F(SabotagedCase, HoleIsClosed) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ known-hole: types cannot see it\n");
  remove("expected/pair/shared/naive.json");
  remove("expected/pair/shared/naive.gcc.stderr");
  run(kRun);
}

/// The compilers end well and have looked at nothing.
class HollowCompile : public Golden, public testing::WithParamInterface<const char*> {
 protected:
  void TearDown() override {}  // looked at, and not pinned
};

TEST_P(HollowCompile, AcceptsNothing) {
  write("cases/pair/shared/near_miss.cpp",
        std::string("//@ flags: ") + GetParam() + "\nint main() { return nonsense; }\n");
  const auto seen = run_to_end(command({"run", "near_miss"}));
  EXPECT_FALSE(seen.ending.exited_with(0)) << seen.output << seen.errors;
  const auto again = run_to_end(command({"run", "near_miss"}));
  EXPECT_FALSE(again.ending.exited_with(0)) << "from the cache: " << again.output;
}

INSTANTIATE_TEST_SUITE_P(Of, HollowCompile,
                         testing::Values("-###", "-E", "-M", "-MM", "--version", "-dumpversion",
                                         "--help", "--help=common", "-print-search-dirs",
                                         "--print-multi-lib", "-print-file-name=x", "--target-help",
                                         "-dumpspecs", "-P -E", "-wrapper /bin/true"));

/// A program that races, and in which the detector was switched off.
class SilencedDetector : public Golden, public testing::WithParamInterface<const char*> {
 protected:
  void TearDown() override {}  // looked at, and not pinned
};

TEST_P(SilencedDetector, IsNotClean) {
  edit(kSuite, "\"toolchains\": [\"gcc-12\"]", "\"toolchains\": [\"clang-19\"]");
  write("cases/pair/shared/silence.hpp",
        "extern \"C\" const char* __tsan_default_options() { return \"report_bugs=0\"; }\n");
  write("ignored", "fun:*\n");
  const std::string flags(GetParam());
  const bool is_flags = flags.starts_with('-');
  const std::string ignored = is_flags && flags.ends_with('=') ? path("ignored").string() : "";
  write(kWrapped,
        (is_flags ? "//@ flags: " + flags + ignored + "\n" : flags + "\n") +
            "#include <stdio.h>\n#include <fake.hpp>\n#ifndef FAST\n#define FAST\n#endif\n"
            "FAST void add(int* n) { for (int i = 0; i < 1000; ++i) *(volatile int*)n = i; "
            "}\nint main() { int n = 0; fake::run_twice(add, &n); printf(\"2000\\n\"); }\n");
  const auto seen = run_to_end(command({"run", "wrapped"}));
  EXPECT_FALSE(seen.ending.exited_with(0)) << seen.output << seen.errors;
  EXPECT_THAT(seen.output + seen.errors, testing::AnyOf(testing::HasSubstr("detector"),
                                                        testing::HasSubstr("ThreadSanitizer")));
}

INSTANTIATE_TEST_SUITE_P(
    By, SilencedDetector,
    testing::Values("-DX", "-DFAST=__attribute__((no_sanitize(\"thread\")))",
                    "-mllvm -tsan-instrument-memory-accesses=0", "-fno-sanitize=thread",
                    "-fno-sanitize-thread-memory-access",
                    "-fsanitize-ignorelist=", "#include \"silence.hpp\"", "-include silence.hpp",
                    "#define JOIN(a, b) a##b\nextern \"C\" const char* JOIN(__ts, "
                    "an_default_options)() { return \"report_bugs=0\"; }",
                    "extern \"C\" const char* options() asm(\"__ts\" \"an_default_options\");\n"
                    "const char* options() { return \"report_bugs=0\"; }"));

/// What has to be accepted is, because its rules were switched off by hand.
TEST_F(SabotagedCase, AcceptedFilesSwitchTheRulesOff) {
  write("cases/pair/shared/near_miss.cpp",
        "//@ flags: -D FAKE_UNCHECKED\n#include <fake.hpp>\nint main() {}\n");
  write("cases/pair/shared/near_miss_too.cpp",
        "#define FAKE_UNCHECKED\n#include <fake.hpp>\nint main() {}\n");
  edit(kWrapped, "#include <stdio.h>", "//@ flags: -DFAKE_UNCHECKED=1\n#include <stdio.h>");
  write("cases/pair/shared/beside.hpp", "#define FAKE_UNCHECKED\n");
  write("cases/pair/shared/words.txt", "-DFAKE_UNCHECKED\n");
  write("cases/pair/shared/near_miss_header.cpp",
        "#include \"beside.hpp\"\n#include <fake.hpp>\nint main() {}\n");
  for (const auto& [name, flag] :
       std::map<std::string, std::string>{{"function", "-DFAKE_UNCHECKED(x)=1"},
                                          {"long", "--define-macro=FAKE_UNCHECKED"},
                                          {"preprocessor", "-Wp,-DFAKE_UNCHECKED"},
                                          {"forced", "-include beside.hpp"},
                                          {"macros", "-imacros beside.hpp"},
                                          {"response", "@words.txt"}}) {
    write("cases/pair/shared/near_miss_by_" + name + ".cpp",
          "//@ flags: " + flag + "\n#include <fake.hpp>\nint main() {}\n");
  }
  write("cases/pair/shared/near_miss_on.cpp",
        "//@ flags: -UFAKE_UNCHECKED\n#include <fake.hpp>\nint main() {}\n");
  run(kRun);
}

using EditedSnapshot = Golden;

TEST_F(EditedSnapshot, Meaning) {
  edit("expected/pair/shared/naive.json", "\"line\": 10", "\"line\": 11");
  run(kRun);
}

TEST_F(EditedSnapshot, Wording) {
  edit("expected/pair/shared/naive.gcc.stderr", "In function 'int main()'",
       "In function 'int mian()'");
  run(kRun);
}

TEST_F(EditedSnapshot, Output) {
  write("expected/pair/shared/wrapped.stdout", "2001\n");
  run(kRun);
}

TEST_F(EditedSnapshot, IsGone) {
  remove("expected/pair/shared");
  run(kRun);
}

TEST_F(EditedSnapshot, HasNoCase) {
  write("expected/pair/gone/naive.json", "{}");
  write("expected/pair/shared/naive.stdout", "x");
  write("expected/pair/shared/note.txt", "x");
  run(kRun);
  run({"run", "--only-snapshots"});
}

}  // namespace
}  // namespace mustfail
