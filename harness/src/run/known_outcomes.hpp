#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cache/remote_cache.hpp"
#include "cache/run_inputs.hpp"
#include "cache/shared_cache.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"

namespace mustfail {

/// What the caches know of a plan's jobs, here and remote, and what they are given of them. Without
/// a cache among the options nothing is known, and nothing kept.
class KnownOutcomes {
 public:
  /// What is given has to outlive it. `dependents` holds, for each job, those that run what it
  /// builds.
  KnownOutcomes(boost::asio::io_context& context, const Plan& plan, const ExecuteOptions& options,
                const std::vector<std::vector<std::size_t>>& dependents);

  /// The outcomes of the job and of all that depend on it, when every one of them is known.
  std::optional<std::vector<std::pair<std::size_t, Outcome>>> find(std::size_t index);

  /// Asks the remote cache for them, and calls `then` when it has answered; false when there is
  /// nobody to ask.
  bool ask(std::size_t index, std::function<void()> then);
  /// Whether an answer is being waited for.
  bool asking() const { return asked_ != 0; }

  /// Keeps what came of a run, where it is known to depend on nothing but its program, ...
  void keep_run(std::size_t index, const Outcome& outcome);
  /// ... or of a compile, which depends on these.
  void keep_compile(std::size_t index, const Outcome& outcome, const Inputs& inputs);

  void stop();
  void count(Completion& completion) const;

 private:
  /// What comes of the copy with its fix-its applied is not kept, so such a job is never known.
  bool may_know(const Job& job) const { return cache_ != nullptr && !job.fixing; }

  const Plan& plan_;
  ResultCache* cache_;
  const std::vector<std::vector<std::size_t>>& dependents_;
  std::vector<std::string> built_;  ///< For a compile: its name in the cache.
  std::filesystem::path work_folder_;
  std::map<std::size_t, std::vector<std::string>> inputs_;  ///< Of what was built in this run.
  std::optional<RemoteCache> remote_;
  std::optional<SharedCache> shared_;
  std::size_t asked_ = 0;
};

}  // namespace mustfail
