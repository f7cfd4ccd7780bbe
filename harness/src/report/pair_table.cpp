#include "report/pair_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "report/evidence.hpp"
#include "suite/twin.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

enum Column : std::size_t { kRejected, kRulesOff, kRace, kWrapped, kColumns };

std::string race_text(const Finding& finding) {
  std::vector<std::string> lines;
  for (const int line : finding.race_lines) lines.push_back(std::to_string(line));
  return fmt::format("line{} {}", lines.size() == 1 ? "" : "s", listed(lines));
}

/// What a naive program shows instead of a race.
std::string witness_text(const Finding& finding) {
  switch (finding.witness) {
    case WitnessKind::memory:
      return "memory, " + race_text(finding);
    case WitnessKind::deadlock:
      return "deadlock, " + race_text(finding);
    case WitnessKind::race:
    case WitnessKind::exit:
    case WitnessKind::signal:
    case WitnessKind::none:
      break;
  }
  return finding.reason;
}

std::string wrapped_text(const Finding& finding) {
  const std::string_view printed = trim(finding.output);
  constexpr std::size_t kShort = 24;
  const bool plain = printed.size() <= kShort && printed.find('\n') == std::string_view::npos;
  std::string text =
      fmt::format("prints {}", printed.empty() ? "nothing"
                               : plain         ? std::string(printed)
                                               : counted(split_lines(printed).size(), "line"));
  if (finding.toolchain == name(Family::rust)) return text;
  return text + (finding.checked_races ? ", clean" : ", not checked for races");
}

std::string cell_text(const Finding& finding) {
  if (finding.verdict == Verdict::xfail) return "hole: compiles";
  if (finding.verdict != Verdict::pass) return std::string(name(finding.verdict));
  switch (finding.step) {
    case Step::compile:
      if (finding.mode == Mode::verify) return "as expected";
      if (finding.toolchain == name(Family::go)) return "compiles";
      if (finding.mode == Mode::run_pass) break;  // its run says the rest
      if (finding.mode != Mode::compile_fail) return "compiles";
      return finding.rule.empty() ? fmt::format("line {}", finding.blame.line)
                                  : fmt::format("{} line {}", finding.rule, finding.blame.line);
    case Step::counterfactual:
      return "compiles";
    case Step::race:
      return race_text(finding);
    case Step::reason:
      return "compiles";
    case Step::witness:
      return witness_text(finding);
    case Step::run:
      return wrapped_text(finding);
    case Step::memory_build:
    case Step::memory:
    case Step::snapshot:
      break;
  }
  return {};
}

Column column_of(const Finding& finding) {
  if (finding.mode == Mode::verify) return kRejected;
  if (finding.step == Step::race) return kRace;
  if (finding.mode != Mode::compile_fail) return kWrapped;
  const bool go = finding.toolchain == name(Family::go);  // a language without such rules
  if (go && finding.step == Step::compile) return kRulesOff;
  if (finding.step == Step::counterfactual) return kRulesOff;
  // Shown where it is red: then it takes the place of the rejection that it puts in doubt.
  if (finding.step == Step::reason) return kRejected;
  return finding.step == Step::race || finding.step == Step::witness ? kRace : kRejected;
}

/// A wrapped variant's compile is only shown when it is what went wrong.
void put(Cell& cell, const Finding& finding) {
  const bool replaces = cell.text.empty() || !is_red(cell.verdict);
  if (finding.step == Step::reason && !is_red(finding.verdict)) return;
  std::string text = cell_text(finding);  // empty: nothing to say beside what stands there
  if (replaces && !text.empty()) cell = {std::move(text), finding.verdict};
}

using Cells = std::array<Cell, kColumns>;
using Key = std::pair<std::string, std::string>;  // variant, toolchain

/// The wrapped variant beside a naive one: `naive_view` has `wrapped_view`, else `wrapped`. A
/// revision has the twin of the same revision, else one without.
std::string twin_of(const std::string& variant, const std::set<std::string>& variants) {
  const std::string stem = variant.substr(0, variant.find('#'));
  const std::string revision = variant.substr(stem.size());
  std::vector<std::string> twins{"wrapped" + revision, "wrapped"};
  if (stem.starts_with("naive")) {
    const std::string own = "wrapped" + stem.substr(std::string_view("naive").size());
    twins.insert(twins.begin(), {own + revision, own});
  }
  const auto found =
      std::ranges::find_if(twins, [&](const std::string& each) { return variants.contains(each); });
  return found == twins.end() ? std::string() : *found;
}

