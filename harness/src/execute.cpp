#include "execute.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <deque>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>
#include <vector>

#include "depfile.hpp"
#include "detector_report.hpp"
#include "diagnostic_line.hpp"
#include "digest.hpp"
#include "files.hpp"
#include "fix_it.hpp"
#include "judge_twin.hpp"
#include "remote_cache.hpp"
#include "schedule.hpp"
#include "shared_cache.hpp"
#include "text.hpp"
#include "witness.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using std::string_view_literals::operator""sv;

namespace {

/// From how many compiles on a header that is not there yet is worth its making, measured on this
/// repository's own: GCC takes 2.0 s for it and saves 0.45 s a compile, Clang 0.75 s and 0.47 s.
std::size_t worth_from(Family family) { return family == Family::gcc ? 5 : 2; }

class Executor {
 public:
  Executor(const Plan& plan, const ExecuteOptions& options)
      : plan_(plan),
        options_(options),
        processes_(context_),
        signals_(context_, SIGINT, SIGTERM),
        admission_(context_, options.jobs, options.jobserver, [this] { start_more(); }),
        dependents_(plan.jobs.size()),
        built_(plan.jobs.size()),
        headers_(plan.headers.size()) {
    for (std::size_t i = 0; i < plan_.jobs.size(); ++i) {
      if (plan_.jobs[i].after) dependents_[*plan_.jobs[i].after].push_back(i);
    }
  }

  Completion run() {
    prepare();
    start_more();
    context_.run();
    if (shared_) {
      completion_.fetched = shared_->fetched();
      completion_.rejected = shared_->rejected();
      completion_.stored = remote_->stored();
    }
    return completion_;
  }

  Completion run_headers_only() {
    prepare();
    ready_.clear();
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (headers_[i].state == Header::State::wanted) wanted_.push_back(i);
    }
    build_wanted();
    if (active_ == 0) done();
    context_.run();
    return completion_;
  }

 private:
  void prepare() {
    connect_remote();
    signals_.async_wait([this](boost::system::error_code cancelled, int) {
      if (!cancelled) stop(Completion::How::interrupted);
    });
    for (std::size_t i = 0; i < plan_.jobs.size() && running(); ++i) {
      if (!plan_.jobs[i].after && !answer_from_cache(i)) look_up_or_ready(i);
    }
    if (options_.order) options_.order(ready_);
    choose_headers();
  }

  /// A precompiled header's way through the run.
  struct Header {
    enum class State { unused, wanted, building, ready, failed };

    State state = State::unused;
    std::size_t users = 0;  ///< Jobs that are to be run and may use it.
    ReadyHeader ready;
    std::vector<std::size_t> waiting;  ///< Jobs that start when it is built.
  };

  bool running() const { return completion_.how == Completion::How::finished; }

  void stop(Completion::How why) {
    if (running()) completion_.how = why;
    ready_.clear();
    processes_.stop_all();
    if (remote_) remote_->stop();
    if (active_ == 0) done();
  }

  /// Nothing runs and nothing will: nothing is waited for.
  void done() {
    signals_.cancel();
    admission_.settle(0);
    admission_.stop();
  }

  // -- the remote cache ---------------------------------------------------------------------------

  void connect_remote() {
    if (!options_.remote || options_.cache == nullptr) return;
    remote_.emplace(context_, *options_.remote, options_.remote_read_only, options_.warn);
    shared_.emplace(*options_.cache, *remote_);
  }

  /// Asks the remote cache meanwhile; the job is ready when it does not know.
  void look_up_or_ready(std::size_t index) {
    const Job& job = plan_.jobs[index];
    if (!shared_ || !job.skip.empty() || job.fixing) {
      ready_.push_back(index);
      return;
    }
    std::vector<const Job*> runs;
    for (const std::size_t next : dependents_[index]) {
      if (plan_.jobs[next].skip.empty()) runs.push_back(&plan_.jobs[next]);
    }
    ++looked_up_;
    shared_->fetch(job, std::move(runs), [this, index] {
      --looked_up_;
      if (!running()) return;
      if (!answer_from_cache(index)) {
        ready_.push_back(index);
        count_header_user(index);
      }
      start_more();
    });
  }

  // -- the cache ----------------------------------------------------------------------------------

