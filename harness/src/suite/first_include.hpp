#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "suite/comment.hpp"

namespace mustfail {

/// The header that a source includes before anything else that the preprocessor sees, as it is
/// written between `<>` or `""`; empty when something comes before it, or nothing does.
///
/// Only such a file may be compiled with that header precompiled: forcing the header in front of it
/// is then what the file does itself, so that a file whose `#include` was removed is still rejected
/// for that. A name in `""` means the file beside the source, where there is one: then it is none.
std::string first_include(std::string_view source, const std::vector<Comment>& comments,
                          const std::filesystem::path& folder);

/// One of the headers that a source includes before anything else.
struct LeadingInclude {
  /// As a file elsewhere would have to include it: `<a.hpp>`; `"/cases/a/b.hpp"` for a name in
  /// quotes that stands beside the source.
  std::string header;
  int line = 0;  ///< Of the source, or of the document that it is an example of.

  friend bool operator==(const LeadingInclude&, const LeadingInclude&) = default;
};

/// All of them, in order.
std::vector<LeadingInclude> leading_includes(std::string_view source,
                                             const std::vector<Comment>& comments,
                                             const std::filesystem::path& folder);

}  // namespace mustfail
