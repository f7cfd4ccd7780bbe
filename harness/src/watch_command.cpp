#include "watch_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "files.hpp"
#include "text.hpp"
#include "watch.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// The folders of the suite that a person edits: the system's headers are not among them.
std::vector<fs::path> folders_of(const Suite& suite) {
  std::vector<fs::path> folders{suite.cases, suite.expected, suite.file.parent_path()};
  for (const fs::path& each : suite.include) {
    if (!each.string().starts_with("/usr/")) folders.push_back(each);
  }
  std::ranges::sort(folders);
  const auto rest = std::ranges::unique(folders);
  folders.erase(rest.begin(), rest.end());
  return folders;
}

}  // namespace

ExitStatus watch_command(const RunOptions& options) {
  const auto suite = select_suite(options.selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  Watch watch(folders_of(*suite));
  for (;;) {
    // Whatever it comes to, a mistake in the suite included, the next save may mend it.
    if (run_command(options) == kInterrupted) return kInterrupted;
    fmt::print("\nwatching {}; Ctrl-C ends\n", counted(watch.size(), "folder"));
    std::fflush(stdout);
    const auto changed = watch.wait();
    if (!changed) return print({changed.error()}), kNothingJudged;
    if (changed->empty()) return kInterrupted;
    constexpr std::size_t kShown = 3;
    std::vector<std::string> names;
    for (const fs::path& file : *changed) {
      if (names.size() < kShown) names.push_back(display_path(file).string());
    }
    if (changed->size() > kShown) {
      names.push_back(counted(changed->size() - kShown, "other file"));
    }
    fmt::print("\nchanged: {}\n\n", listed(names));
    std::fflush(stdout);
  }
}

}  // namespace mustfail
