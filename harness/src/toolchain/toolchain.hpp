#pragma once

#include <compare>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/family.hpp"
#include "toolchain/compiler_parts.hpp"

namespace mustfail {

/// A compiler's version. Comparing is lexicographic, so `Version{19}` is 19.0.0.
struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;

  friend auto operator<=>(const Version&, const Version&) = default;
};

std::string to_string(const Version& version);

/// What a toolchain can do beyond compiling, found by trying it. `missing` says why not, and what
/// to do, and is empty when the feature is there.
struct Feature {
  std::string name;
  std::string missing;

  bool present() const { return missing.empty(); }
};

/// The features that are probed, and what each means, for `mustfail doctor`.
struct FeatureKind {
  std::string name;
  std::string meaning;
};
const std::vector<FeatureKind>& feature_kinds();

/// One compiler at one version.
struct Toolchain {
  std::string name;  ///< `gcc-12`, `clang-19`, or what the suite calls it.
  Family family = Family::gcc;
  Version version;
  std::filesystem::path compiler;  ///< Absolute, as found; symbolic links are kept.
  std::string target;              ///< `x86_64-linux-gnu`.
  std::string version_text;        ///< The first line of `--version`.
  std::vector<std::string> flags;  ///< Added to every command, from the suite's entry.
  std::vector<Feature> features;
  std::vector<CompilerPart> parts;   ///< The files that it consists of.
  std::string identity;              ///< Of its version and its parts' bytes; for caches.
  std::filesystem::path symbolizer;  ///< For sanitizer reports; may be empty (GCC needs none).
  std::filesystem::path linker;      ///< The C compiler that Rust's or Go's compiler links with.

  /// The feature, or nullptr when nothing by that name is probed.
  const Feature* feature(std::string_view wanted) const;
  bool has(std::string_view wanted) const;
};

}  // namespace mustfail
