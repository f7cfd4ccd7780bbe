#include "mutation/mutation_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include "cache/result_cache.hpp"
#include "judge/judge.hpp"
#include "judge/snapshot.hpp"
#include "mutation/overlay.hpp"
#include "plan/plan.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A mutation while it is tried: its own suite and the compiles that could notice it.
struct Mutant {
  const Mutation* mutation = nullptr;
  Suite suite;
  Plan plan;
  std::vector<std::size_t> candidates;  ///< Jobs of its plan, the most telling first.
  std::size_t next = 0;
  std::size_t broken = 0;
  std::string first_broken;
  Trial trial;

  bool is_alive() const {
    return trial.fate == Fate::survived && trial.by.empty() && next < candidates.size();
  }
};

/// What is judged is what the library says and where. How a compiler words the rest, and how long
/// it gets, is no matter of a mutation.
Suite lenient(Suite suite) {
  suite.reference.clear();
  suite.limits.diagnostics = 0;
  suite.limits.lines = 0;
  return suite;
}

Result<Suite> mutated_suite(const Suite& suite, const Mutation& mutation, const fs::path& root) {
  Suite mutated = lenient(suite);
  if (!mutation.is_patch()) {
    mutated.flags.groups.push_back(*flag_group("all", mutation.flags));
    return mutated;
  }
  const auto overlay = make_overlay(mutation, suite.include, root);
  if (!overlay) return overlay.error();
  mutated.include.insert(mutated.include.begin(), *overlay);
  return mutated;
}

/// Only what has to be rejected can notice that a rule is gone; an open hole is not rejected.
std::vector<Case> naive_cases(const std::vector<Case>& cases) {
  std::vector<Case> kept = cases;
  for (Case& each : kept) {
    std::erase_if(each.variants, [](const Variant& variant) {
      return (variant.mode != Mode::compile_fail && variant.mode != Mode::verify) ||
             !variant.directives.known_hole.empty();
    });
  }
  std::erase_if(kept, [](const Case& each) { return each.variants.empty(); });
  return kept;
}

class Trials {
 public:
  Trials(const Prepared& prepared, const TrialOptions& options)
      : options_(options),
        toolchains_(in_order(prepared)),
        cases_(naive_cases(prepared.cases)),
        suite_(prepared.suite) {
    plain_.suite = lenient(suite_);
  }

  Failures prepare(const std::vector<Mutation>& mutations) {
    Failures failures;
    const fs::path root = options_.cache.empty() ? options_.work_folder : options_.cache;
    for (const Mutation& each : mutations) {
      Mutant mutant;
      mutant.mutation = &each;
      mutant.trial.mutation = &each;
      if (!each.is_patch() && each.flags.empty()) {
        mutant.trial.fate = Fate::skipped;
        mutant.trial.reason = "it has no switch: \"unchecked\" of the rule in suite.json is empty";
        mutants_.push_back(std::move(mutant));
        continue;
      }
      auto suite = mutated_suite(suite_, each, root);
      if (!suite) {
        failures.push_back(suite.error());
        continue;
      }
      mutant.suite = *std::move(suite);
      mutants_.push_back(std::move(mutant));
    }
    if (!failures.empty()) return failures;
    for (Mutant& each : mutants_) {
      if (each.trial.fate == Fate::survived) add_candidates(each);
    }
    plain_.plan = plan_of(plain_);
    // The cache keeps nothing of a file that is as young as itself.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return {};
  }

