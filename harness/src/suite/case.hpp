#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/directive.hpp"
#include "suite/expectation.hpp"

namespace mustfail {

/// One source file of a case, or one of the revisions of such a file.
struct Variant {
  /// The file's stem: `naive`, `wrapped`, `near_miss_by_value`; of a revision, `naive#cxx17`.
  std::string name;
  std::filesystem::path file;
  std::string revision;  ///< Empty: the file has none.
  Mode mode = Mode::compile_fail;
  Directives directives;
  Expectations expectations;
  Strictness strictness;
  std::string source;  ///< The file's bytes, kept in the dialect `verify` and for fix-it hints.
  std::string first_include;  ///< See precompiled.hpp; empty when something comes before it.
};

/// The file's stem, of a revision too: `naive`.
inline std::string_view file_stem(const Variant& variant) {
  return std::string_view(variant.name).substr(0, variant.name.find('#'));
}

/// Whether the file says something about its compilers' fix-it hints.
inline bool asks_for_fix_its(const Variant& variant) {
  return variant.directives.fix_it_compiles || !variant.expectations.fix_its.empty();
}

/// The name that the variant's snapshots begin with: `naive`, of a revision `naive.cxx17`.
inline std::string snapshot_stem(const Variant& variant) {
  std::string stem = variant.name;
  if (!variant.revision.empty()) stem[stem.size() - variant.revision.size() - 1] = '.';
  return stem;
}

/// A folder of variants that belong together.
struct Case {
  std::string name;  ///< The folder below the suite's cases: `counter/captured_local`.
  std::filesystem::path folder;
  std::vector<Variant> variants;  ///< By name.
  std::vector<Variant> twins;     ///< By name: the variants that are no C++; see twin.hpp.
};

}  // namespace mustfail
