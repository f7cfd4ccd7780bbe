#include "difference.hpp"

#include <fmt/format.h>
#include <dtl/dtl.hpp>

#include "text.hpp"

namespace mustfail {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  const auto views = split_lines(text);
  return {views.begin(), views.end()};
}

}  // namespace

std::vector<std::string> describe_difference(std::string_view pinned, std::string_view seen) {
  constexpr std::size_t kMost = 60;
  dtl::Diff<std::string> diff(lines_of(pinned), lines_of(seen));
  diff.compose();
  diff.composeUnifiedHunks();
  std::vector<std::string> lines;
  for (const auto& hunk : diff.getUniHunks()) {
    for (const auto& group : {hunk.common[0], hunk.change, hunk.common[1]}) {
      for (const auto& [line, info] : group) {
        const char mark = info.type == dtl::SES_ADD      ? '+'
                          : info.type == dtl::SES_DELETE ? '-'
                                                         : ' ';
        lines.push_back(fmt::format("{} {}", mark, line));
      }
    }
  }
  if (lines.empty()) lines.emplace_back("the texts differ only in how their last line ends");
  if (lines.size() > kMost) {
    const std::size_t more = lines.size() - kMost;
    lines.resize(kMost);
    lines.push_back(fmt::format("... and {}", counted(more, "more line")));
  }
  return lines;
}

}  // namespace mustfail
