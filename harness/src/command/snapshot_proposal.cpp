#include "command/snapshot_proposal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/difference.hpp"

namespace mustfail {

void propose(CaseProposals& into, const Job& job, SnapshotKind kind, const std::string& bytes) {
  if (is_pinned_alone(*job.variant, *job.toolchain)) {
    into.alone[{job.variant->name, kind}].push_back({&job, bytes});
    return;
  }
  const auto existing =
      find_snapshot(into.pinned, snapshot_stem(*job.variant), *job.toolchain, kind);
  const std::string name = existing ? *existing : snapshot_name(*job.variant, *job.toolchain, kind);
  const auto [known, added] =
      into.files.try_emplace(name, Proposal{bytes, job.variant->name, job.toolchain->name, kind});
  if (added || known->second.bytes == bytes) return;
  Failure refusal{{job.variant->file, 0},
                  fmt::format("{} and {} disagree about {}", known->second.toolchain,
                              job.toolchain->name, name),
                  fmt::format("make them agree, or give {} a snapshot of its own: "
                              "{}.{}{}",
                              job.toolchain->name, snapshot_stem(*job.variant), job.toolchain->name,
                              extension(kind))};
  for (const auto& line : describe_difference(known->second.bytes, bytes)) {
    refusal.what += "\n    " + line;
  }
  into.refusals.push_back(std::move(refusal));
  into.refused.insert(job.variant->name);
}

void settle_alone(CaseProposals& proposals, const Suite& suite) {
  const auto is_other_than_reference = [&](const Toolchain& toolchain) {
    const auto named = suite.reference.find(std::string(name(toolchain.family)));
    return named != suite.reference.end() && named->second != toolchain.name;
  };
  for (auto& [key, seen] : proposals.alone) {
    // Outcomes come in the order in which compilers end; the toolchains stand in a row.
    std::ranges::sort(seen, {}, [&](const SeenAlone& each) {
      return std::pair(is_other_than_reference(*each.job->toolchain), each.job->toolchain);
    });
    for (const SeenAlone& each : seen) {
      const Toolchain& toolchain = *each.job->toolchain;
      const std::string stem = snapshot_stem(*each.job->variant);
      const std::string name = snapshot_name(*each.job->variant, toolchain, key.second);
      const std::string own = fmt::format("{}.{}{}", stem, toolchain.name, extension(key.second));
      const auto seen_too = proposals.files.find(name);
      const auto pinned = proposals.pinned.find(name);
      const std::string* family = nullptr;
      if (seen_too != proposals.files.end()) {
        family = &seen_too->second.bytes;
      } else if (pinned != proposals.pinned.end() && is_other_than_reference(toolchain)) {
        family = &pinned->second;
      }
      const bool has_own = proposals.pinned.contains(own);
      if (!has_own && family != nullptr && says_the_same(key.second, *family, each.bytes)) continue;
      proposals.files.try_emplace(
          has_own || family != nullptr ? own : name,
          Proposal{each.bytes, each.job->variant->name, toolchain.name, key.second});
    }
  }
}

}  // namespace mustfail
