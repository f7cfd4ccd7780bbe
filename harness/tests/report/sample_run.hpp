#pragma once

#include "judge/sample_findings.hpp"
#include "report/report.hpp"

namespace mustfail {

/// What a reporter writes into a file about these findings.
std::string written(Reporter& reporter, const std::filesystem::path& file, const RunEnd& end,
                    const std::vector<Finding>& findings);

}  // namespace mustfail
