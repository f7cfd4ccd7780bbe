#include "judge/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge/meaning_change.hpp"
#include "judge/seen.hpp"
#include "util/difference.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

std::string_view what_is_pinned(SnapshotKind kind) {
  switch (kind) {
    case SnapshotKind::meaning:
      return "what the diagnostics mean";
    case SnapshotKind::wording:
      return "the compiler's wording";
    case SnapshotKind::output:
      return "the output";
  }
  return "?";
}

}  // namespace

bool Judgement::must_fail() const {
  return job.variant->mode == Mode::compile_fail && job.step == Step::compile;
}

void Judgement::set(Verdict verdict, std::string reason, std::string help) {
  finding.verdict = verdict;
  finding.reason = std::move(reason);
  finding.help = std::move(help);
}

void Judgement::quote_errors() {
  constexpr std::size_t kMostLines = 12;
  const std::string text = outcome.report + outcome.process.errors;
  const auto lines = split_lines(text);
  for (std::size_t i = 0; i < std::min(kMostLines, lines.size()); ++i) {
    finding.details.emplace_back(lines[i]);
  }
  if (lines.size() > kMostLines) {
    finding.details.push_back(
        fmt::format("... and {}", counted(lines.size() - kMostLines, "more line")));
  }
}

std::string Judgement::shown(const Location& location) const {
  const std::string file = normal_path(location.file, normalize_context(suite, job));
  return location.line == 0 ? file : fmt::format("{}:{}", file, location.line);
}

std::string Judgement::shown(const Diagnostic& diagnostic) const {
  return fmt::format("{}: {}: {}", shown(diagnostic.blame), name(diagnostic.severity),
                     diagnostic.message);
}

const Diagnostic* Judgement::first_error() const {
  const auto found = std::ranges::find(finding.diagnostics, Severity::error, &Diagnostic::severity);
  return found == finding.diagnostics.end() ? nullptr : &*found;
}

std::string Judgement::compiler_name() const { return job.toolchain->compiler.filename().string(); }

SnapshotComparison Judgement::compare(SnapshotKind kind, const std::string& seen) const {
  const auto found = find_snapshot(snapshots, snapshot_stem(*job.variant), *job.toolchain, kind);
  const auto folder = snapshot_folder(suite, job.owner->name);
  if (!found) {
    return {kind,
            SnapshotComparison::Result::missing,
            folder / snapshot_name(*job.variant, *job.toolchain, kind),
            {}};
  }
  const std::string& pinned = snapshots.at(*found);
  if (says_the_same(kind, pinned, seen) ||
      (kind == SnapshotKind::wording &&
       is_earlier_form(pinned, outcome.process.errors, normalize_context(suite, job)))) {
    return {kind, SnapshotComparison::Result::agree, folder / *found, {}};
  }
  return {kind, SnapshotComparison::Result::differ, folder / *found,
          kind == SnapshotKind::meaning ? describe_meaning_change(pinned, seen)
                                        : describe_difference(pinned, seen)};
}

bool Judgement::check_snapshots(const std::vector<SnapshotComparison>& comparisons) {
  std::vector<std::string> moved;
  std::vector<std::string> files;
  bool needs_accepting = false;
  for (const SnapshotComparison& each : comparisons) {
    if (each.result == SnapshotComparison::Result::agree) continue;
    if (each.result == SnapshotComparison::Result::missing) {
      set(Verdict::fail, fmt::format("there is no snapshot {}", each.file.string()),
          fmt::format("look at the result, then: mustfail bless {}", job.owner->name));
      return false;
    }
    moved.emplace_back(what_is_pinned(each.kind));
    files.push_back(files.empty() ? each.file.string() : each.file.filename().string());
    needs_accepting |= each.kind != SnapshotKind::wording;
  }
  if (moved.empty()) return true;
  for (const SnapshotComparison& each : comparisons) {
    if (moved.size() > 1 && each.result == SnapshotComparison::Result::differ) {
      finding.details.push_back(each.file.filename().string() + ":");
    }
    finding.details.insert(finding.details.end(), each.differences.begin(), each.differences.end());
  }
  const bool wording_only = !needs_accepting;
  set(Verdict::fail,
      fmt::format("{}{} {} from {}", wording_only ? "only " : "", listed(moved),
                  moved.size() == 1 ? "differs" : "differ", listed(files)),
      fmt::format("if the new one is right: mustfail bless {}{}", job.owner->name,
                  needs_accepting ? " --accept-meaning" : ""));
  return false;
}

}  // namespace mustfail
