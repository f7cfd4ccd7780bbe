#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "judge/finding.hpp"
#include "judge/snapshot.hpp"
#include "plan/job.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// How what was seen and the snapshot that pins it go together.
struct SnapshotComparison {
  enum class Result { agree, differ, missing };

  SnapshotKind kind = SnapshotKind::meaning;
  Result result = Result::agree;
  std::filesystem::path file;            ///< The snapshot, also when it is missing.
  std::vector<std::string> differences;  ///< For the reader.
};

/// A verdict in the making, shared by what judges compiles and what judges runs: what was asked,
/// what was seen, and the finding so far. What is found first decides, so each check says whether
/// to go on.
struct Judgement {
  const Suite& suite;
  const Job& job;
  const Outcome& outcome;
  const SnapshotFolder& snapshots;
  Finding finding;

  const Directives& directives() const { return job.variant->directives; }

  /// Whether this step's compiler has to refuse the program.
  bool must_fail() const;

  void set(Verdict verdict, std::string reason, std::string help);

  /// Puts the first lines of what the detector, the program or the compiler said into the details.
  void quote_errors();

  /// `naive.cpp:12` for a place in the case, else the normalised path.
  std::string shown(const Location& location) const;
  /// `naive.cpp:12: error: message`.
  std::string shown(const Diagnostic& diagnostic) const;

  const Diagnostic* first_error() const;
  std::string compiler_name() const;

  /// Holds what was seen against the snapshot of this kind.
  SnapshotComparison compare(SnapshotKind kind, const std::string& seen) const;

  /// Sets the verdict unless every snapshot agrees. Says which of meaning and wording moved.
  bool check_snapshots(const std::vector<SnapshotComparison>& comparisons);
};

}  // namespace mustfail
