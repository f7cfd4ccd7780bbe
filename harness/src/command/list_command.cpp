#include "command/list_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "command/run_command.hpp"
#include "plan/plan.hpp"
#include "suite/twin.hpp"
#include "toolchain/probe.hpp"
#include "util/cache_folder.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::ordered_json;

/// One line of the list.
struct Entry {
  std::string case_name;
  std::string variant;
  std::string file;
  std::string mode;
  std::vector<std::string> rules;
  std::string toolchain;
  std::vector<std::string> steps;
  std::string skip;
};

std::vector<Job> planned(const Prepared& prepared) {
  return plan(prepared.suite, prepared.cases, prepared.toolchains, "/", {}, prepared.twin_compilers)
      .jobs;
}

std::vector<Entry> entries_of(const Prepared& prepared) {
  std::vector<Entry> entries;
  std::map<const Case*, std::vector<std::string>> rules;  // a case may be a folder of very many
  for (const Job& job : planned(prepared)) {
    const auto [known, is_new] = rules.try_emplace(job.owner);
    if (is_new) known->second = rules_of(*job.owner);
    const bool same = !entries.empty() && entries.back().case_name == job.owner->name &&
                      entries.back().variant == job.variant->name &&
                      entries.back().toolchain == job.toolchain->name;
    if (!same) {
      entries.push_back({job.owner->name,
                         job.variant->name,
                         job.variant->file.string(),
                         std::string(name(job.variant->mode)),
                         known->second,
                         job.toolchain->name,
                         {},
                         {}});
    }
    if (job.skip.empty()) {
      entries.back().steps.emplace_back(name(job.step));
    } else {
      entries.back().skip = job.skip;
    }
  }
  return entries;
}

void print_commands(const Prepared& prepared) {
  for (const Job& job : planned(prepared)) {
    if (job.step == Step::compile && job.skip.empty()) fmt::print("{}\n", job.by_hand);
  }
}

void print_json(const std::vector<Entry>& entries) {
  Json list = Json::array();
  for (const Entry& each : entries) {
    list.push_back({{"case", each.case_name},
                    {"variant", each.variant},
                    {"file", each.file},
                    {"mode", each.mode},
                    {"rules", each.rules},
                    {"toolchain", each.toolchain},
                    {"steps", each.steps},
                    {"skip", each.skip}});
  }
  fmt::print("{}\n", Json{{"schema", 1}, {"entries", list}}.dump(2, ' ', false,
                                                                 Json::error_handler_t::replace));
}

void print_text(const std::vector<Entry>& entries) {
  std::size_t width = 0;
  for (const Entry& each : entries) {
    width = std::max(width, each.case_name.size() + each.variant.size() + 1);
  }
  for (const Entry& each : entries) {
    fmt::print("{:<{}}  {:<9}  {}{}\n", full_name(each.case_name, each.variant), width,
               each.toolchain, fmt::join(each.steps, " "),
               each.skip.empty() ? "" : (each.steps.empty() ? "skip: " : "  skip: ") + each.skip);
  }
}

/// The status that CTest is told to take for a skip. Words would not do: what a program prints is
/// shown, and it may print them.
constexpr int kSkipped = 77;

/// A CMake bracket argument: nothing inside it is special.
std::string bracket(std::string_view text) {
  std::string bars = "==";
  while (fmt::format("{}]", text).find("]" + bars + "]") != std::string::npos) bars += '=';
  // CMake drops a newline in front.
  return fmt::format("[{}[{}{}]{}]", bars, text.starts_with('\n') ? "\n" : "", text, bars);
}

/// One label of a list of them.
std::string one_of_list(std::string_view label) {
  std::string text;
  for (const char c : label) text += c == ';' ? std::string("\\;") : std::string(1, c);
  return text;
}

/// `fixture` is a CTest property with its value, or empty.
void print_ctest_test(const ListOptions& options, const std::string& test,
                      std::vector<std::string> labels, const std::vector<std::string>& arguments,
                      const std::string& fixture = {}) {
  for (std::string& each : labels) each = one_of_list(each);
  labels.insert(labels.end(), options.ctest_labels.begin(), options.ctest_labels.end());
  std::error_code problem;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe", problem).string();
  std::string command = bracket(self);
  for (const auto& argument : arguments) command += " " + bracket(argument);
  fmt::print("add_test({} {})\n", bracket(test), command);
  fmt::print("set_tests_properties({} PROPERTIES LABELS {} SKIP_RETURN_CODE {} {}{})\n",
             bracket(test), bracket(fmt::format("{}", fmt::join(labels, ";"))), kSkipped, fixture,
             options.ctest_timeout == 0 ? "" : fmt::format(" TIMEOUT {}", options.ctest_timeout));
}

/// The test, and fixture, that makes a toolchain's precompiled headers before its cases run.
std::string warm_name(const ListOptions& options, const std::string& toolchain) {
  return fmt::format("{}warm.{}", options.ctest_prefix, toolchain);
}

