#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "plan/plan.hpp"
#include "run/execute.hpp"

namespace mustfail {

/// Runs what annotate and bless look at, with the results and precompiled headers that are kept.
/// @param jobs how many at once; 0: as many as there are cores
/// @return false when it was interrupted, which has been said
bool run_for_proposals(const Plan& planned, unsigned jobs, const std::filesystem::path& work_folder,
                       std::uint64_t cache_bytes, decltype(ExecuteOptions::on_outcome) on_outcome);

}  // namespace mustfail
