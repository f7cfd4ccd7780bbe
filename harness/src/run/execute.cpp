#include "run/execute.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <deque>
#include <map>
#include <optional>
#include <system_error>
#include <vector>

#include "cache/depfile.hpp"
#include "cache/depfile_slots.hpp"
#include "cache/inputs.hpp"
#include "plan/own_includes.hpp"
#include "plan/precompiled.hpp"
#include "plan/schedule.hpp"
#include "run/forgery.hpp"
#include "run/job_command.hpp"
#include "run/known_outcomes.hpp"
#include "run/run_headers.hpp"
#include "run/second_look.hpp"
#include "run/witness.hpp"
#include "toolchain/detector_report.hpp"
#include "util/digest.hpp"
#include "util/ending_signals.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

class Executor {
 public:
  Executor(const Plan& plan, const ExecuteOptions& options)
      : plan_(plan),
        options_(options),
        processes_(context_),
        signals_(context_),
        admission_(context_, options.jobs, options.jobserver, [this] { start_more(); }),
        dependents_(plan.jobs.size()),
        known_(context_, plan, options, dependents_),
        headers_(plan, options.headers),
        depfiles_(options.work_folder),
        second_look_(
            plan, options.work_folder,
            [this](Command command, SecondLook::Then then) {
              launch(std::move(command), std::move(then));
            },
            [this](std::size_t index, const Outcome& outcome) { finish(index, outcome); }) {
    add_ending_signals(signals_);
    for (std::size_t i = 0; i < plan_.jobs.size(); ++i) {
      if (plan_.jobs[i].after) dependents_[*plan_.jobs[i].after].push_back(i);
    }
  }

  Completion run() {
    prepare();
    start_more();
    context_.run();
    known_.count(completion_);
    return completion_;
  }

  Completion run_headers_only() {
    prepare();
    ready_.clear();
    for (const std::size_t header : headers_.wanted()) wanted_.push_back(header);
    build_wanted();
    if (active_ == 0) done();
    context_.run();
    return completion_;
  }

 private:
  void prepare() {
    signals_.async_wait([this](boost::system::error_code cancelled, int) {
      if (!cancelled) stop(Completion::How::interrupted);
    });
    for (std::size_t i = 0; i < plan_.jobs.size() && running(); ++i) {
      if (!plan_.jobs[i].after && !answer_from_cache(i)) look_up_or_ready(i);
    }
    if (options_.order) options_.order(ready_);
    for (const std::size_t index : ready_) headers_.count_user(plan_.jobs[index]);
  }

  bool running() const { return completion_.how == Completion::How::finished; }

  void stop(Completion::How why) {
    if (running()) completion_.how = why;
    ready_.clear();
    processes_.stop_all();
    known_.stop();
    if (active_ == 0) done();
  }

  /// Nothing runs and nothing will: nothing is waited for.
  void done() {
    signals_.cancel();
    admission_.settle(0);
    admission_.stop();
  }

  // -- what is known ------------------------------------------------------------------------------

  /// The job is ready when neither cache knows it; the remote one is asked meanwhile.
  void look_up_or_ready(std::size_t index) {
    const bool asked = known_.ask(index, [this, index] {
      if (!running()) return;
      if (!answer_from_cache(index)) {
        ready_.push_back(index);
        headers_.count_user(plan_.jobs[index]);
      }
      start_more();
    });
    if (!asked) ready_.push_back(index);
  }

  /// Reports the job and all that depends on it when every outcome is known.
  bool answer_from_cache(std::size_t index) {
    const auto all = known_.find(index);
    if (!all) return false;
    for (const auto& [each, outcome] : *all) {
      if (running()) react(each, outcome);
    }
    completion_.cached += all->size();
    return true;
  }

  void keep(std::size_t index, const Outcome& outcome) {
    if (plan_.jobs[index].after) {
      known_.keep_run(index, outcome);
    } else if (const auto inputs = inputs_of(index)) {
      known_.keep_compile(index, outcome, *inputs);
    }
  }

