#pragma once

#include <filesystem>
#include <memory>

#include "report/report.hpp"

namespace mustfail {

/// The run as one JSON document, for programs: see docs/json-report.md. Written to the file when
/// the run ends, whole or not at all; to standard output when the path is empty.
std::unique_ptr<Reporter> make_json_reporter(std::filesystem::path file);

}  // namespace mustfail
