#include "suite/group.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "util/json_file.hpp"
#include "util/path_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFile = "group.json";

/// Keys that a file spells `//@ key: value`, by the type that they have here.
constexpr std::array<std::string_view, 8> kTexts{
    "checked-by", "dialect", "expectations", "mode", "notes", "rule", "std", "witness"};
constexpr std::array<std::string_view, 4> kLists{"needs", "only", "skip", "strict"};

void check_rule(JsonObject& top, const Suite& suite, Directives& group) {
  if (group.rule.empty() || suite.rules.empty() || suite.rules.contains(group.rule)) return;
  std::vector<std::string> codes;
  for (const auto& entry : suite.rules) codes.push_back(entry.first);
  top.complain("rule", fmt::format("the suite has no rule '{}'", group.rule),
               suggestion(group.rule, codes));
}

/// Most patterns of an adopted suite are names, and no regular expression has to be asked.
bool matches_any(const std::string& path, const std::vector<std::string>& patterns) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return pattern == path ||
           (pattern.find_first_of("*?") != std::string::npos && matches_path(path, pattern));
  });
}

}  // namespace

Directives read_defaults(JsonObject& top, const Suite& suite) {
  Directives group;
  const auto read = [&](std::string_view key, const std::string& value) {
    if (auto problem = read_directive(key, value, 0, group)) {
      top.complain(key, std::move(problem->what), std::move(problem->help));
    }
  };
  for (const std::string_view key : kTexts) {
    if (top.has(key)) read(key, top.text(key));
  }
  for (const std::string_view key : kLists) {
    for (const auto& value : top.texts(key)) read(key, value);
  }
  if (top.has("timeout")) group.timeout = std::chrono::seconds(top.number("timeout", 1, 1));
  if (top.has("unchecked")) group.unchecked = top.texts("unchecked");
  group.flags = read_flags(top, "flags");
  check_rule(top, suite, group);
  return group;
}

Directives read_group(const fs::path& file, const Suite& suite, Failures& failures) {
  const auto json = read_json(file);
  if (!json) {
    failures.push_back(json.error());
    return {};
  }
  JsonObject top(*json, {}, json->value, failures);
  top.text("$schema");
  Directives group = read_defaults(top, suite);
  top.finish();
  return group;
}

std::vector<FileDefaults> read_file_defaults(JsonObject& top, const JsonFile& json,
                                             const Suite& suite, Failures& failures) {
  std::vector<FileDefaults> all;
  if (!top.has("files")) return all;
  for (const auto& [pointer, element] : top.elements("files")) {
    JsonObject entry(json, pointer, element, failures);
    FileDefaults defaults;
    defaults.match = entry.texts("match");
    if (defaults.match.empty()) {
      entry.complain({}, "this matches no file", "add \"match\": [\"*_fail.cpp\"]");
    }
    defaults.directives.general = read_defaults(entry, suite);
    if (entry.has("revisions")) {
      JsonObject revisions = entry.object("revisions");
      for (const auto& name : revisions.keys()) {
        JsonObject own = revisions.object(name);
        defaults.directives.revisions.push_back(name);
        defaults.directives.of_revision[name] = read_defaults(own, suite);
        own.finish();
      }
    }
    entry.finish();
    all.push_back(std::move(defaults));
  }
  return all;
}

bool is_named(const Suite& suite, const fs::path& file) {
  const std::string path = file.lexically_relative(suite.cases).string();
  return std::ranges::any_of(
      suite.files, [&](const FileDefaults& each) { return matches_any(path, each.match); });
}

FileDirectives defaults_of(const Suite& suite, const fs::path& file, const Directives& group) {
  FileDirectives defaults;
  defaults.general = group;
  const std::string path = file.lexically_relative(suite.cases).string();
  for (const FileDefaults& each : suite.files) {
    if (!matches_any(path, each.match)) continue;
    defaults.general = merged(std::move(defaults.general), each.directives.general);
    if (each.directives.revisions.empty()) continue;
    defaults.revisions = each.directives.revisions;
    defaults.of_revision = each.directives.of_revision;
  }
  return defaults;
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
