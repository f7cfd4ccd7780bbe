#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/comparison.hpp"
#include "report/console_report.hpp"
#include "report/report.hpp"
#include "report/report_file.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// A report to make: one of `report_formats()`, and the file that it goes to (empty: standard
/// output).
struct ReportRequest {
  std::string format;
  std::filesystem::path file;
};

/// What the reporters of one run share beside the run itself.
struct ReportSurroundings {
  std::vector<ReportFile> history;  ///< Earlier runs, oldest first.
  std::optional<ProgramComparison> comparison;
  std::filesystem::path step_summary;  ///< GITHUB_STEP_SUMMARY; may be empty.
  /// What a file of the repository is shown at, such as `https://host/owner/name/blob/COMMIT/`;
  /// empty when nobody knows.
  std::string browse;
  Detail detail = Detail::glance;  ///< Of the console's report.
};

/// How a format may use standard output.
enum class StandardOutput {
  lines,     ///< Shares it with others of this kind.
  document,  ///< Needs it for itself.
};

/// One form of report.
struct ReportFormat {
  std::string_view name;
  std::string_view what;  ///< For --help.
  StandardOutput output;
  bool takes_file;
  /// What each report of this form says near its begin; empty: nothing.
  std::string_view mark;
};

/// Every format, in the order in which --help lists them.
const std::vector<ReportFormat>& report_formats();

/// The names and what each is, for --help.
std::string describe_formats();

/// `junit=FILE` and the like, checked together; none at all is the console's.
Result<std::vector<ReportRequest>> parse_reports(const std::vector<std::string>& texts);

std::vector<std::unique_ptr<Reporter>> make_reporters(const std::vector<ReportRequest>& requests,
                                                      const ReportSurroundings& surroundings);

/// Where the repository's files can be looked at, as the CI's variables say.
std::string browse_url(const Variables& variables);

}  // namespace mustfail
