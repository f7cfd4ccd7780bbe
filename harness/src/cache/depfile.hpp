#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// The files that a depfile (`-MD -MF`) says its target depends on, in its order, each once. GCC
/// and Clang write one also when the compile fails.
std::vector<std::string> parse_depfile(std::string_view text);

}  // namespace mustfail
