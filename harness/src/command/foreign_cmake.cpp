#include <re2/re2.h>

#include <algorithm>
#include <system_error>

#include "command/cmake_script.hpp"
#include "command/foreign_suite.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

bool is_true(const CMakeTest& test, const std::string& property) {
  const auto value = test.properties.find(property);
  static const RE2 truth(R"((?i)true|on|yes|1)");
  return value != test.properties.end() && RE2::FullMatch(value->second, truth);
}

/// Whether the test is a compile that has to fail.
bool has_to_fail(const CMakeTest& test) {
  return is_true(test, "WILL_FAIL") || test.properties.contains("PASS_REGULAR_EXPRESSION");
}

/// The targets that a test builds.
std::vector<std::string> targets_of(const CMakeTest& test) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < test.command.size(); ++i) {
    const std::string& word = test.command[i];
    if (word == "--target" || word == "-t" || word == "--build-target") {
      names.push_back(test.command[i + 1]);
    }
  }
  return names;
}

/// A test that runs a compiler itself.
std::optional<ForeignCompile> direct_compile(const std::string& name, const CMakeTest& test,
                                             const fs::path& folder) {
  ForeignCompile compile;
  compile.name = name;
  static const RE2 source(R"(.*\.(?:cpp|cc|cxx|C|c\+\+))");
  for (const auto& word : test.command) {
    if (RE2::FullMatch(word, source)) {
      compile.file = (folder / word).lexically_normal();
    } else if (word.starts_with("-std=")) {
      compile.standard = word.substr(5);
    } else if (word.starts_with("-D") || word.starts_with("-I") || word.starts_with("-f")) {
      if (word != "-fsyntax-only") compile.flags.push_back(word);
    }
  }
  std::error_code problem;
  if (!fs::is_regular_file(compile.file, problem)) return std::nullopt;
  return compile;
}

/// The project's own modules of functions: below the folder, and in a `cmake` folder above it.
std::vector<fs::path> modules_for(const fs::path& folder) {
  std::vector<fs::path> modules;
  fs::path above = folder;
  for (int i = 0; i < 4 && above.has_relative_path(); ++i, above = above.parent_path()) {
    for (const char* name : {"cmake", "CMake", "cmake/modules"}) {
      std::error_code problem;
      fs::directory_iterator entries(above / name, problem);
      for (const fs::directory_iterator end; !problem && entries != end;
           entries.increment(problem)) {
        if (entries->path().extension() == ".cmake") modules.push_back(entries->path());
      }
    }
    // A function may stand in the CMakeLists.txt of the folder above.
    if (i > 0) modules.push_back(above / "CMakeLists.txt");
  }
  std::ranges::sort(modules);
  return modules;
}

}  // namespace

std::optional<ForeignSuite> read_cmake_tests(const fs::path& folder) {
  ForeignSuite suite;
  suite.kind = "CMake";
  const CMakeProject project = read_cmake_project(folder, modules_for(folder));
  for (const auto& [name, test] : project.tests) {
    if (!has_to_fail(test)) continue;
    for (const auto& target : targets_of(test)) {
      const auto known = project.targets.find(target);
      if (known == project.targets.end()) continue;
      for (const fs::path& file : known->second.sources) {
        suite.compiles.push_back(
            {file, target, known->second.flags, {}, {}, known->second.standard});
      }
    }
    if (auto direct = direct_compile(name, test, folder)) {
      suite.compiles.push_back(*std::move(direct));
    }
  }
  if (suite.compiles.empty()) return std::nullopt;
  return suite;
}

}  // namespace mustfail
