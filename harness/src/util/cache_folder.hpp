#pragma once

#include <filesystem>

namespace mustfail {

/// Where results are remembered: `$MUSTFAIL_CACHE_DIR`, else `$XDG_CACHE_HOME/mustfail`, else
/// `~/.cache/mustfail`; empty when there is no home.
std::filesystem::path cache_folder();

}  // namespace mustfail
