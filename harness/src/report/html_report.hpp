#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/comparison.hpp"
#include "report/report.hpp"
#include "report/report_file.hpp"

namespace mustfail {

/// The run as one self-contained page that asks for nothing from outside: the pairs side by side,
/// what each compiler said, a matrix of rules and toolchains, timings, and the earlier runs and the
/// comparison of languages given.
/// Written when the run ends, whole or not at all; to standard output when the path is empty.
std::unique_ptr<Reporter> make_html_reporter(std::filesystem::path file,
                                             std::vector<ReportFile> history,
                                             std::optional<ProgramComparison> comparison);

/// The text of a source file, when it can be read.
using ReadSource = std::function<std::optional<std::string>(const std::string& file)>;

/// What the page's script shows. Its shape is between this function and html/report.js.
nlohmann::ordered_json html_data(const RunStart& start, const RunEnd& end,
                                 const std::vector<Finding>& findings,
                                 const std::vector<ReportFile>& history,
                                 const std::optional<ProgramComparison>& comparison,
                                 const ReadSource& read);

/// The page with this data in it; no text in the data can end its block or become markup.
std::string html_page(const std::string& title, const nlohmann::ordered_json& data);

}  // namespace mustfail
