#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// One command of a CMakeLists.txt, with its arguments as they are written, quotes taken away.
struct CMakeCommand {
  std::string name;  ///< In lower case.
  std::vector<std::string> arguments;
};

std::vector<CMakeCommand> parse_cmake(std::string_view text);

/// What a target is made of.
struct CMakeTarget {
  std::vector<std::filesystem::path> sources;
  std::vector<std::string> flags;
  std::string standard;
};

struct CMakeTest {
  std::vector<std::string> command;
  std::map<std::string, std::string> properties;
};

/// What a tree of CMakeLists.txt comes to, as far as it can be told without configuring it: lists,
/// loops, functions and macros are followed, and of a condition every branch.
struct CMakeProject {
  std::map<std::string, CMakeTarget> targets;
  std::map<std::string, CMakeTest> tests;
};

/// `files` are modules that may define functions and macros, read before.
CMakeProject read_cmake_project(const std::filesystem::path& folder,
                                const std::vector<std::filesystem::path>& modules);

}  // namespace mustfail
