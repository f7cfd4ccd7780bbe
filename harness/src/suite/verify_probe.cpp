#include "suite/verify_probe.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include "util/piece.hpp"

namespace mustfail {

namespace {

std::string name_of(std::size_t file, int line) {
  return fmt::format("mustfail_met_{}_{}\n", file, line);
}

}  // namespace

std::string probe_name(std::size_t number, std::string_view extension) {
  return fmt::format("mustfail_probe_{}{}", number, extension);
}

std::string make_probe(std::size_t number, const std::vector<PreprocessorLine>& lines,
                       const std::set<int>& asked, const Replace& replace) {
  std::vector<std::string> parts;   // what is written, in order
  std::vector<std::size_t> opened;  // the parts in front of the conditionals that are open
  auto next = asked.begin();
  for (const PreprocessorLine& line : lines) {
    for (; next != asked.end() && *next < line.line; ++next) {
      parts.push_back(name_of(number, *next));
    }
    parts.emplace_back();
    if (opens_conditional(line)) opened.push_back(parts.size() - 1);
    // An #elifdef is read where it ends a branch, and not where it may begin one.
    const bool is_elifdef = line.name == "elifdef" || line.name == "elifndef";
    const std::size_t before =
        is_conditional(line) && !is_elifdef && !opened.empty() ? opened.back() : parts.size() - 1;
    for (; next != asked.end() && *next <= line.last_line; ++next) {
      parts[before] += name_of(number, *next);
    }
    const std::string other = replace(line);
    parts.push_back((other.empty() ? line.text : other) + "\n");
    if (closes_conditional(line) && !opened.empty()) opened.pop_back();
  }
  for (; next != asked.end(); ++next) parts.push_back(name_of(number, *next));
  std::string probe;
  for (const auto& part : parts) probe += part;
  return probe;
}

std::vector<MetLine> met_lines(std::string_view preprocessed) {
  static const RE2 pattern(R"(\bmustfail_met_(\d{1,9})_(\d{1,9})\b)");
  re2::StringPiece rest = piece(preprocessed);
  std::vector<MetLine> lines;
  for (MetLine met; RE2::FindAndConsume(&rest, pattern, &met.file, &met.line);) {
    lines.push_back(met);
  }
  return lines;
}

std::string only_met_lines(std::string_view preprocessed) {
  std::string names;
  for (const MetLine& met : met_lines(preprocessed)) names += name_of(met.file, met.line);
  return names;
}

}  // namespace mustfail
