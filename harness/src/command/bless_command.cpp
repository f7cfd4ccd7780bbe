#include "command/bless_command.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string_view>

#include "cache/cache_size.hpp"
#include "command/file_change.hpp"
#include "command/proposal_run.hpp"
#include "command/run_command.hpp"
#include "command/run_environment.hpp"
#include "command/snapshot_proposal.hpp"
#include "judge/judge.hpp"
#include "judge/meaning_change.hpp"
#include "judge/shadowed.hpp"
#include "judge/snapshot.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "util/difference.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// What was seen; or what is pinned, when that is an earlier form of it, which still holds.
std::string wording_to_pin(const Suite& suite, const SnapshotFolder& pinned, const Job& job,
                           const Outcome& outcome) {
  const NormalizeContext context = normalize_context(suite, job);
  const auto existing =
      find_snapshot(pinned, snapshot_stem(*job.variant), *job.toolchain, SnapshotKind::wording);
  if (existing && is_earlier_form(pinned.at(*existing), outcome.process.errors, context)) {
    return pinned.at(*existing);
  }
  return normalize(outcome.process.errors, context);
}

/// Judges the job as if everything that it showed were pinned: what is still red is no snapshot's
/// matter and must not be blessed.
void consider(const Suite& suite, CaseProposals& into, const Job& job, const Outcome& outcome) {
  const Seen seen = see(suite, job, outcome);
  SnapshotFolder as_seen;
  const auto pin = [&](SnapshotKind kind, const std::string& bytes) {
    as_seen[fmt::format("{}.{}{}", snapshot_stem(*job.variant), job.toolchain->name,
                        extension(kind))] = bytes;
  };
  pin(SnapshotKind::meaning, seen.meaning);
  pin(SnapshotKind::wording, seen.wording);
  pin(SnapshotKind::output, seen.output);
  const Finding finding = judge(suite, job, outcome, as_seen);
  if (is_red(finding.verdict)) {
    std::string what = fmt::format("on {}: {}", job.toolchain->name, finding.reason);
    for (const auto& line : finding.details) what += "\n    " + line;
    into.refusals.push_back({{job.variant->file, finding.blame.line}, what, finding.help});
    into.refused.insert(job.variant->name);
  } else if (finding.verdict != Verdict::pass) {
    return;
  } else if (job.step == Step::run) {
    propose(into, job, SnapshotKind::output, seen.output);
  } else if (job.step == Step::compile && job.variant->mode == Mode::compile_fail) {
    propose(into, job, SnapshotKind::meaning, seen.meaning);
    if (pins_wording(suite, into.pinned, *job.variant, *job.toolchain)) {
      propose(into, job, SnapshotKind::wording, wording_to_pin(suite, into.pinned, job, outcome));
    }
  }
}

/// The variants whose pinned meaning or output would change.
std::set<std::string> with_new_meaning(const CaseProposals& proposals) {
  std::set<std::string> variants;
  for (const auto& [name, proposal] : proposals.files) {
    const auto pinned = proposals.pinned.find(name);
    const bool changes = pinned != proposals.pinned.end() &&
                         !says_the_same(proposal.kind, pinned->second, proposal.bytes);
    if (changes && proposal.kind != SnapshotKind::wording) variants.insert(proposal.variant);
  }
  return variants;
}

/// What blessing all of the selected cases comes to.
struct Blessing {
  std::vector<FileChange> changes;
  std::size_t unchanged = 0;
  std::size_t refused = 0;
  Failures failures;
};

std::vector<std::string> describe(SnapshotKind kind, std::string_view pinned,
                                  std::string_view seen) {
  return kind == SnapshotKind::meaning && !pinned.empty() ? describe_meaning_change(pinned, seen)
                                                          : describe_difference(pinned, seen);
}

void weigh(const Suite& suite, const std::string& case_name, const CaseProposals& proposals,
           bool accept_meaning, Blessing& blessing) {
  const auto asking = with_new_meaning(proposals);
  for (const auto& [name, proposal] : proposals.files) {
    const auto pinned = proposals.pinned.find(name);
    const bool is_new = pinned == proposals.pinned.end();
    if (!is_new && says_the_same(proposal.kind, pinned->second, proposal.bytes)) {
      ++blessing.unchanged;
      continue;
    }
    FileChange change;
    change.file = snapshot_folder(suite, case_name) / name;
    change.what = is_new ? FileChange::What::create : FileChange::What::replace;
    change.bytes = proposal.bytes;
    change.differences =
        describe(proposal.kind, is_new ? std::string_view() : pinned->second, proposal.bytes);
    if (asking.contains(proposal.variant) && !accept_meaning) {
      // The wording of a meaning that nobody accepted is not written either.
      if (proposal.kind != SnapshotKind::wording) {
        blessing.failures.push_back(
            {{change.file, 0},
             proposal.kind == SnapshotKind::output
                 ? "this changes what the program prints"
                 : "this changes what the diagnostics mean, not only their wording",
             "if that is right, add --accept-meaning"});
      }
      ++blessing.refused;
      change.what = FileChange::What::refuse;
    }
    blessing.changes.push_back(std::move(change));
  }
}

