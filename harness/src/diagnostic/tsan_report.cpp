#include "diagnostic/tsan_report.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// `    #0 work(int&) /tmp/r.cpp:4:51 (r+0xd482b) (BuildId: ...)`. The function's name may hold
/// spaces, so the place is looked for from the end.
bool parse_tsan_frame(std::string_view line, Frame& frame) {
  static const RE2 pattern(
      R"(^\s+#\d+ (.*?) (?:(/.*?|[^ :]+):(\d+)(?::(\d+))?|<null>)(?: \(.*\))*\s*$)", RE2::Latin1);
  std::string column;
  std::string line_number;
  if (!RE2::FullMatch(piece(line), pattern, &frame.function, &frame.location.file, &line_number,
                      &column)) {
    return false;
  }
  frame.location.line = parse_number(line_number).value_or(0);
  frame.location.column = parse_number(column).value_or(0);
  if (!frame.location.file.empty()) {
    frame.location.file = std::filesystem::path(frame.location.file).lexically_normal().string();
  }
  return true;
}

bool parse_tsan_access(std::string_view line, Access& access) {
  static const RE2 pattern(
      R"(^\s+(?:Previous )?((?:[Aa]tomic )?(?:[Rr]ead|[Ww]rite)(?: of size \d+)?).* by .*:$)");
  static const RE2 lock(R"(^\s+Mutex M\d+ (acquired here) while holding mutex M\d+.*:$)");
  if (!RE2::FullMatch(piece(line), pattern, &access.what) &&
      !RE2::FullMatch(piece(line), lock, &access.what)) {
    return false;
  }
  std::ranges::transform(access.what, access.what.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return true;
}

}  // namespace

bool RaceReport::is_data_race() const {
  // "data race on vptr", "race on a file descriptor" are data races too.
  return kind.find(kRaceKind) != std::string::npos;
}

std::vector<RaceReport> parse_tsan_report(std::string_view text) {
  static const RE2 heading(R"(^WARNING: ThreadSanitizer: (.+?) \(pid=\d+\)\s*$)");
  std::vector<RaceReport> reports;
  bool in_access = false;
  for (const std::string_view line : split_lines(text)) {
    std::string kind;
    Access access;
    Frame frame;
    if (RE2::FullMatch(piece(line), heading, &kind)) {
      reports.push_back({kind, {}});
      in_access = false;
    } else if (reports.empty()) {
      continue;
    } else if (parse_tsan_access(line, access)) {
      reports.back().accesses.push_back(std::move(access));
      in_access = true;
    } else if (trim(line).empty()) {
      in_access = false;
    } else if (in_access && parse_tsan_frame(line, frame)) {
      reports.back().accesses.back().frames.push_back(std::move(frame));
    }
  }
  return reports;
}

std::vector<int> lines_in(const std::vector<RaceReport>& reports, std::string_view file,
                          std::string_view kind) {
  std::set<int> lines;
  for (const RaceReport& report : reports) {
    if (report.kind.find(kind) == std::string::npos) continue;
    for (const Access& access : report.accesses) {
      // The innermost frame of the file is the access; those above it are its callers.
      const auto frame = std::ranges::find_if(
          access.frames, [&](const Frame& each) { return each.location.file == file; });
      if (frame != access.frames.end() && frame->location.line > 0) {
        lines.insert(frame->location.line);
      }
    }
  }
  return {lines.begin(), lines.end()};
}

}  // namespace mustfail
