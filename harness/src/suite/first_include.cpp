#include "suite/first_include.hpp"

#include <re2/re2.h>

#include <system_error>

#include "util/text.hpp"

namespace mustfail {

std::string first_include(std::string_view source, const std::vector<Comment>& comments,
                          const std::filesystem::path& folder) {
  const std::string code = without_comments(source, comments);
  static const RE2 include(R"re(^\s*#\s*include\s*(?:<([^>"]+)>|"([^>"]+)")\s*$)re");
  for (const std::string_view line : split_lines(code)) {
    if (trim(line).empty()) continue;
    std::string header;
    std::string quoted;
    RE2::FullMatch(re2::StringPiece(line.data(), line.size()), include, &header, &quoted);
    if (quoted.empty()) return header;
    std::error_code problem;
    const auto beside = std::filesystem::symlink_status(folder / quoted, problem);
    return std::filesystem::exists(beside) ? std::string() : quoted;
  }
  return {};
}

}  // namespace mustfail
