#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "judge/judge.hpp"
#include "support/samples.hpp"

namespace mustfail {

inline constexpr std::string_view kNaive =
    "//@ rule: E0373\n"
    "int main() {\n"
    "  spawn();  // expected-error {{[E0373]}}\n"
    "}\n";

inline const std::string kRace =
    "WARNING: ThreadSanitizer: data race (pid=1)\n"
    "  Write of size 4 at 0x1 by thread T2:\n"
    "    #0 f() /s/cases/group/case/naive.cpp:12 (r+0x1)\n"
    "  Previous write of size 4 at 0x1 by thread T1:\n"
    "    #0 f() /s/cases/group/case/naive.cpp:9 (r+0x1)\n";

/// `VERDICT: REASON` and, on a line of its own, what to do.
inline std::string told(const Finding& finding) {
  return fmt::format("{}: {}{}{}", name(finding.verdict), finding.reason,
                     finding.help.empty() ? "" : "\n", finding.help);
}

inline Finding judged(const Sample& sample, Step step, const Outcome& outcome,
                      const SnapshotFolder& snapshots) {
  return judge(sample.suite, sample.job(step), outcome, snapshots);
}

}  // namespace mustfail