/// The files' names, with a file's revisions in place of the file.
std::vector<std::string> with_revisions(const std::vector<std::string>& files,
                                        const std::vector<Case>& cases) {
  std::map<std::string, std::vector<std::string>> revised;  // by file
  for (const Case& owner : cases) {
    for (const Variant& variant : owner.variants) {
      if (variant.revision.empty()) continue;
      const std::string stem =
          variant.name.substr(0, variant.name.size() - variant.revision.size() - 1);
      revised[full_name(owner.name, stem)].push_back(full_name(owner.name, variant.name));
    }
  }
  std::vector<std::string> names;
  for (const auto& file : files) {
    const auto found = revised.find(file);
    if (found == revised.end()) {
      names.push_back(file);
    } else {
      names.insert(names.end(), found->second.begin(), found->second.end());
    }
  }
  return names;
}

/// Every variant becomes a test, also one whose file is malformed: that test then says what is
/// wrong with it. Only a suite that cannot be read at all has no tests.
ExitStatus print_ctest(const ListOptions& options) {
  const auto suite = select_suite(options.selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  const auto names = variant_names(*suite);
  if (!names) return print({names.error()}), kNothingJudged;
  auto discovery = discover(*suite, Filter({}));
  if (!discovery) return print({discovery.error()}), kNothingJudged;
  const Probe probe = probe_toolchains(
      {suite->toolchains, options.selection.toolchains, suite->plugins, cache_folder()});
  if (probe.interrupted) return refuse({});
  const std::string file = suite->file.string();
  const Filter filter(options.selection.filters);
  auto tests = with_revisions(*names, discovery->cases);
  for (const Case& owner : discovery->cases) {
    for (const Variant& each : owner.variants) {
      if (each.example) tests.push_back(full_name(owner.name, each.name));
    }
  }
  for (const auto& name : tests) {
    const std::size_t cut = name.rfind('/');
    const std::string case_name = name.substr(0, cut);
    if (!filter.matches(case_name, name.substr(cut + 1))) continue;
    const auto owner = std::ranges::find(discovery->cases, case_name, &Case::name);
    std::vector<std::string> labels{case_name.substr(0, case_name.find('/')), name.substr(cut + 1)};
    if (owner != discovery->cases.end()) {
      for (auto& rule : rules_of(*owner)) labels.push_back(std::move(rule));
    }
    const auto add = [&](const std::string& toolchain) {
      std::vector<std::string> own = labels;
      own.push_back(toolchain);
      print_ctest_test(
          options, fmt::format("{}{}.{}", options.ctest_prefix, name, toolchain), own,
          {"run", "--suite", file, "--exact", name, "--toolchain", toolchain, "--jobs", "1",
           "--if-all-skipped", std::to_string(kSkipped), "--witness",
           "counterfactual,race,memory,other"},
          suite->precompiled.empty() ? "" : "FIXTURES_REQUIRED " + warm_name(options, toolchain));
    };
    for (const Toolchain& toolchain : probe.toolchains) add(toolchain.name);
    // A toolchain that the suite asks for and that is not here is a red test, not a missing one.
    for (const ToolchainRequest& request : suite->toolchains) {
      const auto& chosen = options.selection.toolchains;
      if (!chosen.empty() && std::ranges::find(chosen, request.name) == chosen.end()) continue;
      if (std::ranges::none_of(probe.toolchains,
                               [&](const Toolchain& each) { return each.name == request.name; })) {
        add(request.name);
      }
    }
  }
  const auto twins = twin_names(*suite);
  if (!twins) return print({twins.error()}), kNothingJudged;
  for (const auto& name : *twins) {
    const std::string case_name = name.substr(0, name.rfind('/'));
    const std::string file_name = name.substr(case_name.size() + 1);
    if (!filter.matches(case_name, file_name) || !options.selection.toolchains.empty()) continue;
    const std::string language(mustfail::name(*twin_language(file_name)));
    print_ctest_test(options, options.ctest_prefix + name,
                     {case_name.substr(0, case_name.find('/')), file_name, language},
                     {"run", "--suite", file, "--exact", name, "--toolchain", language, "--jobs",
                      "1", "--if-all-skipped", std::to_string(kSkipped)});
  }
  if (!suite->precompiled.empty()) {
    for (const Toolchain& toolchain : probe.toolchains) {
      const std::string test = warm_name(options, toolchain.name);
      print_ctest_test(
          options, test, {"warm", toolchain.name},
          {"cache", "warm", "--suite", file, "--toolchain", toolchain.name, "--jobs", "1"},
          "FIXTURES_SETUP " + test);
    }
  }
  print_ctest_test(options, options.ctest_prefix + "snapshots", {"snapshots"},
                   {"run", "--suite", file, "--only-snapshots"});
  return kAllAsExpected;
}

}  // namespace

ExitStatus list_command(const ListOptions& options) {
  if (options.ctest) return print_ctest(options);
  const auto prepared = prepare(options.selection);
  if (!prepared) return refuse(prepared.error());
  if (options.commands) {
    print_commands(*prepared);
    return kAllAsExpected;
  }
  const auto entries = entries_of(*prepared);
  if (options.json) {
    print_json(entries);
  } else {
    print_text(entries);
  }
  return kAllAsExpected;
}

}  // namespace mustfail
