#include "command/list_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "command/ctest_list.hpp"
#include "command/run_command.hpp"
#include "plan/plan.hpp"
#include "util/json_text.hpp"
#include "util/terminal.hpp"
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
    if (job.step == Step::compile && job.skip.empty()) say("{}\n", job.by_hand);
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
  say("{}", Ready{json_text({{"schema", 1}, {"entries", list}})});
}

void print_text(const std::vector<Entry>& entries) {
  std::size_t width = 0;
  for (const Entry& each : entries) {
    width = std::max(width, each.case_name.size() + each.variant.size() + 1);
  }
  for (const Entry& each : entries) {
    say("{:<{}}  {:<9}  {}{}\n", full_name(each.case_name, each.variant), width, each.toolchain,
        fmt::format("{}", fmt::join(each.steps, " ")),
        each.skip.empty() ? "" : (each.steps.empty() ? "skip: " : "  skip: ") + each.skip);
  }
}

}  // namespace

ExitStatus list_command(const ListOptions& options) {
  if (options.ctest) return print_ctest_list(options);
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
