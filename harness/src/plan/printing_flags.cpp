#include "plan/printing_flags.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mustfail {

void drop_printing_flags(std::vector<std::string>& flags) {
  constexpr std::string_view kFormat = "-fdiagnostics-format";
  constexpr std::string_view kFrontEnd = "-Xclang";
  static const RE2 printing(
      "-fdiagnostics-(?:format|color|show-location|path-format)(?:=.*)?|-fdiagnostics-plain-output"
      "|-fdiagnostics-(?:print-source-range-info|parseable-fixits|generate-patch)"
      "|-f(?:no-)?(?:color-diagnostics|ansi-escape-codes|caret-diagnostics)"
      "|-f(?:no-)?diagnostics-show-option|-f(?:no-)?show-(?:column|source-location)|-fmessage-"
      "length(?:=.*)?");
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (!RE2::FullMatch(flags[i], printing)) {
      kept.push_back(std::move(flags[i]));
      continue;
    }
    const bool is_front_end_form = flags[i] == kFormat && i + 2 < flags.size();
    if (flags[i].ends_with("=msvc") || (is_front_end_form && flags[i + 2] == "msvc")) {
      kept.push_back(std::move(flags[i]));
      continue;
    }
    const bool is_front_ends = !kept.empty() && kept.back() == kFrontEnd;
    if (is_front_ends) kept.pop_back();
    // The front end's own form has its value in the next word.
    if (is_front_ends && flags[i] == kFormat) i += 2;
  }
  flags = std::move(kept);
}

std::string without_msvc_form(std::string text, const std::vector<std::string>& argv) {
  const bool is_msvc = std::ranges::any_of(
      argv, [](const std::string& word) { return word == "msvc" || word.ends_with("=msvc"); });
  if (!is_msvc) return text;
  static const RE2 column(
      R"((?m)^(.+?)\((\d+),(\d+)\) ?: ((?:fatal error|error|warning|note|remark): ))");
  static const RE2 line(R"((?m)^(.+?)\((\d+)\) ?: ((?:fatal error|error|warning|note|remark): ))");
  RE2::GlobalReplace(&text, column, R"(\1:\2:\3: \4)");
  RE2::GlobalReplace(&text, line, R"(\1:\2: \3)");
  return text;
}

}  // namespace mustfail
