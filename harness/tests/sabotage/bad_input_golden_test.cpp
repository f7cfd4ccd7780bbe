#include "support/golden.hpp"

namespace mustfail {
namespace {

using BadSuite = Golden;

TEST_F(BadSuite, Syntax) {
  edit(kSuite, "\"name\": \"fixture\",", "\"name\": \"fixture\"");
  run(kRun);
}

TEST_F(BadSuite, WrongKeyAndType) {
  edit(kSuite, "\"unchecked\": [\"-DFAKE_UNCHECKED\"],\n  \"tool",
       "\"uncheked\": [],\n  \"std\": 20,\n  \"tool");
  run(kRun);
}

TEST_F(BadSuite, IsNotThere) {
  run({"run", "--suite", "nowhere"});
  run({"run", "--suite", "nowhere/suite.json"});
}

TEST_F(BadSuite, CompilerIsNotThere) {
  edit(kSuite, "[\"gcc-12\"]", R"(["gcc-12", "gcc-99", {"name": "x", "compiler": "./gone.sh"}])");
  run(kRun);
}

TEST_F(BadSuite, CompilerIsMisspelled) { run({"run", "--toolchain", "gc-12"}); }

TEST_F(BadSuite, CompilerIsNone) {
  edit(kSuite, "[\"gcc-12\"]", R"([{"name": "x", "compiler": "/bin/true"}])");
  run(kRun);
}

TEST_F(BadSuite, IsEmpty) {
  remove("cases/pair");
  remove("expected");
  run(kRun);
}

TEST_F(BadSuite, FilterMatchesNothing) {
  run({"run", "shraed"});
  run({"run", "--rule", "X0003"});
  run({"run", "--exact", "pair/shared/nothing"});
}

TEST_F(BadSuite, EverythingIsSkipped) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ only: clang\n");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadSuite, CommandLine) {
  run({"rnu"});
  run({"run", "--format", "jsno"});
  run({"run", "--jobs", "0"});
  run({"run", "--suite", ""});
  run({"run", ""});
  run({});
}

using BadFile = Golden;

TEST_F(BadFile, Directives) {
  edit(kNaive, "//@ rule: X0001\n",
       "//@ rul: X0001\n//@ timeout: soon\n// @ mode: compile-fail\n//@ rule: X0009\n");
  run(kRun);
}

TEST_F(BadFile, Expectations) {
  edit(kNaive, "{{[X0001]}}", "{{[X0001]");
  edit(kNaive, "int counter = 0;", "int counter = 0;  // expected-eror {{x}}");
  run(kRun);
}

TEST_F(BadFile, IsNotUtf8) {
  edit(kNaive, "int main", "// gr\xFC\xDF\nint main");
  run(kRun);
}

TEST_F(BadFile, HasNoMode) {
  write("cases/pair/shared/helper.cpp", "");
  run(kRun);
}

using BadCompiler = Golden;

TEST_F(BadCompiler, Crashes) {
  use_compiler("kill -SEGV $$");
  run(kRun);
}

TEST_F(BadCompiler, CrashesAfterTheRightWords) {
  use_compiler("g++-12 \"$@\"; kill -ABRT $$");
  run(kRun);
}

TEST_F(BadCompiler, Hangs) {
  edit(kSuite, "\"compile-seconds\": 20", "\"compile-seconds\": 1");
  use_compiler("exec sleep 60");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, Floods) {
  edit(kSuite, "\"output-kib\": 64", "\"output-kib\": 1");
  use_compiler("while :; do echo 'noise noise noise noise noise noise'; done >&2");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, ExitsWithFour) {
  use_compiler("g++-12 \"$@\"; exit 4");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, HasAnInternalError) {
  use_compiler(
      "g++-12 \"$@\"; echo 'x.cpp:1:1: internal compiler error: Segmentation fault' >&2; "
      "exit 1");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, SaysNothing) {
  use_compiler("exit 1");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(BadCompiler, AcceptsEverythingAndBuildsNothing) {
  use_compiler("exit 0");
  run(kRun);
}

TEST_F(BadCompiler, PrintsBytesThatAreNotUtf8) {
  use_compiler("g++-12 \"$@\"; s=$?; printf 'a.cpp:1:1: error: \\377\\376\\n' >&2; exit $s");
  run({"run", "--jobs", "1", "naive"});
}

}  // namespace
}  // namespace mustfail
