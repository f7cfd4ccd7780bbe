#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "plan/plan.hpp"
#include "plan/times.hpp"
#include "process/jobserver.hpp"

namespace mustfail {

/// Puts the jobs that take longest, with what runs after them, in front: a long one that starts
/// last would run alone. One that was never timed is taken to be long.
void longest_first(const Plan& plan, const Times& times, std::deque<std::size_t>& ready);

/// How long the steps of a suite took, remembered beside the cache for longest_first. Small, only a
/// convenience: what is damaged is forgotten. Several processes may add to it at once.
Times recall_times(const std::filesystem::path& root, const std::filesystem::path& suite);
void remember_times(const std::filesystem::path& root, const std::filesystem::path& suite,
                    const Times& added);

/// Says whether one more program may be started: not more than the jobs, not without a token of
/// make's jobserver, and not when what runs may need all the memory that is there. One may always
/// run.
class Admission {
 public:
  /// `retry` is called when a token that was waited for may have come.
  Admission(boost::asio::io_context& context, unsigned jobs,
            const std::optional<JobserverAddress>& jobserver, std::function<void()> retry);

  bool may_start(unsigned active);
  /// Gives back the tokens that this many running programs do not need. Call it when no more is
  /// going to be started now.
  void settle(unsigned active);
  /// Waits no more.
  void stop();

 private:
  unsigned jobs_;
  std::unique_ptr<Jobserver> jobserver_;
  std::function<void()> retry_;
};

/// Whether this much memory is enough for as many programs as run and one more.
bool has_memory_for_one_more(unsigned active, std::optional<std::uint64_t> available);

}  // namespace mustfail
