#include "report/rule_matrix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "report/evidence.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

std::vector<std::string> toolchains_of(const RunStart& start,
                                       const std::vector<Finding>& findings) {
  std::vector<std::string> names;
  for (const Toolchain& each : start.toolchains) names.push_back(each.name);
  for (const Finding& each : findings) {
    if (each.step == Step::snapshot || each.toolchain.empty()) continue;
    if (std::ranges::find(names, each.toolchain) == names.end()) names.push_back(each.toolchain);
  }
  return names;
}

std::string title_of_rule(const RunStart& start, const std::string& rule) {
  const auto note = std::ranges::find(start.rules, rule, &RuleNote::code);
  if (note == start.rules.end()) return {};
  const std::string prefix = rule + ":";
  std::string_view title = note->title;
  if (title.starts_with(prefix)) title.remove_prefix(prefix.size());
  return std::string(trim(title));
}

void count(MatrixCell& cell, const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::pass:
      ++cell.passed;
      return;
    case Verdict::xfail:
      ++cell.holes;
      return;
    case Verdict::skip:
      ++cell.skipped;
      return;
    case Verdict::fail:
    case Verdict::error:
    case Verdict::xpass:
      break;
  }
  ++cell.red;
}

void count(MatrixCell& cell, const Evidence& evidence) {
  for (const auto& [kind, brought] : evidence) {
    cell.shown += brought == Brought::shown ? 1U : 0U;
    cell.not_asked += brought == Brought::not_asked ? 1U : 0U;
  }
}

}  // namespace

RuleMatrix rule_matrix(const RunStart& start, const std::vector<Finding>& findings) {
  std::map<std::string, std::set<std::string>> rules;  // of each case
  for (const Finding& each : findings) {
    if (each.step == Step::snapshot) continue;
    std::set<std::string>& own = rules[each.case_name];
    if (!each.rule.empty()) own.insert(each.rule);
  }
  for (auto& [owner, own] : rules) {
    if (own.empty()) own.insert(std::string());
  }
  RuleMatrix matrix{toolchains_of(start, findings), {}};
  std::map<std::string, std::size_t> column;
  for (const auto& each : matrix.toolchains) column.emplace(each, column.size());
  std::map<std::string, std::vector<MatrixCell>> cells;
  const auto add = [&](const std::string& owner, const std::string& toolchain, const auto& what) {
    for (const auto& rule : rules.at(owner)) {
      const auto [row, fresh] = cells.try_emplace(rule, matrix.toolchains.size());
      count(row->second[column.at(toolchain)], what);
    }
  };
  for (const Finding& each : findings) {
    if (each.step != Step::snapshot) add(each.case_name, each.toolchain, each);
  }
  for (const auto& [key, evidence] : evidence_of(findings)) {
    add(std::get<0>(key), std::get<2>(key), evidence);
  }
  for (auto& [rule, own] : cells) {
    matrix.rows.push_back({rule, title_of_rule(start, rule), std::move(own)});
  }
  if (!matrix.rows.empty() && matrix.rows.front().rule.empty()) {
    std::rotate(matrix.rows.begin(), matrix.rows.begin() + 1, matrix.rows.end());
  }
  return matrix;
}

std::string cell_text(const MatrixCell& cell) {
  std::vector<std::string> counts;
  if (cell.passed > 0) counts.push_back(fmt::format("\u2713 {}", cell.passed));
  if (cell.holes > 0) counts.push_back(fmt::format("! {}", cell.holes));
  if (cell.red > 0) counts.push_back(fmt::format("\u2717 {}", cell.red));
  if (counts.empty()) return cell.skipped > 0 ? "skip" : "";
  std::string text = fmt::format("{}", fmt::join(counts, " "));
  if (cell.shown == 0) return cell.not_asked == 0 ? text : text + ", -";
  if (cell.not_asked == 0) return text + fmt::format(", {} shown", cell.shown);
  return text + fmt::format(", {} of {} shown", cell.shown, cell.shown + cell.not_asked);
}

Verdict worst(const MatrixCell& cell) {
  if (cell.red > 0) return Verdict::fail;
  if (cell.holes > 0) return Verdict::xfail;
  return cell.passed > 0 ? Verdict::pass : Verdict::skip;
}

}  // namespace mustfail
