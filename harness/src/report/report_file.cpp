#include "report/report_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>

#include "util/files.hpp"
#include "util/json_text.hpp"
#include "util/text.hpp"

namespace mustfail {

using ParsedJson = nlohmann::json;

namespace {

/// The value whose name() the JSON string is; throws what ParsedJson throws when there is none.
template <typename Value, std::size_t Count>
Value named(const ParsedJson& json, const std::array<Value, Count>& values) {
  const auto text = json.get<std::string>();
  for (const Value value : values) {
    if (text == name(value)) return value;
  }
  throw ParsedJson::out_of_range::create(403, "'" + text + "' is not known", &json);
}

constexpr int kReportSchema = 1;

/// More than any CI has machines.
constexpr std::int64_t kMostShards = 100'000;

constexpr std::array kSeverities{Severity::error, Severity::warning, Severity::remark,
                                 Severity::note};
constexpr std::array kSteps{Step::compile,      Step::counterfactual, Step::race,
                            Step::reason,       Step::witness,        Step::run,
                            Step::memory_build, Step::memory,         Step::snapshot};
constexpr std::array kWitnesses{WitnessKind::race, WitnessKind::memory, WitnessKind::deadlock,
                                WitnessKind::exit, WitnessKind::signal, WitnessKind::none};
constexpr std::array kModes{Mode::compile_fail, Mode::compile_pass, Mode::run_pass, Mode::verify};
constexpr std::array kVerdicts{Verdict::pass, Verdict::fail,  Verdict::error,
                               Verdict::skip, Verdict::xfail, Verdict::xpass};

Location location(const ParsedJson& json) { return {json.at("file"), json.at("line"), 0}; }

Diagnostic diagnostic(const ParsedJson& json) {
  Diagnostic read;
  read.severity = named(json.at("severity"), kSeverities);
  read.code = json.at("code");
  read.message = json.at("message");
  read.option = json.at("option");
  read.location = {json.at("file"), json.at("line"), json.at("column")};
  read.blame = location(json.at("blame"));
  for (const ParsedJson& note : json.at("notes")) read.notes.push_back(diagnostic(note));
  return read;
}

RaceReport race_report(const ParsedJson& json) {
  RaceReport read{json.at("kind"), {}};
  for (const ParsedJson& access : json.at("accesses")) {
    read.accesses.push_back({access.at("what"), {}});
    for (const ParsedJson& frame : access.at("frames")) {
      read.accesses.back().frames.push_back({frame.at("function"), location(frame)});
    }
  }
  return read;
}

Finding finding(const ParsedJson& json) {
  Finding read;
  read.case_name = json.at("case");
  read.variant = json.at("variant");
  read.toolchain = json.at("toolchain");
  read.step = named(json.at("step"), kSteps);
  read.mode = named(json.at("mode"), kModes);
  read.verdict = named(json.at("verdict"), kVerdicts);
  read.known = json.value("known", false);
  read.rule = json.at("rule");
  read.file = json.at("file");
  read.blame = location(json.at("blame"));
  read.witness = named(json.at("witness"), kWitnesses);
  read.race_lines = json.at("race_lines").get<std::vector<int>>();
  for (const ParsedJson& each : json.at("reports")) read.reports.push_back(race_report(each));
  read.output = json.at("output");
  read.checked_races = json.at("checked_races");
  read.tries = json.at("tries");
  read.seconds = json.at("seconds");
  read.cached = json.at("cached");
  read.reason = json.at("reason");
  read.help = json.at("help");
  read.details = json.at("details").get<std::vector<std::string>>();
  read.argv = json.at("command").get<std::vector<std::string>>();
  read.by_hand = json.at("by_hand");
  for (const ParsedJson& each : json.at("diagnostics"))
    read.diagnostics.push_back(diagnostic(each));
  return read;
}

Toolchain toolchain(const ParsedJson& json) {
  Toolchain read;
  read.name = json.at("name");
  read.family = parse_family(json.at("family").get<std::string>()).value_or(Family::clang);
  const auto text = json.at("version").get<std::string>();
  const auto parts = split_list(text, '.');
  const auto part = [&](std::size_t at) {
    return at < parts.size() ? parse_number(parts[at]).value_or(0) : 0;
  };
  read.version = {part(0), part(1), part(2)};
  read.compiler = json.at("compiler").get<std::string>();
  read.target = json.at("target");
  return read;
}

RunStart start_of(const ParsedJson& summary) {
  RunStart start;
  start.suite = summary.at("suite");
  start.root = summary.value("root", "");
  start.time = summary.value("time", "");
  start.selected = summary.value("selected", false);
  if (const auto rules = summary.find("rules"); rules != summary.end()) {
    for (const ParsedJson& each : *rules) {
      start.rules.push_back({each.at("code"), each.at("title"), each.at("page")});
    }
  }
  start.jobs = summary.at("planned");
  for (const ParsedJson& each : summary.at("toolchains"))
    start.toolchains.push_back(toolchain(each));
  if (const auto left_out = summary.find("left_out"); left_out != summary.end()) {
    for (const ParsedJson& each : *left_out) {  // not in those of before 2026-11-28
      start.left_out.push_back({{}, each.at("what"), each.at("help")});
    }
  }
  if (const ParsedJson& shard = summary.at("shard"); !shard.is_null()) {
    const auto count = shard.at("count").get<std::int64_t>();
    const auto index = shard.at("index").get<std::int64_t>();
    if (count < 1 || count > kMostShards || index < 1 || index > count) {
      throw ParsedJson::other_error::create(
          501, fmt::format("there is no shard {}/{}", index, count), &shard);
    }
    start.shard = ShardReport{{shard.at("index"), shard.at("count"), "report"},
                              shard.at("planned_in_all"),
                              shard.at("judges_in_all"),
                              shard.at("plan")};
  }
  return start;
}

RunEnd end_of(const ParsedJson& summary) {
  RunEnd end;
  Completion& done = end.completion;
  if (summary.at("stopped").get<bool>()) done.how = Completion::How::stopped;
  if (summary.at("interrupted").get<bool>()) done.how = Completion::How::interrupted;
  done.cached = summary.at("cached");
  const ParsedJson& remote = summary.at("remote_cache");
  done.fetched = remote.at("fetched");
  done.stored = remote.at("stored");
  done.rejected = remote.at("rejected");
  const ParsedJson& precompiled = summary.at("precompiled");
  done.headers_built = precompiled.at("built");
  done.with_header = precompiled.at("used");
  done.served = precompiled.value("served", done.served);  // not in those of before 2026-11-26
  done.fallbacks = precompiled.at("fallbacks");
  done.verified = precompiled.at("verified");
  done.differing = precompiled.at("differing");
  end.damaged_cache_entries = summary.at("damaged_cache_entries");
  end.seconds = summary.at("seconds");
  end.harness_cpu_seconds = summary.at("harness_cpu_seconds");
  end.children_cpu_seconds = summary.at("children_cpu_seconds");
  return end;
}

}  // namespace

Result<ReportFile> read_report(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  if (const auto key = duplicate_key(*text)) {
    return Failure{{file, 0},
                   fmt::format("the key '{}' stands in one object twice", *key),
                   "make it with: mustfail run --format json=FILE"};
  }
  try {
    const ParsedJson json = ParsedJson::parse(*text);
    if (json.at("schema") != kReportSchema) {
      return Failure{{file, 0},
                     fmt::format("this is a report of schema {}, and schema {} is expected",
                                 json.at("schema").dump(), kReportSchema),
                     "make it with this mustfail, or read it with the one that made it"};
    }
    ReportFile report{file, start_of(json.at("summary")), end_of(json.at("summary")), {}};
    std::set<std::string> cases;
    for (const ParsedJson& each : json.at("results")) {
      report.findings.push_back(finding(each));
      if (report.findings.back().step != Step::snapshot) {
        cases.insert(report.findings.back().case_name);
      }
    }
    report.start.cases = cases.size();
    return report;
  } catch (const ParsedJson::exception& problem) {
    return Failure{{file, 0},
                   fmt::format("this is no JSON report of this mustfail: {}", problem.what()),
                   "make it with: mustfail run --format json=FILE"};
  }
}

}  // namespace mustfail
