#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "judge/tally.hpp"
#include "report/evidence.hpp"
#include "report/finding_text.hpp"
#include "report/html_report.hpp"
#include "report/rule_matrix.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::ordered_json;

Json verdicts_json(const std::vector<Finding>& findings) {
  const Tally counts = tally(findings);
  Json json = Json::object();
  for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::error, Verdict::xpass,
                                Verdict::xfail, Verdict::skip}) {
    json[std::string(name(verdict))] = counts.of(verdict);
  }
  return json;
}

Json lines_of(const Finding& finding) {
  std::set<int> lines;
  for (const Diagnostic& each : finding.diagnostics) {
    if (each.severity == Severity::error && each.blame.file == finding.file &&
        each.blame.line > 0) {
      lines.insert(each.blame.line);
    }
  }
  if (const int line = line_of(finding); line > 0) lines.insert(line);
  return Json(std::vector<int>(lines.begin(), lines.end()));
}

/// What a detector saw first, as a person reads it: each access with its stack, innermost first.
std::string stacks_text(const RaceReport& report, const RunStart& start) {
  constexpr std::size_t kMostFrames = 12;
  std::string text = report.kind + "\n";
  for (const Access& access : report.accesses) {
    text += "  " + access.what + "\n";
    for (std::size_t i = 0; i < std::min(kMostFrames, access.frames.size()); ++i) {
      const Frame& frame = access.frames[i];
      text += fmt::format("    {}", frame.function);
      if (frame.location.line > 0) {
        text +=
            fmt::format("  {}:{}", path_in_report(start, frame.location.file), frame.location.line);
      }
      text += "\n";
    }
  }
  return text;
}

/// The matrix of rules and toolchains; null where there is nothing in a field.
Json matrix_json(const RuleMatrix& matrix) {
  Json rows = Json::array();
  for (const MatrixRow& row : matrix.rows) {
    Json cells = Json::array();
    for (const MatrixCell& cell : row.cells) {
      const std::string text = cell_text(cell);
      cells.push_back(text.empty() ? Json() : Json{{"text", text}, {"verdict", name(worst(cell))}});
    }
    rows.push_back({{"rule", row.rule}, {"title", row.title}, {"cells", std::move(cells)}});
  }
  return {{"toolchains", matrix.toolchains}, {"rows", std::move(rows)}};
}

/// What the toolchain was not asked to bring beside this compile.
Json dashes(const Evidence& evidence) {
  Json kinds = Json::array();
  for (const auto& [kind, brought] : evidence) {
    if (brought == Brought::not_asked) kinds.push_back(name(kind));
  }
  return kinds;
}

Json finding_json(const Finding& finding, const RunStart& start,
                  const std::map<EvidenceKey, Evidence>& evidence) {
  Json json{{"case", finding.case_name},      {"variant", finding.variant},
            {"toolchain", finding.toolchain}, {"step", name(finding.step)},
            {"mode", name(finding.mode)},     {"verdict", name(finding.verdict)},
            {"rule", finding.rule},           {"file", path_in_report(start, finding.file)},
            {"reason", finding.reason},       {"seconds", finding.seconds}};
  // The rest only where there is something: most findings are passes, and there are thousands.
  if (finding.known) json["known"] = true;
  if (finding.cached) json["cached"] = true;
  if (!finding.help.empty()) json["help"] = finding.help;
  if (!finding.details.empty()) json["details"] = finding.details;
  if (!finding.output.empty()) json["output"] = finding.output;
  if (!finding.race_lines.empty()) json["races"] = finding.race_lines;
  if (!finding.reports.empty()) json["stacks"] = stacks_text(finding.reports.front(), start);
  if (finding.tries > 1) json["tries"] = finding.tries;
  if (is_red(finding.verdict) && !finding.by_hand.empty()) json["by_hand"] = finding.by_hand;
  if (Json lines = lines_of(finding); !lines.empty()) json["lines"] = std::move(lines);
  if (const auto text = printed(finding, start); !text.empty()) json["printed"] = text;
  if (finding.step == Step::compile) {
    if (Json kinds = dashes(evidence.at(evidence_key(finding))); !kinds.empty()) {
      json["not_asked"] = std::move(kinds);
    }
  }
  return json;
}

/// The same program in another language, when it stands beside the variant.
void add_twin(Json& sources, const Finding& finding, const RunStart& start, const char* extension,
              const ReadSource& read) {
  const auto twin = std::filesystem::path(finding.file).replace_extension(extension).string();
  const std::string shown = path_in_report(start, twin);
  if (sources.contains(shown)) return;
  if (auto text = read(twin)) sources[shown] = *std::move(text);
}

Json sources_json(const RunStart& start, const std::vector<Finding>& findings,
                  const ReadSource& read) {
  Json sources = Json::object();
  std::set<std::string> asked;
  for (const Finding& each : findings) {
    if (each.step == Step::snapshot || !asked.insert(each.file).second) continue;
    if (auto text = read(each.file)) sources[path_in_report(start, each.file)] = *std::move(text);
    add_twin(sources, each, start, ".rs", read);
    add_twin(sources, each, start, ".go", read);
  }
  return sources;
}

Json history_json(const std::vector<ReportFile>& history) {
  Json runs = Json::array();
  for (const ReportFile& each : history) {
    Json red = Json::array();
    for (const Finding& finding : each.findings) {
      if (is_red(finding.verdict)) red.push_back(title_of(finding));
    }
    runs.push_back({{"name", each.file.filename().string()},
                    {"time", each.start.time},
                    {"seconds", each.end.seconds},
                    {"verdicts", verdicts_json(each.findings)},
                    {"red", std::move(red)}});
  }
  return runs;
}

}  // namespace

Json html_data(const RunStart& start, const RunEnd& end, const std::vector<Finding>& findings,
               const std::vector<ReportFile>& history,
               const std::optional<ProgramComparison>& comparison, const ReadSource& read) {
  Json toolchains = Json::array();
  for (const Toolchain& each : start.toolchains) {
    toolchains.push_back({{"name", each.name},
                          {"version", to_string(each.version)},
                          {"compiler", each.compiler.string()},
                          {"target", each.target}});
  }
  Json told = Json::array();
  const auto evidence = evidence_of(findings);
  for (const Finding& each : findings) told.push_back(finding_json(each, start, evidence));
  Json left_out = Json::array();
  for (const Failure& each : start.left_out) {
    left_out.push_back({{"what", each.what}, {"help", each.help}});
  }
  return {{"suite", start.suite},
          {"time", start.time},
          {"planned", start.jobs},
          {"finished", end.completion.how == Completion::How::finished},
          {"cached", end.completion.cached},
          {"seconds", end.seconds},
          {"compiling_seconds", end.children_cpu_seconds},
          {"verdicts", verdicts_json(findings)},
          {"toolchains", std::move(toolchains)},
          {"left_out", std::move(left_out)},
          {"matrix", matrix_json(rule_matrix(start, findings))},
          {"findings", std::move(told)},
          {"sources", sources_json(start, findings, read)},
          {"history", history_json(history)},
          {"comparison", comparison ? Json(comparison_rows(*comparison)) : Json::array()}};
}

}  // namespace mustfail