  /// Reports the job and all that depends on it when the cache knows every outcome.
  bool answer_from_cache(std::size_t index) {
    const Job& job = plan_.jobs[index];
    if (options_.cache == nullptr || !job.skip.empty() || job.fixing) return false;
    const auto outcome = options_.cache->find_compile(job, built_[index]);
    if (!outcome) return false;
    const bool has_product = outcome->process.ending.exited_with(0);
    std::vector<std::pair<std::size_t, Outcome>> all{{index, *outcome}};
    for (const std::size_t next : dependents_[index]) {
      if (!has_product || !plan_.jobs[next].skip.empty()) {
        all.emplace_back(next, Outcome{});
        continue;
      }
      auto run = options_.cache->find_run(plan_.jobs[next], built_[index]);
      if (!run) return false;  // the program has to be built for it
      all.emplace_back(next, *std::move(run));
    }
    for (const auto& [each, known] : all) {
      if (running()) react(each, known);
    }
    completion_.cached += all.size();
    return true;
  }

  void keep(std::size_t index, const Outcome& outcome) {
    if (options_.cache == nullptr) return;
    const Job& job = plan_.jobs[index];
    if (job.fixing) return;  // what came of its copy would not be kept
    if (job.after) {
      options_.cache->keep_run(job, built_[*job.after], outcome);
      if (shared_) shared_->store_run(job, built_[*job.after]);
      return;
    }
    std::vector<std::string> files;
    if (job.toolchain->family != Family::go) {  // Go has none: `go build FILE` reads FILE
      const auto text = read_file(depfile_of(index));
      if (!text || text->empty()) return;
      files = parse_depfile(*text);
    }
    if (job.header && headers_[*job.header].state == Header::State::ready) {
      // Clang's depfile names the precompiled header instead of what went into it.
      const ReadyHeader& header = headers_[*job.header].ready;
      files.insert(files.end(), header.dependencies.begin(), header.dependencies.end());
    }
    std::erase_if(files, [](const std::string& file) {
      return file.find(kPrecompiledSource) != std::string::npos;
    });
    std::ranges::sort(files);
    files.erase(std::unique(files.begin(), files.end()), files.end());
    options_.cache->keep_compile(job, outcome, files, built_[index]);
    if (shared_) shared_->store_compile(job, built_[index]);
  }

  /// Depfiles are written again and again rather than made and removed: ext4 takes longer to make a
  /// file the more were removed in the last seconds (a third of our own time, measured).
  fs::path depfile_of(std::size_t index) {
    auto slot = depfiles_.find(index);
    if (slot == depfiles_.end()) {
      if (free_depfiles_.empty()) free_depfiles_.push_back(used_depfiles_++);
      slot = depfiles_.emplace(index, free_depfiles_.back()).first;
      free_depfiles_.pop_back();
    }
    return options_.work_folder / fmt::format("{}.d", slot->second);
  }

  /// Empty, so that a compiler which ends before it writes one does not seem to have.
  void empty_depfile(std::size_t index) {
    const std::ofstream emptied(depfile_of(index), std::ios::trunc);
  }

  void release_depfile(std::size_t index) {
    const auto slot = depfiles_.find(index);
    if (slot == depfiles_.end()) return;
    free_depfiles_.push_back(slot->second);
    depfiles_.erase(slot);
  }

  // -- precompiled headers ------------------------------------------------------------------------

  void choose_headers() {
    for (const std::size_t index : ready_) count_header_user(index);
  }

  /// One more job could use its header: at some point it is worth its making.
  void count_header_user(std::size_t index) {
    const auto& wanted = plan_.jobs[index].header;
    if (options_.headers == nullptr || !wanted) return;
    Header& header = headers_[*wanted];
    const PrecompiledHeader& planned = plan_.headers[*wanted];
    ++header.users;
    if (header.state != Header::State::unused) return;
    if (header.users == 1) {
      if (auto known = options_.headers->find(planned)) {
        header.ready = *std::move(known);
        header.state = Header::State::ready;
        return;
      }
    }
    if (header.users >= worth_from(planned.toolchain->family)) header.state = Header::State::wanted;
  }

  /// Whether the job can start now; when not, it waits for its header.
  bool has_its_header(std::size_t index) {
    const auto& wanted = plan_.jobs[index].header;
    if (!wanted) return true;
    Header& header = headers_[*wanted];
    if (header.state == Header::State::wanted) build_header(*wanted);
    if (header.state != Header::State::building) return true;
    header.waiting.push_back(index);
    return false;
  }