  /// What a compile depends on; nothing when nobody can say.
  std::optional<Inputs> inputs_of(std::size_t index) {
    const Job& job = plan_.jobs[index];
    if (job.toolchain->family == Family::go) return Inputs{};  // `go build FILE` reads FILE
    if (writes_depfile(job)) {
      const auto text = read_file(depfiles_.of(index));
      if (!text || text->empty()) return std::nullopt;
      Inputs inputs;
      add_inputs(inputs, parse_depfile(*text));
      std::erase(inputs.names, job.variant->file.string());
      return inputs;
    }
    const ReadyHeader* const header = headers_.ready_for(job);
    TraceScope scope{job.source.empty() ? job.variant->file : job.source,
                     job.command.folder,
                     {options_.work_folder}};
    if (header != nullptr) scope.ours.push_back(header->folder);
    auto inputs = traced(index, scope);
    if (inputs && header != nullptr) add_inputs(*inputs, header->inputs);
    return inputs;
  }

  std::optional<Inputs> traced(std::size_t task, const TraceScope& scope) const {
    const FileTrace* const trace = traces_.of(task);
    const auto names = trace == nullptr ? std::nullopt : trace->names();
    return names ? traced_inputs(*names, scope) : std::nullopt;
  }

  // -- precompiled headers ------------------------------------------------------------------------

  /// Whether the job can start now; when not, it waits for its header.
  bool has_its_header(std::size_t index) {
    const auto wanted = headers_.header_of(plan_.jobs[index]);
    if (wanted && headers_.is_wanted(*wanted)) build_header(*wanted);
    return !headers_.has_to_wait(index);
  }

  void build_wanted() {
    while (!wanted_.empty() && admission_.may_start(active_)) {
      build_header(wanted_.front());
      wanted_.pop_front();
    }
  }

  void build_header(std::size_t number) {
    const auto folder = headers_.begin(number);
    if (!folder) return;
    ++active_;
    Command command = headers_.command(number, *folder);
    set_variable(command.environment, "TMPDIR", folder->string());
    if (const FileTrace* trace = traces_.begin(task_of_header(number))) {
      add_trace(*trace, command.environment);
    }
    processes_.start(std::move(command), [this, number, folder = *folder](ProcessResult result) {
      --active_;
      const auto inputs =
          traced(task_of_header(number), {folder / kPrecompiledSource, folder, {folder}});
      traces_.release(task_of_header(number));
      if (headers_.end(number, folder, result, inputs)) {
        ++completion_.headers_built;
      } else if (const auto said = headers_.complaint(number, result);
                 running() && options_.warn && !said.empty()) {
        options_.warn(said);
      }
      if (!running()) {
        if (active_ == 0) done();
        return;
      }
      build_wanted();
      const auto waiting = headers_.take_waiting(number);
      ready_.insert(ready_.begin(), waiting.begin(), waiting.end());
      start_more();
    });
  }

  /// Behind the jobs' own numbers.
  std::size_t task_of_header(std::size_t number) const { return plan_.jobs.size() + number; }

  // -- jobs ---------------------------------------------------------------------------------------

  void start_more() {
    while (!ready_.empty() && admission_.may_start(active_)) {
      const std::size_t index = ready_.front();
      ready_.pop_front();
      if (!plan_.jobs[index].skip.empty()) {
        finish(index, {});
      } else if (plan_.jobs[index].probing && !preprocessed_.contains(index)) {
        preprocess(index);
      } else if (has_its_header(index)) {
        const ReadyHeader* header = headers_.ready_for(plan_.jobs[index]);
        completion_.with_header += header == nullptr ? 0U : 1U;
        header == nullptr ? start(index, 1) : start_with_header(index, *header);
      }
    }
    admission_.settle(active_);
    if (active_ == 0 && ready_.empty() && !known_.asking()) done();
  }

  /// Runs a command and hands on its result, unless the run was stopped meanwhile.
  template <typename Then>
  void launch(Command command, Then then) {
    ++active_;
    processes_.start(std::move(command), [this, then](ProcessResult result) {
      --active_;
      if (running()) {
        then(std::move(result));
        start_more();
      } else if (active_ == 0) {
        done();
      }
    });
  }

