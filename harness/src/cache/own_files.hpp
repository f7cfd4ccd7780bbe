#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// Whether the path, below a cache's `results`, is a file that a ResultCache writes: a folder of
/// two hexadecimal digits, thirty more and a kind. The folder of a cache may be somebody's own, and
/// hold a `results` of theirs.
bool is_result_file(const std::filesystem::path& file);

/// Whether a folder below a cache's `pch` or `overlays` is called as we call ours.
bool is_kept_folder(const std::filesystem::path& folder);

/// Removes what is ours from the cache in `root`, and nothing else. What is left of its folders is
/// told: somebody else's files are in them.
Result<std::vector<std::filesystem::path>> clear_cache(const std::filesystem::path& root);

}  // namespace mustfail
