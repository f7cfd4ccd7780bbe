#include "support/golden.hpp"

namespace mustfail {
namespace {

class GoldenCTestList : public Golden {
 protected:
  void SetUp() override {
    Golden::SetUp();
    edit(kSuite, "[\"gcc-12\"]", R"(["gcc-12", {"name": "again", "compiler": "g++-12"}])");
  }
};

TEST_F(GoldenCTestList, EachTestBringsItsEvidence) { run({"list", "--ctest", "pair"}); }

/// The second toolchain is of the first one's family.
TEST_F(GoldenCTestList, OneToolchainsTestBringsTheEvidence) {
  run({"list", "--ctest", "--ctest-in-turn", "pair"});
}

/// A test of its own says what is wrong with a file, and no test is left out for a compiler that is
/// not here.
TEST_F(GoldenCTestList, WhatCannotBeJudgedIsATestAllTheSame) {
  write(kNaive, text(kNaive) + "//@ wittness: race\n");
  edit(kSuite, "{\"name\": \"again\", \"compiler\": \"g++-12\"}", "\"gcc-99\"");
  run({"list", "--ctest", "--ctest-in-turn", "pair/shared/naive"});
}

TEST_F(GoldenCTestList, ACompileAloneRunsNoProgram) {
  run({"run", "--jobs", "1", "--compile-only", "--toolchain", "again", "pair"});
  run({"run", "--compile-only", "--witness", "race"});
}

}  // namespace
}  // namespace mustfail
