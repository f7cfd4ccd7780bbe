#include "command/run_environment.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <cstdlib>

#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

unsigned default_jobs() {
  const char* level = std::getenv("CTEST_PARALLEL_LEVEL");
  if (const auto jobs = parse_number(level == nullptr ? "" : level); jobs && *jobs > 0) {
    return static_cast<unsigned>(*jobs);
  }
  cpu_set_t usable;
  if (::sched_getaffinity(0, sizeof usable, &usable) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&usable)));
}

std::optional<JobserverAddress> jobserver() {
  const char* makeflags = std::getenv("MAKEFLAGS");
  auto address = jobserver_of(makeflags == nullptr ? "" : makeflags);
  boost::asio::io_context context;
  if (!address || Jobserver::connect(context, *address) != nullptr) return address;
  say(stderr,
      "mustfail: warning: make's jobserver is not open; using --jobs alone\n"
      "  help: put a + before the command in the makefile's rule\n");
  return std::nullopt;
}

Result<std::optional<RemoteAddress>> choose_remote(const RunOptions& options) {
  const std::string url = options.remote_cache.empty()
                              ? variable("MUSTFAIL_REMOTE_CACHE").value_or("")
                              : options.remote_cache;
  if (url.empty() || !options.use_cache) return std::optional<RemoteAddress>();
  auto address = parse_remote(url, variable("MUSTFAIL_REMOTE_CACHE_TOKEN").value_or(""));
  if (!address) return address.error();
  return std::optional(*std::move(address));
}

Result<std::optional<Shard>> choose_shard(const RunOptions& options) {
  if (!options.shard.empty()) {
    auto shard = parse_shard(options.shard);
    if (!shard) return shard.error();
    return std::optional(*std::move(shard));
  }
  if (!options.selection.exact.empty()) return std::optional<Shard>();
  return shard_from(variable);
}

Result<void> touch_shard_status_file() {
  const char* file = std::getenv("TEST_SHARD_STATUS_FILE");
  if (file == nullptr || *file == '\0' || std::getenv("TEST_TOTAL_SHARDS") == nullptr) return {};
  return write_file(file, "");
}

}  // namespace mustfail
