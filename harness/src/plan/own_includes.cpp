#include "plan/own_includes.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic_line.hpp"
#include "plan/precompiled.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The job's file as the compiler spells it, without a `#line` or by it.
std::string spelled(const Job& job) {
  const bool is_own = job.source.empty() || job.variant->example;
  return (is_own ? job.variant->file : job.source).string();
}

}  // namespace

void name_own_includes(const Job& job, ProcessResult& result) {
  if (result.errors.find(kPrecompiledSource) == std::string::npos) return;
  const auto& own = job.variant->leading_includes;
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(result.errors)) {
    const auto include = parse_include_line(line);
    const std::size_t number = include && include->location.file.ends_with(kPrecompiledSource)
                                   ? static_cast<std::size_t>(include->location.line)
                                   : 0;
    if (number == 0 || number > own.size()) {
      lines.emplace_back(line);
      continue;
    }
    // Clang has the outermost first, and says that the file's first line includes ours.
    if (job.toolchain->family == Family::clang && !lines.empty() &&
        parse_include_line(lines.back())) {
      lines.pop_back();
    }
    const std::size_t place = line.find("from ");
    lines.push_back(
        fmt::format("{}from {}:{}:", line.substr(0, place), spelled(job), own[number - 1].line));
  }
  result.errors.clear();
  for (const auto& line : lines) result.errors += line + "\n";
}

}  // namespace mustfail