  void build_wanted() {
    while (!wanted_.empty() && admission_.may_start(active_)) {
      build_header(wanted_.front());
      wanted_.pop_front();
    }
  }

  void build_header(std::size_t number) {
    Header& header = headers_[number];
    const auto folder = options_.headers->prepare(plan_.headers[number]);
    if (!folder) {
      header.state = Header::State::failed;
      return;
    }
    header.state = Header::State::building;
    Command command = plan_.headers[number].command;
    command.argv = build_argv(plan_.headers[number], *folder);
    ++active_;
    processes_.start(std::move(command), [this, number, folder = *folder](ProcessResult result) {
      --active_;
      Header& built = headers_[number];
      built.state = Header::State::failed;
      // A header with a warning of its own would lose it: each compile says it when done plainly.
      if (result.ending.exited_with(0) && result.errors.empty()) {
        if (auto ready = options_.headers->publish(plan_.headers[number], folder)) {
          built.ready = *std::move(ready);
          built.state = Header::State::ready;
          ++completion_.headers_built;
        }
      }
      std::error_code ignored;
      if (built.state == Header::State::failed) fs::remove_all(folder, ignored);
      if (!running()) {
        if (active_ == 0) done();
        return;
      }
      build_wanted();
      ready_.insert(ready_.begin(), built.waiting.begin(), built.waiting.end());
      built.waiting.clear();
      start_more();
    });
  }

  const ReadyHeader* header_of(std::size_t index) const {
    const auto& wanted = plan_.jobs[index].header;
    if (!wanted || headers_[*wanted].state != Header::State::ready) return nullptr;
    return &headers_[*wanted].ready;
  }

