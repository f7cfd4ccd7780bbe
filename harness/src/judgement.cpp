#include "judgement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "difference.hpp"
#include "seen.hpp"
#include "text.hpp"

namespace mustfail {

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

bool Judgement::agrees_with_snapshot(SnapshotKind kind, const std::string& seen,
                                     std::string_view what, std::string_view bless) {
  const auto found = find_snapshot(snapshots, job.variant->name, *job.toolchain, kind);
  const auto folder = snapshot_folder(suite, job.owner->name);
  if (!found) {
    const auto missing = folder / snapshot_name(job.variant->name, *job.toolchain, kind);
    set(Verdict::fail, fmt::format("there is no snapshot {}", missing.string()),
        fmt::format("look at the result, then: mustfail bless {}", job.owner->name));
    return false;
  }
  const std::string& pinned = snapshots.at(*found);
  if (pinned == seen) return true;
  set(Verdict::fail, fmt::format("{} differs from {}", what, (folder / *found).string()),
      fmt::format("if the new one is right: mustfail bless {}{}", job.owner->name, bless));
  auto difference = describe_difference(pinned, seen);
  finding.details.insert(finding.details.end(), difference.begin(), difference.end());
  return false;
}

}  // namespace mustfail
