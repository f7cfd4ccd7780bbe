#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "diagnostic/own_code.hpp"
#include "suite/directive.hpp"
#include "suite/expectation.hpp"
#include "suite/first_include.hpp"

namespace mustfail {

/// Of a variant that is an example in a document.
struct Example {
  int hidden_line = 0;  ///< Of the document: the first hidden line; without any, `first_line`.
  int first_line = 0;   ///< The block's opening mark.
  int last_line = 0;    ///< Its last line of code.
  std::string source;   ///< What is compiled; see example_source.hpp.
  bool pins = false;    ///< It asks for snapshots.
};

/// One source file of a case, or one of the revisions of such a file.
struct Variant {
  /// The file's stem: `naive`, `wrapped`, `near_miss_by_value`; of a revision, `naive#cxx17`.
  std::string name;
  std::filesystem::path file;
  std::string revision;                ///< Empty: the file has none.
  std::vector<std::string> revisions;  ///< All of the file's.
  Mode mode = Mode::compile_fail;
  Directives directives;
  Expectations expectations;
  Strictness strictness;
  ExpectationPolicy policy = ExpectationPolicy::required;
  std::string source;  ///< The file's bytes, kept in the dialect `verify` and for fix-it hints.
  std::optional<Example> example;  ///< Then `file` is the document.
  std::vector<LeadingInclude> leading_includes;
  std::string first_include;  ///< See first_include.hpp; empty when something comes before it.
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

/// Notes what the source includes first.
void read_includes(Variant& variant, std::string_view source, const std::vector<Comment>& comments,
                   const std::filesystem::path& folder);

/// Whether the variant has snapshots at all: an example has them where it asks for them.
inline bool has_snapshots(const Variant& variant) {
  return !variant.example || variant.example->pins;
}

/// The user's own code: the case's folder, or the example's lines of the document.
inline OwnCode own_code(const Variant& variant, const std::filesystem::path& case_folder) {
  if (!variant.example) return {case_folder};
  return {variant.file, variant.example->hidden_line, variant.example->last_line};
}

/// What of the variant is compiled, with blanks for its comments; nothing where it cannot be read.
std::optional<std::string> read_code(const Variant& variant);

/// Whether nothing in the file says what a rejection on this toolchain has to be, and nothing has
/// to: then its snapshots alone pin it.
bool is_pinned_alone(const Variant& variant, const Toolchain& toolchain);

/// A folder of variants that belong together.
struct Case {
  std::string name;  ///< The folder below the suite's cases: `counter/captured_local`.
  std::filesystem::path folder;
  std::vector<Variant> variants;  ///< By name.
  std::vector<Variant> twins;     ///< By name: the variants that are no C++; see twin.hpp.
};

}  // namespace mustfail
