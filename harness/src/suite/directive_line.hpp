#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/comment.hpp"

namespace mustfail {

/// The key of the line that names a file's revisions.
constexpr std::string_view kRevisions = "revisions";

/// `//@[REVISION,REVISION] KEY(TOOLCHAINS): VALUE`, cut into its parts.
struct DirectiveLine {
  bool is_revised = false;
  std::vector<std::string> revisions;
  std::string key;
  std::string toolchains;  ///< In the parentheses behind the key; empty when there are none.
  bool has_toolchains = false;
  std::string_view value;
};

/// Cuts the text behind `//@`; what is wrong with its parts is for others to say.
DirectiveLine cut_directive(std::string_view text);

/// Whether the comment may be a directive at all. Doxygen's `//@{` is none.
bool is_directive(const Comment& comment);

}  // namespace mustfail
