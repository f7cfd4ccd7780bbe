// Rules that only code generation enforces.
#include "support/golden.hpp"

namespace mustfail {
namespace {

class Codegen : public Golden {
 protected:
  void SetUp() override {
    Golden::SetUp();
    edit("lib/fake.hpp", "unavailable(", "error(");
  }
};

TEST_F(Codegen, APlainCheckAcceptsAndThatIsSaid) { run({"run", "--jobs", "1", "naive"}); }

TEST_F(Codegen, ASuiteAsksForIt) {
  edit(kSuite, "\"include\"", "\"checked-by\": \"codegen\",\n  \"include\"");
  run({"bless", "--accept-meaning"});
  run(kRun);
}

TEST_F(Codegen, ARuleAsksForIt) {
  edit(kSuite, "\"X0001\": {", "\"X0001\": {\"checked-by\": \"codegen\", ");
  run({"bless", "--accept-meaning"});
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(Codegen, AFileAsksForIt) {
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ checked-by: codegen\n");
  run({"bless", "--accept-meaning"});
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(Codegen, OptimisationAtTheLinkTakesNothingAway) {
  edit(kSuite, "\"-Wall\"", "\"-flto\", \"-Wall\"");
  edit(kSuite, "\"include\"", "\"checked-by\": \"codegen\",\n  \"include\"");
  write("cases/pair/shared/near_miss.cpp",
        "#include <fake.hpp>\nvoid add(int*) {}\n"
        "int main() {\n  int n = 0;\n  fake::twice(add, &n);\n}\n");
  run({"bless", "--accept-meaning"});
  run(kRun);
}

TEST_F(Codegen, AWrappedProgramIsOptimisedAsItsSuiteSays) {
  edit(kSuite, "\"-Wall\"", "\"-O2\", \"-Wall\"");
  edit(kWrapped, "int main() {",
       "[[gnu::error(\"refused\")]] void refuse();\n"
       "__attribute__((noinline)) static void via(int n) {\n"
       "  if (__builtin_constant_p(n)) refuse();\n}\n\n"
       "int main() {\n  via(7);\n  via(7);");
  run({"run", "--jobs", "1", "wrapped"});
}

TEST_F(Codegen, WhatIsInlinedIsBlamedOnItsCaller) {
  edit(kSuite, "\"-Wall\"", "\"-O1\", \"-Wall\"");
  edit(kSuite, "\"include\"", "\"checked-by\": \"codegen\",\n  \"include\"");
  edit("lib/fake.hpp", "void\ntwice(void (*f)(int*), int* data);",
       "void\nrefuse();\ninline void twice(void (*)(int*), int*) { refuse(); }");
  run({"bless", "--accept-meaning"});
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(Codegen, AnAttributeOfTheCasesOwnProvesNothing) {
  edit(kSuite, "\"include\"", "\"checked-by\": \"codegen\",\n  \"include\"");
  edit(kNaive, "int main", "[[gnu::error(\"[\" \"X0001] mine\")]] void mine();\n\nint main");
  edit(kNaive, "fake::twice(add, &counter);", "mine();");
  run({"run", "--jobs", "1", "naive"});
}

TEST_F(Codegen, MistakesAreTold) {
  edit(kSuite, "\"include\"", "\"checked-by\": \"codgen\",\n  \"include\"");
  edit(kNaive, "//@ rule: X0001\n", "//@ rule: X0001\n//@ checked-by: syntaxx\n");
  run(kRun);
  edit(kSuite, "codgen", "codegen");
  run(kRun);
}

}  // namespace
}  // namespace mustfail
