#include "util/path_pattern.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <system_error>

#include "util/compiled_pattern.hpp"
#include "util/piece.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

std::string regex_of(std::string_view pattern) {
  std::string regex;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern.substr(at).starts_with("**/")) {
      regex += "(?:[^/]+/)*";
      at += 2;
    } else if (pattern.substr(at).starts_with("**")) {
      regex += ".*";
      ++at;
    } else if (pattern[at] == '*') {
      regex += "[^/]*";
    } else if (pattern[at] == '?') {
      regex += "[^/]";
    } else {
      regex += RE2::QuoteMeta(piece(pattern.substr(at, 1)));
    }
  }
  return regex;
}

void collect(const fs::path& folder, const std::string& pattern, std::vector<fs::path>& into) {
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    const fs::path& path = entries->path();
    std::error_code ignored;
    const bool is_hidden = path.filename().string().starts_with('.') &&
                           pattern.find("/" + path.filename().string()) == std::string::npos;
    if (is_hidden) continue;
    // A link to a folder may lead back here.
    if (entries->is_directory(ignored) && !entries->is_symlink(ignored)) {
      collect(path, pattern, into);
    } else if (entries->is_regular_file(ignored) && matches_path(path.string(), pattern)) {
      into.push_back(path);
    }
  }
}

}  // namespace

bool matches_path(std::string_view path, std::string_view pattern) {
  return RE2::FullMatch(piece(path), compiled_pattern(regex_of(pattern)));
}

std::vector<fs::path> files_matching(std::string_view pattern, const fs::path& folder) {
  const std::string whole = (folder / pattern).lexically_normal().string();
  // From the last folder that is spelled out.
  const std::size_t wild = std::min(whole.find_first_of("*?"), whole.size());
  const fs::path root = whole.substr(0, whole.rfind('/', wild));
  std::vector<fs::path> files;
  collect(root.empty() ? "/" : root, whole, files);
  std::ranges::sort(files);
  return files;
}

}  // namespace mustfail
