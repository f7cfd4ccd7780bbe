#include "command/new_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/pair_template.hpp"
#include "command/run_command.hpp"
#include "judge/snapshot.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

Failures check(const Suite& suite, const NewOptions& options) {
  Failures failures;
  if (!is_case_name(options.name)) {
    failures.push_back({{},
                        fmt::format("'{}' is not the name of a case", options.name),
                        "write GROUP/CASE in letters, digits, - and _: counter/captured_local"});
  }
  std::vector<std::string> rules;
  for (const auto& [code, rule] : suite.rules) rules.push_back(code);
  if (rules.empty()) return failures;
  if (options.rule.empty() && options.from.empty()) {
    failures.push_back(
        {{}, "which rule must reject the naive file?", "add --rule CODE; known: " + listed(rules)});
  } else if (!options.rule.empty() && !suite.rules.contains(options.rule)) {
    failures.push_back({{},
                        fmt::format("the suite has no rule '{}'", options.rule),
                        suggestion(options.rule, rules)});
  }
  return failures;
}

/// The files of the new case: path -> bytes.
using NewFiles = std::map<fs::path, std::string>;

/// The snapshots of the case that the new one is a copy of hold for it too: what they pin does not
/// name the case.
Result<NewFiles> files_of(const Suite& suite, const std::string& name, const PairTemplate& pair) {
  const fs::path folder = suite.cases / name;
  NewFiles files{{folder / "naive.cpp", pair.naive}, {folder / "wrapped.cpp", pair.wrapped}};
  if (pair.origin.empty()) return files;
  const auto snapshots = read_snapshots(snapshot_folder(suite, pair.origin));
  if (!snapshots) return snapshots.error();
  for (const auto& [snapshot, bytes] : *snapshots) {
    if (!snapshot.starts_with("naive.") && !snapshot.starts_with("wrapped.")) continue;
    files.emplace(snapshot_folder(suite, name) / snapshot, bytes);
  }
  return files;
}

/// A folder that is there is not added to: its other files may be meant otherwise.
Failures check_absent(const Suite& suite, const std::string& name, const NewFiles& files) {
  std::error_code problem;
  const fs::path folder = suite.cases / name;
  if (fs::exists(fs::symlink_status(folder, problem))) {
    return {{{folder, 0},
             fmt::format("the case {} is there already, and stays as it is", name),
             "choose another name; or add a variant: a file naive_....cpp in it"}};
  }
  Failures failures;
  for (const auto& [file, bytes] : files) {
    if (fs::exists(fs::symlink_status(file, problem))) {
      failures.push_back(
          {{file, 0}, "this is there already, and stays as it is", "choose another name"});
    }
  }
  return failures;
}

Result<void> write_all(const NewFiles& files) {
  for (const auto& [file, bytes] : files) {
    if (const auto written = write_file(file, bytes); !written) return written.error();
    say("new     {}\n", display_path(file).string());
  }
  return {};
}

void say_what_next(const NewOptions& options, const PairTemplate& pair) {
  const std::string suite = options.selection.suite.empty()
                                ? ""
                                : fmt::format(" --suite {}", options.selection.suite.string());
  const bool is_copy = !pair.origin.empty();
  if (is_copy) {
    say("\nIt is a copy of {} and passes as it stands. Next:\n", pair.origin);
  } else {
    say("\nNo case of the suite shows how, so the pair is red until it is written. Next:\n");
  }
  const std::string run = fmt::format("mustfail run{} {} --watch", suite, options.name);
  const std::string bless =
      fmt::format("mustfail bless{} {}{}", suite, options.name, is_copy ? " --accept-meaning" : "");
  const std::size_t width = std::max(run.size(), bless.size());
  say("  {:{}}  judge it at each save, while you make it your own\n", run, width);
  say("  {:{}}  pin what it then shows\n", bless, width);
}

}  // namespace

ExitStatus new_command(const NewOptions& options) {
  const auto suite = select_suite(options.selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  if (const auto failures = check(*suite, options); !failures.empty()) {
    return print(failures), kNothingJudged;
  }
  const auto discovery = discover(*suite, Filter({}));
  if (!discovery) return print({discovery.error()}), kNothingJudged;
  const auto pair = choose_template(*suite, discovery->cases, options.rule, options.from);
  if (!pair) return print({pair.error()}), kNothingJudged;

  const auto files = files_of(*suite, options.name, *pair);
  if (!files) return print({files.error()}), kNothingJudged;
  if (const auto failures = check_absent(*suite, options.name, *files); !failures.empty()) {
    return print(failures), kNothingJudged;
  }
  if (const auto written = write_all(*files); !written) {
    return print({written.error()}), kNothingJudged;
  }
  say_what_next(options, *pair);
  return kAllAsExpected;
}

}  // namespace mustfail
