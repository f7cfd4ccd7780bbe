#include "support/golden.hpp"

namespace mustfail {
namespace {

const std::vector<std::string> kReason{"run", "--jobs", "1", "--witness", "reason"};

class GoldenWitness : public Golden {
 protected:
  /// At the end of the file, where it moves no line.
  void add(std::string_view directive) const {
    write(kNaive, text(kNaive) + std::string(directive));
  }
};

TEST_F(GoldenWitness, ProgramDoesNotDangle) {
  add("//@ witness: memory\n");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  edit(kSuite, "\"unchecked\": [\"-DFAKE_UNCHECKED\"],",
       "\"unchecked\": [\"-DFAKE_UNCHECKED\"], \"memory\": {\"all\": [\"-fsanitize=address\"]},");
  run(kRun);
}

/// GCC's UndefinedBehaviorSanitizer writes where it was asked to, beside AddressSanitizer too.
TEST_F(GoldenWitness, ProgramUsesANullPointer) {
  add("//@ witness: memory\n");
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "*static_cast<volatile int*>(i < 1000 ? nullptr : n) = i;");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  edit(kSuite, "\"unchecked\": [\"-DFAKE_UNCHECKED\"],",
       "\"unchecked\": [\"-DFAKE_UNCHECKED\"], \"memory\": {\"all\": "
       "[\"-fsanitize=address,undefined\", "
       "\"-fno-sanitize-recover=all\"]},");
  run(kRun);
}

TEST_F(GoldenWitness, ProgramTakesItsLocksInOneOrder) {
  add("//@ witness: deadlock\n");
  edit(kNaive, "*static_cast<volatile int*>(n) = i;",
       "__atomic_fetch_add(n, 1, __ATOMIC_RELAXED);");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run(kRun);
}

TEST_F(GoldenWitness, ProgramEndsWell) {
  add("//@ witness: exit: 3\n");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run(kRun);
}

TEST_F(GoldenWitness, ProgramIsNotKilled) {
  add("//@ witness: signal: SIGABRT\n");
  edit(kSuite, "\"output-kib\": 64", "\"race-tries\": 2");
  run(kRun);
}

TEST_F(GoldenWitness, ThereIsNoneAndTheReasonIsListed) {
  add("//@ witness: none: it never ends\n");
  run(kRun);
}

TEST_F(GoldenWitness, AWrappedProgramThatRacesCannotLeaveUnseen) {
  edit(kWrapped, "#include <stdio.h>\n", "#include <stdio.h>\n#include <unistd.h>\n");
  edit(kWrapped, "n->add(1)", "++n->value");
  edit(kWrapped, "counter.value);\n", "2000);\n  fflush(stdout);\n  _exit(0);\n");
  edit(kWrapped, "int main() {\n", "int main() {\n  fclose(stderr);\n");
  run({"run", "wrapped", "--jobs", "1"});
}

TEST_F(GoldenWitness, WithItsLineMadeSafeTheFileCompiles) {
  add("//@ safe: add(&counter);\n");
  run(kReason);
}

TEST_F(GoldenWitness, TheLineWasNotTheOnlyReason) {
  add("//@ safe: fake::twyce(add, &counter);\n");
  run(kReason);
}

TEST_F(GoldenWitness, WithoutASafeFormItSaysWhatToAdd) { run(kReason); }

}  // namespace
}  // namespace mustfail
