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

}  // namespace mustfail
