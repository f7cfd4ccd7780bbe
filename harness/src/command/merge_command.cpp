#include "command/merge_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "util/text.hpp"

namespace mustfail {

namespace {

Failures check(const std::vector<ReportFile>& shards) {
  Failures failures;
  const auto complain = [&](const ReportFile& about, std::string what, std::string help) {
    failures.push_back({{about.file, 0}, std::move(what), std::move(help)});
  };
  for (const ReportFile& each : shards) {
    if (!each.start.shard) {
      complain(each, "this report is not of a shard", "make it with: mustfail run --shard I/N");
    }
  }
  if (!failures.empty()) return failures;
  const ReportFile& first = shards.front();
  const std::size_t count = first.start.shard->shard.count;
  std::map<std::size_t, const ReportFile*> by_index;
  for (const ReportFile& each : shards) {
    const ShardReport& own = *each.start.shard;
    const bool same = own.shard.count == count && own.plan_id == first.start.shard->plan_id &&
                      each.start.suite == first.start.suite;
    if (!same) {
      complain(each,
               fmt::format("this is a shard of another run than {}: the suite, the cases, the "
                           "toolchains, the number of shards or the --times differ",
                           first.file.string()),
               "give the reports of one run");
    } else if (!by_index.emplace(own.shard.index, &each).second) {
      complain(each,
               fmt::format("shard {}/{} is there twice, also in {}", own.shard.index, count,
                           by_index.at(own.shard.index)->file.string()),
               "give each shard once");
    }
    if (each.end.completion.how == Completion::How::interrupted) {
      complain(each, fmt::format("shard {}/{} was interrupted", own.shard.index, count),
               "run it again");
    }
  }
  constexpr std::size_t kMostNamed = 10;
  std::vector<std::string> missing;
  for (std::size_t i = 1; i <= count && failures.empty() && missing.size() <= kMostNamed; ++i) {
    if (by_index.contains(i)) continue;
    missing.push_back(missing.size() == kMostNamed ? "..." : fmt::format("{}/{}", i, count));
  }
  if (!missing.empty()) {
    failures.push_back({{},
                        fmt::format("the report of shard {} is missing", listed(missing)),
                        "a shard without a report may have found anything; run it again"});
  }
  return failures;
}

void add(RunEnd& all, const RunEnd& one) {
  Completion& sum = all.completion;
  if (one.completion.how != Completion::How::finished) sum.how = one.completion.how;
  sum.cached += one.completion.cached;
  sum.fetched += one.completion.fetched;
  sum.stored += one.completion.stored;
  sum.rejected += one.completion.rejected;
  sum.headers_built += one.completion.headers_built;
  sum.with_header += one.completion.with_header;
  sum.served += one.completion.served;
  sum.fallbacks += one.completion.fallbacks;
  sum.verified += one.completion.verified;
  sum.differing += one.completion.differing;
  all.damaged_cache_entries += one.damaged_cache_entries;
  all.seconds = std::max(all.seconds, one.seconds);  // they ran side by side
  all.harness_cpu_seconds += one.harness_cpu_seconds;
  all.children_cpu_seconds += one.children_cpu_seconds;
}

/// Cases and variants by name, toolchains as the run lists them, stale snapshots last.
void sort_as_planned(ReportFile& report) {
  std::map<std::string, std::size_t> toolchains;
  for (const Toolchain& each : report.start.toolchains) {
    toolchains.emplace(each.name, toolchains.size());
  }
  std::ranges::stable_sort(report.findings, {}, [&](const Finding& each) {
    const auto toolchain = toolchains.find(each.toolchain);
    return std::tuple(each.step == Step::snapshot, each.case_name, each.variant,
                      toolchain == toolchains.end() ? 0 : toolchain->second, each.step);
  });
}

Failures check_results(const ReportFile& report) {
  if (report.end.completion.how == Completion::How::stopped) return {};
  std::set<std::tuple<std::string, std::string, std::string, Step>> seen;
  Failures failures;
  for (const Finding& each : report.findings) {
    if (each.step == Step::snapshot) continue;
    if (!seen.emplace(each.case_name, each.variant, each.toolchain, each.step).second) {
      failures.push_back({{},
                          fmt::format("{}/{} on {}, {} is in two shards", each.case_name,
                                      each.variant, each.toolchain, name(each.step)),
                          "give the reports of one run"});
    }
  }
  if (failures.empty() && seen.size() != report.start.jobs) {
    failures.push_back({{},
                        fmt::format("{} were planned, and the reports hold {}",
                                    counted(report.start.jobs, "step"), seen.size()),
                        "run the shards again"});
  }
  return failures;
}

/// What a report holds, as if it were just found.
ExitStatus tell_again(Reporting& reporting, ReportFile& report) {
  if (const auto missing = reporting.gate().missing_toolchains(report.start.toolchains);
      !missing.empty()) {
    return print(missing), kNothingJudged;
  }
  reporting.start(report.start);
  for (Finding& each : report.findings) reporting.add(each);
  return reporting.finish(report.end, report.findings);
}

}  // namespace

boost::system::result<ReportFile, Failures> merge(std::vector<ReportFile> shards) {
  if (auto failures = check(shards); !failures.empty()) return failures;
  ReportFile all{{}, shards.front().start, {}, {}};
  all.start.jobs = all.start.shard->whole_jobs;
  all.start.shard.reset();
  std::set<std::string> cases;
  for (ReportFile& each : shards) {
    add(all.end, each.end);
    for (Finding& finding : each.findings) {
      if (finding.step != Step::snapshot) cases.insert(finding.case_name);
      all.findings.push_back(std::move(finding));
    }
  }
  all.start.cases = cases.size();
  sort_as_planned(all);
  if (auto failures = check_results(all); !failures.empty()) return failures;
  return all;
}

ExitStatus merge_command(const MergeOptions& options) {
  auto reporting = Reporting::open(options.reporting);
  if (!reporting) return print(reporting.error()), kNothingJudged;
  std::vector<ReportFile> shards;
  Failures failures;
  for (const auto& file : options.files) {
    auto read = read_report(file);
    if (read) {
      shards.push_back(*std::move(read));
    } else {
      failures.push_back(read.error());
    }
  }
  if (!failures.empty()) return print(failures), kNothingJudged;
  auto merged = merge(std::move(shards));
  if (!merged) return print(merged.error()), kNothingJudged;
  return tell_again(*reporting, *merged);
}

ExitStatus report_command(const MergeOptions& options) {
  auto reporting = Reporting::open(options.reporting);
  if (!reporting) return print(reporting.error()), kNothingJudged;
  auto report = read_report(options.files.front());
  if (!report) return print({report.error()}), kNothingJudged;
  return tell_again(*reporting, *report);
}

}  // namespace mustfail
