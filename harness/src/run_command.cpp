#include "run_command.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <optional>

#include "cache_size.hpp"
#include "execute.hpp"
#include "files.hpp"
#include "judge.hpp"
#include "plan.hpp"
#include "probe.hpp"
#include "schedule.hpp"
#include "shadowed.hpp"
#include "snapshot.hpp"
#include "text.hpp"

namespace mustfail {

namespace {

double cpu_seconds(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t peak_bytes() {
  constexpr std::uint64_t kKibibyte = 1024;  // the unit of ru_maxrss on Linux
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * kKibibyte;
}

/// A stale snapshot, told like every other finding.
Finding to_finding(const Suite& suite, const Orphan& orphan) {
  Finding finding;
  finding.case_name = orphan.file.parent_path().lexically_relative(suite.expected).string();
  finding.variant = orphan.file.filename().string();
  finding.step = Step::snapshot;
  finding.verdict = Verdict::fail;
  finding.file = orphan.file.string();
  finding.reason = orphan.why;
  finding.help = "mustfail bless --prune removes it";
  return finding;
}

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

/// The jobserver of the make that started us, if it can be used.
std::optional<JobserverAddress> jobserver() {
  const char* makeflags = std::getenv("MAKEFLAGS");
  auto address = jobserver_of(makeflags == nullptr ? "" : makeflags);
  boost::asio::io_context context;
  if (!address || Jobserver::connect(context, *address) != nullptr) return address;
  fmt::print(stderr,
             "mustfail: warning: make's jobserver is not open; using --jobs alone\n"
             "  help: put a + before the command in the makefile's rule\n");
  return std::nullopt;
}

/// Runs a plan and keeps the findings in its order.
class Run {
 public:
  Run(const Suite& suite, const RunOptions& options, std::uint64_t cache_bytes,
      const std::optional<RemoteAddress>& remote, Reporting& reporting)
      : suite_(suite),
        options_(options),
        cache_bytes_(cache_bytes),
        remote_(remote),
        reporting_(reporting) {}

  Completion execute(const Plan& plan, const std::filesystem::path& work_folder) {
    const auto root = options_.use_cache ? cache_folder() : std::filesystem::path();
    ResultCache cache(root);
    PrecompiledStore headers(root.empty() ? work_folder : root);
    slots_.resize(plan.jobs.size());
    ExecuteOptions how;
    how.jobs = options_.jobs == 0 ? default_jobs() : options_.jobs;
    how.work_folder = work_folder;
    how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
      return react(plan.jobs[index], outcome, slots_[index]);
    };
    if (cache.enabled()) how.cache = &cache;
    if (options_.use_precompiled) how.headers = &headers;
    how.verify_percent = options_.verify_percent;
    how.same = [&](const Job& job, const Outcome& a, const Outcome& b) {
      return a.process.ending.code == b.process.ending.code &&
             see(suite_, job, a).wording == see(suite_, job, b).wording;
    };
    how.jobserver = jobserver();
    how.remote = remote_;
    how.remote_read_only = options_.remote_read_only || runs_for_a_fork(variable);
    how.warn = [](const std::string& what) { fmt::print(stderr, "mustfail: warning: {}\n", what); };
    how.order = [&](std::deque<std::size_t>& ready) {
      if (ready.size() > 1) longest_first(plan, recall_times(root, suite_.file), ready);
    };
    const Completion completion = mustfail::execute(plan, how);
    remember_times(root, suite_.file, times_);
    damaged = cache.damaged();
    note_growth(root, cache.written() + headers.written(), cache_bytes_);
    return completion;
  }

  std::vector<Finding> take_findings() {
    std::vector<Finding> findings;
    for (auto& slot : slots_) {
      if (slot) findings.push_back(*std::move(slot));
    }
    return findings;
  }

  std::optional<Failure> failure;
  std::uint64_t damaged = 0;  ///< Cache entries that were not whole.

 private:
  Reaction react(const Job& job, const Outcome& outcome, std::optional<Finding>& slot) {
    const auto snapshots = snapshots_of(*job.owner);
    if (!snapshots) {
      failure = snapshots.error();
      return {false, false};
    }
    if (!outcome.cached && outcome.process.ending.how == Ending::How::exited) {
      times_.set(job, outcome.process.seconds);
    }
    slot = judge(suite_, job, outcome, **snapshots);
    reporting_.add(*slot);
    const bool red = is_red(slot->verdict);
    // A compile says the same the next time; a program that misbehaved is run again.
    const bool keep = job.step == Step::compile || job.step == Step::counterfactual || !red;
    return {!(options_.fail_fast && reporting_.gate().fails(*slot)), keep};
  }

  Result<const SnapshotFolder*> snapshots_of(const Case& owner) {
    auto known = snapshots_.find(&owner);
    if (known == snapshots_.end()) {
      auto read = read_snapshots(snapshot_folder(suite_, owner.name));
      if (!read) return read.error();
      known = snapshots_.emplace(&owner, *std::move(read)).first;
    }
    return &known->second;
  }

  const Suite& suite_;
  const RunOptions& options_;
  std::uint64_t cache_bytes_;
  const std::optional<RemoteAddress>& remote_;
  Reporting& reporting_;
  std::vector<std::optional<Finding>> slots_;
  Times times_;  ///< Of what was run.
  std::map<const Case*, SnapshotFolder> snapshots_;
};

/// The stale snapshots, when the whole suite is looked at.
Result<std::vector<Finding>> stale_snapshots(const Suite& suite, const std::vector<Case>& cases,
                                             const std::vector<Toolchain>& toolchains,
                                             const Selection& selection) {
  std::vector<Finding> findings;
  if (!selection.filters.empty() || !selection.exact.empty() || !selection.rules.empty()) {
    return findings;
  }
  const auto orphans = find_stale(suite, cases, toolchains);
  if (!orphans) return orphans.error();
  for (const Orphan& orphan : *orphans) findings.push_back(to_finding(suite, orphan));
  return findings;
}

/// The remote cache that is asked for; nothing when none is.
Result<std::optional<RemoteAddress>> choose_remote(const RunOptions& options) {
  const std::string url = options.remote_cache.empty()
                              ? variable("MUSTFAIL_REMOTE_CACHE").value_or("")
                              : options.remote_cache;
  if (url.empty() || !options.use_cache) return std::optional<RemoteAddress>();
  auto address = parse_remote(url, variable("MUSTFAIL_REMOTE_CACHE_TOKEN").value_or(""));
  if (!address) return address.error();
  return std::optional(*std::move(address));
}

/// The shard that this run is; nothing when it is the whole. A case that is named exactly is run by
/// whoever names it: CTest in a job of a sharded CI.
Result<std::optional<Shard>> choose_shard(const RunOptions& options) {
  if (!options.shard.empty()) {
    auto shard = parse_shard(options.shard);
    if (!shard) return shard.error();
    return std::optional(*std::move(shard));
  }
  if (!options.selection.exact.empty()) return std::optional<Shard>();
  return shard_from(variable);
}

/// `2026-01-31T12:00:00Z`.
std::string utc_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

/// The first heading of a rule's page; empty when there is none.
std::string title_of_page(const std::filesystem::path& page) {
  const auto text = read_file(page);
  if (!text) return {};
  for (const std::string_view line : split_lines(*text)) {
    if (line.starts_with("# ")) return std::string(trim(line.substr(2)));
  }
  return {};
}

/// The nearest folder above the suite that is a repository; the suite's own when none is.
std::filesystem::path repository_of(const Suite& suite) {
  auto own = suite.file.parent_path();
  for (auto folder = own; folder.has_relative_path(); folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / ".git")) return folder;
  }
  return own;
}

