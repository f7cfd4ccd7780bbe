#include "plan/safe_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "util/text.hpp"

namespace mustfail {

namespace {

/// The lines of this file on which errors are expected.
std::vector<int> offending_lines(const Variant& variant, const Toolchain& toolchain) {
  std::set<int> lines;
  for (const Expectation& each : variant.expectations.list) {
    const bool is_here = each.file.empty() || each.file == variant.file.filename().string() ||
                         each.file == variant.file.string();
    if (each.severity == Severity::error && each.where == Expectation::Where::line && is_here &&
        each.least > 0 && is_active(each.prefix, toolchain)) {
      lines.insert(each.line);
    }
  }
  return {lines.begin(), lines.end()};
}

std::map<std::string_view, int> count_lines(std::string_view text) {
  std::map<std::string_view, int> counts;
  for (const std::string_view line : split_lines(text)) {
    std::string_view code = trim(line.substr(0, line.find("//")));
    if (!code.empty()) ++counts[code];
  }
  return counts;
}

std::size_t only_in(const std::map<std::string_view, int>& one,
                    const std::map<std::string_view, int>& other) {
  std::size_t count = 0;
  for (const auto& [line, times] : one) {
    const auto known = other.find(line);
    const int there = known == other.end() ? 0 : known->second;
    count += static_cast<std::size_t>(std::max(0, times - there));
  }
  return count;
}

}  // namespace

SafeForm make_safe(const Variant& variant, std::string_view source, const Toolchain& toolchain) {
  const auto& safe = variant.directives.safe;
  SafeForm form;
  if (safe.empty()) {
    form.why_not = "no safe form is given: add //@ safe: CODE for the offending line";
    return form;
  }
  form.lines = offending_lines(variant, toolchain);
  if (form.lines.size() != safe.size()) {
    form.why_not =
        fmt::format("{} expected to be wrong, and {} given", counted(form.lines.size(), "line"),
                    counted(safe.size(), "safe form"));
    form.lines.clear();
    return form;
  }
  // So that what the compiler says names the file that a reader knows.
  form.source = fmt::format("#line 1 \"{}\"\n", variant.file.string());
  const auto lines = split_lines(source);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto found = std::ranges::find(form.lines, static_cast<int>(i) + 1);
    form.source += found == form.lines.end()
                       ? std::string(lines[i])
                       : safe[static_cast<std::size_t>(found - form.lines.begin())];
    form.source += '\n';
  }
  return form;
}

std::size_t differing_lines(std::string_view one, std::string_view other) {
  const auto mine = count_lines(one);
  const auto theirs = count_lines(other);
  return std::max(only_in(mine, theirs), only_in(theirs, mine));
}

}  // namespace mustfail
