#include "report/report_format.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <set>

#include "report/github_report.hpp"
#include "report/html_report.hpp"
#include "report/json_report.hpp"
#include "report/junit_report.hpp"
#include "report/sarif_report.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

const ReportFormat* find_format(std::string_view name) {
  const auto& known = report_formats();
  const auto found = std::ranges::find(known, name, &ReportFormat::name);
  return found == known.end() ? nullptr : &*found;
}

/// Whether a file of this name with this in it is somebody's work: a document, or by its extension
/// no report and no note. Plain words in `report.json` make room for the report.
bool is_somebodys(const std::filesystem::path& file, std::string_view begin) {
  constexpr std::array kOfReports{"",     ".json", ".xml", ".sarif", ".html",
                                  ".htm", ".txt",  ".log", ".out"};
  const std::string_view first = trim(begin).substr(0, 1);
  const bool is_document = first == "{" || first == "[" || first == "<";
  return is_document || std::ranges::find(kOfReports, file.extension()) == kOfReports.end();
}

/// Why the file is not written: what is there now is no earlier report, or nobody would ever read.
std::optional<Failure> refusal(const ReportFormat& format, const std::filesystem::path& file) {
  constexpr std::size_t kBegin = 4096;
  std::error_code problem;
  const auto status = std::filesystem::status(file, problem);
  if (std::filesystem::is_fifo(status)) {
    const int pipe = ::open(file.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (pipe >= 0) ::close(pipe);
    if (pipe >= 0 || errno != ENXIO) return std::nullopt;
    return Failure{{file, 0}, "nobody reads this pipe", "start its reader first"};
  }
  if (!std::filesystem::is_regular_file(status)) return std::nullopt;
  const auto text = read_file(file);
  const std::string whole = text ? *text : std::string();
  const std::string_view begin = std::string_view(whole).substr(0, kBegin);
  const bool is_ours = format.output == StandardOutput::lines
                           ? begin.starts_with(format.mark)
                           : begin.find(format.mark) != std::string_view::npos;
  if (trim(begin).empty() || is_ours || !is_somebodys(file, begin)) return std::nullopt;
  return Failure{{file, 0},
                 fmt::format("this is no earlier {} report, and is not written over", format.name),
                 "name another file, or remove this one"};
}

Result<ReportRequest> parse_report(const std::string& text) {
  const std::size_t cut = text.find('=');
  ReportRequest request{text.substr(0, cut), cut == std::string::npos ? "" : text.substr(cut + 1)};
  const ReportFormat* format = find_format(request.format);
  if (format == nullptr) {
    std::vector<std::string> names;
    for (const ReportFormat& each : report_formats()) names.emplace_back(each.name);
    return Failure{{},
                   fmt::format("'{}' is not a report format", request.format),
                   suggestion(request.format, names)};
  }
  if (cut != std::string::npos && !format->takes_file) {
    return Failure{{},
                   fmt::format("the {} report goes to standard output", format->name),
                   fmt::format("write: --format {}", format->name)};
  }
  if (cut != std::string::npos && request.file.empty()) {
    return Failure{{},
                   fmt::format("--format {}: there is no file after the =", text),
                   fmt::format("write: --format {}=FILE", format->name)};
  }
  if (auto why = request.file.empty() ? std::nullopt : refusal(*format, request.file)) {
    return *std::move(why);
  }
  return request;
}

/// Where the file is, by whatever name it is called.
std::filesystem::path real_place(const std::filesystem::path& file) {
  std::error_code problem;
  const auto absolute = std::filesystem::absolute(file, problem);
  const auto real = std::filesystem::weakly_canonical(absolute, problem);
  return problem ? file.lexically_normal() : real;
}

bool takes_stdout(const ReportRequest& request) {
  return request.file.empty() && find_format(request.format)->output == StandardOutput::document;
}

}  // namespace

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> formats{
      {"console", "for a person (default)", StandardOutput::lines, false, ""},
      {"json", "everything, for programs", StandardOutput::document, true, "\"summary\""},
      {"junit", "JUnit XML, for GitLab and Jenkins", StandardOutput::document, true, "<testsuites"},
      {"sarif", "SARIF 2.1.0, for code scanning and editors", StandardOutput::document, true,
       "sarif"},
      {"github", "GitHub Actions' annotations, and the job's summary", StandardOutput::lines, true,
       "::"},
      {"html", "one self-contained page", StandardOutput::document, true, "mustfail report"},
  };
  return formats;
}

std::string describe_formats() {
  std::string text;
  for (const ReportFormat& each : report_formats()) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", each.name, each.what);
  }
  return text;
}

Result<std::vector<ReportRequest>> parse_reports(const std::vector<std::string>& texts) {
  if (texts.empty()) return std::vector<ReportRequest>{{"console", {}}};
  std::vector<ReportRequest> requests;
  std::set<std::filesystem::path> files;
  std::string on_stdout;
  for (const auto& text : texts) {
    const auto request = parse_report(text);
    if (!request) return request.error();
    if (!request->file.empty() && !files.insert(real_place(request->file)).second) {
      return Failure{{},
                     fmt::format("two reports go to {}", request->file.string()),
                     "give each a file of its own"};
    }
    if (takes_stdout(*request)) {
      if (!on_stdout.empty()) {
        return Failure{{},
                       fmt::format("the {} and the {} report both go to standard output", on_stdout,
                                   request->format),
                       fmt::format("write: --format {}=FILE", request->format)};
      }
      on_stdout = request->format;
    }
    requests.push_back(*request);
  }
  return requests;
}

std::vector<std::unique_ptr<Reporter>> make_reporters(const std::vector<ReportRequest>& requests,
                                                      const ReportSurroundings& surroundings) {
  std::FILE* lines = std::ranges::any_of(requests, takes_stdout) ? stderr : stdout;
  std::vector<std::unique_ptr<Reporter>> reporters;
  for (const ReportRequest& request : requests) {
    if (request.format == "json") {
      reporters.push_back(make_json_reporter(request.file));
    } else if (request.format == "junit") {
      reporters.push_back(make_junit_reporter(request.file));
    } else if (request.format == "sarif") {
      reporters.push_back(make_sarif_reporter(request.file, surroundings.browse));
    } else if (request.format == "github") {
      reporters.push_back(make_github_reporter(request.file, lines, surroundings.step_summary));
    } else if (request.format == "html") {
      reporters.push_back(
          make_html_reporter(request.file, surroundings.history, surroundings.comparison));
    } else {
      reporters.push_back(make_console_reporter(lines, surroundings.detail));
    }
  }
  return reporters;
}

std::string browse_url(const Variables& variables) {
  const auto server = variables("GITHUB_SERVER_URL");
  const auto repository = variables("GITHUB_REPOSITORY");
  const auto commit = variables("GITHUB_SHA");
  if (server && repository && commit) {
    return fmt::format("{}/{}/blob/{}/", *server, *repository, *commit);
  }
  const auto project = variables("CI_PROJECT_URL");
  const auto gitlab_commit = variables("CI_COMMIT_SHA");
  if (project && gitlab_commit) return fmt::format("{}/-/blob/{}/", *project, *gitlab_commit);
  return {};
}

}  // namespace mustfail
