#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>

#include "cache/precompiled_store.hpp"
#include "cache/remote_address.hpp"
#include "cache/result_cache.hpp"
#include "plan/job.hpp"
#include "plan/plan.hpp"
#include "process/jobserver.hpp"

namespace mustfail {

/// What the caller thinks of an outcome.
struct Reaction {
  bool go_on = true;  ///< False stops the run.
  bool keep = true;   ///< Whether the cache may answer with it the next time.
};

struct ExecuteOptions {
  unsigned jobs = 1;                          ///< How many programs run at once.
  std::optional<JobserverAddress> jobserver;  ///< Of the make that started us.
  /// Puts the jobs that can start now in the order in which they do; none: the plan's.
  std::function<void(std::deque<std::size_t>& ready)> order;
  std::filesystem::path work_folder;  ///< The plan's; depfiles go there too.
  /// Called after each job, in the order in which they end.
  std::function<Reaction(std::size_t index, const Outcome& outcome)> on_outcome;
  PrecompiledStore* headers = nullptr;  ///< None: every compile is plain.
  ResultCache* cache = nullptr;         ///< None: every job is run.
  /// Of the cache's entries; none: they stay here. Needs `cache`.
  std::optional<RemoteAddress> remote;
  bool remote_read_only = false;
  std::function<void(std::string)> warn;  ///< Gets what costs time, and no verdict.
  /// Of the compiles that used a precompiled header, how many in a hundred are done plainly as
  /// well; `same` says whether both showed the same. A difference counts, and the plain one holds.
  unsigned verify_percent = 0;
  std::function<bool(const Job&, const Outcome&, const Outcome&)> same;
};

/// How a run of jobs ended as a whole.
struct Completion {
  enum class How { finished, stopped, interrupted };

  How how = How::finished;
  std::size_t cached = 0;         ///< Jobs that the cache answered.
  std::size_t fetched = 0;        ///< Of these, outcomes that the remote cache had.
  std::size_t stored = 0;         ///< Entries that were given to the remote cache.
  std::size_t rejected = 0;       ///< Entries of the remote cache that were not whole.
  std::size_t headers_built = 0;  ///< Precompiled headers made in this run.
  std::size_t with_header = 0;    ///< Compiles that used one.
  std::size_t served = 0;         ///< Of these, by a compiler that had started: see ForkServer.
  std::size_t fallbacks = 0;      ///< Compiles that had to be done again without.
  std::size_t verified = 0;       ///< Compiles that were done both ways.
  std::size_t differing = 0;      ///< Of these, those that showed something else.
};

/// Runs the plan's jobs, as many at once as asked, a job whose build failed not at all. What the
/// cache knows is not run. Ctrl-C, Ctrl-\, SIGTERM and SIGHUP kill what runs and end it. Jobs with
/// a skip reason are reported without being run.
Completion execute(const Plan& plan, const ExecuteOptions& options);

/// Only makes the precompiled headers that `execute` would make for what the cache does not know,
/// so that many runs of one job each (CTest's) find them.
Completion build_headers(const Plan& plan, const ExecuteOptions& options);

}  // namespace mustfail
