#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace mustfail {

/// Whether a relative path matches: `*` and `?` are part of one name, `**/` is any folders or none.
bool matches_path(std::string_view path, std::string_view pattern);

/// The files below `folder` that a pattern names, in order; the pattern may begin with `../`. Files
/// and folders whose names begin with a dot are passed over unless the pattern spells them.
std::vector<std::filesystem::path> files_matching(std::string_view pattern,
                                                  const std::filesystem::path& folder);

}  // namespace mustfail
