#include "report/reporting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "judge/tally.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

/// Its further lines are indented; a name with a new line in it makes none.
std::string sentence(std::string_view text) {
  constexpr std::string_view kLine = "\n    ";
  std::string all;
  for (std::size_t at = text.find(kLine); at != std::string_view::npos; at = text.find(kLine)) {
    all += visible(text.substr(0, at)) + std::string(kLine);
    text.remove_prefix(at + kLine.size());
  }
  return all + visible(text);
}

}  // namespace

void print(const Failures& failures) {
  for (Failure failure : failures) {
    failure.place.file = visible(display_path(failure.place.file).string());
    failure.what = sentence(failure.what);
    failure.help = sentence(failure.help);
    say(stderr, "{}\n", Ready{to_string(failure)});
  }
}

boost::system::result<Reporting, Failures> Reporting::open(const ReportingOptions& options) {
  Failures failures;
  std::vector<std::string> formats = options.formats;
  if (!options.junit.empty()) {
    if (formats.empty()) formats.emplace_back("console");
    formats.push_back("junit=" + options.junit);
  }
  const auto requests = parse_reports(formats);
  if (!requests) failures.push_back(requests.error());
  ReportSurroundings surroundings;
  surroundings.step_summary = variable("GITHUB_STEP_SUMMARY").value_or("");
  surroundings.browse = browse_url(variable);
  if (options.pairs) surroundings.detail = Detail::pairs;
  for (const auto& file : options.history) {
    auto report = read_report(file);
    if (report) {
      surroundings.history.push_back(*std::move(report));
    } else {
      failures.push_back(report.error());
    }
  }
  if (!options.comparison.empty()) {
    auto comparison = read_comparison(options.comparison);
    if (comparison) {
      surroundings.comparison = *std::move(comparison);
    } else {
      failures.push_back(comparison.error());
    }
  }
  if (requests && std::ranges::find(*requests, "html", &ReportRequest::format) == requests->end()) {
    const auto needs_html = [&](bool given, std::string_view option, std::string_view file) {
      if (!given) return;
      failures.push_back({{},
                          fmt::format("{} is for the html report, and none is asked for", option),
                          fmt::format("write: --format html=FILE {} {}", option, file)});
    };
    needs_html(!options.history.empty(), "--history", "EARLIER.json");
    needs_html(!options.comparison.empty(), "--comparison", "COMPARISON.json");
  }
  auto gate = Gate::open(options.gate);
  if (!gate) {
    for (Failure& each : gate.error()) failures.push_back(std::move(each));
  }
  if (!failures.empty()) return failures;
  Reporting reporting;
  reporting.gate_ = *std::move(gate);
  reporting.if_all_skipped_ = options.if_all_skipped;
  reporting.reporters_ = make_reporters(*requests, surroundings);
  return reporting;
}

void Reporting::start(const RunStart& start) {
  start_ = start;
  for (const auto& reporter : reporters_) reporter->start(start);
}

void Reporting::add(Finding& finding) {
  gate_.mark(finding);
  for (const auto& reporter : reporters_) reporter->add(finding);
}

ExitStatus Reporting::finish(const RunEnd& end, const std::vector<Finding>& findings) {
  Failures failures;
  for (const auto& reporter : reporters_) {
    if (const auto written = reporter->finish(end, findings); !written) {
      failures.push_back(written.error());
    }
  }
  print(failures);
  if (end.completion.how == Completion::How::interrupted) return kInterrupted;
  if (!failures.empty()) return kNothingJudged;
  const Tally counts = tally(findings);
  const bool others_judge = start_.shard && start_.shard->whole_is_judged;
  if (counts.total() == counts.of(Verdict::skip) && !others_judge) {
    print({{{}, "nothing was judged: every case is skipped", "mustfail list says why"}});
    return static_cast<ExitStatus>(if_all_skipped_);
  }
  if (const auto status = renew_baseline(end, findings); status != kSomeRed) return status;
  const Failures gated = gate_.judge(start_, end, findings);
  print(gated);
  const bool red =
      std::ranges::any_of(findings, [&](const auto& each) { return gate_.fails(each); });
  return red || !gated.empty() ? kSomeRed : kAllAsExpected;
}

/// kSomeRed when no baseline is asked for, so that the run is judged as ever.
ExitStatus Reporting::renew_baseline(const RunEnd& end,
                                     const std::vector<Finding>& findings) const {
  const auto made = gate_.new_baseline(start_, end, findings);
  if (!made) return print(made.error()), kNothingJudged;
  if (!*made) return kSomeRed;
  const auto& [file, entries, text] = **made;
  if (const auto written = write_file(file, text); !written) {
    return print({written.error()}), kNothingJudged;
  }
  say(stderr, "mustfail: {} known now, in {}\n", counted(entries, "failure"),
      display_path(file).string());
  return kAllAsExpected;
}

}  // namespace mustfail
