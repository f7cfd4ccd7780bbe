#pragma once

#include <string_view>

#include "plan/job_builder.hpp"
#include "suite/verify_source.hpp"

namespace mustfail {

/// What a text that stands in place of the job's file would say to -verify.
VerifySource verify_source_of(const Job& job, std::string_view text, VerifyHeaders& headers);

/// Plans the one compile of a file in the dialect `verify`, and what has to be preprocessed to know
/// which of its comments that compile meets.
void plan_verify(JobBuilder& build, VerifyHeaders& headers);

}  // namespace mustfail
