#pragma once

#include <functional>
#include <vector>

#include "failure.hpp"
#include "job.hpp"

namespace mustfail {

struct ExecuteOptions {
  unsigned jobs = 1;  ///< How many programs run at once.
  /// Called after each job, in the order in which they end; returning false stops the run.
  std::function<bool(std::size_t index, const Outcome& outcome)> on_outcome;
};

/// How a run of jobs ended as a whole.
enum class Completion { finished, stopped, interrupted };

/// Runs the jobs, as many at once as asked, a job whose build failed not at all. Ctrl-C and SIGTERM
/// kill what runs and end it. Jobs with a skip reason are reported without being run.
Completion execute(const std::vector<Job>& jobs, const ExecuteOptions& options);

}  // namespace mustfail
