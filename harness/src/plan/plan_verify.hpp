#pragma once

#include "plan/job_builder.hpp"

namespace mustfail {

/// Plans the one compile of a file in the dialect `verify`, and what has to be preprocessed to know
/// which of its comments that compile meets.
void plan_verify(JobBuilder& build);

}  // namespace mustfail
