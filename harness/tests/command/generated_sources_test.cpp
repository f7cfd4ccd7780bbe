/// What a file can ask about how it is compiled, in random files that begin alike, so that they
/// share precompiled headers and compilers that were started before: nothing may show of either.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "process/command.hpp"
#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

/// Each `$` becomes a number that stands for itself once.
constexpr const char* kLines[] = {
    "#pragma once",
    "#pragma GCC system_header",
    "#include_next <first.hpp>",
    "static_assert(__INCLUDE_LEVEL__ == 1, \"level $\");",
    "static_assert(sizeof __BASE_FILE__ == 20, \"base $\");",
    "static_assert(sizeof __FILE__ == 20, \"file $\");",
    "static_assert(__COUNTER__ == 1, \"counter $\");",
    "static_assert(__LINE__ == 5, \"line $\");",
    "#if __INCLUDE_LEVEL__ > 1\n#warning deep $\n#endif",
    "#include \"mine.hpp\"",
    "#include <mine.hpp>",
    "#if __has_include(\"mine.hpp\")\n#warning mine $\n#endif",
    "#if __has_include(\"only_beside.hpp\")\n#warning beside $\n#endif",
    "#pragma GCC poison poisoned",
    "int poisoned;",
    "#pragma push_macro(\"M\")\n#undef M\n#define M 3",
    "#pragma pop_macro(\"M\")",
    "static_assert(M == 2, \"macro $\");",
    "#pragma GCC diagnostic ignored \"-Wunused-variable\"",
    "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wunused-variable\"",
    "#pragma GCC diagnostic pop",
    "static inline void unused_$() { int v; }",
    "#pragma message \"hello $\"",
    "_Pragma(\"GCC warning \\\"said $\\\"\")",
    "#line 77 \"other.cpp\"",
    "inline int twice() { return $; }",
    "using Missing_$ = Nowhere;",
    "#ifdef FIRST\n#warning first $\n#endif",
    "#undef FIRST",
    "template <class T> struct Of_$ { static_assert(sizeof(T) > 9, \"small\"); };\nOf_$<char> o_$;",
};

class GeneratedSources : public testing::TestWithParam<unsigned> {
 protected:
  unsigned draw(unsigned count) { return static_cast<unsigned>(chance_()) % count; }

  std::string line() {
    std::string text = kLines[draw(std::size(kLines))];
    ++number_;
    for (std::size_t at = text.find('$'); at != std::string::npos; at = text.find('$')) {
      text.replace(at, 1, std::to_string(number_));
    }
    return text + "\n";
  }

  std::string lines(unsigned most) {
    std::string text;
    for (unsigned i = draw(most + 1); i > 0; --i) text += line();
    return text;
  }

  void write(const std::string& name, const std::string& text) const {
    ASSERT_TRUE(write_file(folder_->path() / name, text, Durability::lazy));
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  std::mt19937 chance_{GetParam()};
  unsigned number_ = 0;
};

TEST_P(GeneratedSources, AreToldNothingOfWhatWasCompiledBefore) {
  // One header that tells its includer is enough, and then no file shares anything.
  const char* const guard = draw(4) == 0 ? "" : "#pragma once\n";
  write("lib/first.hpp",
        guard + std::string("#define FIRST\n#define M 2\n") + lines(draw(3) == 0 ? 1 : 0));
  write("lib/second.hpp", "#pragma once\n" + lines(draw(3) == 0 ? 2 : 0) +
                              "template <class T> struct Large { T values[1000]; };\n");
  write("lib/mine.hpp", lines(1) + "struct FromLib {};\n");
  if (draw(2) == 0) write("cases/mine.hpp", "struct FromCase {};\n" + lines(1));
  if (draw(2) == 0) write("cases/only_beside.hpp", "\n");
  constexpr int kFiles = 7;
  for (int i = 0; i < kFiles; ++i) {
    write(fmt::format("cases/c{}.cpp", i),
          "#include <first.hpp>\n#include <second.hpp>\n" + lines(4) + "Large<int> large;\n");
  }
  write("cases/suite.json",
        R"({"dialect": "verify", "include": ["../lib"], "flags": {"all": ["-Wall"]},
            "toolchains": ["gcc-12", "clang-19"]})");
  Command command;
  command.argv = {MUSTFAIL_PROGRAM,
                  "run",
                  "--suite",
                  (folder_->path() / "cases").string(),
                  "--no-cache",
                  "--verify-precompiled",
                  "100",
                  "--format",
                  "json=" + (folder_->path() / "report.json").string()};
  command.environment = compiler_environment();
  command.folder = folder_->path();
  command.time_limit = std::chrono::seconds(120);
  const ProcessResult result = run_to_end(command);
  const auto report = read_file(folder_->path() / "report.json");
  if (!report && result.errors.find("is not here") != std::string::npos) {
    GTEST_SKIP() << result.errors;
  }
  ASSERT_TRUE(report) << result.errors;
  const auto precompiled = nlohmann::json::parse(*report).at("summary").at("precompiled");
  EXPECT_EQ(precompiled.at("differing"), 0) << result.output << result.errors;
  RecordProperty("verified", precompiled.at("verified").get<int>());
}

/// As many suites as the variable says; few where it says nothing.
unsigned suites() {
  constexpr unsigned kFew = 12;
  const char* const text = std::getenv("MUSTFAIL_GENERATED_SUITES");
  return text == nullptr ? kFew : static_cast<unsigned>(std::stoul(text));
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeneratedSources, testing::Range(1U, 1U + suites()));

}  // namespace
}  // namespace mustfail
