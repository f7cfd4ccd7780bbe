#include "suite/suite.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;

class Suites : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_->path() / "lib");
    file_ = folder_->path() / "suite.json";
  }

  boost::system::result<Suite, Failures> load(std::string_view text) {
    std::ofstream(file_, std::ios::binary) << text;
    return load_suite(file_);
  }

  /// Each failure as `LINE: WHAT`.
  std::vector<std::string> complaints(std::string_view text) {
    std::vector<std::string> said;
    if (const auto suite = load(text); !suite) {
      for (const Failure& each : suite.error()) {
        said.push_back(std::to_string(each.place.line) + ": " + each.what);
      }
    }
    return said;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  std::filesystem::path file_;
};

Toolchain gcc() {
  Toolchain toolchain;
  toolchain.name = "gcc-12";
  toolchain.version = {12, 2, 0};
  toolchain.features = {{"tsan", ""}, {"consumed", "Clang has it"}};
  return toolchain;
}

TEST_F(Suites, TheNamesThatItHangsOnAreToldAlsoWhenItIsBroken) {
  const auto path = [&](const char* name) { return folder_->path() / name; };
  std::ofstream(path("base.json")) << R"({"flags-file": "flags.txt", "cases": "none"})";
  std::ofstream(path("flags.txt")) << "-DONE";
  std::ofstream(path("db.json"))
      << R"([{"directory": ".", "file": "x.cpp", "command": "g++ @one.rsp"}])";
  std::ofstream(path("one.rsp")) << "@two.rsp";
  std::ofstream(file_) << R"({"extends": "base.json", "include": ["lib", "absent"],
    "link-file": "link.txt", "compile-commands": {"file": "db.json", "source": "x.cpp"}})";
  std::set<std::filesystem::path> names;
  EXPECT_FALSE(load_suite(file_, &names));
  EXPECT_THAT(names, testing::UnorderedElementsAre(
                         file_, path("base.json"), path("flags.txt"), path("none"), path("absent"),
                         path("link.txt"), path("db.json"), path("one.rsp"), path("two.rsp")));
}

TEST_F(Suites, AnEmptyObjectIsASuiteWithDefaults) {
  const auto suite = load("{}");
  ASSERT_TRUE(suite);
  EXPECT_EQ(suite->cases, folder_->path());
  EXPECT_EQ(suite->expected, folder_->path().parent_path() / "expected");
  EXPECT_EQ(suite->standard, "c++20");
  EXPECT_EQ(suite->limits.race_tries, 5);
}

TEST_F(Suites, EveryKeyIsRead) {
  const auto suite = load(R"({
    "$schema": "x", "name": "n", "cases": "lib", "expected": "e", "std": "c++17",
    "include": ["lib"],
    "flags": {"all": ["-a"], "gcc": ["-g"], "clang": ["-c"]},
    "link": {"all": ["-l"]},
    "unchecked": ["-DU"],
    "toolchains": ["gcc-12", {"name": "mine", "compiler": "./cc.sh", "flags": ["-m"]}],
    "plugins": {"checker": {"file": "lib/x-{toolchain}.so", "help": "build it"}},
    "reference": {"gcc": "gcc-12"},
    "memory": {"asan": ["-fsanitize=address"]},
    "rules": {"E1234": {"unchecked": ["-DU1"], "page": "lib/E1234.md", "analysis": "-Wx"}},
    "limits": {"compile-seconds": 1, "run-seconds": 2, "memory-mib": 3, "output-kib": 4,
               "race-tries": 6}
  })");
  ASSERT_TRUE(suite) << to_string(suite.error().front());
  const auto root = folder_->path();
  EXPECT_EQ(suite->name, "n");
  EXPECT_EQ(suite->cases, root / "lib");
  EXPECT_EQ(suite->expected, root / "e");
  EXPECT_THAT(suite->include, ElementsAre(root / "lib"));
  EXPECT_THAT(suite->flags.of(gcc()), ElementsAre("-a", "-g"));
  EXPECT_THAT(suite->link.of(gcc()), ElementsAre("-l"));
  EXPECT_EQ(suite->memory.groups.front().key, "asan");
  EXPECT_EQ(suite->rules.at("E1234").analysis, "-Wx");
  EXPECT_THAT(suite->unchecked, ElementsAre("-DU"));
  ASSERT_EQ(suite->toolchains.size(), 2U);
  EXPECT_EQ(suite->toolchains[1].compiler, root / "cc.sh");
  ASSERT_EQ(suite->plugins.size(), 1U);
  EXPECT_EQ(suite->plugins[0].feature, "checker");
  EXPECT_EQ(plugin_file(suite->plugins[0], "gcc-12"), root / "lib/x-gcc-12.so");
  EXPECT_EQ(suite->plugins[0].help, "build it");
  EXPECT_EQ(suite->reference.at("gcc"), "gcc-12");
  EXPECT_EQ(suite->rules.at("E1234").page, root / "lib/E1234.md");
  EXPECT_EQ(suite->limits.compile, std::chrono::seconds(1));
  EXPECT_EQ(suite->limits.memory_bytes, 3U << 20U);
  EXPECT_EQ(suite->limits.output_bytes, 4U << 10U);
}

