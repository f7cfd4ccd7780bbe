#pragma once

#include "report.hpp"

namespace mustfail {

/// A run of two toolchains in the repository /r, for tests of reporters.
RunStart sample_start();

/// A naive file's compile, `/r/cases/counter/local/naive.cpp`, with this verdict.
Finding sample_finding(Verdict verdict, std::string reason, std::string toolchain = "gcc-12");

/// What a reporter writes into a file about these findings.
std::string written(Reporter& reporter, const std::filesystem::path& file, const RunEnd& end,
                    const std::vector<Finding>& findings);

}  // namespace mustfail
