#include "suite/first_include.hpp"

#include <re2/re2.h>

#include <system_error>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

std::string first_include(std::string_view source, const std::vector<Comment>& comments,
                          const std::filesystem::path& folder) {
  const auto all = leading_includes(source, comments, folder);
  if (all.empty() || all.front().header.front() != '<') return {};
  return all.front().header.substr(1, all.front().header.size() - 2);
}

std::vector<LeadingInclude> leading_includes(std::string_view source,
                                             const std::vector<Comment>& comments,
                                             const std::filesystem::path& folder) {
  const std::string code = without_comments(source, comments);
  static const RE2 include(R"re(^\s*#\s*include\s*(?:<([^>"]+)>|"([^>"]+)")\s*$)re");
  // An example's lines have the document's numbers.
  static const RE2 line_number(R"(^#line (\d+) )");
  std::vector<LeadingInclude> all;
  int number = 0;
  for (const std::string_view line : split_lines(code)) {
    ++number;
    int next = 0;
    if (RE2::PartialMatch(piece(line), line_number, &next)) number = next - 1;
    if (next != 0 || trim(line).empty()) continue;
    std::string header;
    std::string quoted;
    if (!RE2::FullMatch(piece(line), include, &header, &quoted)) break;
    if (quoted.empty()) {
      all.push_back({"<" + header + ">", number});
      continue;
    }
    // As a compiler spells it in what it says: the folder and the name, as they are written.
    const std::filesystem::path beside = folder.string() + "/" + quoted;
    std::error_code problem;
    const bool is_beside =
        std::filesystem::exists(std::filesystem::symlink_status(beside, problem));
    all.push_back({is_beside ? "\"" + beside.string() + "\"" : "<" + quoted + ">", number});
  }
  return all;
}

}  // namespace mustfail