TEST_F(Suites, EveryMistakeIsReportedAtOnceWithItsLine) {
  EXPECT_THAT(
      complaints("{\n\"inclde\": [],\n\"std\": 20,\n\"limits\": {\n\"run-seconds\": 0\n}\n}"),
      ElementsAre("3: 'std' has to be a string, and is number",
                  "5: 'run-seconds' has to be from 1 to 1000000000, and is 0",
                  "2: 'inclde' is not a key here"));
}

TEST_F(Suites, FoldersThatAreNotThereAreMistakes) {
  EXPECT_THAT(complaints("{\n\"include\": [\"nowhere\"]}"),
              ElementsAre("2: the include folder 'nowhere' is not there"));
  EXPECT_THAT(complaints("{\n\"cases\": \"nowhere\"}"),
              ElementsAre("2: the folder of cases, " + (folder_->path() / "nowhere").string() +
                          ", is not there"));
}

TEST_F(Suites, FlagsAreForConditionsAndFeatures) {
  const auto suite = load(R"({"flags": {
    "tsan": ["-t"], "clang": ["-c"], "gcc>=12": ["-12"], "gcc<12": ["-11"], "gcc-12": ["-n"],
    "consumed": ["-w"], "all": ["-a"]}})");
  ASSERT_TRUE(suite) << to_string(suite.error().front());
  EXPECT_THAT(suite->flags.of(gcc()), ElementsAre("-t", "-12", "-n", "-a"))
      << "in the order in which they are written; consumed is not there";
  EXPECT_THAT(complaints("{\"flags\": {\n\"consumd\": []}}"),
              ElementsAre("2: 'consumd' means no toolchain"));
}

TEST_F(Suites, ARulesAnalysisIsAPattern) {
  EXPECT_THAT(complaints("{\"rules\": {\"E1\": {\n\"analysis\": \"(\"}}}"),
              ElementsAre("2: this has to be a regular expression"));
}

TEST_F(Suites, StepsOfNormalisationAreChecked) {
  const auto suite =
      load(R"({"normalize": [{"name": "ids", "pattern": "id \\d+", "replace": "id N"}]})");
  ASSERT_TRUE(suite);
  ASSERT_EQ(suite->normalize.size(), 1U);
  EXPECT_EQ(normalize("id 7\n", {"/x", {}, suite->normalize}), "id N\n");
  EXPECT_THAT(complaints(R"({"normalize": [
      {"name": "a", "pattern": "("},
      {"name": "b", "pattern": "b"},
      {"name": "b", "pattern": "c"},
      {"name": "c", "patern": "c"}]})"),
              ElementsAre("2: the pattern of 'a' has to be a regular expression",
                          "4: the step 'b' is named twice", "5: 'patern' is not a key here",
                          "5: the pattern of 'c' has to be a regular expression"));
}

TEST_F(Suites, ToolchainsHaveNamesOfTheirOwn) {
  EXPECT_THAT(complaints("{\"toolchains\": [\n\"gcc-12\",\n\"gcc-12\"\n]}"),
              ElementsAre("3: the toolchain 'gcc-12' is named twice"));
  EXPECT_THAT(complaints("{\"toolchains\": [\n{\"compiler\": \"x\"}]}"),
              ElementsAre("2: this toolchain has no name"));
}

TEST_F(Suites, ACodePatternNeedsAGroup) {
  EXPECT_THAT(complaints("{\n\"code-pattern\": \"E[0-9]+\"}"),
              ElementsAre("2: this has to be a regular expression with one group, the code"));
  EXPECT_THAT(complaints("{\n\"code-pattern\": \"(E\"}"),
              ElementsAre("2: this has to be a regular expression with one group, the code"));
}

TEST_F(Suites, WhatIsNoObjectIsAMistake) {
  EXPECT_THAT(complaints("[]"), ElementsAre("1: this has to be an object, and is array"));
}

TEST_F(Suites, AreFoundHereOrAbove) {
  std::ofstream(folder_->path() / "suite.json") << "{}";
  EXPECT_EQ(*find_suite(folder_->path() / "lib"), folder_->path() / "suite.json");
  std::filesystem::create_directories(folder_->path() / "lib/cases");
  std::ofstream(folder_->path() / "lib/cases/suite.json") << "{}";
  EXPECT_EQ(*find_suite(folder_->path() / "lib"), folder_->path() / "lib/cases/suite.json");
}