  TrialResult run() {
    ResultCache cache(options_.cache);
    // A mutant's precompiled header is worth its making only for one that few cases notice, and of
    // no use to the next run, which the cache answers.
    PrecompiledStore headers(options_.work_folder);
    cache_ = &cache;
    for (std::size_t size = kFirstRound; go_on(); size *= kGrowth) {
      headers_ = size >= kWorthAHeader ? &headers : nullptr;
      run_round(size);
      doubt_killers();
    }
    for (Mutant& each : mutants_) {
      conclude(each);
      result_.trials.push_back(std::move(each.trial));
    }
    result_.written = cache.written();
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kFirstRound = 2;
  static constexpr std::size_t kGrowth = 3;
  static constexpr std::size_t kWorthAHeader = 18;  ///< Compiles of one round.

  /// The reference compilers first, Clang before GCC: it is the quicker.
  static std::vector<Toolchain> in_order(const Prepared& prepared) {
    std::vector<Toolchain> toolchains = prepared.toolchains;
    const auto rank = [&](const Toolchain& each) {
      const auto reference = prepared.suite.reference.find(std::string(name(each.family)));
      const bool is_reference =
          reference != prepared.suite.reference.end() && reference->second == each.name;
      return std::pair(!is_reference, each.family != Family::clang);
    };
    std::ranges::stable_sort(toolchains, {}, rank);
    return toolchains;
  }

  Plan plan_of(const Mutant& mutant) const {
    constexpr Witnesses kNone{false, false, false, false, false};
    return mustfail::plan(mutant.suite, cases_, toolchains_, options_.work_folder, kNone);
  }

  void add_candidates(Mutant& mutant) const {
    mutant.plan = plan_of(mutant);
    std::set<std::string> skips;
    bool is_named = false;
    const Mutation& mutation = *mutant.mutation;
    for (std::size_t i = 0; i < mutant.plan.jobs.size(); ++i) {
      const Job& job = mutant.plan.jobs[i];
      if (!mutation.rule.empty() && job.variant->directives.rule != mutation.rule) continue;
      is_named = true;
      if (!mutation.only.empty() && !any_holds(mutation.only, *job.toolchain)) {
        skips.insert("it is not for these toolchains");
      } else if (!job.skip.empty()) {
        skips.insert(job.skip);
      } else {
        mutant.candidates.push_back(i);
      }
    }
    std::ranges::stable_sort(mutant.candidates, {}, [&](std::size_t index) {
      return mutant.plan.jobs[index].toolchain - toolchains_.data();
    });
    if (!mutant.candidates.empty()) return;
    if (is_named) {
      mutant.trial.fate = Fate::skipped;
      mutant.trial.reason = *skips.begin();
    } else {
      mutant.trial.reason =
          fmt::format("no selected case that has to be rejected names {}", mutation.rule);
    }
  }

  bool go_on() const {
    return result_.how == Completion::How::finished &&
           std::ranges::any_of(mutants_, &Mutant::is_alive);
  }

  /// One job of one mutant, as a part of a round's plan.
  struct Part {
    Mutant* mutant = nullptr;
    std::size_t index = 0;
  };

  void run_round(std::size_t size) {
    std::vector<Part> parts;
    for (Mutant& each : mutants_) {
      for (std::size_t i = 0; i < size && each.is_alive(); ++i) {
        parts.push_back({&each, each.candidates[each.next++]});
      }
    }
    if (options_.on_round) {
      options_.on_round(
          static_cast<std::size_t>(std::ranges::count_if(mutants_, &Mutant::is_alive)),
          parts.size());
    }
    execute_parts(parts, [&](const Part& part, const Finding& finding, const Outcome& outcome) {
      Mutant& mutant = *part.mutant;
      ++mutant.trial.tried;
      const Notice notice = notice_in(finding, outcome);
      if (notice == Notice::broken && mutant.broken++ == 0) {
        mutant.first_broken = fmt::format("{}: {}", shown(finding), finding.reason);
      }
      // The plan's order decides among several, so that two runs name the same.
      if (notice != Notice::red) return;
      const auto killer = killers_.find(&mutant);
      if (killer == killers_.end() || rank_of(mutant, part.index) < killer->second.rank) {
        killers_[&mutant] = {rank_of(mutant, part.index), part.index, shown(finding),
                             finding.reason};
      }
    });
  }

  /// A case that is red without the mutation as well has noticed nothing.
  void doubt_killers() {
    std::vector<Part> parts;
    for (const auto& [mutant, killer] : killers_) parts.push_back({&plain_, killer.index});
    std::set<std::size_t> red;
    execute_parts(parts, [&](const Part& part, const Finding& finding, const Outcome&) {
      if (is_red(finding.verdict)) red.insert(part.index);
    });
    for (const auto& [mutant, killer] : killers_) {
      if (red.contains(killer.index)) continue;
      mutant->trial.fate = Fate::killed;
      mutant->trial.by = killer.by;
      mutant->trial.reason = killer.reason;
    }
    killers_.clear();
  }

  template <typename Then>
  void execute_parts(const std::vector<Part>& parts, Then then) {
    if (parts.empty() || result_.how != Completion::How::finished) return;
    Plan round;
    std::map<std::pair<const Mutant*, std::size_t>, std::size_t> headers;
    for (const Part& part : parts) {
      const Plan& own = part.mutant->plan;
      Job job = own.jobs[part.index];
      if (job.header) {
        const auto [known, added] =
            headers.try_emplace({part.mutant, *job.header}, round.headers.size());
        if (added) round.headers.push_back(own.headers[*job.header]);
        job.header = known->second;
        // A mutant's compiles are few: one that needs a header of its own is compiled plainly.
        if (!job.header_macros.empty()) job.header.reset();
        job.own_header.reset();
      }
      // Each mutant's plan counts its files from 0.
      if (job.probing) {
        job.probing->put_into(options_.work_folder / fmt::format("p{}", round.jobs.size()));
      }
      round.jobs.push_back(std::move(job));
    }
    ExecuteOptions how;
    how.jobs = options_.jobs;
    how.work_folder = options_.work_folder;
    how.headers = headers_;
    if (cache_->enabled()) how.cache = cache_;
    how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
      const Part& part = parts[index];
      const Job& job = round.jobs[index];
      then(part, judge(part.mutant->suite, job, outcome, snapshots_of(*job.owner)), outcome);
      return Reaction{};
    };
    const Completion completion = execute(round, how);
    result_.how = completion.how;
    result_.cached += completion.cached;
    result_.compiles += parts.size();
  }

