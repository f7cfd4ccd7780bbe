#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// One compile that must fail, as somebody else's build says it.
struct ForeignCompile {
  std::filesystem::path file;
  std::string name;                ///< What their build calls it; tells two of one file apart.
  std::vector<std::string> flags;  ///< Definitions, options, include folders.
  std::map<std::string, std::vector<std::string>> family_flags;  ///< For `gcc` or `clang` alone.
  std::string only;  ///< The one family that it is for; empty: any.
  std::string standard;
  bool only_fails = false;  ///< No file of a -verify suite: nothing in it says why it fails.
};

/// What a folder holds of them.
struct ForeignSuite {
  std::string kind;  ///< For the reader: "Boost.Build", "CMake", ...
  std::vector<ForeignCompile> compiles;
  bool verifies = false;      ///< The files are in the dialect `verify`.
  bool says_nothing = false;  ///< Nothing says which must fail: these are all that there are.
};

/// The C++ sources below a folder, and the files of this name, in order.
std::vector<std::filesystem::path> sources_below(const std::filesystem::path& folder);
std::vector<std::filesystem::path> files_called(const std::filesystem::path& folder,
                                                const std::set<std::string>& names);

/// Whether a build file stands there or below.
bool has_build(const std::filesystem::path& folder);

/// The macros that a source asks about, in `#ifdef`, `#ifndef` and `#if`.
std::set<std::string> asked_macros(std::string_view source);

/// Each reads a folder in its way; nothing when it is not such a folder.
std::optional<ForeignSuite> read_boost_build(const std::filesystem::path& folder);
std::optional<ForeignSuite> read_cmake_tests(const std::filesystem::path& folder);
std::optional<ForeignSuite> read_verify_files(const std::filesystem::path& folder);
/// Every source must fail, or those that say so by their names, or in the way of GCC's own tests; a
/// macro that most of them ask about and that is called so is what makes them fail.
std::optional<ForeignSuite> read_plain_files(const std::filesystem::path& folder);

}  // namespace mustfail
