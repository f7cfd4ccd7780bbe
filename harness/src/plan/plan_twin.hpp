#pragma once

#include <filesystem>
#include <vector>

#include "plan/plan.hpp"

namespace mustfail {

/// Adds the jobs of a case's twins (see twin.hpp) to the plan, one compile for each and, where its
/// program has to be run, a run of it. A compiler that cannot be used is a skip with its reason.
void plan_twins(const Suite& suite, const Case& owner, const std::vector<Toolchain>& compilers,
                const std::filesystem::path& work_folder, const Witnesses& witnesses, Plan& plan);

}  // namespace mustfail