  const SnapshotFolder& snapshots_of(const Case& owner) {
    const auto known = snapshots_.find(&owner);
    if (known != snapshots_.end()) return known->second;
    auto folder = read_snapshots(snapshot_folder(suite_, owner.name));
    SnapshotFolder meanings = folder ? *std::move(folder) : SnapshotFolder();
    std::erase_if(meanings, [](const auto& each) { return !each.first.ends_with(".json"); });
    return snapshots_.emplace(&owner, std::move(meanings)).first->second;
  }

  static std::size_t rank_of(const Mutant& mutant, std::size_t index) {
    return static_cast<std::size_t>(std::ranges::find(mutant.candidates, index) -
                                    mutant.candidates.begin());
  }

  static std::string shown(const Finding& finding) {
    return fmt::format("{}/{} on {}", finding.case_name, finding.variant, finding.toolchain);
  }

  static void conclude(Mutant& mutant) {
    Trial& trial = mutant.trial;
    if (trial.fate != Fate::survived || !trial.reason.empty()) return;
    if (mutant.broken > 0) {
      trial.fate = Fate::broken;
      trial.reason = mutant.first_broken;
    } else {
      trial.reason = "no case goes red";
    }
  }

  struct Killer {
    std::size_t rank = 0;
    std::size_t index = 0;
    std::string by;
    std::string reason;
  };

  const TrialOptions& options_;
  std::vector<Toolchain> toolchains_;
  std::vector<Case> cases_;
  const Suite& suite_;
  std::vector<Mutant> mutants_;
  Mutant plain_;  ///< The library as it is.
  std::map<Mutant*, Killer> killers_;
  std::map<const Case*, SnapshotFolder> snapshots_;
  ResultCache* cache_ = nullptr;
  PrecompiledStore* headers_ = nullptr;
  TrialResult result_;
};

}  // namespace

std::string_view name(Fate fate) {
  switch (fate) {
    case Fate::killed:
      return "killed";
    case Fate::survived:
      return "survived";
    case Fate::broken:
      return "broken";
    case Fate::skipped:
      return "skipped";
  }
  return "?";
}

Notice notice_in(const Finding& finding, const Outcome& outcome) {
  if (!is_red(finding.verdict)) return Notice::nothing;
  if (finding.verdict == Verdict::error) return Notice::broken;
  if (outcome.process.ending.exited_with(0) || finding.mode == Mode::verify) return Notice::red;
  const auto first = std::ranges::find(finding.diagnostics, Severity::error, &Diagnostic::severity);
  const bool is_a_rule = first != finding.diagnostics.end() && !first->code.empty();
  return is_a_rule ? Notice::red : Notice::broken;
}

boost::system::result<TrialResult, Failures> try_mutations(const Prepared& prepared,
                                                           const std::vector<Mutation>& mutations,
                                                           const TrialOptions& options) {
  Trials trials(prepared, options);
  if (auto failures = trials.prepare(mutations); !failures.empty()) return failures;
  return trials.run();
}

}  // namespace mustfail