  /// A diagnostic of the precompiled header itself: the compiler refused it, or it shows through.
  static bool mentions_header(const ProcessResult& result) {
    if (result.ending.how != Ending::How::exited) return true;
    for (const std::string_view line : split_lines(result.errors)) {
      if (parse_include_line(line)) continue;  // how a header was reached; never compared
      for (const std::string_view mark :
           {kPrecompiledSource, "precompiled header"sv, "PCH file"sv}) {
        if (line.find(mark) != std::string_view::npos) return true;
      }
    }
    return false;
  }

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
        const ReadyHeader* header = header_of(index);
        completion_.with_header += header == nullptr ? 0U : 1U;
        header == nullptr ? start(index, 1) : start_with_header(index, *header);
      }
    }
    admission_.settle(active_);
    if (active_ == 0 && ready_.empty() && looked_up_ == 0) done();
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

  Command command_of(std::size_t index, const ReadyHeader* header) {
    const Job& job = plan_.jobs[index];
    Command command = job.command;
    if (header != nullptr) {
      const PrecompiledHeader& planned = plan_.headers[*job.header];
      const auto flags = use_flags(job.toolchain->family, header->folder);
      command.argv.insert(command.argv.begin() + static_cast<std::ptrdiff_t>(planned.flags.size()),
                          flags.begin(), flags.end());
    }
    if (!job.after && !is_twin(job)) {
      const auto quick = quick_environment(job.toolchain->family, header != nullptr);
      command.environment.insert(command.environment.end(), quick.begin(), quick.end());
    }
    if (!job.after && options_.cache != nullptr && job.toolchain->family != Family::go) {
      empty_depfile(index);
      if (job.toolchain->family == Family::rust) {
        command.argv.insert(command.argv.end(),
                            {"--emit", "dep-info=" + depfile_of(index).string()});
        return command;
      }
      command.argv.insert(command.argv.end(), {"-MD", "-MF", depfile_of(index).string()});
    }
    return command;
  }

  /// Learns which of the file's comments its compiler meets, and comes back to the job.
  void preprocess(std::size_t index) {
    const Probing& probing = *plan_.jobs[index].probing;
    if (!write_file(probing.file, probing.source, Durability::lazy)) {
      preprocessed_[index].clear();  // the disk is full: the compile will say so
      ready_.push_front(index);
      return;
    }
    launch(probing.command, [this, index](ProcessResult result) {
      preprocessed_[index] = std::move(result.output);
      std::error_code ignored;
      fs::remove(plan_.jobs[index].probing->file, ignored);
      ready_.push_front(index);
    });
  }

  Outcome outcome_of(std::size_t index, ProcessResult result, int tries) {
    const auto preprocessed = preprocessed_.find(index);
    Outcome outcome;
    outcome.process = std::move(result);
    outcome.tries = tries;
    if (preprocessed != preprocessed_.end()) outcome.preprocessed = preprocessed->second;
    const Job& job = plan_.jobs[index];
    outcome.report = take_report(job.report, job.command.output_limit);
    return outcome;
  }

  void start(std::size_t index, int attempt) {
    prepare_report(plan_.jobs[index].report);
    launch(command_of(index, nullptr), [this, index, attempt](ProcessResult result) {
      const Job& job = plan_.jobs[index];
      Outcome outcome = outcome_of(index, std::move(result), attempt);
      // One that had to be stopped would have to be again.
      const Ending::How how = outcome.process.ending.how;
      const bool ended = how == Ending::How::exited || how == Ending::How::signalled;
      if (ended && attempt < job.tries && !read_witness(job, outcome).seen) {
        start(index, attempt + 1);
      } else {
        ask_for_hints(index, outcome);
      }
    });
  }

  /// Finishes a job, after asking for its compiler's fix-it hints where somebody wants them.
  void ask_for_hints(std::size_t index, const Outcome& outcome) {
    if (!plan_.jobs[index].fixing) return finish(index, outcome);
    launch(plan_.jobs[index].fixing->hints, [this, index, outcome](ProcessResult result) {
      Outcome hinted = outcome;
      hinted.hints = std::move(result.errors);
      compile_copy(index, hinted);
    });
  }

  void compile_copy(std::size_t index, const Outcome& outcome) {
    const Job& job = plan_.jobs[index];
    const auto fix_its = fix_its_for(job.variant->file.string(), read_fix_its(outcome.hints));
    const Fixed fixed = apply_fix_its(job.variant->source, fix_its);
    if (!job.fixing->compile || fixed.applied == 0 ||
        !write_file(job.fixing->copy, fixed.text, Durability::lazy)) {
      return finish(index, outcome);
    }
    launch(*job.fixing->compile, [this, index, outcome](ProcessResult result) {
      std::error_code ignored;
      fs::remove(plan_.jobs[index].fixing->copy, ignored);
      Outcome fixed_too = outcome;
      fixed_too.fixed = std::move(result);
      finish(index, fixed_too);
    });
  }

  void start_with_header(std::size_t index, const ReadyHeader& header) {
    launch(command_of(index, &header), [this, index](ProcessResult result) {
      if (mentions_header(result)) {
        ++completion_.fallbacks;
        start(index, 1);
      } else if (is_sampled(index)) {
        verify(index, outcome_of(index, std::move(result), 1));
      } else {
        ask_for_hints(index, outcome_of(index, std::move(result), 1));
      }
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
    launch(command_of(index, nullptr), [this, index, with_header](ProcessResult result) {
      const Outcome plain = outcome_of(index, std::move(result), 1);
      ++completion_.verified;
      if (!options_.same(plan_.jobs[index], with_header, plain)) ++completion_.differing;
      ask_for_hints(index, plain);
    });
  }

  void react(std::size_t index, const Outcome& outcome) {
    const Reaction reaction = options_.on_outcome(index, outcome);
    preprocessed_.erase(index);
    const bool was_run = outcome.process.ending.how != Ending::How::not_run && !outcome.cached;
    if (reaction.keep && was_run) keep(index, outcome);
    release_depfile(index);
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
    if (job.after) fs::remove(plan_.jobs[*job.after].program, ignored);
  }

  const Plan& plan_;
  const ExecuteOptions& options_;
  boost::asio::io_context context_;
  ProcessGroup processes_;
  boost::asio::signal_set signals_;
  Admission admission_;
  std::optional<RemoteCache> remote_;
  std::optional<SharedCache> shared_;
  std::size_t looked_up_ = 0;  ///< Jobs that the remote cache is being asked for.
  std::vector<std::vector<std::size_t>> dependents_;
  std::vector<std::string> built_;  ///< For a compile: its name in the cache.
  std::vector<Header> headers_;
  std::map<std::size_t, unsigned> depfiles_;  ///< Of the jobs that run.
  std::vector<unsigned> free_depfiles_;
  std::map<std::size_t, std::string> preprocessed_;  ///< What came of a job's Probing.
  unsigned used_depfiles_ = 0;
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