bool is_blessable(const Job& job) {
  if (!has_snapshots(*job.variant)) return false;
  return job.step == Step::run ||
         (job.step == Step::compile &&
          (job.variant->mode == Mode::run_pass || (job.variant->mode == Mode::compile_fail &&
                                                   job.variant->directives.known_hole.empty())));
}

/// The jobs that snapshots come from, with their dependencies renumbered.
std::vector<Job> blessable(const std::vector<Job>& jobs) {
  std::vector<Job> kept;
  std::map<std::size_t, std::size_t> moved;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (!is_blessable(jobs[i])) continue;
    moved[i] = kept.size();
    kept.push_back(jobs[i]);
    if (kept.back().after) kept.back().after = moved.at(*kept.back().after);
  }
  return kept;
}

/// The changes of what is selected, from a run of what snapshots come from. Without a value nothing
/// was judged, and what is wrong has been said.
boost::system::result<Blessing, ExitStatus> weigh_all(const BlessOptions& options,
                                                      std::uint64_t cache_bytes) {
  const auto prepared = prepare(options.selection);
  if (!prepared) return refuse(prepared.error());
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path());
  planned.jobs = blessable(planned.jobs);

  std::map<std::string, CaseProposals> proposals;
  for (const Case& owner : prepared->cases) {
    auto pinned = read_snapshots(snapshot_folder(prepared->suite, owner.name));
    if (!pinned) return print({pinned.error()}), kNothingJudged;
    proposals[owner.name].pinned = *std::move(pinned);
  }
  const bool is_done =
      run_for_proposals(planned, options.jobs, folder->path(), cache_bytes,
                        [&](std::size_t index, const Outcome& outcome) {
                          const Job& job = planned.jobs[index];
                          consider(prepared->suite, proposals[job.owner->name], job, outcome);
                          return Reaction{};
                        });
  if (!is_done) return kInterrupted;
  Blessing blessing;
  for (auto& [case_name, each] : proposals) {
    settle_alone(each, prepared->suite);
    blessing.failures.insert(blessing.failures.end(), each.refusals.begin(), each.refusals.end());
    if (!each.refusals.empty()) {
      ++blessing.refused;
      // Nothing of a case that is red is written. Somebody else's folder is no case: its files have
      // nothing to do with each other.
      if (prepared->suite.files.empty()) continue;
      std::erase_if(each.files, [&each = each](const auto& file) {
        return each.refused.contains(file.second.variant);
      });
    }
    weigh(prepared->suite, case_name, each, options.accept_meaning, blessing);
  }
  return blessing;
}

/// The snapshots that a run would call red because nothing owns or uses them.
ExitStatus prune(const BlessOptions& options) {
  const Selection& selection = options.selection;
  if (!selection.filters.empty() || !selection.rules.empty() || !selection.toolchains.empty()) {
    print({{{},
            "--prune looks at the whole suite",
            "leave out the filters, --rule and --toolchain"}});
    return kNothingJudged;
  }
  const auto prepared = prepare(selection);
  if (!prepared) return refuse(prepared.error());
  const auto stale = find_stale(prepared->suite, prepared->cases, prepared->toolchains);
  if (!stale) return print({stale.error()}), kNothingJudged;
  std::vector<FileChange> changes;
  for (const Orphan& each : *stale) {
    if (!each.is_ours) {
      say("left    {}: {}\n", display_path(each.file).string(), each.why);
      continue;
    }
    changes.push_back({each.file, FileChange::What::remove, {}, {each.why}});
  }
  const auto changed = change_files(changes, {options.yes, prepared->suite.expected});
  print(changed.failures);
  say("{} removed\n", counted(changed.done, "snapshot"));
  if (!changed.failures.empty()) return kNothingJudged;
  return changed.declined ? kSomeRed : kAllAsExpected;
}

}  // namespace

ExitStatus bless_command(const BlessOptions& options) {
  const char* ci = std::getenv("CI");
  if (ci != nullptr && !std::string_view(ci).empty() && std::string_view(ci) != "false") {
    print({{{},
            "nothing is blessed in CI (the variable CI is set)",
            "bless where a person looks at the difference"}});
    return kNothingJudged;
  }
  if (options.prune) return prune(options);
  const auto cache_bytes = cache_limit();
  if (!cache_bytes) return print({cache_bytes.error()}), kNothingJudged;
  auto blessing = weigh_all(options, *cache_bytes);
  if (!blessing) return blessing.error();
  const auto changed = change_files(blessing->changes, {options.yes, {}});
  print(blessing->failures);
  print(changed.failures);
  say("{} written, {} unchanged, {} refused\n", counted(changed.done, "snapshot"),
      blessing->unchanged, blessing->refused + changed.failures.size());
  if (!changed.failures.empty()) return kNothingJudged;  // the machine is at fault, and no case
  return blessing->failures.empty() && !changed.declined ? kAllAsExpected : kSomeRed;
}

}  // namespace mustfail
