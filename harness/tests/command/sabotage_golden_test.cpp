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