/// What is known of a run before it is planned.
RunStart start_of(const Prepared& prepared, const RunOptions& options) {
  RunStart start;
  start.suite = prepared.suite.name;
  start.root = repository_of(prepared.suite);
  start.toolchains = prepared.toolchains;
  for (const auto& [code, rule] : prepared.suite.rules) {
    start.rules.push_back({code, title_of_page(rule.page), rule.page.lexically_normal()});
  }
  start.cases = prepared.cases.size();
  const Selection& selection = options.selection;
  const Witnesses& brought = options.witnesses;
  start.selected =
      !selection.filters.empty() || !selection.exact.empty() || !selection.rules.empty() ||
      !(brought.counterfactual && brought.race && brought.memory && brought.rust && brought.go);
  return start;
}

/// Tells Bazel that the shards were honoured.
Result<void> touch_shard_status_file() {
  const char* file = std::getenv("TEST_SHARD_STATUS_FILE");
  if (file == nullptr || *file == '\0' || std::getenv("TEST_TOTAL_SHARDS") == nullptr) return {};
  return write_file(file, "");
}

ExitStatus run_only_snapshots(const RunOptions& options) {
  const auto suite = select_suite(options.selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  const auto discovery = discover(*suite, Filter({}));
  if (!discovery) return print({discovery.error()}), kNothingJudged;
  if (!discovery->failures.empty()) return print(discovery->failures), kNothingJudged;
  const auto findings = stale_snapshots(*suite, discovery->cases, {}, {});
  if (!findings) return print({findings.error()}), kNothingJudged;
  for (const Finding& each : *findings) {
    fmt::print("{}: {}\n  help: {}\n", display_path(each.file).string(), each.reason, each.help);
  }
  fmt::print("{} too many below {}\n", counted(findings->size(), "snapshot"),
             display_path(suite->expected).string());
  return findings->empty() ? kAllAsExpected : kSomeRed;
}

}  // namespace

