#include "report/json_report.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "judge/tally.hpp"
#include "report/evidence.hpp"
#include "report/witness_count.hpp"
#include "util/json_text.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;

Json place(const Location& location) { return {{"file", location.file}, {"line", location.line}}; }

Json to_json(const Diagnostic& diagnostic) {
  Json json{{"severity", name(diagnostic.severity)}, {"code", diagnostic.code},
            {"message", diagnostic.message},         {"option", diagnostic.option},
            {"file", diagnostic.location.file},      {"line", diagnostic.location.line},
            {"column", diagnostic.location.column},  {"blame", place(diagnostic.blame)}};
  Json notes = Json::array();
  for (const Diagnostic& note : diagnostic.notes) notes.push_back(to_json(note));
  json["notes"] = std::move(notes);
  Json fix_its = Json::array();
  for (const FixIt& each : diagnostic.fix_its) {
    fix_its.push_back({{"file", each.file},
                       {"line", each.line},
                       {"column", each.column},
                       {"end_line", each.end_line},
                       {"end_column", each.end_column},
                       {"text", each.text}});
  }
  json["fix_its"] = std::move(fix_its);
  return json;
}

Json to_json(const RaceReport& report) {
  Json accesses = Json::array();
  for (const Access& access : report.accesses) {
    Json frames = Json::array();
    for (const Frame& frame : access.frames) {
      frames.push_back({{"function", frame.function},
                        {"file", frame.location.file},
                        {"line", frame.location.line}});
    }
    accesses.push_back({{"what", access.what}, {"frames", std::move(frames)}});
  }
  return {{"kind", report.kind}, {"accesses", std::move(accesses)}};
}

Json to_json(const Evidence& evidence) {
  Json json = Json::object();
  for (const auto& [kind, brought] : evidence) json[std::string(name(kind))] = name(brought);
  return json;
}

Json to_json(const Finding& finding, const std::map<EvidenceKey, Evidence>& evidence) {
  Json diagnostics = Json::array();
  for (const Diagnostic& each : finding.diagnostics) diagnostics.push_back(to_json(each));
  Json reports = Json::array();
  for (const RaceReport& each : finding.reports) reports.push_back(to_json(each));
  Json json{{"case", finding.case_name},
            {"variant", finding.variant},
            {"toolchain", finding.toolchain},
            {"step", name(finding.step)},
            {"mode", name(finding.mode)},
            {"verdict", name(finding.verdict)},
            {"known", finding.known},
            {"rule", finding.rule},
            {"file", finding.file},
            {"blame", place(finding.blame)},
            {"witness", name(finding.witness)},
            {"race_lines", finding.race_lines},
            {"reports", std::move(reports)},
            {"checked_races", finding.checked_races},
            {"output", finding.output},
            {"tries", finding.tries},
            {"seconds", finding.seconds},
            {"cached", finding.cached},
            {"reason", finding.reason},
            {"help", finding.help},
            {"details", finding.details},
            {"command", finding.argv},
            {"by_hand", finding.by_hand},
            {"diagnostics", std::move(diagnostics)}};
  // Of the variant on this toolchain, told once: with the step that there always is.
  if (finding.step == Step::compile) json["evidence"] = to_json(evidence.at(evidence_key(finding)));
  return json;
}

class JsonReporter : public Reporter {
 public:
  explicit JsonReporter(std::filesystem::path file) : file_(std::move(file)) {}

  void start(const RunStart& start) override {
    suite_ = start.suite;
    root_ = start.root.string();
    time_ = start.time;
    selected_ = start.selected;
    planned_ = start.jobs;
    for (const RuleNote& each : start.rules) {
      rules_.push_back({{"code", each.code}, {"title", each.title}, {"page", each.page.string()}});
    }
    if (start.shard) {
      shard_ = {{"index", start.shard->shard.index},
                {"count", start.shard->shard.count},
                {"source", start.shard->shard.source},
                {"planned_in_all", start.shard->whole_jobs},
                {"judges_in_all", start.shard->whole_is_judged},
                {"plan", start.shard->plan_id}};
    }
    for (const Failure& each : start.left_out) {
      left_out_.push_back({{"what", each.what}, {"help", each.help}});
    }
    for (const Toolchain& each : start.toolchains) {
      toolchains_.push_back({{"name", each.name},
                             {"family", name(each.family)},
                             {"version", to_string(each.version)},
                             {"compiler", each.compiler.string()},
                             {"target", each.target}});
    }
  }

  Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) override {
    const Tally counts = tally(findings);
    Json verdicts = Json::object();
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::error, Verdict::skip,
                                  Verdict::xfail, Verdict::xpass}) {
      verdicts[std::string(name(verdict))] = counts.of(verdict);
    }
    Json witnesses = Json::object();
    for (const auto& [kind, files] : count_witnesses(findings)) {
      witnesses[std::string(name(kind))] = files;
    }
    Json results = Json::array();
    const auto evidence = evidence_of(findings);
    for (const Finding& each : findings) results.push_back(to_json(each, evidence));
    const Json report{{"schema", kSchema},
                      {"summary",
                       {{"suite", suite_},
                        {"root", root_},
                        {"time", time_},
                        {"selected", selected_},
                        {"planned", planned_},
                        {"judged", counts.total()},
                        {"shard", shard_},
                        {"verdicts", verdicts},
                        {"witnesses", std::move(witnesses)},
                        {"interrupted", end.completion.how == Completion::How::interrupted},
                        {"stopped", end.completion.how == Completion::How::stopped},
                        {"cached", end.completion.cached},
                        {"remote_cache",
                         {{"fetched", end.completion.fetched},
                          {"stored", end.completion.stored},
                          {"rejected", end.completion.rejected}}},
                        {"precompiled",
                         {{"built", end.completion.headers_built},
                          {"used", end.completion.with_header},
                          {"served", end.completion.served},
                          {"fallbacks", end.completion.fallbacks},
                          {"verified", end.completion.verified},
                          {"differing", end.completion.differing}}},
                        {"damaged_cache_entries", end.damaged_cache_entries},
                        {"seconds", end.seconds},
                        {"harness_cpu_seconds", end.harness_cpu_seconds},
                        {"harness_peak_bytes", end.harness_peak_bytes},
                        {"children_cpu_seconds", end.children_cpu_seconds},
                        {"toolchains", toolchains_},
                        {"left_out", left_out_},
                        {"rules", rules_}}},
                      {"results", std::move(results)}};
    return deliver(file_, json_text(report));
  }

 private:
  std::filesystem::path file_;
  std::string suite_;
  std::string root_;
  std::string time_;
  bool selected_ = false;
  std::size_t planned_ = 0;
  Json shard_;
  Json toolchains_ = Json::array();
  Json left_out_ = Json::array();
  Json rules_ = Json::array();
};

}  // namespace

std::unique_ptr<Reporter> make_json_reporter(std::filesystem::path file) {
  return std::make_unique<JsonReporter>(std::move(file));
}

}  // namespace mustfail
