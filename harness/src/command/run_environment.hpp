#pragma once

#include <optional>
#include <string>

#include "cache/remote_address.hpp"
#include "command/run_command.hpp"
#include "plan/shard.hpp"
#include "process/jobserver.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a run takes from its environment where the command line does not say.

/// A variable of our environment; nothing when it is not set, or is empty.
std::optional<std::string> variable(const char* name);

/// As many jobs as `CTEST_PARALLEL_LEVEL` says, or as cores that we may use.
unsigned default_jobs();

/// The jobserver of the make that started us, if it can be used; a warning where it is not open.
std::optional<JobserverAddress> jobserver();

/// The remote cache that is asked for; nothing when none is.
Result<std::optional<RemoteAddress>> choose_remote(const RunOptions& options);

/// The shard that this run is; nothing when it is the whole. A case that is named exactly is run by
/// whoever names it: CTest in a job of a sharded CI.
Result<std::optional<Shard>> choose_shard(const RunOptions& options);

/// Tells Bazel that the shards were honoured.
Result<void> touch_shard_status_file();

}  // namespace mustfail
