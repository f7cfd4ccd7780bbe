#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "report/report.hpp"

namespace mustfail {

/// SARIF 2.1.0: the red findings as results, at their blame lines, with the diagnostics' notes and
/// the race's lines beside them; the rules with links to their pages. `browse` is the URL that the
/// repository's files are shown below; without one, pages are named as files. Written when the run
/// ends, whole or not at all; to standard output when the path is empty.
std::unique_ptr<Reporter> make_sarif_reporter(std::filesystem::path file, std::string browse);

}  // namespace mustfail
