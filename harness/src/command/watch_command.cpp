#include "command/watch_command.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "suite/example.hpp"
#include "toolchain/compiler_search.hpp"
#include "toolchain/plugin.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"
#include "util/watch.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// What the suite and the command line name and a run reads, beyond what the suite was read from.
/// The system's headers are not among it: nobody edits them.
std::set<fs::path> named_by(const Suite& suite, const RunOptions& options) {
  std::set<fs::path> names{suite.cases, suite.expected};
  for (const fs::path& each : suite.include) {
    if (!each.string().starts_with("/usr/")) names.insert(each);
  }
  for (const auto& rule : suite.rules) names.insert(rule.second.page);
  for (const ToolchainRequest& each : suite.toolchains) {
    if (each.compiler.has_parent_path()) names.insert(each.compiler);
  }
  const auto toolchains = suite.toolchains.empty() ? compilers_on_path() : suite.toolchains;
  for (const PluginRequest& plugin : suite.plugins) {
    for (const ToolchainRequest& each : toolchains) names.insert(plugin_file(plugin, each.name));
  }
  Failures told_by_the_run;
  for (const fs::path& each : documents_of(suite, told_by_the_run)) names.insert(each);
  for (const fs::path& each : {options.reporting.gate.baseline, options.times}) {
    if (!each.empty()) names.insert(fs::absolute(each).lexically_normal());
  }
  names.erase(fs::path());
  return names;
}

/// Reads what is to be watched. A suite that is broken at the moment keeps the names that it had.
Failures read_names(const RunOptions& options, std::set<fs::path>& names) {
  std::set<fs::path> read;
  const auto suite = select_suite(options.selection, &read);
  if (suite) names = named_by(*suite, options);
  names.merge(read);
  return suite ? Failures() : suite.error();
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
  std::set<fs::path> names;
  if (const Failures failures = read_names(options, names); !failures.empty()) {
    return print(failures), kNothingJudged;
  }
  Watch watch(written_by(options.reporting));
  for (;;) {
    // Before each run: a name may lead to another folder, and the suite may have got other names.
    // It is read again behind that, for it may have been saved before it was watched.
    for (std::set<fs::path> watched; watched != names; read_names(options, names)) {
      watch.renew(names);
      watched = names;
    }
    // Whatever it comes to, a mistake in the suite included, the next save may mend it.
    if (run_command(options) == kInterrupted) return kInterrupted;
    say("\nwatching {}; Ctrl-C ends\n", counted(watch.size(), "folder"));
    std::fflush(stdout);
    const auto changed = watch.wait();
    if (!changed) return print({changed.error()}), kNothingJudged;
    if (changed->empty()) return kInterrupted;
    say("\nchanged: {}\n\n", names_of(*changed));
    std::fflush(stdout);
  }
}

}  // namespace mustfail