TEST_F(Suites, ASuiteStartsFromTheOneThatItExtends) {
  std::ofstream(folder_->path() / "base.json") << R"({
    "name": "base", "std": "c++17", "include": ["lib"], "flags": {"all": ["-a"]},
    "unchecked": ["-DU"], "toolchains": ["gcc-12"], "rules": {"E0001": {}},
    "limits": {"race-tries": 9}})";
  const auto suite = load(R"({"extends": "base.json", "cases": "lib", "flags": {"gcc": ["-g"]},
    "rules": {"E0002": {}}, "limits": {"lines": 3}})");
  ASSERT_TRUE(suite) << to_string(suite.error().front());
  EXPECT_EQ(suite->file, file_);
  EXPECT_EQ(suite->name, "base");
  EXPECT_EQ(suite->cases, folder_->path() / "lib");
  EXPECT_EQ(suite->standard, "c++17");
  EXPECT_THAT(suite->include, ElementsAre(folder_->path() / "lib"));
  EXPECT_THAT(suite->flags.of(gcc()), ElementsAre("-a", "-g"));
  EXPECT_THAT(suite->unchecked, ElementsAre("-DU"));
  EXPECT_EQ(suite->toolchains.size(), 1U);
  EXPECT_EQ(suite->rules.size(), 2U);
  EXPECT_EQ(suite->limits.race_tries, 9);
  EXPECT_EQ(suite->limits.lines, 3);
}

TEST_F(Suites, ABasesMistakesAreSaidAndACircleEnds) {
  std::ofstream(folder_->path() / "base.json") << "{\n\"stdd\": 1}";
  EXPECT_THAT(complaints(R"({"extends": "base.json"})"),
              ElementsAre("2: 'stdd' is not a key here"));
  EXPECT_THAT(complaints(R"({"extends": "suite.json"})"),
              testing::Contains("1: these suites extend each other in a circle"));
}

TEST_F(Suites, FlagsAreTakenFromFilesAndFromACompilationDatabase) {
  const auto root = folder_->path();
  std::ofstream(root / "flags.txt") << "-std=gnu++20\n-I" << (root / "lib").string() << "\n-DX=1\n";
  std::ofstream(root / "link.txt") << "-lm\n";
  std::ofstream(root / "db.json")
      << R"([{"directory": ".", "file": "x.cpp", "command": "g++ -std=c++23 -DY -Wall -c x.cpp"}])";
  const auto files =
      load(R"({"flags-file": "flags.txt", "link-file": "link.txt", "flags": {"all": ["-a"]}})");
  ASSERT_TRUE(files) << to_string(files.error().front());
  EXPECT_EQ(files->standard, "gnu++20");
  EXPECT_THAT(files->include, ElementsAre(root / "lib"));
  EXPECT_THAT(files->flags.of(gcc()), ElementsAre("-DX=1", "-a"));
  EXPECT_THAT(files->link.of(gcc()), ElementsAre("-lm"));
  const auto database = load(R"({"compile-commands": {"file": "db.json", "source": "x.cpp"}})");
  ASSERT_TRUE(database) << to_string(database.error().front());
  EXPECT_EQ(database->standard, "c++23");
  EXPECT_THAT(database->flags.of(gcc()), ElementsAre("-DY"));
  EXPECT_THAT(
      complaints("{\n\"compile-commands\": {\"file\": \"db.json\",\n\"source\": \"y.cpp\"}}"),
      ElementsAre(testing::HasSubstr("3: there is no entry for")));
  EXPECT_THAT(complaints(R"({"flags-file": "gone.txt"})"), testing::SizeIs(1));
}

TEST_F(Suites, AnEmptyListOfToolchainsIsAMistake) {
  EXPECT_THAT(complaints(R"({"toolchains": []})"),
              ElementsAre("1: this names no toolchain, so nothing could be judged"));
}

TEST_F(Suites, TheSnapshotsFolderMustNotHoldTheCases) {
  std::filesystem::create_directories(folder_->path() / "cases");
  for (const char* const expected : {".", "cases", "..", "cases/../cases"}) {
    EXPECT_THAT(complaints(fmt::format(R"({{"cases": "cases", "expected": "{}"}})", expected)),
                ElementsAre(testing::HasSubstr("holds the cases")))
        << expected;
  }
  EXPECT_TRUE(load(R"({"cases": "cases", "expected": "cases/expected"})"));
}

TEST_F(Suites, ALongRowOfSuitesIsNoCircle) {
  for (int i = 0; i < 12; ++i) {
    std::ofstream(folder_->path() / fmt::format("{}.json", i))
        << (i == 11 ? std::string("{}") : fmt::format(R"({{"extends": "{}.json"}})", i + 1));
  }
  EXPECT_TRUE(load(R"({"extends": "0.json"})"));
  EXPECT_THAT(complaints(R"({"extends": "suite.json"})"),
              ElementsAre("1: these suites extend each other in a circle"));
}

}  // namespace
}  // namespace mustfail
