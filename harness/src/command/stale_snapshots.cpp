#include "command/stale_snapshots.hpp"

#include <fmt/format.h>

#include <string>

#include "judge/shadowed.hpp"
#include "judge/snapshot.hpp"
#include "report/reporting.hpp"
#include "suite/discovery.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// A stale snapshot, told like every other finding.
Finding to_finding(const Suite& suite, const Orphan& orphan) {
  Finding finding;
  finding.case_name = orphan.file.parent_path().lexically_relative(suite.expected).string();
  finding.variant = orphan.file.filename().string();
  finding.step = Step::snapshot;
  finding.verdict = Verdict::fail;
  finding.file = orphan.file.string();
  finding.reason = orphan.why;
  finding.help = orphan.is_ours ? "mustfail bless --prune removes it"
                                : "move it elsewhere: \"expected\" holds snapshots only";
  return finding;
}

}  // namespace

Result<std::vector<Finding>> stale_snapshots(const Suite& suite, const std::vector<Case>& cases,
                                             const std::vector<Toolchain>& toolchains,
                                             const Selection& selection) {
  std::vector<Finding> findings;
  if (!selection.filters.empty() || !selection.exact.empty() || !selection.rules.empty()) {
    return findings;
  }
  const auto orphans = find_stale(suite, cases, toolchains);
  if (!orphans) return orphans.error();
  for (const Orphan& orphan : *orphans) findings.push_back(to_finding(suite, orphan));
  return findings;
}

ExitStatus run_only_snapshots(const Selection& selection) {
  const auto suite = select_suite(selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  const auto discovery = discover(*suite, Filter({}));
  if (!discovery) return print({discovery.error()}), kNothingJudged;
  if (!discovery->failures.empty()) return print(discovery->failures), kNothingJudged;
  const auto findings = stale_snapshots(*suite, discovery->cases, {}, {});
  if (!findings) return print({findings.error()}), kNothingJudged;
  for (const Finding& each : *findings) {
    say("{}: {}\n  help: {}\n", display_path(each.file).string(), each.reason, each.help);
  }
  say("{} too many below {}\n", counted(findings->size(), "snapshot"),
      display_path(suite->expected).string());
  return findings->empty() ? kAllAsExpected : kSomeRed;
}

}  // namespace mustfail
