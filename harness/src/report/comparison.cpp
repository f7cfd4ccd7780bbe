#include "report/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "util/files.hpp"
#include "util/json_text.hpp"
#include "util/terminal.hpp"

namespace mustfail {

namespace {

std::string seen_text(const ComparedProgram& program) {
  if (!program.detection) return "-";
  const Detection& detection = *program.detection;
  if (detection.seen == 0) return fmt::format("in 0 of {} runs", detection.runs);
  return fmt::format("in {} of {} runs, by {}", detection.seen, detection.runs, detection.detector);
}

std::string cost_text(const ComparedProgram& program) {
  if (!program.detection) return "-";
  const Detection& detection = *program.detection;
  constexpr double kMebibyte = 1024.0 * 1024.0;
  constexpr double kMilli = 1e3;
  std::string text = fmt::format("CPU {:.1f} -> {:.1f} ms", detection.plain_cpu_seconds * kMilli,
                                 detection.cpu_seconds * kMilli);
  if (detection.plain_cpu_seconds > 0) {
    text += fmt::format(" ({:.1f}x)", detection.cpu_seconds / detection.plain_cpu_seconds);
  }
  if (detection.bytes > 0 && detection.plain_bytes > 0) {
    text +=
        fmt::format(", memory {:.1f} -> {:.1f} MiB ({:.1f}x)", detection.plain_bytes / kMebibyte,
                    detection.bytes / kMebibyte, detection.bytes / detection.plain_bytes);
  }
  return text;
}

}  // namespace

std::vector<ComparisonRow> comparison_rows(const ProgramComparison& comparison) {
  std::vector<ComparisonRow> rows{
      {"program", "language", "compiles", "race seen", "detector costs", "what stops it"}};
  for (const ComparedProgram& each : comparison.programs) {
    rows.push_back({each.case_name, each.language, each.compiles ? "yes" : "no", seen_text(each),
                    cost_text(each), each.stopped_by});
  }
  return rows;
}

std::string comparison_text(const ProgramComparison& comparison) {
  const auto rows = comparison_rows(comparison);
  std::array<std::size_t, 6> widths{};
  for (const ComparisonRow& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string text;
  for (const ComparisonRow& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string comparison_markdown(const ProgramComparison& comparison) {
  std::string page = fmt::format(
      "# The same mistakes in four languages\n\n"
      "Written by `mustfail compare --format markdown=FILE` from a run of every program of the "
      "suite\n`{}` that has twins; do not edit. The figures are medians of one machine: CPU time "
      "and peak\nmemory of the naive program without and with its race detector. The programs "
      "run for\nmilliseconds, so that the detector's own start is a part of what it costs.\n\n",
      comparison.suite);
  auto rows = comparison_rows(comparison);
  rows.insert(rows.begin() + 1, {"---", "---", "---", "---", "---", "---"});
  for (const ComparisonRow& row : rows) page += fmt::format("| {} |\n", fmt::join(row, " | "));
  return page;
}

std::string comparison_json(const ProgramComparison& comparison) {
  using Json = nlohmann::ordered_json;
  Json programs = Json::array();
  for (const ComparedProgram& each : comparison.programs) {
    Json detection;
    if (each.detection) {
      detection = {{"detector", each.detection->detector},
                   {"seen", each.detection->seen},
                   {"runs", each.detection->runs},
                   {"cpu_seconds", each.detection->cpu_seconds},
                   {"plain_cpu_seconds", each.detection->plain_cpu_seconds},
                   {"bytes", each.detection->bytes},
                   {"plain_bytes", each.detection->plain_bytes}};
    }
    programs.push_back({{"case", each.case_name},
                        {"language", each.language},
                        {"file", each.file},
                        {"compiler", each.compiler},
                        {"compiles", each.compiles},
                        {"detection", detection},
                        {"stopped_by", each.stopped_by}});
  }
  return json_text({{"schema", 1}, {"suite", comparison.suite}, {"programs", programs}});
}

Result<ProgramComparison> read_comparison(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  ProgramComparison comparison;
  try {
    const auto json = nlohmann::json::parse(*text);
    comparison.suite = json.at("suite");
    for (const auto& each : json.at("programs")) {
      ComparedProgram program;
      program.case_name = each.at("case");
      program.language = each.at("language");
      program.file = each.at("file");
      program.compiler = each.at("compiler");
      program.compiles = each.at("compiles");
      program.stopped_by = each.at("stopped_by");
      if (const auto& seen = each.at("detection"); !seen.is_null()) {
        program.detection = {seen.at("detector"),
                             seen.at("seen"),
                             seen.at("runs"),
                             seen.at("cpu_seconds"),
                             seen.at("plain_cpu_seconds"),
                             seen.at("bytes"),
                             seen.at("plain_bytes")};
      }
      comparison.programs.push_back(std::move(program));
    }
  } catch (const nlohmann::json::exception& problem) {
    return Failure{{file, 0},
                   fmt::format("this is no comparison of mustfail: {}", problem.what()),
                   "make one with: mustfail compare --format json=FILE"};
  }
  return comparison;
}

std::string without_measurements(std::string page) {
  RE2::GlobalReplace(&page, R"(in [1-9]\d* of \d+ runs)", "in some runs");
  RE2::GlobalReplace(&page, R"(in 0 of \d+ runs)", "in no run");
  RE2::GlobalReplace(&page, R"(CPU [^|]*)", "measured ");
  return page;
}

}  // namespace mustfail
