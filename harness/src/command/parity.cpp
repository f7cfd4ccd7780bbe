#include "command/parity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "suite/twin.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// What the C++ file's own directives say about how far its rule reaches: each of its revisions
/// reaches some way.
std::string reach(const Case& owner, std::string_view stem) {
  std::vector<std::string> ways;
  for (const Variant& cpp : owner.variants) {
    if (file_stem(cpp) != stem) continue;
    const Directives& directives = cpp.directives;
    if (!directives.known_hole.empty()) return "a hole: " + directives.known_hole;
    std::vector<std::string> conditions = directives.needs;
    for (const Condition& each : directives.only) conditions.push_back(each.text);
    if (conditions.empty()) return {};
    ways.push_back(listed(conditions));
  }
  return ways.empty() ? std::string() : fmt::format("needs {}", fmt::join(ways, ", or "));
}

/// A cell of a Markdown table.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
    text.insert(at, "\\");
  }
  return text;
}

bool accepts(const ParityRow& row) { return row.rust == "accepts"; }

}  // namespace

std::vector<ParityRow> parity_rows(const std::vector<Case>& cases,
                                   const std::vector<Finding>& findings) {
  std::vector<ParityRow> rows;
  for (const Finding& finding : findings) {
    if (finding.toolchain != name(Family::rust) || finding.mode != Mode::compile_fail) continue;
    const auto owner = std::ranges::find(cases, finding.case_name, &Case::name);
    if (owner == cases.end()) continue;
    const auto twin = std::ranges::find(owner->twins, finding.variant, &Variant::name);
    if (twin == owner->twins.end()) continue;
    const auto& differs = twin->directives.differs;
    const std::string stem(twin_stem(finding.variant));
    rows.push_back({finding.case_name + "/" + stem, finding.rule, reach(*owner, stem),
                    differs ? differs->verdict : finding.rule, differs ? differs->reason : ""});
  }
  return rows;
}

std::string parity_page(const Suite& suite, const std::vector<ParityRow>& rows) {
  const auto count = [&](auto holds) {
    return static_cast<std::size_t>(std::ranges::count_if(rows, holds));
  };
  std::string page = fmt::format(
      "# Rust's verdict and ours\n\n"
      "Written by `mustfail parity --write`, from a run of rustc on every naive Rust twin of the "
      "suite\n`{}`; do not edit. `mustfail parity --check` fails when it is out of date.\n\n"
      "{}: {} rejected with the same code, {} with another code, {} accepted.\n\n"
      "| program | ours | Rust | why they differ |\n| --- | --- | --- | --- |\n",
      suite.name, counted(rows.size(), "program"),
      count([](const ParityRow& row) { return row.reason.empty(); }),
      count([](const ParityRow& row) { return !row.reason.empty() && !accepts(row); }),
      count(accepts));
  for (const ParityRow& row : rows) {
    page += fmt::format("| {} | {}{} | {} | {} |\n", row.program, row.rule,
                        row.ours.empty() ? "" : ", " + cell(row.ours), row.rust, cell(row.reason));
  }
  std::vector<std::string> without;
  for (const auto& [code, rule] : suite.rules) {
    if (std::ranges::find(rows, code, &ParityRow::rule) == rows.end()) without.push_back(code);
  }
  page += fmt::format("\nRules without a Rust twin: {}.\n",
                      without.empty() ? "none" : fmt::format("{}", fmt::join(without, ", ")));
  return page;
}

}  // namespace mustfail
