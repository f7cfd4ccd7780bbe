#include "run/known_outcomes.hpp"

namespace mustfail {

KnownOutcomes::KnownOutcomes(boost::asio::io_context& context, const Plan& plan,
                             const ExecuteOptions& options,
                             const std::vector<std::vector<std::size_t>>& dependents)
    : plan_(plan),
      cache_(options.cache),
      dependents_(dependents),
      built_(plan.jobs.size()),
      work_folder_(options.work_folder) {
  if (!options.remote || cache_ == nullptr) return;
  remote_.emplace(context, *options.remote, options.remote_read_only, options.warn);
  shared_.emplace(*cache_, *remote_);
}

std::optional<std::vector<std::pair<std::size_t, Outcome>>> KnownOutcomes::find(std::size_t index) {
  const Job& job = plan_.jobs[index];
  if (!may_know(job) || !job.skip.empty()) return std::nullopt;
  const auto outcome = cache_->find_compile(job, built_[index]);
  if (!outcome) return std::nullopt;
  const bool has_product = outcome->process.ending.exited_with(0);
  std::vector<std::pair<std::size_t, Outcome>> all{{index, *outcome}};
  for (const std::size_t next : dependents_[index]) {
    if (!has_product || !plan_.jobs[next].skip.empty()) {
      all.emplace_back(next, Outcome{});
      continue;
    }
    auto run = cache_->find_run(plan_.jobs[next], built_[index]);
    if (!run) return std::nullopt;  // the program has to be built for it
    all.emplace_back(next, *std::move(run));
  }
  return all;
}

bool KnownOutcomes::ask(std::size_t index, std::function<void()> then) {
  const Job& job = plan_.jobs[index];
  if (!shared_ || !may_know(job) || !job.skip.empty()) return false;
  std::vector<const Job*> runs;
  for (const std::size_t next : dependents_[index]) {
    if (plan_.jobs[next].skip.empty()) runs.push_back(&plan_.jobs[next]);
  }
  ++asked_;
  shared_->fetch(job, std::move(runs), [this, then = std::move(then)] {
    --asked_;
    then();
  });
  return true;
}

void KnownOutcomes::keep_run(std::size_t index, const Outcome& outcome) {
  const Job& job = plan_.jobs[index];
  if (!may_know(job) || !outcome.process.asked) return;
  const RunScope scope{work_folder_, library_folders(plan_.jobs[*job.after].command),
                       inputs_[*job.after]};
  if (!is_repeatable(outcome.process.asked->names, scope)) return;
  const std::string& built = built_[*job.after];
  cache_->keep_run(job, built, outcome);
  if (shared_) shared_->store_run(job, built);
}

void KnownOutcomes::keep_compile(std::size_t index, const Outcome& outcome, const Inputs& inputs) {
  const Job& job = plan_.jobs[index];
  if (!may_know(job)) return;
  cache_->keep_compile(job, outcome, inputs, built_[index]);
  if (!dependents_[index].empty()) {
    inputs_[index] = inputs.names;
    inputs_[index].push_back(job.variant->file.string());
  }
  if (shared_) shared_->store_compile(job, built_[index]);
}

void KnownOutcomes::stop() {
  if (remote_) remote_->stop();
}

void KnownOutcomes::count(Completion& completion) const {
  if (!shared_) return;
  completion.fetched = shared_->fetched();
  completion.rejected = shared_->rejected();
  completion.stored = remote_->stored();
}

}  // namespace mustfail
