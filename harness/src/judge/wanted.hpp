#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "judge/holding.hpp"

namespace mustfail {

/// The views that an expectation with this prefix counts in.
struct PrefixViews {
  std::string prefix;
  std::set<std::size_t> views;
};

/// What prefixes a file's expectations may have, those that count in more views first. `expected`
/// is one only where every toolchain of the suite was asked.
std::vector<PrefixViews> prefixes_of(const std::vector<FileView>& views, bool asked_all);

/// An expectation that a file lacks.
struct Wanted {
  std::string prefix;
  std::set<std::size_t> views;
  Severity severity = Severity::error;
  int line = 0;       ///< Of the file; 0: `place` says it.
  std::string place;  ///< `@*`, `@lib.hpp:*`
  int count = 1;
  std::string text;
  std::vector<std::string> messages;  ///< That it is for.
};

/// The fewest expectations that ask for what no expectation asks for yet, `unasked` view by view:
/// one for all views where they share words that say enough, else one for each family or version.
/// What no prefix can tell apart is added to `failures`.
std::vector<Wanted> wanted_for(const std::vector<FileView>& views,
                               const std::vector<std::vector<Diagnostic>>& unasked, bool asked_all,
                               Failures& failures);

}  // namespace mustfail
