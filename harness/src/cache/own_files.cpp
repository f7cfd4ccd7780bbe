#include "cache/own_files.hpp"

#include <re2/re2.h>

#include <optional>
#include <string>
#include <system_error>

#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

using Paths = std::vector<fs::path>;

Paths entries_of(const fs::path& folder) {
  Paths paths;
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    paths.push_back(entries->path());
  }
  return paths;
}

/// Collects what cannot be removed.
class Removal {
 public:
  void remove(const fs::path& path) {
    std::error_code problem;
    fs::remove_all(path, problem);
    if (problem && !failure) {
      failure =
          Failure{{path, 0}, "cannot remove this: " + problem.message(), "check its permissions"};
    }
  }

  /// A folder of ours goes when nothing is left in it.
  void remove_when_empty(const fs::path& folder) {
    std::error_code problem;
    if (!fs::is_directory(folder, problem)) return;
    if (fs::is_empty(folder, problem)) return remove(folder);
    left.push_back(folder);
  }

  std::optional<Failure> failure;
  Paths left;
};

void remove_results(const fs::path& folder, Removal& removal) {
  for (const fs::path& part : entries_of(folder)) {
    for (const fs::path& file : entries_of(part)) {
      if (is_result_file(file)) removal.remove(file);
    }
    std::error_code ignored;
    static const RE2 digits("[0-9a-f]{2}");
    if (!RE2::FullMatch(part.filename().string(), digits)) continue;
    if (fs::is_empty(part, ignored)) removal.remove(part);
  }
  removal.remove_when_empty(folder);
}

bool is_usage(const fs::path& file) {
  const auto text = read_file(file);
  static const RE2 pattern(R"((\d+ \d+\n)?)");
  return text && RE2::FullMatch(*text, pattern);
}

}  // namespace

bool is_result_file(const fs::path& file) {
  static const RE2 pattern(
      R"([0-9a-f]{2}/[0-9a-f]{30}\.(?:key|files|outcome)(?:\.tmp-[A-Za-z0-9]{6})?)");
  const std::string name = (file.parent_path().filename() / file.filename()).string();
  return RE2::FullMatch(name, pattern);
}

bool is_kept_folder(const fs::path& folder) {
  static const RE2 pattern(R"([0-9a-f]{32}(?:\.\d+)?)");
  return RE2::FullMatch(folder.filename().string(), pattern);
}

Result<Paths> clear_cache(const fs::path& root) {
  Removal removal;
  remove_results(root / "results", removal);
  for (const char* part : {"pch", "overlays"}) {
    for (const fs::path& folder : entries_of(root / part)) {
      if (is_kept_folder(folder)) removal.remove(folder);
    }
    removal.remove_when_empty(root / part);
  }
  if (is_usage(root / "usage")) removal.remove(root / "usage");
  removal.remove(root / "mustfail-go-build");
  if (removal.failure) return *removal.failure;
  return removal.left;
}

}  // namespace mustfail