  /// Whether it is asked what the job's compile reads.
  bool is_to_be_kept(const Job& job) const { return !job.after && options_.cache != nullptr; }

  /// rustc is believed; what a C++ compile reads, and would have read, is seen.
  bool writes_depfile(const Job& job) const {
    return is_to_be_kept(job) && job.toolchain->family == Family::rust;
  }

  Command command_with(std::size_t index, const ReadyHeader* header) {
    const Job& job = plan_.jobs[index];
    if (writes_depfile(job)) {
      depfiles_.empty(index);
      return command_of(job, header, depfiles_.of(index), nullptr, options_.work_folder);
    }
    const bool is_traced = (is_to_be_kept(job) || header != nullptr) && !is_twin(job);
    Command command = command_of(job, header, {}, is_traced ? traces_.begin(index) : nullptr,
                                 options_.work_folder);
    command.is_watched = job.after.has_value();
    return command;
  }

  /// Learns which of the file's comments its compiler meets, and comes back to the job.
  void preprocess(std::size_t index) {
    const Job& job = plan_.jobs[index];
    for (const ProbeFile& each : job.verify->probe) {
      const fs::path file = job.probing->folder / probe_name(each.number, job.probing->extension);
      if (!write_file(file, each.text, Durability::lazy)) return unprobed(index, full_disk());
    }
    launch(job.probing->command, [this, index](ProcessResult result) {
      std::error_code ignored;
      fs::remove_all(plan_.jobs[index].probing->folder, ignored);
      if (result.ending.how != Ending::How::exited) return unprobed(index, std::move(result));
      preprocessed_[index] = only_met_lines(result.output);
      ready_.push_front(index);
    });
  }

  /// Nobody knows what the file expects.
  void unprobed(std::size_t index, ProcessResult result) {
    Outcome outcome;
    outcome.process = std::move(result);
    outcome.is_probing = true;
    finish(index, outcome);
  }

  static ProcessResult full_disk() {
    ProcessResult result;
    result.ending = {Ending::How::not_started, ENOSPC};
    return result;
  }

  Outcome outcome_of(std::size_t index, ProcessResult result, int tries) {
    const auto preprocessed = preprocessed_.find(index);
    Outcome outcome;
    outcome.process = std::move(result);
    outcome.tries = tries;
    if (preprocessed != preprocessed_.end()) outcome.preprocessed = preprocessed->second;
    const Job& job = plan_.jobs[index];
    outcome.report = take_report(job.report, job.command.output_limit);
    outcome.forged = has_linked_report(job, outcome.process);
    outcome.silenced = outcome.report.empty() ? why_silenced(job, outcome.process) : std::string();
    return outcome;
  }

  void start(std::size_t index, int attempt) {
    make_own_folder(plan_.jobs[index]);
    prepare_report(plan_.jobs[index].report);
    launch(command_with(index, nullptr), [this, index, attempt](ProcessResult result) {
      const Job& job = plan_.jobs[index];
      Outcome outcome = outcome_of(index, std::move(result), attempt);
      // One that had to be stopped would have to be again.
      const Ending::How how = outcome.process.ending.how;
      const bool ended = how == Ending::How::exited || how == Ending::How::signalled;
      const bool is_witness = job.step == Step::race || job.step == Step::witness;
      const bool seen = ended && read_witness(job, outcome).seen;
      if (ended && attempt < job.tries && !seen) {
        start(index, attempt + 1);
      } else if (is_witness && seen) {
        second_look_.at_witness(index, outcome);
      } else {
        second_look_.at(index, outcome);
      }
    });
  }

  void start_with_header(std::size_t index, const ReadyHeader& header) {
    launch(command_with(index, &header), [this, index](ProcessResult result) {
      completion_.served += result.served ? 1U : 0U;
      name_own_includes(plan_.jobs[index], result);
      if (shows_header(result) || headers_.has_lost_pragma(plan_.jobs[index], result) ||
          (result.served && reads_what_tells(index))) {
        ++completion_.fallbacks;
        start(index, 1);
      } else if (is_sampled(index)) {
        verify(index, outcome_of(index, std::move(result), 1));
      } else {
        second_look_.at(index, outcome_of(index, std::move(result), 1));
      }
    });
  }

