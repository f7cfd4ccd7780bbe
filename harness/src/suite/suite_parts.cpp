#include "suite/suite_parts.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

Limits read_limits(JsonObject& from, Limits limits) {
  if (!from.has("limits")) return limits;
  JsonObject object = from.object("limits");
  const auto seconds = [&](std::string_view key, std::chrono::seconds fallback) {
    return std::chrono::seconds(object.number(key, static_cast<int>(fallback.count()), 1));
  };
  limits.compile = seconds("compile-seconds", limits.compile);
  limits.run = seconds("run-seconds", limits.run);
  const auto bytes = [&](std::string_view key, std::uint64_t fallback, unsigned shift) {
    const auto units = object.number(key, static_cast<int>(fallback >> shift), 1);
    return static_cast<std::uint64_t>(units) << shift;
  };
  limits.memory_bytes = bytes("memory-mib", limits.memory_bytes, 20U);
  limits.output_bytes = bytes("output-kib", limits.output_bytes, 10U);
  limits.diagnostics = object.number("diagnostics", limits.diagnostics, 0);
  limits.lines = object.number("lines", limits.lines, 0);
  limits.race_tries = object.number("race-tries", limits.race_tries, 1);
  object.finish();
  return limits;
}

std::vector<ToolchainRequest> read_toolchains(JsonObject& from, const JsonFile& json,
                                              const fs::path& root, Failures& failures) {
  std::vector<ToolchainRequest> requests;
  if (!from.has("toolchains")) return requests;
  for (const auto& [pointer, element] : from.elements("toolchains")) {
    const auto line = json.lines.find(pointer);
    const Place place{json.file, line == json.lines.end() ? 0 : line->second};
    if (element.is_string()) {
      requests.push_back({element.get<std::string>(), {}, {}, place});
      continue;
    }
    JsonObject object(json, pointer, element, failures);
    ToolchainRequest request{object.text("name"), object.text("compiler"), object.texts("flags"),
                             place};
    object.finish();
    if (request.name.empty()) object.complain({}, "this toolchain has no name", "add \"name\"");
    if (request.compiler.has_parent_path()) {
      request.compiler = (root / request.compiler).lexically_normal();
    }
    requests.push_back(std::move(request));
  }
  for (std::size_t i = 0; i < requests.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (requests[i].name != requests[j].name) continue;
      failures.push_back({requests[i].place,
                          fmt::format("the toolchain '{}' is named twice", requests[i].name),
                          "give each its own name"});
    }
  }
  return requests;
}

Strictness read_strictness(JsonObject& from) {
  Strictness strictness;
  if (const auto bad = mustfail::read_strictness(from.texts("strict"), strictness)) {
    from.complain("strict", fmt::format("'{}' is not a strictness", *bad),
                  suggestion(*bad, strictness_words()));
  }
  return strictness;
}

NotePolicy read_notes(JsonObject& from) {
  const std::string policy = from.text("notes", "free");
  if (const auto known = parse_note_policy(policy)) return *known;
  from.complain("notes", fmt::format("'{}' is not a policy for notes", policy),
                suggestion(policy, {"expected", "free"}));
  return NotePolicy::free;
}

ExpectationPolicy read_expectations(JsonObject& from) {
  const std::string policy = from.text("expectations", "required");
  if (const auto known = parse_expectation_policy(policy)) return *known;
  from.complain("expectations", fmt::format("'{}' is not a policy for expectations", policy),
                suggestion(policy, {"optional", "required"}));
  return ExpectationPolicy::required;
}

std::optional<CheckedBy> read_checked_by(JsonObject& from) {
  if (!from.has("checked-by")) return std::nullopt;
  const std::string word = from.text("checked-by");
  const auto known = parse_checked_by(word);
  if (!known) {
    from.complain("checked-by", fmt::format("'{}' checks nothing", word),
                  suggestion(word, {"codegen", "syntax"}));
  }
  return known;
}

std::map<std::string, Rule> read_rules(JsonObject& from, const fs::path& root) {
  std::map<std::string, Rule> rules;
  if (!from.has("rules")) return rules;
  JsonObject object = from.object("rules");
  for (const auto& code : object.keys()) {
    JsonObject entry = object.object(code);
    Rule rule{code, entry.texts("unchecked"), entry.text("page"), entry.text("analysis"),
              read_checked_by(entry)};
    if (const RE2 pattern(rule.analysis, RE2::Quiet); !pattern.ok()) {
      entry.complain("analysis", "this has to be a regular expression", pattern.error());
    }
    if (!rule.page.empty()) rule.page = (root / rule.page).lexically_normal();
    entry.finish();
    rules.emplace(code, std::move(rule));
  }
  return rules;
}

std::vector<NormalizeStep> read_normalize(JsonObject& from, const JsonFile& json,
                                          Failures& failures) {
  std::vector<NormalizeStep> steps;
  if (!from.has("normalize")) return steps;
  for (const auto& [pointer, element] : from.elements("normalize")) {
    JsonObject object(json, pointer, element, failures);
    auto step = replacing_step(object.text("name"), object.text("pattern"), object.text("replace"));
    object.finish();
    if (!step) {
      object.complain({}, step.error().what, step.error().help);
    } else if (std::ranges::find(steps, step->name, &NormalizeStep::name) != steps.end()) {
      object.complain("name", fmt::format("the step '{}' is named twice", step->name),
                      "give each its own name");
    } else {
      steps.push_back(*std::move(step));
    }
  }
  return steps;
}

void read_precompiled(JsonObject& from, const JsonFile& json, Suite& suite) {
  const auto value = json.value.find("precompiled");
  if (value != json.value.end() && value->is_boolean()) {
    suite.finds_headers = from.flag("precompiled", true);
    suite.precompiled.clear();
    return;
  }
  suite.precompiled = from.text("precompiled", suite.precompiled);
}

std::vector<PluginRequest> read_plugins(JsonObject& from, const fs::path& root) {
  std::vector<PluginRequest> plugins;
  if (!from.has("plugins")) return plugins;
  JsonObject object = from.object("plugins");
  for (const auto& feature : object.keys()) {
    JsonObject entry = object.object(feature);
    PluginRequest plugin{feature, entry.text("file"), entry.text("help")};
    if (plugin.file.empty()) {
      entry.complain({}, "this plugin has no file", "add \"file\": \"../build/x-{toolchain}.so\"");
    }
    plugin.file = (root / plugin.file).lexically_normal();
    entry.finish();
    plugins.push_back(std::move(plugin));
  }
  return plugins;
}

}  // namespace mustfail
