#include "suite/first_include.hpp"

#include <re2/re2.h>

#include "util/text.hpp"

namespace mustfail {

std::string first_include(std::string_view source, const std::vector<Comment>& comments) {
  const std::string code = without_comments(source, comments);
  static const RE2 include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"]\s*$)");
  for (const std::string_view line : split_lines(code)) {
    if (trim(line).empty()) continue;
    std::string header;
    RE2::FullMatch(re2::StringPiece(line.data(), line.size()), include, &header);
    return header;
  }
  return {};
}

}  // namespace mustfail
