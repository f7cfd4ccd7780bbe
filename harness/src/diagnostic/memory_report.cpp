#include "diagnostic/memory_report.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The line that a report begins with: its kind, and for UndefinedBehaviorSanitizer the place.
bool parse_heading(std::string_view line, std::string& kind, Location& place) {
  // ==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x... at pc ...
  static const RE2 memory(
      R"(^==\d+==\s*ERROR: (?:Address|Leak)Sanitizer: (.*?)(?: on (?:unknown )?address .*)?\s*$)");
  static const RE2 undefined(R"(^(.+?):(\d+):(\d+): (runtime error: .*)$)");
  if (RE2::FullMatch(piece(line), memory, &kind)) return true;
  return RE2::FullMatch(piece(line), undefined, &place.file, &place.line, &place.column, &kind);
}

/// `READ of size 4 at 0x... thread T0`, `freed by thread T0 here:`, ...
bool parse_memory_access(std::string_view line, std::string& what) {
  static const RE2 pattern(
      R"(^((?:READ|WRITE) of size \d+|freed by|previously allocated by|allocated by)\b.*$)");
  if (!RE2::FullMatch(piece(line), pattern, &what)) return false;
  std::ranges::transform(what, what.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return true;
}

/// `    #0 0x55d2 in main /c/naive.cpp:7:3`; GCC's runtime leaves the column out.
bool parse_memory_frame(std::string_view line, Frame& frame) {
  static const RE2 pattern(
      R"(^\s+#\d+ 0x[0-9a-f]+ in (.*?) (?:(/.*?|[^ :(]+):(\d+)(?::(\d+))?|\(.*\))(?: \(.*\))*\s*$)");
  std::string number;
  std::string column;
  if (!RE2::FullMatch(piece(line), pattern, &frame.function, &frame.location.file, &number,
                      &column)) {
    return false;
  }
  frame.location.line = parse_number(number).value_or(0);
  frame.location.column = parse_number(column).value_or(0);
  if (!frame.location.file.empty()) {
    frame.location.file = std::filesystem::path(frame.location.file).lexically_normal().string();
  }
  return true;
}

}  // namespace

std::vector<RaceReport> parse_memory_report(std::string_view text) {
  std::vector<RaceReport> reports;
  for (const std::string_view line : split_lines(text)) {
    std::string kind;
    Access access;
    Frame frame;
    if (parse_heading(line, kind, frame.location)) {
      reports.push_back({kind, {}});
      if (frame.location.line > 0) {  // the place comes before any stack
        reports.back().accesses.push_back({kind, {frame}});
      }
    } else if (reports.empty()) {
      continue;
    } else if (parse_memory_access(line, access.what)) {
      reports.back().accesses.push_back(std::move(access));
    } else if (parse_memory_frame(line, frame)) {
      auto& accesses = reports.back().accesses;
      if (accesses.empty()) accesses.push_back({reports.back().kind, {}});
      accesses.back().frames.push_back(std::move(frame));
    }
  }
  return reports;
}

std::string first_memory_report(std::string_view errors) {
  for (const std::string_view line : split_lines(errors)) {
    std::string kind;
    Location place;
    if (parse_heading(line, kind, place)) return kind;
  }
  return {};
}

}  // namespace mustfail
