#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "diagnostic/normalize.hpp"
#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "toolchain/toolchain.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a snapshot pins.
enum class SnapshotKind {
  meaning,  ///< `.json`: codes, blame lines, counts and the rules' own texts; one for all
            ///< toolchains.
  wording,  ///< `.stderr`: everything that the reference compiler of a family printed, normalised.
  output,   ///< `.stdout`: what the program printed.
};

std::string_view extension(SnapshotKind kind);

/// The snapshots of one case: name (`naive.gcc.stderr`) -> bytes.
using SnapshotFolder = std::map<std::string, std::string>;

/// Where a case's snapshots are.
std::filesystem::path snapshot_folder(const Suite& suite, const std::string& case_name);

/// Reads every snapshot of a case; none is not a failure.
Result<SnapshotFolder> read_snapshots(const std::filesystem::path& folder);

/// The snapshot of this kind that holds for the toolchain, as a name in the folder: for
/// `naive` on clang-22 the first there is of `naive.clang-22.EXT`, `naive.clang.EXT`, `naive.EXT`.
std::optional<std::string> find_snapshot(const SnapshotFolder& folder, std::string_view variant,
                                         const Toolchain& toolchain, SnapshotKind kind);

/// Whether the wording is pinned for this toolchain: it is its family's reference, or has a file of
/// its own.
bool pins_wording(const Suite& suite, const SnapshotFolder& folder, std::string_view variant,
                  const Toolchain& toolchain);

/// The same for a variant: one that is pinned alone has its wording pinned for every toolchain,
/// since nothing else says why it is rejected.
bool pins_wording(const Suite& suite, const SnapshotFolder& folder, const Variant& variant,
                  const Toolchain& toolchain);

/// The name under which a new snapshot of this kind is written.
std::string snapshot_name(std::string_view variant, const Toolchain& toolchain, SnapshotKind kind);

/// The same for a variant: what pins alone has a file for each family, since compilers that find
/// the same mistake report it at other lines, and more than once.
std::string snapshot_name(const Variant& variant, const Toolchain& toolchain, SnapshotKind kind);

/// Whether two snapshots of this kind say the same: meanings are compared by value, wordings
/// whatever their line ends are. What a program printed is compared as it is.
bool says_the_same(SnapshotKind kind, const std::string& one, const std::string& other);

/// Which diagnostics a `.json` snapshot holds.
enum class MeaningScope {
  coded,  ///< Those with a rule's code.
  all,    ///< Of the others severity, blame line and count: where nothing else pins them.
};

/// What a log means, as a `.json` snapshot holds it: its diagnostics with their counts, in the
/// order of their lines. Ends in a newline.
std::string meaning_of(const std::vector<Diagnostic>& diagnostics, const NormalizeContext& context,
                       MeaningScope scope = MeaningScope::coded);

/// A file below the suite's `expected` folder that has to go, and why: it belongs to nothing, or it
/// does nothing (see shadowed.hpp).
struct Orphan {
  std::filesystem::path file;
  std::string why;
  bool is_ours = true;  ///< False: no snapshot by its name or its bytes, so somebody else's file.
};

/// Every snapshot that no variant owns: its case or variant is gone, or a variant of this mode has
/// no snapshot of this kind.
Result<std::vector<Orphan>> find_orphans(const Suite& suite, const std::vector<Case>& cases);

}  // namespace mustfail
