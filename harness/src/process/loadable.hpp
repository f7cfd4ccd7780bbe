#pragma once

#include <filesystem>
#include <string>

namespace mustfail {

/// A shared object of ours that a compiler loads, beside our own program or in its
/// `../lib/mustfail`; empty: it is not there.
std::filesystem::path find_loadable(const std::string& name);

}  // namespace mustfail
