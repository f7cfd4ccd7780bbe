#include <gmock/gmock.h>

#include "support/golden.hpp"

namespace mustfail {
namespace {

using Annotate = Golden;

TEST_F(Annotate, WritesWhatIsMissing) {
  edit(kNaive, "  // expected-error {{[X0001]}}", "");
  const std::string before = text(kNaive);
  run({"annotate", "--check"});
  EXPECT_EQ(text(kNaive), before);
  run({"annotate"});
  run({"annotate", "--check"}, {"CI=true"});
  // Whether a result of a file just written is kept depends on the time.
  run({"run", "--jobs", "1", "--no-cache"});
}

TEST_F(Annotate, CorrectsWhatMovedAndChanged) {
  edit(kNaive, "  fake::twice(add, &counter);  //", "  fake::twice(add, &counter);\n  //");
  run({"annotate"});
  edit(kNaive, "{{[X0001]}}", "{{[X0002]}}");
  run({"annotate"});
}

TEST_F(Annotate, RefusesWhatCompilesAndCi) {
  edit(kNaive, "fake::twice(add, &counter);  // expected-error {{[X0001]}}", "add(&counter);");
  run({"annotate"});
  run({"annotate"}, {"CI=true"});
}

using Adopt = Golden;

/// A folder as somebody else has it.
TEST_F(Adopt, FindsPinsAndWatches) {
  write("theirs/Jamfile",
        "compile-fail one_fail.cpp ;\ncompile-fail two_fail.cpp ;\nrun ok.cpp ;\n");
  write("theirs/one_fail.cpp", "int one = nullptr;\n");
  write("theirs/two_fail.cpp", "int two = 2;\n");
  write("theirs/ok.cpp", "int main() {}\n");
  run({"adopt", "theirs", "--toolchain", "gcc-12"});
  record(text("theirs/suite.json"));
  run({"bless", "--suite", "theirs"});
  run({"run", "--suite", "theirs", "--jobs", "1"});
  edit("theirs/one_fail.cpp", "int one", "\nint one");
  run({"run", "--suite", "theirs", "--jobs", "1", "one"});
  run({"adopt", "theirs"});
  run({"adopt", "expected"});
}

/// Both compilers tell of a precompiled header in what they say, and GCC forgets its pragmas.
TEST_F(Adopt, SharesHeadersAndNothingShows) {
  write("theirs/lib.hpp",
        "#pragma once\n"
        "#pragma GCC diagnostic push\n"
        "#pragma GCC diagnostic ignored \"-Wreturn-type\"\n"
        "template <class T> int none(T) {}\n"
        "#pragma GCC diagnostic pop\n"
        "template <class T> struct Big { static_assert(sizeof(T) > 99, \"too small\"); };\n");
  for (char name = 'a'; name < 'g'; ++name) {
    write(std::string("theirs/") + name + "_fail.cpp",
          "// why\n#include \"lib.hpp\"\nBig<char> small;\nint n = none(1);\n");
  }
  run({"adopt", "theirs", "--toolchain", "gcc-12,clang-19"});
  run({"bless", "--suite", "theirs", "--jobs", "1"});
  edit("theirs/lib.hpp", "too small\"); };", "too small\"); };\n// nothing is known any more");
  run({"run", "--suite", "theirs", "--jobs", "1", "--verify-precompiled", "100"});
  // What it silences to its end is not kept: GCC warns of it, and such a compile is done again.
  edit("theirs/lib.hpp", "#pragma GCC diagnostic pop\n", "\n");
  run({"run", "--suite", "theirs", "--jobs", "1", "--verify-precompiled", "100"});
}

TEST_F(Adopt, SaysWhatAPersonHasToDecide) {
  write("ordinary/CMakeLists.txt", "add_executable(ok ok.cpp)\n");
  write("ordinary/ok.cpp", "int main() {}\n");
  run({"adopt", "ordinary"});
  run({"adopt", "ordinary", "--every", "--toolchain", "gcc-12"});
  run({"bless", "--suite", "ordinary"});
  run({"run", "--suite", "ordinary", "--jobs", "1"});
}

}  // namespace
}  // namespace mustfail