  /// Whether a compile that a server did, whose file is not at the bottom there, read a header that
  /// can tell. What was not seen may have.
  bool reads_what_tells(std::size_t index) {
    const Job& job = plan_.jobs[index];
    if (job.toolchain->family != Family::gcc) return false;
    const FileTrace* const trace = traces_.of(index);
    const auto names = trace == nullptr ? std::nullopt : trace->names();
    if (!names) return true;
    return std::ranges::any_of(*names, [&](const TracedName& each) {
      if (each.kind != trace_log::Kind::read) return false;
      const auto known = telling_.find(each.path);
      if (known != telling_.end()) return known->second;
      const auto text = read_file(each.path);
      return telling_.emplace(each.path, text && tells_includer(*text)).first->second;
    });
  }

  /// The sample is drawn by the command, so that every run of a suite verifies the same jobs.
  bool is_sampled(std::size_t index) const {
    constexpr unsigned kHundred = 100;
    if (options_.verify_percent == 0) return false;
    const std::string digest = Digest()
                                   .add(plan_.jobs[index].command.argv.back())
                                   .add(plan_.jobs[index].toolchain->name)
                                   .add(name(plan_.jobs[index].step))
                                   .finish();
    return std::stoul(digest.substr(0, 8), nullptr, 16) % kHundred < options_.verify_percent;
  }

  void verify(std::size_t index, Outcome with_header) {
    launch(command_with(index, nullptr), [this, index, with_header](ProcessResult result) {
      const Outcome plain = outcome_of(index, std::move(result), 1);
      ++completion_.verified;
      if (!options_.same(plan_.jobs[index], with_header, plain)) ++completion_.differing;
      second_look_.at(index, plain);
    });
  }

  void react(std::size_t index, const Outcome& outcome) {
    const Reaction reaction = options_.on_outcome(index, outcome);
    preprocessed_.erase(index);
    const bool was_run = outcome.process.ending.how != Ending::How::not_run && !outcome.cached;
    // What the full compile said is in no entry, and who repairs the file compiles it anyway.
    if (reaction.keep && was_run && !outcome.full && !outcome.is_hollow) keep(index, outcome);
    depfiles_.release(index);
    traces_.release(index);
    if (!reaction.go_on) stop(Completion::How::stopped);
  }

  void finish(std::size_t index, const Outcome& outcome) {
    react(index, outcome);
    if (!running()) return;
    const bool built = outcome.process.ending.exited_with(0);
    for (const std::size_t next : dependents_[index]) {
      if (built || !plan_.jobs[next].skip.empty()) {
        ready_.push_front(next);  // its program can then be removed
      } else {
        finish(next, {});
      }
    }
    const Job& job = plan_.jobs[index];
    std::error_code ignored;
    if (!job.after) return;
    fs::remove(plan_.jobs[*job.after].program, ignored);
    if (!is_twin(job)) fs::remove_all(job.command.folder, ignored);
  }

  const Plan& plan_;
  const ExecuteOptions& options_;
  boost::asio::io_context context_;
  ProcessGroup processes_;
  boost::asio::signal_set signals_;
  Admission admission_;
  std::vector<std::vector<std::size_t>> dependents_;
  KnownOutcomes known_;
  RunHeaders headers_;
  DepfileSlots depfiles_;
  FileTraces traces_;
  SecondLook second_look_;
  std::map<std::string, bool> telling_;  ///< Files that a compile read, and tell their includer.
  std::map<std::size_t, std::string> preprocessed_;  ///< What came of a job's Probing.
  std::deque<std::size_t> ready_;
  std::deque<std::size_t> wanted_;  ///< Headers, where nothing but headers is made.
  unsigned active_ = 0;
  Completion completion_;
};

}  // namespace

Completion execute(const Plan& plan, const ExecuteOptions& options) {
  return Executor(plan, options).run();
}

Completion build_headers(const Plan& plan, const ExecuteOptions& options) {
  return Executor(plan, options).run_headers_only();
}

}  // namespace mustfail
