#include "judge/shadowed.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace mustfail {

namespace {

constexpr std::array kKinds{SnapshotKind::meaning, SnapshotKind::wording, SnapshotKind::output};

/// A snapshot's name, taken apart: `naive.clang-22.stderr`.
struct Parts {
  const Variant* variant = nullptr;
  std::string selector;  ///< `clang-22`, `clang`, or nothing.
  SnapshotKind kind = SnapshotKind::meaning;
};

/// Nothing when no variant owns it; of two that could, the one with the longer name does.
std::optional<Parts> parts_of(const Case& owner, std::string_view name) {
  std::optional<Parts> best;
  for (const SnapshotKind kind : kKinds) {
    if (!name.ends_with(extension(kind))) continue;
    const std::string_view stem = name.substr(0, name.size() - extension(kind).size());
    for (const Variant& variant : owner.variants) {
      const std::string own = snapshot_stem(variant);
      if (!stem.starts_with(own)) continue;
      if (best && best->variant->name.size() >= own.size()) continue;
      const std::string_view rest = stem.substr(own.size());
      if (rest.empty()) {
        best = {&variant, {}, kind};
      } else if (rest.starts_with('.')) {
        best = {&variant, std::string(rest.substr(1)), kind};
      }
    }
  }
  return best;
}

/// `gcc` of `gcc` and of `gcc-12`; nothing of a name that a suite made up.
std::optional<std::string> family_of(std::string_view selector) {
  for (const std::string_view family : {"gcc", "clang"}) {
    const std::string_view rest = selector.substr(std::min(family.size(), selector.size()));
    if (selector.starts_with(family) && (rest.empty() || rest.starts_with('-'))) {
      return std::string(family);
    }
  }
  return std::nullopt;
}

/// The snapshot that would hold in place of this one, when it says the same.
std::string same_as_fallback(const SnapshotFolder& folder, const Parts& parts,
                             const std::string& bytes) {
  if (parts.selector.empty()) return {};
  std::vector<std::string> fallbacks;
  const auto family = family_of(parts.selector);
  if (family && *family != parts.selector) {
    fallbacks.push_back(
        fmt::format("{}.{}{}", snapshot_stem(*parts.variant), *family, extension(parts.kind)));
  }
  fallbacks.push_back(fmt::format("{}{}", snapshot_stem(*parts.variant), extension(parts.kind)));
  for (const auto& each : fallbacks) {
    const auto fallback = folder.find(each);
    if (fallback == folder.end()) continue;
    if (fallback->second != bytes) return {};
    return fmt::format("it says the same as {}", each);
  }
  return {};
}

/// Whether no toolchain of the suite can be meant.
std::string no_such_toolchain(const Suite& suite, const Parts& parts) {
  const std::string& selector = parts.selector;
  if (selector.empty()) return {};
  const bool is_family = family_of(selector) == selector;
  if (suite.toolchains.empty()) {
    static const RE2 usual(R"((?:gcc|clang)-\d+(?:\.\d+)*)");
    if (is_family || RE2::FullMatch(selector, usual)) return {};
    return fmt::format("no toolchain is called '{}'", selector);
  }
  const bool meant = std::ranges::any_of(suite.toolchains, [&](const ToolchainRequest& each) {
    if (!is_family) return each.name == selector;
    return family_of(each.name).value_or(selector) == selector;
  });
  return meant ? std::string() : fmt::format("the suite has no toolchain '{}'", selector);
}

/// Whether the file's own directives keep the variant from this toolchain.
bool is_kept_from(const Variant& variant, const Toolchain& toolchain) {
  const Directives& directives = variant.directives;
  if (!directives.only.empty() && !any_holds(directives.only, toolchain)) return true;
  return any_holds(directives.skip, toolchain);
}

bool is_looked_at(const Suite& suite, const SnapshotFolder& folder, const std::string& name,
                  const Parts& parts, const Toolchain& toolchain) {
  if (is_kept_from(*parts.variant, toolchain)) return false;
  if (find_snapshot(folder, snapshot_stem(*parts.variant), toolchain, parts.kind) != name) {
    return false;
  }
  return parts.kind != SnapshotKind::wording ||
         pins_wording(suite, folder, *parts.variant, toolchain);
}

/// What is wrong with the file whatever the toolchains are.
std::string why_redundant(const Suite& suite, const SnapshotFolder& folder, const std::string& name,
                          const Parts& parts) {
  auto why = no_such_toolchain(suite, parts);
  return why.empty() ? same_as_fallback(folder, parts, folder.at(name)) : why;
}

bool are_all(const Suite& suite, const std::vector<Toolchain>& toolchains) {
  return !suite.toolchains.empty() && std::ranges::all_of(suite.toolchains, [&](const auto& named) {
    return std::ranges::find(toolchains, named.name, &Toolchain::name) != toolchains.end();
  });
}

}  // namespace

Result<std::vector<Orphan>> find_shadowed(const Suite& suite, const std::vector<Case>& cases,
                                          const std::vector<Toolchain>& toolchains) {
  std::vector<Orphan> shadowed;
  for (const Case& owner : cases) {
    const auto path = snapshot_folder(suite, owner.name);
    const auto folder = read_snapshots(path);
    if (!folder) return folder.error();
    SnapshotFolder needed = *folder;
    const auto tell = [&](const std::string& name, std::string why) {
      shadowed.push_back({path / name, std::move(why)});
      needed.erase(name);
    };
    for (const auto& entry : *folder) {
      const auto parts = parts_of(owner, entry.first);
      if (!parts) continue;  // an orphan, see find_orphans
      auto why = why_redundant(suite, *folder, entry.first, *parts);
      if (!why.empty()) tell(entry.first, std::move(why));
    }
    if (!are_all(suite, toolchains)) continue;
    // Without those: an override that goes leaves its fallback something to do.
    const SnapshotFolder left = needed;
    for (const auto& entry : left) {
      const auto parts = parts_of(owner, entry.first);
      if (!parts || std::ranges::any_of(toolchains, [&](const Toolchain& each) {
            return is_looked_at(suite, left, entry.first, *parts, each);
          })) {
        continue;
      }
      tell(entry.first,
           "no toolchain looks at it: another snapshot comes first, or its wording is not pinned, "
           "or the file is not for it");
    }
  }
  return shadowed;
}

Result<std::vector<Orphan>> find_stale(const Suite& suite, const std::vector<Case>& cases,
                                       const std::vector<Toolchain>& toolchains) {
  auto stale = find_orphans(suite, cases);
  if (!stale) return stale;
  for (Orphan& each : *stale) {
    const char* const what =
        each.is_ours ? "nothing owns this snapshot: " : "this is no snapshot of mustfail's: ";
    each.why = what + each.why;
  }
  auto shadowed = find_shadowed(suite, cases, toolchains);
  if (!shadowed) return shadowed;
  for (Orphan& each : *shadowed) {
    each.why = "nothing needs this snapshot: " + each.why;
    stale->push_back(std::move(each));
  }
  std::ranges::sort(*stale, {}, &Orphan::file);
  return stale;
}

}  // namespace mustfail
