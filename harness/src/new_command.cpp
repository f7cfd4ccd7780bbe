#include "new_command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "files.hpp"
#include "pair_template.hpp"
#include "run_command.hpp"
#include "snapshot.hpp"
#include "text.hpp"

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
    failures.push_back({{},
                        "which rule must reject the naive file?",
                        "add --rule CODE; known: " + fmt::format("{}", listed(rules))});
  } else if (!options.rule.empty() && !suite.rules.contains(options.rule)) {
    failures.push_back({{},
                        fmt::format("the suite has no rule '{}'", options.rule),
                        suggestion(options.rule, rules)});
  }
  return failures;
}

/// Writes a file that must not be there yet.
Result<void> write_new(const fs::path& file, std::string_view bytes) {
  std::error_code problem;
  if (fs::exists(fs::symlink_status(file, problem))) {
    return Failure{{file, 0}, "this is there already, and stays as it is", "choose another name"};
  }
  if (const auto written = write_file(file, bytes); !written) return written.error();
  fmt::print("new     {}\n", display_path(file).string());
  return {};
}

/// The template's snapshots hold for its copy: what they pin does not name the case.
Result<void> copy_snapshots(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(from, problem)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("naive.") && !name.starts_with("wrapped.")) continue;
    const auto bytes = read_file(entry.path());
    if (!bytes) return bytes.error();
    if (const auto written = write_new(to / name, *bytes); !written) return written.error();
  }
  return {};
}

void say_what_next(const NewOptions& options, const PairTemplate& pair) {
  const std::string suite = options.selection.suite.empty()
                                ? ""
                                : fmt::format(" --suite {}", options.selection.suite.string());
  const bool is_copy = !pair.snapshots.empty();
  if (is_copy) {
    fmt::print("\nIt is a copy of {} and passes as it stands. Next:\n", pair.origin);
  } else if (!pair.origin.empty()) {
    fmt::print("\nIt comes from the templates in {}. Next:\n", pair.origin);
  } else {
    fmt::print("\nNo case of the suite shows how; the places to fill in say so. Next:\n");
  }
  fmt::print(
      "  mustfail run{} {} --watch   judge it at each save, while you make it your own\n"
      "  mustfail bless{} {}{}  pin what it then shows\n",
      suite, options.name, suite, options.name, is_copy ? " --accept-meaning" : "");
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

  const fs::path folder = suite->cases / options.name;
  std::error_code problem;
  if (fs::exists(folder, problem)) {
    return print({{{folder, 0},
                   fmt::format("the case {} is there already, and stays as it is", options.name),
                   "choose another name; or add a variant: a file naive_....cpp in it"}}),
           kNothingJudged;
  }
  for (const auto& [name, text] :
       {std::pair{"naive.cpp", &pair->naive}, std::pair{"wrapped.cpp", &pair->wrapped}}) {
    if (const auto written = write_new(folder / name, *text); !written) {
      return print({written.error()}), kNothingJudged;
    }
  }
  if (!pair->snapshots.empty()) {
    const auto copied = copy_snapshots(pair->snapshots, snapshot_folder(*suite, options.name));
    if (!copied) return print({copied.error()}), kNothingJudged;
  }
  say_what_next(options, *pair);
  return kAllAsExpected;
}

}  // namespace mustfail
