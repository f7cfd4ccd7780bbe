#include "plan/schedule.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "process/memory.hpp"
#include "util/digest.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// What a compile may come to: the largest of this repository's, a ThreadSanitizer build with GCC,
/// takes 400 MiB.
constexpr std::uint64_t kNeedOfOne = std::uint64_t{512} << 20U;

fs::path times_file(const fs::path& root, const fs::path& suite) {
  return root / fmt::format("times-{}", digest_of(suite.string()));
}

}  // namespace

void longest_first(const Plan& plan, const Times& times, std::deque<std::size_t>& ready) {
  if (times.empty() || ready.size() < 2) return;
  std::vector<double> seconds(plan.jobs.size());
  for (std::size_t i = plan.jobs.size(); i-- > 0;) {
    const Job& job = plan.jobs[i];
    const auto own = times.of(job);
    seconds[i] += own ? *own : std::numeric_limits<float>::max();
    if (job.after && own) seconds[*job.after] += *own;
  }
  std::ranges::stable_sort(ready, std::greater{}, [&](std::size_t i) { return seconds[i]; });
}

Times recall_times(const fs::path& root, const fs::path& suite) {
  if (root.empty()) return {};
  const auto text = read_file(times_file(root, suite));
  return text ? Times::from_lines(*text) : Times();
}

void remember_times(const fs::path& root, const fs::path& suite, const Times& added) {
  if (root.empty() || added.empty()) return;
  const fs::path file = times_file(root, suite);
  const int lock = ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) return;
  if (::flock(lock, LOCK_EX) == 0) {
    // The later lines win.
    const Times all = Times::from_lines(recall_times(root, suite).lines() + added.lines());
    static_cast<void>(write_file(file, all.lines(), Durability::lazy));
  }
  ::close(lock);
}

bool has_memory_for_one_more(unsigned active, std::optional<std::uint64_t> available) {
  // Those that run may only have begun: what they will need is still counted as available.
  return active == 0 || !available || *available >= (std::uint64_t{active} + 1) * kNeedOfOne;
}

Admission::Admission(boost::asio::io_context& context, unsigned jobs,
                     const std::optional<JobserverAddress>& jobserver, std::function<void()> retry)
    : jobs_(std::max(1U, jobs)), retry_(std::move(retry)) {
  if (jobserver) jobserver_ = Jobserver::connect(context, *jobserver);
}

bool Admission::may_start(unsigned active) {
  if (active == 0) return true;
  if (active >= jobs_ || !has_memory_for_one_more(active, available_memory())) return false;
  if (jobserver_ == nullptr || jobserver_->held() >= active || jobserver_->take()) return true;
  jobserver_->wait(retry_);
  return false;
}

void Admission::settle(unsigned active) {
  if (jobserver_ != nullptr) jobserver_->keep(active == 0 ? 0 : active - 1);
}

void Admission::stop() {
  if (jobserver_ != nullptr) jobserver_->stop_waiting();
}

}  // namespace mustfail
