#include "command/watch_command.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <set>

#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"
#include "util/watch.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// The folders of the suite that a person edits: the system's headers are not among them.
std::vector<fs::path> folders_of(const Suite& suite) {
  std::set<fs::path> folders{suite.cases, suite.expected};
  for (const fs::path& each : suite.include) {
    if (!each.string().starts_with("/usr/")) folders.insert(each);
  }
  return {folders.begin(), folders.end()};
}

/// What the run itself writes: to take it for an edit would never end.
std::set<fs::path> written_by(const ReportingOptions& reporting) {
  std::vector<std::string> names{reporting.junit, reporting.gate.write_baseline.string()};
  for (const std::string& format : reporting.formats) {
    const std::size_t cut = format.find('=');
    if (cut != std::string::npos) names.push_back(format.substr(cut + 1));
  }
  std::set<fs::path> files;
  for (const std::string& name : names) {
    if (!name.empty()) files.insert(fs::absolute(name).lexically_normal());
  }
  return files;
}

std::string names_of(const std::set<fs::path>& files) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> names;
  for (const fs::path& file : files) {
    if (names.size() < kShown) names.push_back(display_path(file).string());
  }
  if (files.size() > kShown) names.push_back(counted(files.size() - kShown, "other file"));
  return listed(names);
}

}  // namespace

ExitStatus watch_command(const RunOptions& options) {
  const auto first = select_suite(options.selection);
  if (!first) return print(first.error()), kNothingJudged;
  std::vector<fs::path> folders = folders_of(*first);
  std::optional<Watch> watch;
  watch.emplace(folders, written_by(options.reporting));
  for (;;) {
    // The suite may have got other folders; one that is broken at the moment keeps those it had.
    if (const auto suite = select_suite(options.selection);
        suite && folders_of(*suite) != folders) {
      folders = folders_of(*suite);
      watch.emplace(folders, written_by(options.reporting));
    }
    // Whatever it comes to, a mistake in the suite included, the next save may mend it.
    if (run_command(options) == kInterrupted) return kInterrupted;
    say("\nwatching {}; Ctrl-C ends\n", counted(watch->size(), "folder"));
    std::fflush(stdout);
    const auto changed = watch->wait();
    if (!changed) return print({changed.error()}), kNothingJudged;
    if (changed->empty()) return kInterrupted;
    say("\nchanged: {}\n\n", names_of(*changed));
    std::fflush(stdout);
  }
}

}  // namespace mustfail
