#include "execute.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>

#include "race_witness.hpp"

namespace mustfail {

namespace {

class Executor {
 public:
  Executor(const std::vector<Job>& jobs, const ExecuteOptions& options)
      : jobs_(jobs), options_(options), processes_(context_), signals_(context_, SIGINT, SIGTERM) {
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      if (jobs_[i].after) {
        dependents_[*jobs_[i].after].push_back(i);
      } else {
        ready_.push_back(i);
      }
    }
  }

  Completion run() {
    signals_.async_wait([this](boost::system::error_code cancelled, int) {
      if (!cancelled) stop(Completion::interrupted);
    });
    start_more();
    context_.run();
    return completion_;
  }

 private:
  void stop(Completion why) {
    if (completion_ == Completion::finished) completion_ = why;
    ready_.clear();
    processes_.stop_all();
    if (running_ == 0) signals_.cancel();
  }

  void start_more() {
    while (running_ < std::max(1U, options_.jobs) && !ready_.empty()) {
      const std::size_t index = ready_.front();
      ready_.pop_front();
      if (jobs_[index].skip.empty()) {
        start(index, 1);
      } else {
        finish(index, {});
      }
    }
    if (running_ == 0 && ready_.empty()) signals_.cancel();
  }

  void start(std::size_t index, int attempt) {
    ++running_;
    processes_.start(jobs_[index].command, [this, index, attempt](ProcessResult result) {
      --running_;
      if (completion_ != Completion::finished) {
        if (running_ == 0) signals_.cancel();
        return;
      }
      const Job& job = jobs_[index];
      const bool again =
          job.step == Step::race && attempt < job.tries && !judge_race(job, result.errors).seen();
      if (again) {
        start(index, attempt + 1);
      } else {
        finish(index, {std::move(result), attempt, false});
      }
      start_more();
    });
  }

  void finish(std::size_t index, Outcome outcome) {
    const bool built = outcome.process.ending.exited_with(0);
    if (!options_.on_outcome(index, outcome)) return stop(Completion::stopped);
    // What depends on it goes first: its program can then be removed.
    for (const std::size_t next : dependents_[index]) {
      if (built || !jobs_[next].skip.empty()) {
        ready_.push_front(next);
      } else {
        finish(next, {});
      }
    }
    if (jobs_[index].after) {
      std::error_code ignored;
      if (!jobs_[index].command.argv.empty()) {
        std::filesystem::remove(jobs_[index].command.argv.front(), ignored);
      }
    }
  }

  const std::vector<Job>& jobs_;
  const ExecuteOptions& options_;
  boost::asio::io_context context_;
  ProcessGroup processes_;
  boost::asio::signal_set signals_;
  std::map<std::size_t, std::vector<std::size_t>> dependents_;
  std::deque<std::size_t> ready_;
  unsigned running_ = 0;
  Completion completion_ = Completion::finished;
};

}  // namespace

Completion execute(const std::vector<Job>& jobs, const ExecuteOptions& options) {
  return Executor(jobs, options).run();
}

}  // namespace mustfail
