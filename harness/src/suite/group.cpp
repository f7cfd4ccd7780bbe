#include "suite/group.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

#include "util/json_file.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFile = "group.json";

/// Keys that a file spells `//@ key: value`, by the type that they have here.
constexpr std::array<std::string_view, 6> kTexts{"dialect", "mode", "notes",
                                                 "rule",    "std",  "witness"};
constexpr std::array<std::string_view, 4> kLists{"needs", "only", "skip", "strict"};

void check_rule(JsonObject& top, const Suite& suite, Directives& group) {
  if (group.rule.empty() || suite.rules.empty() || suite.rules.contains(group.rule)) return;
  std::vector<std::string> codes;
  for (const auto& entry : suite.rules) codes.push_back(entry.first);
  top.complain("rule", fmt::format("the suite has no rule '{}'", group.rule),
               suggestion(group.rule, codes));
}

}  // namespace

Directives read_group(const fs::path& file, const Suite& suite, Failures& failures) {
  Directives group;
  const auto json = read_json(file);
  if (!json) {
    failures.push_back(json.error());
    return group;
  }
  JsonObject top(*json, {}, json->value, failures);
  const auto read = [&](std::string_view key, const std::string& value) {
    if (auto problem = read_directive(key, value, 0, group)) {
      top.complain(key, std::move(problem->what), std::move(problem->help));
    }
  };
  top.text("$schema");
  for (const std::string_view key : kTexts) {
    if (top.has(key)) read(key, top.text(key));
  }
  for (const std::string_view key : kLists) {
    for (const auto& value : top.texts(key)) read(key, value);
  }
  if (top.has("timeout")) group.timeout = std::chrono::seconds(top.number("timeout", 1, 1));
  group.flags = read_flags(top, "flags");
  check_rule(top, suite, group);
  top.finish();
  return group;
}

const Directives& Groups::of(const fs::path& folder) {
  const auto known = known_.find(folder.string());
  if (known != known_.end()) return known->second;
  Directives directives;
  const bool is_top = folder == suite_.cases || folder == folder.parent_path();
  if (!is_top) directives = of(folder.parent_path());
  const fs::path file = folder / kFile;
  std::error_code problem;
  if (fs::exists(fs::symlink_status(file, problem))) {
    directives = merged(std::move(directives), read_group(file, suite_, failures));
  }
  return known_.emplace(folder.string(), std::move(directives)).first->second;
}

}  // namespace mustfail