ExitStatus refuse(const Failures& failures) {
  print(failures);
  if (!failures.empty()) return kNothingJudged;
  fmt::print(stderr, "interrupted: nothing was judged\n");
  return kInterrupted;
}

unsigned default_jobs() {
  const char* level = std::getenv("CTEST_PARALLEL_LEVEL");
  if (const auto jobs = parse_number(level == nullptr ? "" : level); jobs && *jobs > 0) {
    return static_cast<unsigned>(*jobs);
  }
  cpu_set_t usable;
  if (::sched_getaffinity(0, sizeof usable, &usable) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&usable)));
}

ExitStatus run_command(const RunOptions& options) {
  if (options.only_snapshots) return run_only_snapshots(options);
  using Clock = std::chrono::steady_clock;
  const auto started = Clock::now();
  const std::string time = utc_time();
  auto reporting = Reporting::open(options.reporting);
  if (!reporting) return print(reporting.error()), kNothingJudged;
  const auto cache_bytes = cache_limit();
  if (!cache_bytes) return print({cache_bytes.error()}), kNothingJudged;
  const auto remote = choose_remote(options);
  if (!remote) return print({remote.error()}), kNothingJudged;
  const auto shard = choose_shard(options);
  if (!shard) return print({shard.error()}), kNothingJudged;
  if (const auto touched = touch_shard_status_file(); !touched) {
    return print({touched.error()}), kNothingJudged;
  }
  const Result<Times> times = options.times.empty() ? Times() : Times::from_report(options.times);
  if (!times) return print({times.error()}), kNothingJudged;
  const auto prepared = prepare(options.selection);
  if (!prepared) return refuse(prepared.error());
  if (const auto missing = reporting->gate().missing_toolchains(prepared->toolchains);
      !missing.empty()) {
    return print(missing), kNothingJudged;
  }
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path(),
                      options.witnesses, prepared->twin_compilers);

  RunStart start = start_of(*prepared, options);
  start.time = time;
  for (const Toolchain& each : prepared->twin_compilers) {
    if (each.has(each.name)) start.twin_compilers.push_back(each);
  }
  if (*shard) start.shard = keep_shard(planned, **shard, *times);
  start.jobs = planned.jobs.size();
  reporting->start(start);
  Run run(prepared->suite, options, *cache_bytes, *remote, *reporting);
  const Completion completion = run.execute(planned, folder->path());
  if (run.failure) return print({*run.failure}), kNothingJudged;

  auto findings = run.take_findings();
  // Every shard sees all of the suite: one of them tells.
  const bool tells_stale = !start.shard || start.shard->shard.index == 1;
  if (completion.how == Completion::How::finished && tells_stale) {
    auto stale =
        stale_snapshots(prepared->suite, prepared->cases, prepared->toolchains, options.selection);
    if (!stale) return print({stale.error()}), kNothingJudged;
    for (Finding& each : *stale) {
      reporting->add(each);
      findings.push_back(each);
    }
  }
  RunEnd end;
  end.completion = completion;
  end.damaged_cache_entries = run.damaged;
  end.seconds = std::chrono::duration<double>(Clock::now() - started).count();
  end.harness_cpu_seconds = cpu_seconds(RUSAGE_SELF);
  end.harness_peak_bytes = peak_bytes();
  end.children_cpu_seconds = cpu_seconds(RUSAGE_CHILDREN);
  return reporting->finish(end, findings);
}

}  // namespace mustfail
