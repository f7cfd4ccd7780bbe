#include "diagnostic/go_report.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// `Read at 0x00c0000ae008 by goroutine 8:`, `Previous write at ... by main goroutine:`
bool parse_go_access(std::string_view line, Access& access) {
  static const RE2 pattern(
      R"(^(?:Previous )?((?:[Aa]tomic )?(?:[Rr]ead|[Ww]rite)) at 0x[0-9a-f]+ by .*:$)");
  if (!RE2::FullMatch(piece(line), pattern, &access.what)) return false;
  std::ranges::transform(access.what, access.what.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return true;
}

}  // namespace

std::vector<RaceReport> parse_go_races(std::string_view text) {
  static const RE2 function(R"(^  (\S.*\))$)");
  static const RE2 place(R"(^      (\S.*):(\d+)(?: \+0x[0-9a-f]+)?$)");
  std::vector<RaceReport> reports;
  bool in_access = false;
  std::string last_function;
  for (const std::string_view line : split_lines(text)) {
    Access access;
    std::string file;
    std::string number;
    if (line == "WARNING: DATA RACE") {
      reports.push_back({"data race", {}});
      in_access = false;
    } else if (reports.empty()) {
      continue;
    } else if (parse_go_access(line, access)) {
      reports.back().accesses.push_back(std::move(access));
      in_access = true;
    } else if (trim(line).empty() || line.starts_with("Goroutine ") || line.starts_with("===")) {
      in_access = false;  // what follows is where the goroutine was started
    } else if (in_access && RE2::FullMatch(piece(line), place, &file, &number)) {
      Frame frame{last_function, {}};
      frame.location.file = std::filesystem::path(file).lexically_normal().string();
      frame.location.line = parse_number(number).value_or(0);
      reports.back().accesses.back().frames.push_back(std::move(frame));
    } else if (!RE2::FullMatch(piece(line), function, &last_function)) {
      last_function.clear();
    }
  }
  return reports;
}

DiagnosticLog parse_go_errors(std::string_view text, std::string_view folder) {
  static const RE2 pattern(R"(^(\S.*?\.go):(\d+):(?:(\d+):)? (.*)$)");
  DiagnosticLog log;
  for (const std::string_view line : split_lines(text)) {
    Diagnostic made;
    std::string number;
    std::string column;
    std::string file;
    if (RE2::FullMatch(piece(line), pattern, &file, &number, &column, &made.message)) {
      made.location.file = (std::filesystem::path(folder) / file).lexically_normal().string();
      made.location.line = parse_number(number).value_or(0);
      made.location.column = parse_number(column).value_or(0);
      made.blame = made.location;
      log.diagnostics.push_back(std::move(made));
    } else if (!line.starts_with('#') && !trim(line).empty()) {
      log.strays.emplace_back(line);
    }
  }
  return log;
}

}  // namespace mustfail
