#include "toolchain/compiler_search.hpp"

#include <re2/re2.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <set>

#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// `g++-12` is `gcc-12`; `clang++` is `clang`. Nothing for a name that is no C++ compiler's.
std::optional<std::string> toolchain_name(const std::string& program) {
  static const RE2 pattern(R"((g\+\+|clang\+\+)(-\d+)?)");
  std::string base;
  std::string version;
  if (!RE2::FullMatch(program, pattern, &base, &version)) return std::nullopt;
  return (base == "g++" ? "gcc" : "clang") + version;
}

}  // namespace

std::vector<fs::path> search_path() {
  const char* path = std::getenv("PATH");
  std::vector<fs::path> folders;
  for (const auto& folder : split_list(path == nullptr ? "/usr/bin" : path, ':')) {
    // A compiler is started in the case's folder, where a relative name means something else.
    std::error_code problem;
    const fs::path absolute = fs::absolute(folder, problem);
    folders.push_back(problem ? fs::path(folder) : absolute.lexically_normal());
  }
  return folders;
}

std::optional<fs::path> find_program(const fs::path& program) {
  if (program.has_parent_path()) {
    if (::access(program.c_str(), X_OK) != 0) return std::nullopt;
    std::error_code ignored;
    return fs::absolute(program, ignored).lexically_normal();
  }
  for (const auto& folder : search_path()) {
    fs::path candidate = folder / program;
    std::error_code ignored;
    if (fs::is_regular_file(candidate, ignored) && ::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return std::nullopt;
}

fs::path program_of(const std::string& name) {
  static const RE2 pattern(R"((gcc|clang)(-\d+)?)");
  std::string family;
  std::string version;
  if (!RE2::FullMatch(name, pattern, &family, &version)) return name;
  return (family == "gcc" ? "g++" : "clang++") + version;
}

/// Every compiler on PATH. One without a version in its name only counts when no other name leads
/// to the same file.
std::vector<ToolchainRequest> compilers_on_path() {
  std::map<std::string, fs::path> found;
  for (const auto& folder : search_path()) {
    std::error_code problem;
    for (fs::directory_iterator entries(folder, problem), end; !problem && entries != end;
         entries.increment(problem)) {
      const auto name = toolchain_name(entries->path().filename().string());
      if (name && ::access(entries->path().c_str(), X_OK) == 0) {
        found.emplace(*name, entries->path());
      }
    }
  }
  std::set<fs::path> versioned;
  std::error_code ignored;
  for (const auto& [name, path] : found) {
    if (name.find('-') != std::string::npos) versioned.insert(fs::canonical(path, ignored));
  }
  std::vector<ToolchainRequest> requests;
  for (const auto& [name, path] : found) {
    const bool plain = name.find('-') == std::string::npos;
    if (plain && versioned.contains(fs::canonical(path, ignored))) continue;
    requests.push_back({name, path, {}, {}});
  }
  return requests;
}

}  // namespace mustfail
