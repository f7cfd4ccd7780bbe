#pragma once

#include <string>
#include <vector>

#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a suite's folder of cases holds. A variant whose file is malformed is left out of `cases`,
/// and its failures stand in `failures`.
struct Discovery {
  std::vector<Case> cases;  ///< By name.
  Failures failures;
};

/// Which cases a command is about: every word is a part of `CASE` or `CASE/VARIANT`; with `*`, `?`
/// or `[` in it, a pattern of the whole name. A word with `#` in it is about revisions,
/// `CASE/VARIANT#REVISION`; any other selects all of a file's. No word means all.
class Filter {
 public:
  explicit Filter(std::vector<std::string> words) : words_(std::move(words)) {}
  /// Only the variant of this whole name, whatever characters are in it.
  static Filter exactly(std::string name);

  bool matches(const std::string& case_name, const std::string& variant_name) const;
  /// Whether the files' revisions have to be known to say what is meant.
  bool names_revisions() const;
  /// The words that match nothing in the suite.
  std::vector<std::string> unmatched(const std::vector<std::string>& names) const;

 private:
  bool word_matches(const std::string& word, const std::string& name) const;

  std::vector<std::string> words_;
  bool exact_ = false;
};

/// The name of a variant as filters, reports and CTest spell it: `counter/captured_local/naive`.
std::string full_name(const std::string& case_name, const std::string& variant_name);

/// Every `CASE/VARIANT` below the suite's folder, by looking at file names alone: each `.cpp` in a
/// folder that is at least one level down is a variant.
Result<std::vector<std::string>> variant_names(const Suite& suite);

/// Every `CASE/VARIANT` of a twin, such as `counter/global/naive.rs`; see twin.hpp.
Result<std::vector<std::string>> twin_names(const Suite& suite);

/// Reads the variants and twins that the filter matches.
Result<Discovery> discover(const Suite& suite, const Filter& filter);

}  // namespace mustfail
