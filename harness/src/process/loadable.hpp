#pragma once

#include <filesystem>
#include <string>

namespace mustfail {

/// A shared object of ours that a compiler loads, beside our own program or in its
/// `../lib/mustfail`; empty: it is not there.
std::filesystem::path find_loadable(const std::string& name);

/// The object's name as LD_PRELOAD takes it, which reads blanks and colons as the end of a name:
/// such a path is given by a descriptor of ours, for as long as we live.
std::string preloadable(const std::filesystem::path& object);

}  // namespace mustfail
