#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mustfail {

/// The case of files that stand in the suite's folder itself, where the dialect allows it.
inline constexpr char kTop[] = ".";
/// Between a file's name and a revision's.
inline constexpr char kRevisionMark = '#';

/// The name of a variant as filters, reports and CTest spell it: `counter/captured_local/naive`.
std::string full_name(const std::string& case_name, const std::string& variant_name);

/// Which cases a command is about: every word is a part of `CASE` or `CASE/VARIANT`; with `*`, `?`
/// or `[` in it, a pattern of the whole name. A word with `#` in it is about revisions,
/// `CASE/VARIANT#REVISION`; any other selects all of a file's. No word means all.
class Filter {
 public:
  explicit Filter(std::vector<std::string> words) : words_(std::move(words)) {}
  /// Only the variants of these whole names, whatever characters are in them.
  static Filter exactly(std::vector<std::string> names);

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

}  // namespace mustfail
