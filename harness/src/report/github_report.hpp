#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "report/report.hpp"

namespace mustfail {

/// For GitHub Actions: an annotation at the line of each red finding (`::error file=...`), to the
/// file or, when the path is empty, to `out`; and a summary of the run in Markdown, added to
/// `step_summary` (GITHUB_STEP_SUMMARY) when that is not empty.
std::unique_ptr<Reporter> make_github_reporter(std::filesystem::path file, std::FILE* out,
                                               std::filesystem::path step_summary);

/// Text as the message of a workflow command.
std::string command_data(std::string_view text);

/// Text as a property of a workflow command, such as `title`.
std::string command_property(std::string_view text);

/// Text that Markdown shows as it is, also in a table: what could mean something becomes an entity,
/// line ends become spaces.
std::string markdown_text(std::string_view text);

}  // namespace mustfail
