#include "command/missing_part.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/fake_suite.hpp"
#include "support/samples.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A suite of one case with a naive file, on a gcc-12 that has what the test gives it.
struct Machine {
  Machine() : sample("naive", Mode::compile_fail, "") {
    sample.owner.variants.front().directives.needs.clear();
    probe.toolchains = {sample.toolchain};
    probe.toolchains.front().features = {{"tsan", ""}};
  }

  std::vector<std::string> missing() const {
    std::vector<std::string> lines;
    for (const MissingPart& each : missing_parts(sample.suite, {sample.owner}, probe)) {
      lines.push_back(fmt::format("{} | {} | {}", each.name, each.help, each.cost));
    }
    return lines;
  }

  void need(const char* feature) { sample.owner.variants.front().directives.needs = {feature}; }

  Sample sample;
  Probe probe;
};

TEST(MissingParts, AreNoneWhereAllIsHere) {
  EXPECT_THAT(Machine().missing(), IsEmpty());
  EXPECT_EQ(missing_text({}), "nothing is missing for this suite\n");
}

TEST(MissingParts, AToolchainCostsItsColumn) {
  Machine machine;
  machine.probe.absent = {"clang-22"};
  machine.probe.failures = {{{}, "not here", "apt-get install clang-22; known: gcc-12"}};
  EXPECT_THAT(machine.missing(), ElementsAre("clang-22 | apt-get install clang-22 | its column"));
}

TEST(MissingParts, ALanguageCostsItsTwins) {
  Machine machine;
  machine.sample.owner.twins.emplace_back();
  machine.sample.owner.twins.back().file = "naive.rs";
  Toolchain rust;
  rust.name = "rust";
  rust.family = Family::rust;
  rust.features = {{"rust", "no rustc on PATH; apt-get install rustc-web"}};
  machine.probe.twin_compilers = {rust};
  EXPECT_THAT(machine.missing(),
              ElementsAre("rust | apt-get install rustc-web | the twins in Rust (1 case)"));
}

TEST(MissingParts, APluginCostsTheCasesThatNeedIt) {
  Machine machine;
  machine.need("statics-plugin");
  machine.sample.suite.plugins = {{"statics-plugin", "/p/{toolchain}.so", "run scripts/setup"}};
  machine.probe.toolchains.front().features.push_back(
      {"statics-plugin", "p/gcc-12.so is not there; run scripts/setup"});
  EXPECT_THAT(machine.missing(), ElementsAre("gcc-12 statics-plugin | run scripts/setup | the "
                                             "cases that need it (1)"));
  machine.need("tsan");
  EXPECT_THAT(machine.missing(), IsEmpty()) << "nothing needs it";
}

TEST(MissingParts, ADetectorCostsItsEvidence) {
  Machine machine;
  machine.probe.toolchains.front().features = {
      {"tsan", "a program cannot be built; apt-get install libtsan2"},
      {"asan", "a program cannot be built; apt-get install libasan8"}};
  EXPECT_THAT(machine.missing(), ElementsAre("gcc-12 tsan | apt-get install libtsan2 | its "
                                             "evidence of harm (1 case)"));
}

TEST(MissingParts, AnAnalysisIsMissingWhereNoCompilerHasIt) {
  Machine machine;
  machine.need("consumed");
  machine.probe.toolchains.front().features.push_back({"consumed", "GCC has none"});
  machine.probe.toolchains.push_back(machine.probe.toolchains.front());
  machine.probe.toolchains.back().name = "clang-14";
  EXPECT_THAT(machine.missing(),
              ElementsAre("consumed | GCC has none | the cases that need it (1)"));
  machine.probe.toolchains.back().features = {{"tsan", ""}, {"consumed", ""}};
  EXPECT_THAT(machine.missing(), IsEmpty());
}

TEST(MissingParts, AreALineEach) {
  EXPECT_EQ(missing_text({{"clang-22", "apt-get install clang-22", "its column"},
                          {"go", "apt-get install golang-go", "the twins in Go (3 cases)"}}),
            "missing for this suite:\n"
            "  clang-22  apt-get install clang-22   its column\n"
            "  go        apt-get install golang-go  the twins in Go (3 cases)\n");
}

using Doctor = FakeSuite;

TEST_F(Doctor, NamesWhatTheSuiteLacksBeforeTheErrors) {
  suite_ = R"({"name": "fake", "cases": ".", "toolchains": [
    {"name": "fake-12", "compiler": "../cc.sh"}, {"name": "gcc-99"}]})";
  write("cases/suite.json", suite_);
  add_case("a/near_miss", "int main() {}\n");
  use_compiler();
  Command doctor = command();
  doctor.argv = {doctor.argv.front(), "doctor", "--suite", path("cases").string()};
  const auto result = run_to_end(doctor);
  EXPECT_TRUE(result.ending.exited_with(2)) << result.errors;
  EXPECT_THAT(result.output, testing::EndsWith("missing for this suite:\n"
                                               "  gcc-99  apt-get install g++-99  its column\n"));
}

}  // namespace
}  // namespace mustfail
