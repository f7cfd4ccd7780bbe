#include "report/sarif_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "report/finding_text.hpp"
#include "util/digest.hpp"
#include "util/json_text.hpp"
#include "util/text.hpp"
#include "util/version.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kRoot = "%SRCROOT%";    // the name that GitHub and editors know
constexpr const char* kOwnRule = "mustfail";  // of what is about no rule of the library

/// A path as part of a URI.
std::string uri_path(const std::string& path) {
  return boost::urls::encode(path, boost::urls::pchars + '/');
}

std::string file_uri(const std::string& path) { return "file://" + uri_path(path); }

const char* level_of(Verdict verdict) { return verdict == Verdict::xpass ? "warning" : "error"; }

Json message(const std::string& text) { return {{"text", text.empty() ? "(no text)" : text}}; }

class SarifReporter : public Reporter {
 public:
  SarifReporter(std::filesystem::path file, std::string browse)
      : file_(std::move(file)), browse_(std::move(browse)) {}

  void start(const RunStart& start) override { start_ = start; }

  Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) override {
    Json results = Json::array();
    std::set<std::string> used;
    for (const Finding& each : findings) {
      if (is_red(each.verdict)) used.insert(rule_of(each));
    }
    const Json rules = rules_json(used);
    for (const Finding& each : findings) {
      if (is_red(each.verdict)) results.push_back(result(each, rules));
    }
    Json run{{"tool",
              {{"driver",
                {{"name", "mustfail"},
                 {"semanticVersion", version()},
                 {"version", version()},
                 {"rules", rules}}}}},
             {"automationDetails", {{"id", fmt::format("mustfail/{}/", start_.suite)}}},
             {"columnKind", "utf16CodeUnits"},
             {"invocations", Json::array({invocation(end, findings)})},
             {"results", std::move(results)}};
    if (!start_.root.empty()) {
      run["originalUriBaseIds"] = {{kRoot, {{"uri", file_uri(start_.root.string() + "/")}}}};
    }
    const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({std::move(run)})}};
    return deliver(file_, json_text(log));
  }

 private:
  static std::string rule_of(const Finding& finding) {
    return finding.rule.empty() ? kOwnRule : finding.rule;
  }

  Json rules_json(const std::set<std::string>& used) const {
    Json rules = Json::array();
    std::set<std::string> told;
    for (const RuleNote& each : start_.rules) {
      Json rule{{"id", each.code}};
      rule["shortDescription"] =
          message(each.title.empty() ? fmt::format("rule {}", each.code) : each.title);
      rule["help"] = message(fmt::format("mustfail explain {}", each.code));
      if (!each.page.empty()) rule["helpUri"] = page_uri(each.page.string());
      rule["defaultConfiguration"] = {{"level", "error"}};
      rule["properties"] = {{"tags", {"concurrency"}}};
      rules.push_back(std::move(rule));
      told.insert(each.code);
    }
    for (const std::string& each : used) {
      if (told.contains(each)) continue;
      rules.push_back(
          {{"id", each},
           {"shortDescription", message(each == kOwnRule ? "what a suite promises does not hold"
                                                         : fmt::format("rule {}", each))},
           {"defaultConfiguration", {{"level", "error"}}}});
    }
    return rules;
  }

  std::string page_uri(const std::string& page) const {
    const std::string path = path_in_report(start_, page);
    if (browse_.empty() || path == page) return file_uri(page);
    return browse_ + uri_path(path);
  }

  Json physical(const std::string& file, int line) const {
    const std::string path = path_in_report(start_, file);
    Json artifact;
    if (path == file && file.starts_with('/')) {
      artifact = {{"uri", file_uri(file)}};
    } else {
      artifact = {{"uri", uri_path(path)}, {"uriBaseId", kRoot}};
    }
    return {{"artifactLocation", std::move(artifact)},
            {"region", {{"startLine", std::max(1, line)}}}};
  }

  Json result(const Finding& finding, const Json& rules) const {
    const std::string rule = rule_of(finding);
    const auto index = std::ranges::find_if(rules, [&](const Json& each) {
      return each.at("id").get_ref<const std::string&>() == rule;
    });
    std::string text = fmt::format("{}: {}", title_of(finding), finding.reason);
    for (const std::string& line : finding.details) text += "\n" + line;
    if (!finding.help.empty()) text += fmt::format("\nhelp: {}", finding.help);
    Json json{{"ruleId", rule},
              {"ruleIndex", index - rules.begin()},
              {"level", level_of(finding.verdict)},
              {"message", message(text)},
              {"locations",
               Json::array({{{"physicalLocation", physical(finding.file, line_of(finding))}}})}};
    if (Json related = related_locations(finding); !related.empty()) {
      json["relatedLocations"] = std::move(related);
    }
    json["partialFingerprints"] = {{"mustfailStep/v1", fingerprint(finding)}};
    if (finding.known) {
      json["baselineState"] = "unchanged";
      json["suppressions"] =
          Json::array({{{"kind", "external"}, {"justification", "known: it is in the baseline"}}});
    }
    json["properties"] = {{"case", finding.case_name},
                          {"variant", finding.variant},
                          {"toolchain", finding.toolchain},
                          {"step", name(finding.step)},
                          {"verdict", name(finding.verdict)}};
    return json;
  }

  /// What the compiler said, where it named a file, and the lines of the race.
  Json related_locations(const Finding& finding) const {
    Json related = Json::array();
    const auto add = [&](const std::string& file, int line, const std::string& text) {
      related.push_back({{"id", related.size()},
                         {"physicalLocation", physical(file, line)},
                         {"message", message(text)}});
    };
    for (const Diagnostic& each : finding.diagnostics) {
      if (!each.location.file.empty()) add(each.location.file, each.location.line, each.message);
      for (const Diagnostic& note : each.notes) {
        if (!note.location.file.empty()) add(note.location.file, note.location.line, note.message);
      }
    }
    for (const int line : finding.race_lines) {
      add(finding.file, line, "one side of the race that was seen");
    }
    return related;
  }

  static std::string fingerprint(const Finding& finding) {
    return Digest()
        .add(finding.case_name)
        .add(finding.variant)
        .add(finding.toolchain)
        .add(name(finding.step))
        .finish();
  }

  /// What was not judged stands here: a reader of results alone would take it for well.
  static Json invocation(const RunEnd& end, const std::vector<Finding>& findings) {
    std::map<std::string, std::size_t> skips;
    for (const Finding& each : findings) {
      if (each.verdict == Verdict::skip) ++skips[each.reason];
    }
    Json notes = Json::array();
    for (const auto& [reason, count] : skips) {
      notes.push_back(
          {{"level", "note"},
           {"message", message(fmt::format("skipped: {} ({})", reason, counted(count, "step")))}});
    }
    if (end.completion.how != Completion::How::finished) {
      notes.push_back({{"level", "error"},
                       {"message", message(fmt::format("cut short: {} judged",
                                                       counted(findings.size(), "step")))}});
    }
    return {{"executionSuccessful", end.completion.how == Completion::How::finished},
            {"toolExecutionNotifications", std::move(notes)}};
  }

  std::filesystem::path file_;
  std::string browse_;
  RunStart start_;
};

}  // namespace

std::unique_ptr<Reporter> make_sarif_reporter(std::filesystem::path file, std::string browse) {
  return std::make_unique<SarifReporter>(std::move(file), std::move(browse));
}

}  // namespace mustfail
