#include "command/annotate_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cache/cache_size.hpp"
#include "command/file_change.hpp"
#include "command/proposal_run.hpp"
#include "command/run_command.hpp"
#include "command/run_environment.hpp"
#include "judge/annotation.hpp"
#include "judge/judge.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "util/difference.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Whether the job says what its file's comments have to be.
bool is_annotated(const Job& job) {
  if (job.step != Step::compile || !job.skip.empty() || is_twin(job)) return false;
  if (job.variant->example) return false;  // its words say what it is
  return job.variant->mode == Mode::verify ||
         (job.variant->mode == Mode::compile_fail && job.variant->directives.known_hole.empty());
}

/// What annotating all that is selected comes to.
struct Annotations {
  std::vector<FileChange> changes;
  std::size_t unchanged = 0;
  std::size_t refused = 0;
  Failures failures;
};

/// A file's views, in the plan's order, and why it cannot be annotated.
struct FileViews {
  std::map<std::size_t, FileView> by_job;
  std::set<std::string> revisions;
  Failures failures;
};

/// Adds what a job showed. What is no rejection says nothing about comments.
void look(const Suite& suite, const Job& job, std::size_t index, const Outcome& outcome,
          FileViews& into) {
  const Finding finding = judge(suite, job, outcome, {});
  const bool compiles =
      job.variant->mode == Mode::compile_fail && outcome.process.ending.exited_with(0);
  if (finding.verdict == Verdict::error || compiles) {
    std::string what = fmt::format("on {}: {}", job.toolchain->name, finding.reason);
    for (const auto& line : finding.details) what += "\n    " + line;
    into.failures.push_back({{job.variant->file, finding.blame.line}, what, finding.help});
    return;
  }
  FileView view{&job, finding.diagnostics, {}};
  if (job.probing) view.met = met_lines(outcome.preprocessed);
  into.by_job.emplace(index, std::move(view));
  into.revisions.insert(job.variant->revision);
}

void annotate_file(const std::string& file, FileViews& seen, bool asked_all, Annotations& into) {
  const auto refuse = [&](const Failures& why) {
    into.failures.insert(into.failures.end(), why.begin(), why.end());
    ++into.refused;
  };
  if (!seen.failures.empty()) return refuse(seen.failures);
  if (seen.by_job.empty()) return;
  const auto& revisions = seen.by_job.begin()->second.job->variant->revisions;
  if (std::ranges::any_of(revisions,
                          [&](const auto& each) { return !seen.revisions.contains(each); })) {
    return refuse({{{file, 0},
                    "not all revisions of this file are looked at, and its comments are for all",
                    "leave the '#' out of the filter"}});
  }
  const auto source = read_file(file);
  if (!source) return refuse({source.error()});
  std::vector<FileView> views;
  for (auto& [index, view] : seen.by_job) views.push_back(std::move(view));
  Annotation annotation = annotate(*source, views, asked_all);
  if (!annotation.failures.empty()) return refuse(annotation.failures);
  if (annotation.source == *source) {
    ++into.unchanged;
    return;
  }
  FileChange change;
  change.file = file;
  change.what = FileChange::What::replace;
  change.differences = annotation.remarks;
  for (auto& line : describe_difference(*source, annotation.source)) {
    change.differences.push_back(std::move(line));
  }
  change.bytes = std::move(annotation.source);
  into.changes.push_back(std::move(change));
}

/// The changes of what is selected. Without a value nothing was judged, and what is wrong has been
/// said.
boost::system::result<Annotations, ExitStatus> annotate_all(const AnnotateOptions& options,
                                                            std::uint64_t cache_bytes) {
  const auto prepared = prepare(options.selection);
  if (!prepared) return refuse(prepared.error());
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  const Witnesses none{.counterfactual = false,
                       .race = false,
                       .memory = false,
                       .other = false,
                       .running = false,
                       .rust = false,
                       .go = false};
  Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path(), none);
  std::erase_if(planned.jobs, [](const Job& each) { return !is_annotated(each); });

  std::map<std::string, FileViews> files;
  const bool is_done = run_for_proposals(planned, options.jobs, folder->path(), cache_bytes,
                                         [&](std::size_t index, const Outcome& outcome) {
                                           const Job& job = planned.jobs[index];
                                           look(prepared->suite, job, index, outcome,
                                                files[job.variant->file.string()]);
                                           return Reaction{};
                                         });
  if (!is_done) return kInterrupted;
  Annotations annotations;
  const bool asked_all = options.selection.toolchains.empty();
  for (auto& [file, seen] : files) annotate_file(file, seen, asked_all, annotations);
  return annotations;
}

}  // namespace

ExitStatus annotate_command(const AnnotateOptions& options) {
  const auto ci = variable("CI");
  if (ci && *ci != "false" && !options.check) {
    print({{{},
            "nothing is written in CI (the variable CI is set)",
            "mustfail annotate --check only looks; write where a person sees the difference"}});
    return kNothingJudged;
  }
  const auto cache_bytes = cache_limit();
  if (!cache_bytes) return print({cache_bytes.error()}), kNothingJudged;
  auto annotations = annotate_all(options, *cache_bytes);
  if (!annotations) return annotations.error();
  if (options.check) {
    for (FileChange& each : annotations->changes) each.what = FileChange::What::refuse;
  }
  const auto changed = change_files(annotations->changes, {options.yes, {}, "file"});
  print(annotations->failures);
  print(changed.failures);
  if (options.check) {
    say("{} to annotate, {} as they should be, {} refused\n",
        counted(annotations->changes.size(), "file"), annotations->unchanged, annotations->refused);
    return annotations->changes.empty() && annotations->failures.empty() ? kAllAsExpected
                                                                         : kSomeRed;
  }
  say("{} annotated, {} unchanged, {} refused\n", counted(changed.done, "file"),
      annotations->unchanged, annotations->refused + changed.failures.size());
  if (!changed.failures.empty()) return kNothingJudged;
  return annotations->failures.empty() && !changed.declined ? kAllAsExpected : kSomeRed;
}

}  // namespace mustfail