/// The columns of evidence that this toolchain was not asked to fill.
void add_dashes(Cells& row, const Evidence& evidence) {
  constexpr std::array kColumnOf{kRulesOff, kRace, kWrapped};  // as kEvidenceKinds
  for (const auto& [kind, brought] : evidence) {
    Cell& cell = row[kColumnOf[static_cast<std::size_t>(kind)]];
    if (brought == Brought::not_asked && cell.text.empty()) cell.text = kDash;
  }
}

/// A program that must run and stands alone has no other field that could say that it compiled.
void tell_compile(Cell& wrapped) {
  if (wrapped.text == kDash) wrapped = {"compiles, not run", Verdict::pass};
}

/// The pairs of one case, whose findings are [begin, end).
void add_case(std::vector<Pair>& pairs, std::vector<Finding>::const_iterator begin,
              std::vector<Finding>::const_iterator end) {
  const auto evidence = evidence_of({begin, end});
  std::map<Key, Cells> cells;
  std::map<Key, const Evidence*> asked;
  std::vector<std::string> toolchains;
  std::set<std::string> variants;
  std::map<std::string, const Finding*> example;
  for (auto each = begin; each != end; ++each) {
    const std::string variant(twin_stem(each->variant));  // a twin has the row of its language
    put(cells[{variant, each->toolchain}][column_of(*each)], *each);
    if (each->step == Step::compile)
      asked[{variant, each->toolchain}] = &evidence.at(evidence_key(*each));
    if (std::ranges::find(toolchains, each->toolchain) == toolchains.end()) {
      toolchains.push_back(each->toolchain);
    }
    variants.insert(variant);
    example.emplace(variant, &*each);
  }
  for (const auto& [key, own] : asked) add_dashes(cells[key], *own);
  std::set<std::string> shown_as_twin;
  for (const auto& variant : variants) {
    if (example[variant]->mode == Mode::compile_fail || example[variant]->mode == Mode::verify)
      shown_as_twin.insert(twin_of(variant, variants));
  }
  for (const auto& variant : variants) {
    if (shown_as_twin.contains(variant)) continue;
    const Finding& first = *example[variant];
    Pair pair{first.case_name, first.rule, {}};
    if (variant != "naive" && variant != "wrapped") pair.title += "/" + variant;
    const std::string twin =
        first.mode == Mode::compile_fail ? twin_of(variant, variants) : std::string();
    for (const auto& toolchain : toolchains) {
      if (!cells.contains({variant, toolchain})) continue;
      Cells row = cells[{variant, toolchain}];
      if (!twin.empty()) row[kWrapped] = cells[{twin, toolchain}][kWrapped];
      if (first.mode == Mode::run_pass) tell_compile(row[kWrapped]);
      std::vector<Cell> as_list(row.begin(), row.end());
      const auto same = std::ranges::find_if(
          pair.rows, [&](const PairRow& each) { return each.cells == as_list; });
      if (same != pair.rows.end()) {
        same->toolchains.push_back(toolchain);
      } else {
        pair.rows.push_back({{toolchain}, std::move(as_list)});
      }
    }
    pairs.push_back(std::move(pair));
  }
}

}  // namespace

const std::vector<std::string>& pair_columns() {
  static const std::vector<std::string> columns{"naive is rejected", "rules off",
                                                "and then races at", "wrapped"};
  return columns;
}

std::vector<Pair> pair_table(const std::vector<Finding>& findings) {
  std::vector<Pair> pairs;
  for (auto begin = findings.begin(); begin != findings.end();) {
    const auto end = std::find_if(begin, findings.end(), [&](const Finding& each) {
      return each.case_name != begin->case_name || each.step == Step::snapshot;
    });
    if (begin->step == Step::snapshot) {
      ++begin;
      continue;
    }
    add_case(pairs, begin, end);
    begin = end;
  }
  return pairs;
}

}  // namespace mustfail
