#pragma once

#include "plan/job.hpp"
#include "process/process.hpp"

namespace mustfail {

/// What a compiler says of how a header was reached, as it says it without a precompiled one: the
/// `In file included from` that names our file names the line of the job's own that includes the
/// same. A line of ours that has none is left, for shows_header() to find.
void name_own_includes(const Job& job, ProcessResult& result);

}  // namespace mustfail
