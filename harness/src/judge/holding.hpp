#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "plan/job.hpp"
#include "suite/expectation.hpp"
#include "suite/verify_probe.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What one compile of a file said.
struct FileView {
  const Job* job = nullptr;
  std::vector<Diagnostic> diagnostics;
  /// In the dialect `verify`, where a compiler may pass over a comment: those that it meets.
  std::optional<std::vector<MetLine>> met;
};

/// How the expectations in a file's text and one view fit, in either dialect.
struct Holding {
  std::vector<Expectation> counting;  ///< Those of the file that are asked for in this view.
  std::vector<Expectation> unmet;     ///< Of these.
  std::vector<Diagnostic> unasked;    ///< What should be expected and is not.
  std::set<int> passed_over;          ///< Lines of comments that the compiler does not meet.
  Failures mistakes;                  ///< What is no expectation, or stands in another file.
};

/// Holds the text's expectations against a view, but for those that begin at one of these offsets.
Holding hold(const FileView& view, std::string_view source, const std::set<std::size_t>& without);

}  // namespace mustfail
